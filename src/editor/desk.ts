/**
 * The desk everything lands on: one engine per workspace folder, and which of them speaks for a document. Features and
 * commands get the desk and nothing else; they keep no state of the review.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '#base/disposable';
import type { Engine } from '#engine/api';
import type { Host } from '#host/ports';
import type { FileReview } from '#review/file-review';
import { createWords, type Words } from '#sidebar/words';
import { openFolder } from './open-folder';
import { pathIn } from './paths';
import type { Platform } from './platform';
import { readSettings } from './settings';

/** A document's place in a review. */
export interface Place {
  readonly engine: Engine;
  readonly host: Host;
  readonly folder: vscode.WorkspaceFolder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

/** Which question a command speaks of. */
export interface QuestionRef {
  readonly uri: vscode.Uri;
  readonly group: string;
}

export type FolderState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly engine: Engine; readonly host: Host }
  | { readonly kind: 'off'; readonly why: string };

export class Desk implements Disposable {
  readonly words: Words = createWords(vscode.l10n.t, vscode.env.language);
  readonly #platform: Platform;
  readonly #folders = new Map<
    string,
    { readonly folder: vscode.WorkspaceFolder; state: FolderState; readonly held: DisposableStore }
  >();
  readonly #held = new DisposableStore();
  readonly #reviewed = this.#held.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #opened = this.#held.add(new vscode.EventEmitter<void>());
  readonly #invalidated = this.#held.add(new vscode.EventEmitter<void>());
  readonly #revealed = this.#held.add(new vscode.EventEmitter<QuestionRef>());

  /** A document's review is new. */
  readonly onDidReview = this.#reviewed.event;
  /** A folder's engine came, went or failed. */
  readonly onDidChangeFolders = this.#opened.event;
  /** Something outside of the editor changed. */
  readonly onDidInvalidate = this.#invalidated.event;
  /** Someone wants to see a question where its card is. */
  readonly onDidAskToReveal = this.#revealed.event;

  constructor(
    readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
    platform: Platform,
  ) {
    this.#platform = platform;
    this.#held.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#sync()));
    this.#held.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#reopen()));
    this.#held.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        for (const { folder, state } of this.#folders.values())
          if (state.kind === 'open' && change.affectsConfiguration('editorInChief', folder))
            state.engine.configure(readSettings(folder));
      }),
    );
  }

  /** Opens the folders that are there. Features register before, so that they see every engine come. */
  start(): void {
    this.#sync();
  }

  place(uri: vscode.Uri): Place | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const path = folder === undefined ? undefined : pathIn(folder.uri, uri);
    const state = folder === undefined ? undefined : this.#folders.get(folder.uri.toString())?.state;
    if (folder === undefined || path === undefined || state?.kind !== 'open') return undefined;
    return { engine: state.engine, host: state.host, folder, path };
  }

  /** The newest finished review of the document, if it is of a folder. */
  latest(uri: vscode.Uri): FileReview | undefined {
    const place = this.place(uri);
    return place?.engine.latest(place.path);
  }

  /** How far the folder of the document is; undefined for a document of no folder. */
  stateOf(uri: vscode.Uri): FolderState | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder === undefined ? undefined : this.#folders.get(folder.uri.toString())?.state;
  }

  /** The document's place, once its folder is open: a command may come before that. */
  async placeWhenOpen(uri: vscode.Uri): Promise<Place | undefined> {
    while (this.stateOf(uri)?.kind === 'opening') await new Promise<void>((done) => once(this.onDidChangeFolders, done));
    return this.place(uri);
  }

  /** Every folder whose engine is open. */
  folders(): readonly Omit<Place, 'path'>[] {
    return [...this.#folders.values()].flatMap(({ folder, state }) =>
      state.kind === 'open' ? [{ folder, engine: state.engine, host: state.host }] : [],
    );
  }

  /** `paths`: what changed in the folder; absent: what no path describes. */
  invalidate(engine: Engine, paths?: readonly string[]): void {
    engine.invalidate(paths);
    this.#invalidated.fire();
  }

  reveal(question: QuestionRef): void {
    this.#revealed.fire(question);
  }

  dispose(): void {
    for (const { held } of this.#folders.values()) held.dispose();
    this.#folders.clear();
    this.#held.dispose();
  }

  #reopen(): void {
    for (const { held } of this.#folders.values()) held.dispose();
    this.#folders.clear();
    this.#sync();
  }

  #sync(): void {
    const wanted = vscode.workspace.workspaceFolders ?? [];
    for (const [key, { folder, held }] of this.#folders) {
      if (wanted.some(({ uri }) => uri.toString() === folder.uri.toString())) continue;
      held.dispose();
      this.#folders.delete(key);
    }
    for (const folder of wanted) if (!this.#folders.has(folder.uri.toString())) void this.#open(folder);
    this.#opened.fire();
  }

  async #open(folder: vscode.WorkspaceFolder): Promise<void> {
    const held = new DisposableStore();
    const entry = { folder, held, state: { kind: 'opening' } as FolderState };
    this.#folders.set(folder.uri.toString(), entry);
    try {
      const { engine, host } = await openFolder(folder, this.#platform, this.context, this.log);
      // The folder may have gone in the meantime; then its store disposes the engine at once.
      held.add(engine);
      held.add(engine.onDidChangeReview((path) => this.#reviewed.fire(vscode.Uri.joinPath(folder.uri, path))));
      entry.state = { kind: 'open', engine, host };
    } catch (cause) {
      this.log.error(`The review of ${folder.name} could not start.`, cause);
      entry.state = { kind: 'off', why: cause instanceof Error ? cause.message : String(cause) };
    }
    this.#opened.fire();
  }
}

function once(event: vscode.Event<void>, done: () => void): void {
  const listener = event(() => {
    listener.dispose();
    done();
  });
}
