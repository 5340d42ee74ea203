import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hoverAt, ORDERS, openEditor, questionsOf, ruleOf, squiggle, withoutSquiggle } from '../workspace';

const RULE = 'call-without-timeout';

describe('questions in the editor', () => {
  let editor: vscode.TextEditor;
  before(async () => {
    editor = await openEditor(ORDERS);
    await squiggle(editor.document.uri, RULE);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const lineOf = (text: string): number =>
    editor.document.getText().slice(0, editor.document.getText().indexOf(text)).split('\n').length - 1;

  it('are information, one line wide, on the expression that raised them, with the rule’s page behind', async () => {
    const { range, severity, message, code } = await squiggle(editor.document.uri, RULE);
    assert.deepEqual(
      [range.start.line, range.isSingleLine, severity],
      [lineOf('await fetch'), true, vscode.DiagnosticSeverity.Information],
    );
    assert.match(message, /^How long may this call wait, .*\? — .*\.$/);
    assert.ok(typeof code === 'object');
    await vscode.workspace.fs.stat(code.target);
  });

  const titlesAt = async (range: vscode.Range) =>
    (await actionsAt(range)).map(({ title, edit }) => (edit === undefined || title.startsWith('Ignore') ? title : 'fix'));
  const actionsAt = (range: vscode.Range) =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );

  it('have the fixes first in the lightbulb, then the four answers, then the ways on', async () => {
    const { range } = await squiggle(editor.document.uri, 'status-unchecked');
    assert.deepEqual(await titlesAt(range), [
      'fix',
      'Answer: handled…',
      'Answer: accept the risk…',
      'Answer: not applicable…',
      'Answer: to fix…',
      'Why am I asked?',
      'Mark this block as mine',
      'Ignore in the code, with a reason',
    ]);
  });

  it('go when they are ignored in the code, and leave a note while the reason is not written', async () => {
    const { uri } = editor.document;
    const { range } = await squiggle(uri, 'status-unchecked');
    const ignore = (await actionsAt(range)).find(({ title }) => title.startsWith('Ignore'));
    assert.ok(ignore?.edit);
    const line = editor.document.lineAt(range.start.line);
    const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
    const insertion = new vscode.WorkspaceEdit();
    insertion.insert(uri, line.range.start, `${indent}// eic-ignore status-unchecked:\n`);
    await vscode.workspace.applyEdit(insertion);
    await eventually('the note', () => questionsOf(uri).find(({ message }) => message.includes('gives no reason')));
    const reason = new vscode.WorkspaceEdit();
    reason.insert(uri, editor.document.lineAt(range.start.line).range.end, ' the gateway answers 200 alone');
    await vscode.workspace.applyEdit(reason);
    await withoutSquiggle(uri, 'status-unchecked');
    assert.ok(!questionsOf(uri).some(({ message }) => message.includes('eic-ignore')));
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    await squiggle(uri, 'status-unchecked');
  });

  it('share the menu where several stand at one place, with one entry to answer each', async () => {
    const { range } = await squiggle(editor.document.uri, RULE);
    const here = questionsOf(editor.document.uri).filter((each) => each.range.isEqual(range));
    assert.ok(here.length > 1);
    const titles = (await titlesAt(range)).filter((title) => title !== 'fix');
    assert.deepEqual(
      titles.map((title) => title.replace(/^Answer: .*/, 'Answer')),
      [...here.map(() => 'Answer'), 'Why am I asked?', 'Mark this block as mine'],
    );
    assert.ok(titles.includes('Answer: How long may this call wait, and what does the caller see…'));
  });

  it('go when a fix is taken, and come back with its undoing', async () => {
    const { uri } = editor.document;
    const { range } = await squiggle(uri, RULE);
    const fix = (await actionsAt(range)).find(({ title }) => title.startsWith('Add a deadline'));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await withoutSquiggle(uri, RULE);
    await vscode.commands.executeCommand('undo');
    await squiggle(uri, RULE);
  });

  it('say in a hover what would answer them', async () => {
    const { range } = await squiggle(editor.document.uri, RULE);
    const hover = await hoverAt(editor.document, range.start);
    assert.match(hover, /Would be answered by:/);
    assert.match(hover, /command:editorInChief\.whyAmIAsked/);
  });

  it('have whose line it is, and how that is known, in a hover on the bar', async () => {
    assert.match(
      await hoverAt(editor.document, new vscode.Position(0, 0)),
      /AI-written[\s\S]*Copilot[\s\S]*commit[\s\S]*Not right\?/,
    );
    assert.doesNotMatch(await hoverAt(editor.document, new vscode.Position(0, 3)), /AI-written/);
  });

  it('are walked by the commands, round the end', async () => {
    // Several questions of one place are one stop.
    const lines = [...new Set(questionsOf(editor.document.uri).map(({ range }) => range.start.line))].sort(
      (one, two) => one - two,
    );
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const seen: number[] = [];
    for (let step = 0; step <= lines.length; step++) {
      await vscode.commands.executeCommand('editorInChief.nextQuestion');
      seen.push(editor.selection.active.line);
    }
    assert.deepEqual(seen, [...lines, lines[0]]);
    await vscode.commands.executeCommand('editorInChief.previousQuestion');
    assert.equal(editor.selection.active.line, lines.at(-1));
  });

  it('follow the settings: another severity, off, and back', async () => {
    const settings = vscode.workspace.getConfiguration('editorInChief', editor.document.uri);
    const set = (value: unknown) => settings.update('rules', value, vscode.ConfigurationTarget.Global);
    const { uri } = editor.document;
    await set({ [RULE]: 'warning' });
    await eventually(
      'the severity',
      async () => (await squiggle(uri, RULE)).severity === vscode.DiagnosticSeverity.Warning || undefined,
    );
    await set({ [RULE]: 'off' });
    await withoutSquiggle(uri, RULE);
    await set(undefined);
    await squiggle(uri, RULE);
  });

  it('know at once when a person says who wrote the lines', async () => {
    const { document } = editor;
    const uri = document.uri.toString();
    const says = (expected: RegExp) =>
      eventually(String(expected), async () =>
        expected.test(await hoverAt(document, new vscode.Position(5, 0))) ? true : undefined,
      );
    await vscode.commands.executeCommand('editorInChief.markAsMine', { uri, startLine: 6, endLine: 6 });
    await eventually('no bar', async () =>
      (await hoverAt(document, new vscode.Position(5, 0))).includes('AI-written') ? undefined : true,
    );
    await vscode.commands.executeCommand('editorInChief.markAsAi', { uri, startLine: 6, endLine: 6 });
    await says(/AI-written[\s\S]*Marked by hand/);
  });

  it('are asked of what is typed, as it is typed', async () => {
    const { document } = editor;
    const before = questionsOf(document.uri).filter((diagnostic) => ruleOf(diagnostic) === RULE).length;
    const end = document.lineAt(document.lineCount - 1).range.end;
    const insertion = new vscode.WorkspaceEdit();
    insertion.insert(
      document.uri,
      end,
      "\nexport async function loadRates() {\n  return (await fetch('https://rates.example/eur')).json();\n}\n",
    );
    await vscode.workspace.applyEdit(insertion);
    await eventually('one question more', () =>
      questionsOf(document.uri).filter((each) => ruleOf(each) === RULE).length === before + 1 ? true : undefined,
    );
    const line = lineOf('export async function loadRates');
    await eventually('where the lines came from, and the question by whom', async () => {
      const text = await hoverAt(document, new vscode.Position(line + 1, 0));
      return /Inserted in one go[\s\S]*An AI wrote it[\s\S]*I wrote it/.test(text) ? true : undefined;
    });
    await vscode.commands.executeCommand('undo');
  });
});
