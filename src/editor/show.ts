/** Brings places before the reader's eyes. */
import * as vscode from 'vscode';
import type { Desk } from './desk';
import { pageOf } from './rule-page';

/** `line`: 1-based. */
export async function showLine(uri: vscode.Uri, line: number): Promise<void> {
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

/** The rule's page, rendered: what it asks, what raises it, what discharges it. */
export async function showPage(desk: Desk, rule: string): Promise<void> {
  const page = pageOf(desk.context.extensionUri, rule);
  try {
    await vscode.workspace.fs.stat(page);
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch (cause) {
    desk.log.warn(`The page of ${rule} could not be shown.`, cause);
  }
}
