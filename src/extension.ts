/** The entry for the Node extension host: the disk and git of the machine the folder lies on. */
import * as vscode from 'vscode';
import { activate as activateEditor } from '#editor/activate';
import { createVscodeHost } from '#editor/vscode-host';
import { openEngine } from '#engine/open-engine';
import { createNodeHost } from '#node/node-host';

export function activate(context: vscode.ExtensionContext): void {
  const assets = vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath;
  activateEditor(context, {
    openEngine,
    createHost: (setting) => {
      const { folder, state, log, isTrusted } = setting;
      // A virtual workspace has no path on this machine.
      if (folder.uri.scheme !== 'file') return createVscodeHost(setting);
      return createNodeHost(folder.uri.fsPath, { assets, state, log, isTrusted });
    },
  });
}
