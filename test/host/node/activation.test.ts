import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('happens by itself once the window is up', async () => {
    const extension = vscode.extensions.getExtension('editor-in-chief.editor-in-chief');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
