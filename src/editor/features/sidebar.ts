/** The Review view: follows the editor and its caret, shows what the review says, and passes on what is asked in it. */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import type { FromPage } from '#sidebar/protocol/from-page';
import { parseFromPage } from '#sidebar/protocol/from-page';
import type { ToPage } from '#sidebar/protocol/to-page';
import { answerFromPage, confirmInserted, takeBack } from '../answering';
import type { Desk } from '../desk';
import { createElsewhere } from '../elsewhere';
import { uriOf } from '../paths';
import { showLine, showPage } from '../show';
import { toModel } from '../sidebar-model';
import { pageHtml } from '../sidebar-page';
import type { Feature } from './feature';

const VIEW = 'editorInChief.review';
/** ms to wait for the caret to rest. */
const REST = 80;

export const sidebar: Feature = {
  name: 'Review view',
  register: (desk) => {
    const held = new DisposableStore();
    held.add(vscode.window.registerWebviewViewProvider(VIEW, held.add(new ReviewView(desk))));
    return held;
  },
};

class ReviewView implements vscode.WebviewViewProvider {
  readonly #desk: Desk;
  readonly #held = new DisposableStore();
  readonly #elsewhere: ReturnType<typeof createElsewhere>;
  #view: vscode.WebviewView | undefined;
  #uri: vscode.Uri | undefined = vscode.window.activeTextEditor?.document.uri;
  #pending: ToPage | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#elsewhere = this.#held.add(createElsewhere(desk, () => this.#render()));
    this.#held.add(desk.onDidReview((uri) => uri.toString() === this.#uri?.toString() && this.#render()));
    this.#held.add(desk.onDidChangeFolders(() => this.#render()));
    this.#held.add(desk.onDidAskToReveal(({ uri, group }) => this.#reveal(uri, group)));
    this.#held.add(vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)));
    this.#held.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#follow(vscode.window.activeTextEditor)));
    this.#held.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor !== vscode.window.activeTextEditor) return;
        clearTimeout(this.#resting);
        this.#resting = setTimeout(() => this.#postCaret(), REST);
      }),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const { webview } = view;
    const root = vscode.Uri.joinPath(this.#desk.context.extensionUri, 'dist/webview');
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    const listener = webview.onDidReceiveMessage((data: unknown) => {
      const message = parseFromPage(data);
      if (message !== undefined) void this.#receive(message);
    });
    view.onDidChangeVisibility(() => this.#elsewhere.watch(view.visible));
    view.onDidDispose(() => {
      listener.dispose();
      this.#elsewhere.watch(false);
      if (this.#view === view) this.#view = undefined;
    });
    this.#elsewhere.watch(view.visible);
    webview.html = pageHtml(webview, root);
  }

  dispose(): void {
    clearTimeout(this.#resting);
    this.#held.dispose();
  }

  /** Output panels and the like are no documents to review; the file that is still in sight stays. */
  #follow(editor: vscode.TextEditor | undefined): void {
    const isStillThere = vscode.window.visibleTextEditors.some(
      ({ document }) => document.uri.toString() === this.#uri?.toString(),
    );
    const isFile = editor !== undefined && this.#desk.stateOf(editor.document.uri) !== undefined;
    if (!isFile && isStillThere) return;
    this.#uri = editor?.document.uri;
    this.#render();
    this.#postCaret();
  }

  #render(): void {
    if (this.#view === undefined) return;
    const { model, open } = toModel(this.#desk, this.#uri, this.#elsewhere.files(this.#uri));
    this.#post({ kind: 'render', model });
    this.#view.badge = open === 0 ? undefined : { value: open, tooltip: this.#desk.words.t('{0} open questions', open) };
  }

  #postCaret(): void {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.toString() === this.#uri?.toString() && editor !== undefined)
      this.#post({ kind: 'caret', line: editor.selection.active.line + 1 });
  }

  #post(message: ToPage): void {
    void this.#view?.webview.postMessage(message);
  }

  /** Opens the view first: a page that is not there yet gets the message once it says that it is ready. */
  async #reveal(uri: vscode.Uri, group: string): Promise<void> {
    this.#uri = uri;
    this.#pending = { kind: 'reveal', group };
    const isThere = this.#view?.visible === true;
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    if (isThere) this.#deliver();
  }

  #deliver(): void {
    this.#render();
    this.#postCaret();
    if (this.#pending !== undefined) this.#post(this.#pending);
    this.#pending = undefined;
  }

  async #receive(message: FromPage): Promise<void> {
    const desk = this.#desk;
    switch (message.kind) {
      case 'ready':
        return this.#deliver();
      case 'show-log':
        return desk.log.show();
      case 'open-folder':
        return vscode.commands.executeCommand('vscode.openFolder');
      case 'manage-trust':
        return vscode.commands.executeCommand('workbench.trust.manage');
      case 'open-page':
        return showPage(desk, message.rule);
      case 'mark-ai':
        return vscode.commands.executeCommand('editorInChief.markAsAi');
      default:
        return this.#receiveForFile(message);
    }
  }

  /** Of messages that name a path only those for the folder of the shown file are followed. */
  async #receiveForFile(message: Extract<FromPage, { readonly path: string }>): Promise<void> {
    const desk = this.#desk;
    const folder = this.#uri === undefined ? desk.folders()[0]?.folder : vscode.workspace.getWorkspaceFolder(this.#uri);
    const uri = folder === undefined ? undefined : uriOf(folder.uri, message.path);
    const place = uri === undefined ? undefined : desk.place(uri);
    if (uri === undefined || place === undefined) return;
    switch (message.kind) {
      case 'open':
        return showLine(uri, message.line);
      case 'answer':
        return this.#post(await answerFromPage(desk, place, message));
      case 'take-back':
        return takeBack(desk, place, message.group);
      case 'show-change':
        return vscode.commands.executeCommand('editorInChief.showWhatChanged', { uri, group: message.group });
      case 'review-anyway':
        return place.engine.reviewAnyway(place.path);
      case 'confirm':
        return confirmInserted(desk, place, message.as);
      case 'not-right':
        return vscode.commands.executeCommand('editorInChief.sayWhoWroteThis', { uri: uri.toString() });
    }
  }
}
