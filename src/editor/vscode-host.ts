/**
 * The host of a folder that is no disk of this machine: a web worker, or a virtual workspace. Files come through VS Code; there
 * is no git, so the origin of committed lines cannot be known here.
 */
import type { Host } from '#host/ports';
import type { FolderSetting } from './platform';
import { createVscodeFiles } from './vscode-files';

export async function createVscodeHost({ folder, assets, state, log, isTrusted }: FolderSetting): Promise<Host> {
  const files = createVscodeFiles(folder.uri, isTrusted);
  return {
    files,
    records: files,
    recordsPrefix: '',
    git: undefined,
    noGit: isTrusted ? 'git cannot run in this window' : 'restricted mode',
    assets,
    state,
    clock: { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
    identity: { author: async () => undefined },
    log,
    isTrusted,
  };
}
