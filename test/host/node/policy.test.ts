import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, fileUri, ORDERS, openEditor, questionsOf, squiggle, withoutSquiggle } from '../workspace';

const RULE = 'call-without-timeout';

describe('the policy of a team in the editor', () => {
  const uri = fileUri('.editor-in-chief/policy.yml');
  const save = async (text: string): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  };
  before(() => vscode.workspace.fs.writeFile(uri, new Uint8Array()));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri('.editor-in-chief'), { recursive: true });
  });

  it('is followed when it is saved, and what is wrong in it is said at its line', async () => {
    const { document } = await openEditor(ORDERS);
    await squiggle(document.uri, RULE);
    await save(`rules:\n  ${RULE}:\n    off: true\n    reason: the gateway cancels\n`);
    await withoutSquiggle(document.uri, RULE);
    await save(`rules:\n  ${RULE}:\n    off: true\n`);
    const problem = await eventually('the problem', () => questionsOf(uri)[0]);
    assert.match(problem.message, /gives no reason/);
    assert.equal(problem.range.start.line, 1);
    await squiggle(document.uri, RULE);
    await save('');
    await eventually('no problem', () => (questionsOf(uri).length === 0 ? true : undefined));
  });
});
