/**
 * Feeds the engine with the open documents and every edit, with what the stable API tells about where an edit came from:
 * undo and redo, a reload from disk, and what a paste or drop brought.
 */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import type { LiveEdit } from '#provenance/live/live-edit';
import type { Desk, Place } from '../desk';
import { createPasteSensor, type PasteSensor } from '../paste-sensor';
import type { Feature } from './feature';

export const liveEdits: Feature = {
  name: 'live edits',
  register(desk) {
    const held = new DisposableStore();
    const sensor = held.add(createPasteSensor());
    const followed = new Map<vscode.TextDocument, Followed>();

    const follow = (document: vscode.TextDocument): void => {
      const place = desk.place(document.uri);
      if (place === undefined || followed.get(document)?.place.engine === place.engine) return;
      const text = document.getText();
      followed.set(document, { place, text });
      place.engine.open(place.path, text, document.version);
    };
    const followAll = (): void => {
      for (const [document, { place }] of followed)
        if (desk.place(document.uri)?.engine !== place.engine) followed.delete(document);
      for (const document of vscode.workspace.textDocuments) follow(document);
    };

    held.add(desk.onDidChangeFolders(followAll));
    held.add(vscode.workspace.onDidOpenTextDocument(follow));
    held.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        const gone = followed.get(document);
        followed.delete(document);
        gone?.place.engine.close(gone.place.path);
      }),
    );
    held.add(
      vscode.workspace.onDidChangeTextDocument((event) => {
        const known = followed.get(event.document);
        // A flip of the dirty state comes as an event without changes.
        if (known !== undefined && event.contentChanges.length > 0) pass(event, known, sensor, desk);
      }),
    );
    return held;
  },
};

interface Followed {
  readonly place: Place;
  /** The text after the last event. */
  text: string;
}

function pass(
  { document, contentChanges, reason }: vscode.TextDocumentChangeEvent,
  known: Followed,
  sensor: PasteSensor,
  desk: Desk,
): void {
  const { engine, path } = known.place;
  const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
    start: rangeOffset,
    end: rangeOffset + rangeLength,
    text,
  }));
  const about = {
    reason:
      reason === vscode.TextDocumentChangeReason.Undo
        ? 'undo'
        : reason === vscode.TextDocumentChangeReason.Redo
          ? 'redo'
          : undefined,
    fromDisk: isFromDisk(document, reason),
    pasted: sensor.recent(document),
    at: Date.now(),
  } satisfies Omit<LiveEdit, 'edits'>;
  const after = document.getText();
  try {
    // Changes come in the order in which they were made, as a rule from the end of the document backwards: then all of
    // them speak of the text before the event. Otherwise each speaks of the text that the one before it left.
    if (edits.every((edit, index) => index === 0 || edit.end <= (edits[index - 1]?.start ?? 0)))
      engine.edit(path, { ...about, edits: edits.reverse() }, after, document.version);
    else {
      let text = known.text;
      for (const edit of edits) {
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
        engine.edit(path, { ...about, edits: [edit] }, text, document.version);
      }
    }
  } catch (cause) {
    desk.log.error(`An edit of ${path} was not followed; the file is read anew.`, cause);
    engine.close(path);
    engine.open(path, after, document.version);
  }
  known.text = after;
}

/** What is typed makes a document dirty before its event comes; a reload leaves it clean. */
function isFromDisk(document: vscode.TextDocument, reason: vscode.TextDocumentChangeReason | undefined): boolean {
  return !document.isDirty && !document.isUntitled && reason === undefined;
}
