import * as vscode from 'vscode';

describe('the extension', () => {
  it('happens by itself once the window is up', async () => {
    const extension = vscode.extensions.getExtension('editor-in-chief.editor-in-chief');
    if (extension === undefined) throw new Error('the extension is not there');
    await extension.activate();
    if (!extension.isActive) throw new Error('it is not active');
  });
});
