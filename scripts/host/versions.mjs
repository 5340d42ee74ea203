/** The host that suites run in, pinned: a newer one is a change to review, not a surprise on a Monday. */
import { join, resolve } from 'node:path';

/** `VSCODE_HOST=oldest` runs the suites in the oldest VS Code that the manifest admits. */
export const IS_OLDEST = process.env.VSCODE_HOST === 'oldest';

/** The VS Code server build of the npm registry, and the Node it declares. */
export const { CODE_SERVER, HOST_NODE } = IS_OLDEST
  ? { CODE_SERVER: '4.90.3', HOST_NODE: '20.20.2' }
  : { CODE_SERVER: '4.139.1', HOST_NODE: '24.21.0' };

export const REPO = resolve(import.meta.dirname, '../..');

/** Where the host is kept: outside git, shared between checkouts when VSCODE_HOST_DIR names a folder. */
export const HOST_DIR = resolve(process.env.VSCODE_HOST_DIR ?? join(REPO, '.vscode-host'), IS_OLDEST ? 'oldest' : '');

/** Pictures and logs of runs, ignored by git. */
export const ARTIFACTS = join(REPO, '.artifacts');
