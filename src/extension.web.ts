/** The entry for the web worker extension host: files through VS Code, no git. */
import type * as vscode from 'vscode';
import { activate as activateEditor } from '#editor/activate';
import { createVscodeHost } from '#editor/vscode-host';
import { openEngine } from '#engine/open-engine';

export function activate(context: vscode.ExtensionContext): void {
  activateEditor(context, { openEngine, createHost: createVscodeHost });
}
