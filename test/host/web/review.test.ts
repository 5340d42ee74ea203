import * as vscode from 'vscode';
import { hoverAt, ORDERS, openEditor, squiggle } from '../workspace';

describe('the extension in a web worker', () => {
  it('reviews an open file without git, once it is asked to', async () => {
    const { document } = await openEditor(ORDERS);
    await vscode.commands.executeCommand('editorInChief.reviewFile');
    const { severity } = await squiggle(document.uri, 'call-without-timeout');
    if (severity !== vscode.DiagnosticSeverity.Information) throw new Error(`The severity is ${severity}.`);
  });

  it('does not claim to know who wrote the lines', async () => {
    const { document } = await openEditor(ORDERS);
    const hover = await hoverAt(document, new vscode.Position(0, 0));
    if (hover.includes('AI-written')) throw new Error(hover);
  });
});
