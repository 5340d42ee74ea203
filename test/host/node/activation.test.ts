import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is active by itself once the window is up, and has every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('editor-in-chief.editor-in-chief');
    assert.ok(extension);
    await extension.activate();
    const declared: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });
});
