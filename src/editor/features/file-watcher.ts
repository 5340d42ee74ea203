/** Tells the engine what changed outside of the editor: files of the folder, records above it, and where HEAD points. */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import type { Desk, Place } from '../desk';
import { pathIn } from '../paths';
import type { Feature } from './feature';

/** ms to gather changes before they are passed on: a checkout touches many files at once. */
const GATHER = 200;

export const fileWatcher: Feature = {
  name: 'file watcher',
  register(desk) {
    const watched = new Map<Place['engine'], DisposableStore>();
    const sync = (): void => {
      const open = desk.folders();
      for (const [engine, held] of watched) {
        if (open.some((each) => each.engine === engine)) continue;
        held.dispose();
        watched.delete(engine);
      }
      for (const each of open) if (!watched.has(each.engine)) watched.set(each.engine, watch(each, desk));
    };
    const listener = desk.onDidChangeFolders(sync);
    return {
      dispose: () => {
        listener.dispose();
        for (const held of watched.values()) held.dispose();
      },
    };
  },
};

function watch({ engine, host, folder }: Omit<Place, 'path'>, desk: Desk): DisposableStore {
  const held = new DisposableStore();
  let changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    const paths = changed;
    changed = new Set();
    timer = undefined;
    desk.invalidate(engine, paths.has(EVERYTHING) ? undefined : [...paths]);
  };
  const note = (path: string): void => {
    changed.add(path);
    timer ??= setTimeout(flush, GATHER);
  };
  held.add({ dispose: () => clearTimeout(timer) });

  const on = (base: vscode.WorkspaceFolder | vscode.Uri, glob: string, heard: (uri: vscode.Uri) => void): void => {
    const watcher = held.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, glob)));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) held.add(event(heard));
  };
  on(folder, '**/*', (uri) => {
    const path = pathIn(folder.uri, uri);
    if (path !== undefined && !/(^|\/)(\.git|node_modules)\//.test(path)) note(path);
  });
  const { git } = host;
  if (git !== undefined) {
    if (git.prefix !== '') on(vscode.Uri.file(git.topLevel), '.editor-in-chief/**', () => note(EVERYTHING));
    // Of a linked worktree HEAD lies elsewhere, so git is asked.
    git.run(['rev-parse', '--absolute-git-dir']).then(
      ({ code, stdout }) => {
        if (code === 0) on(vscode.Uri.file(stdout.trim()), '{HEAD,logs/HEAD}', () => note(EVERYTHING));
      },
      (cause) => desk.log.warn('Commits made outside will be seen late.', cause),
    );
  }
  return held;
}

/** Stands among the paths for a change that no path describes. */
const EVERYTHING = '';
