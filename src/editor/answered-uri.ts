/** The address of a file as it was when a group was answered: all that is needed to make its text again. */
import * as vscode from 'vscode';

export const ANSWERED = 'editor-in-chief-answered';

/** `version`: of the document, since its other lines are today's. The path stays, so that the language is known. */
export function answeredUri(file: vscode.Uri, group: string, version: number): vscode.Uri {
  return vscode.Uri.from({ scheme: ANSWERED, path: file.path, query: JSON.stringify([file.toString(), group, version]) });
}

export function readAnswered({ query }: vscode.Uri): { readonly file: vscode.Uri; readonly group: string } {
  const [file, group]: readonly unknown[] = JSON.parse(query);
  return { file: vscode.Uri.parse(String(file)), group: String(group) };
}
