/**
 * One open document as the engine hears of it. An edit of a clean document is held for a moment: what is typed makes the
 * document dirty an instant later, a reload from disk leaves it clean, and at the edit itself both look the same.
 */
import * as vscode from 'vscode';
import type { Disposable } from '#base/disposable';
import type { LiveEdit } from '#provenance/live/live-edit';
import type { Place } from './desk';

/** ms after which a document that is still clean was reloaded. */
const MOMENT = 100;

type About = Omit<LiveEdit, 'edits' | 'fromDisk'>;
type Edits = LiveEdit['edits'];

interface HeldEdit {
  readonly about: About;
  readonly edits: Edits;
  readonly after: string;
  readonly version: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class FollowedDocument implements Disposable {
  readonly #document: vscode.TextDocument;
  readonly #onError: (cause: unknown) => void;
  /** The text the engine has. */
  #text: string;
  #held: HeldEdit | undefined;

  constructor(
    document: vscode.TextDocument,
    readonly place: Place,
    onError: (cause: unknown) => void,
  ) {
    this.#document = document;
    this.#onError = onError;
    this.#text = document.getText();
    place.engine.open(place.path, this.#text, document.version);
  }

  change({ contentChanges, reason }: vscode.TextDocumentChangeEvent, pasted: string | undefined): void {
    this.#settle();
    // A flip of the dirty state comes as an event without changes.
    if (contentChanges.length === 0) return;
    const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      start: rangeOffset,
      end: rangeOffset + rangeLength,
      text,
    }));
    const about: About = {
      reason:
        reason === vscode.TextDocumentChangeReason.Undo
          ? 'undo'
          : reason === vscode.TextDocumentChangeReason.Redo
            ? 'redo'
            : undefined,
      pasted,
      at: Date.now(),
    };
    const { isDirty, isUntitled, version } = this.#document;
    const after = this.#document.getText();
    if (isDirty || isUntitled || about.reason !== undefined) this.#pass({ ...about, fromDisk: false }, edits, after, version);
    else this.#held = { about, edits, after, version, timer: setTimeout(() => this.#settle(), MOMENT) };
  }

  /** Its engine is gone: nobody is left to tell. */
  abandon(): void {
    clearTimeout(this.#held?.timer);
    this.#held = undefined;
  }

  dispose(): void {
    this.#settle();
    this.place.engine.close(this.place.path);
  }

  #settle(): void {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    clearTimeout(held.timer);
    this.#pass({ ...held.about, fromDisk: !this.#document.isDirty }, held.edits, held.after, held.version);
  }

  /**
   * Changes come in the order in which they were made, as a rule from the end of the document backwards: then all of them speak
   * of the text before the event. Otherwise each speaks of the text that the one before it left.
   */
  #pass(about: Omit<LiveEdit, 'edits'>, edits: Edits, after: string, version: number): void {
    const { engine, path } = this.place;
    try {
      if (edits.every(({ end }, index) => index === 0 || end <= (edits[index - 1]?.start ?? 0)))
        engine.edit(path, { ...about, edits: [...edits].reverse() }, after, version);
      else
        for (const edit of edits) {
          this.#text = this.#text.slice(0, edit.start) + edit.text + this.#text.slice(edit.end);
          engine.edit(path, { ...about, edits: [edit] }, this.#text, version);
        }
    } catch (cause) {
      this.#onError(cause);
      engine.close(path);
      engine.open(path, after, version);
    }
    this.#text = after;
  }
}
