import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, fileUri } from '../workspace';

const ANSWER = {
  question: 'r',
  questionVersion: 1,
  state: 'handled',
  note: 'in the client',
  by: 'Ann',
  at: '2026-08-20',
  hash: '',
};
const record = (state: string): string =>
  JSON.stringify({
    version: 1,
    file: 'a.ts',
    blocks: [
      {
        id: 'b_00000000',
        symbol: 'f',
        summary: '',
        anchor: { hash: `nb1:${'0'.repeat(32)}`, lineHashes: '', before: '', after: '', seenAt: { line: 1 } },
        answers: [{ ...ANSWER, state, places: [] }],
        history: [],
      },
    ],
  });

describe('a review record opened in the editor', () => {
  const uri = fileUri('.editor-in-chief/reviews/notes/a.ts.json');
  /** Typed into the open document: a file written beneath it is read again only when a watcher says so. */
  const said = async (text: string): Promise<readonly string[]> => {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await new Promise((done) => setTimeout(done, 1000));
    return vscode.languages.getDiagnostics(uri).map(({ message }) => message);
  };
  before(() => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(record('handled'))));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(fileUri('.editor-in-chief'), { recursive: true });
  });

  it('is held against the schema that comes with the extension', async () => {
    const wrong = await eventually('what is wrong', async () => {
      const messages = await said(record('fine'));
      return messages.length > 0 ? messages : undefined;
    });
    assert.match(wrong.join(), /"handled", "accepted-risk", "not-applicable", "to-fix"/);
  });

  it('is right as the extension writes it', async () => {
    await eventually('no complaint', async () => ((await said(record('handled'))).length === 0 ? true : undefined));
  });
});
