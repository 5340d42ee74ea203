/** The page of a rule, shipped with the extension. */
import * as vscode from 'vscode';

export function pageOf(extension: vscode.Uri, rule: string): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist/rules', `${rule}.md`);
}
