/** What is wrong in the team's policy, at its place, while it is typed. What the reviews follow is the file as it is saved. */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import { checkPolicy, isPolicy } from '#engine/check-policy';
import { SOURCE } from '../asked';
import type { Feature } from './feature';

export const policyProblems: Feature = {
  name: 'policy',
  register: () => {
    const held = new DisposableStore();
    const shown = held.add(vscode.languages.createDiagnosticCollection('editorInChief.policy'));
    const check = (document: vscode.TextDocument): void => {
      if (isPolicy(document.uri.path)) shown.set(document.uri, checkPolicy(document.getText()).map(toDiagnostic));
    };
    held.add(vscode.workspace.onDidOpenTextDocument(check));
    held.add(vscode.workspace.onDidChangeTextDocument(({ document }) => check(document)));
    held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri)));
    vscode.workspace.textDocuments.forEach(check);
    return held;
  },
};

function toDiagnostic({
  startLine,
  startColumn,
  endLine,
  endColumn,
  text,
}: ReturnType<typeof checkPolicy>[number]): vscode.Diagnostic {
  const range = new vscode.Range(startLine - 1, startColumn - 1, endLine - 1, endColumn - 1);
  const diagnostic = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = SOURCE;
  return diagnostic;
}
