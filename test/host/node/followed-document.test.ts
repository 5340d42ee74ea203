import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Engine } from '#engine/api';
import type { LiveEdit } from '#provenance/live/live-edit';
import type { Place } from '../../../src/editor/desk';
import { FollowedDocument } from '../../../src/editor/followed-document';
import { eventually, fileUri } from '../workspace';

type Heard = Pick<LiveEdit, 'edits' | 'reason' | 'fromDisk'> & { readonly after: string };

describe('an open document, as the engine hears of it', () => {
  let count = 0;
  let uri: vscode.Uri;
  let editor: vscode.TextEditor;
  let heard: Heard[];
  let text: string;
  let followed: FollowedDocument;
  let listener: vscode.Disposable;

  beforeEach(async () => {
    // Another file each time: of the last one a late change on disk may still be told.
    uri = fileUri(`notes/heard-${++count}.txt`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('one\ntwo\nthree\n'));
    editor = await vscode.window.showTextDocument(uri);
    heard = [];
    const engine = {
      open: (_path: string, opened: string) => {
        text = opened;
      },
      edit: (_path: string, { edits, reason, fromDisk }: LiveEdit, after: string) => {
        // The oracle: the edits, taken one by one from the end, must make the text that comes with them.
        for (const { start, end, text: put } of [...edits].reverse()) text = text.slice(0, start) + put + text.slice(end);
        assert.equal(text, after);
        heard.push({ edits, reason, fromDisk, after });
      },
      close: () => {},
    } as Partial<Engine> as Engine;
    followed = new FollowedDocument(editor.document, { engine, path: 'notes/heard.txt' } as Place, (cause) =>
      assert.fail(String(cause)),
    );
    listener = vscode.workspace.onDidChangeTextDocument(
      (event) => event.document === editor.document && followed.change(event, undefined),
    );
  });
  afterEach(async () => {
    listener.dispose();
    followed.dispose();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const next = (wanted: number) => eventually(`${wanted} edits`, () => (heard.length >= wanted ? heard : undefined));

  it('tells typing on a clean document from a reload', async () => {
    await vscode.commands.executeCommand('type', { text: 'x' });
    const [typed] = await next(1);
    assert.deepEqual([typed?.edits, typed?.fromDisk, typed?.reason], [[{ start: 0, end: 0, text: 'x' }], false, undefined]);
  });

  it('hears of a change on disk as one', async () => {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('one\ntwo and a half\nthree\n'));
    // The editor may look while the file is being written and see it empty in between.
    await eventually('the text on disk', () => (text === 'one\ntwo and a half\nthree\n' ? true : undefined));
    assert.deepEqual(new Set(heard.map(({ fromDisk }) => fromDisk)), new Set([true]));
  });

  it('knows undo and redo', async () => {
    await vscode.commands.executeCommand('type', { text: 'x' });
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('redo');
    assert.deepEqual(
      (await next(3)).map(({ reason, fromDisk }) => [reason, fromDisk]),
      [
        [undefined, false],
        ['undo', false],
        ['redo', false],
      ],
    );
  });

  it('follows several carets, moved lines and edits of several places', async () => {
    editor.selections = [0, 1, 2].map((line) => new vscode.Selection(line, 0, line, 0));
    await vscode.commands.executeCommand('type', { text: '> ' });
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('editor.action.moveLinesDownAction');
    await vscode.commands.executeCommand('editor.action.copyLinesDownAction');
    await editor.edit((edit) => {
      edit.delete(new vscode.Range(0, 0, 1, 0));
      edit.insert(new vscode.Position(2, 0), 'in between\n');
    });
    await eventually('all of it', () => (text === editor.document.getText() ? true : undefined));
    assert.ok(heard.length >= 4);
  });
});
