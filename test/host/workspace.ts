/** What the suites inside an extension host share: the opened folder, and waiting for what the editor shows. */
import * as vscode from 'vscode';

export const ORDERS = 'typescript/grown/orders.ts';

export function fileUri(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function openEditor(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(path)));
}

/** Asks again until the answer is something. `what` is said when nothing comes. */
export async function eventually<T>(what: string, ask: () => T | undefined | Promise<T | undefined>, ms = 15_000): Promise<T> {
  for (const start = Date.now(); ; await new Promise((done) => setTimeout(done, 50))) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() - start > ms) throw new Error(`Nothing came: ${what}.`);
  }
}

export function questionsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Editor-in-Chief');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : '';
}

/** The squiggle of a rule in the file, once it is there. */
export function squiggle(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return eventually(`a question of ${rule}`, () => questionsOf(uri).find((diagnostic) => ruleOf(diagnostic) === rule));
}

export function withoutSquiggle(uri: vscode.Uri, rule: string): Promise<true> {
  return eventually(`${rule} is still asked`, () =>
    questionsOf(uri).some((diagnostic) => ruleOf(diagnostic) === rule) ? undefined : true,
  );
}

/** All hovers at the place, as one string. */
export async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return (
    hovers
      .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
      .join('\n')
      // What the reader sees of an escaped mark is the mark.
      .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
  );
}
