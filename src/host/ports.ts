/**
 * Ports: everything the core needs from outside, as interfaces only. Adapters: `node/` (disk, git process), `editor/`
 * (VS Code). Paths are relative to the root the port was made for, `/`-separated, never leading `/` or `..`.
 */

/** Why a file has no text; the words go to `problems`. */
export type Unreadable =
  | 'not found'
  | 'binary'
  | 'too large'
  | 'not a regular file'
  | 'outside the root'
  | 'not valid UTF-8'
  | 'permission denied'
  | 'failed';

export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: Unreadable; readonly detail: string };

export interface Files {
  /** Absolute path or URI of the root, for messages only. */
  readonly root: string;
  /** Text of a file at most `maxBytes` large. Never follows a link out of the root. A UTF-8 BOM is dropped; UTF-16 is `not valid UTF-8`. */
  read(path: string, maxBytes?: number): Promise<FileText>;
  /** Regular files under the folder ('' for the root), recursively, sorted; folders named `node_modules`, `.git`, `dist` … and what git ignores are left out. Names what it could not list. */
  list(folder: string): Promise<{ readonly paths: readonly string[]; readonly problems: readonly string[] }>;
  exists(path: string): Promise<boolean>;
  /** Whole file, atomically (temporary file beside it, then rename); makes folders. Rejects with a sentence that says what to do. */
  write(path: string, text: string): Promise<void>;
  /** Appends one line, in one write. */
  append(path: string, line: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface GitResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** git, with everything a repository could make it run switched off. Never throws for git's own failures: read `code`. */
export interface Git {
  /** Absolute top level of the work tree, and the prefix of the facts root below it ('' or `sub/dir/`). */
  readonly topLevel: string;
  readonly prefix: string;
  /** Files in the git directory common to all worktrees. */
  readonly common: Files;
  run(
    args: readonly string[],
    options?: { readonly input?: string; readonly timeoutMs?: number; readonly signal?: Cancellation },
  ): Promise<GitResult>;
}

export interface Cancellation {
  readonly isCancelled: boolean;
  onCancelled(listener: () => void): void;
}

/** Bytes shipped with the product: grammars, rule pages. */
export interface Assets {
  read(path: string): Promise<Uint8Array>;
}

/** Small values kept for this workspace by the host (editor state, `storage: workspace`). */
export interface StateStore {
  get(key: string): string | undefined;
  set(key: string, value: string | undefined): Promise<void>;
}

export interface Clock {
  /** ms since the epoch */ now(): number /** resolves after `ms` */;
  sleep(ms: number): Promise<void>;
}

/** Who signs: `Name <mail>`; undefined when nobody said. */
export interface Identity {
  author(): Promise<string | undefined>;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** Everything one root is opened with. */
export interface Host {
  readonly files: Files;
  /** Records root: git top level, else the facts root. */
  readonly records: Files;
  /** Path of the facts root below the records root: '' or `packages/api/`. */
  readonly recordsPrefix: string;
  readonly git: Git | undefined;
  /** One sentence why there is no git, when there is none: `not a git repository`, `git is not installed`, `restricted mode`. */
  readonly noGit: string | undefined;
  readonly assets: Assets;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly log: Log;
  readonly isTrusted: boolean;
}
