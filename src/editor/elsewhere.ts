/**
 * Files with inserted lines that are not the open one: what a terminal agent wrote is seen without opening it. Looked up only
 * while somebody looks, when files on disk have changed, one after the other.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '#base/disposable';
import { summarise } from '#report/summary';
import type { ElsewhereFile } from '#sidebar/review-input';
import type { Desk } from './desk';
import { pathIn } from './paths';

/** Files reviewed for the list at most; more than these nobody reads there. */
const MOST = 20;
/** ms without news before the list is looked up again. */
const REST = 1500;

export interface ElsewhereFiles extends Disposable {
  /** Those of the document's folder, or of the first one without a document; the document itself left out. */
  files(uri: vscode.Uri | undefined): readonly ElsewhereFile[];
  watch(isVisible: boolean): void;
}

export function createElsewhere(desk: Desk, changed: () => void): ElsewhereFiles {
  const held = new DisposableStore();
  const found = new Map<string, readonly ElsewhereFile[]>();
  let isVisible = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let run = 0;

  const look = async (): Promise<void> => {
    const mine = ++run;
    for (const { engine, folder } of desk.folders()) {
      const files: ElsewhereFile[] = [];
      for (const path of (await engine.inserted()).slice(0, MOST)) {
        if (mine !== run) return;
        const review = await engine.review(path);
        const { open } = summarise([review]);
        // Of a file in a language that is not read, the answers on record among them, there is nothing to open it for.
        if (review.language !== '') files.push({ path, open: open.high + open.medium + open.low });
      }
      if (mine !== run) return;
      found.set(folder.uri.toString(), files);
    }
    changed();
  };
  const later = (): void => {
    clearTimeout(timer);
    if (isVisible)
      timer = setTimeout(
        () => look().catch((cause) => desk.log.error('Looking for inserted lines in other files failed.', cause)),
        REST,
      );
  };
  for (const event of [desk.onDidInvalidate, desk.onDidChangeFolders]) held.add(event(later));
  held.add(vscode.workspace.onDidSaveTextDocument(later));

  return {
    files: (uri) => {
      const folder = uri === undefined ? vscode.workspace.workspaceFolders?.[0] : vscode.workspace.getWorkspaceFolder(uri);
      if (folder === undefined) return [];
      const own = uri === undefined ? undefined : pathIn(folder.uri, uri);
      return (found.get(folder.uri.toString()) ?? []).filter(({ path }) => path !== own);
    },
    watch: (visible) => {
      isVisible = visible;
      later();
    },
    dispose: () => {
      run++;
      clearTimeout(timer);
      held.dispose();
    },
  };
}
