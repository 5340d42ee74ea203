/** All decision records of a root, and the ones that govern a file. */
import type { Files } from '#host/ports';
import { type Anchor, anchorsIn, type Comment } from './anchors';
import type { Decision } from './decision';
import { problemsAcross } from './diagnostics';
import { type DecisionFolder, decisionFolders, folderFor, foldersNamedBy, isFolderSetting } from './folders';
import { type Governing, strongest } from './governing';
import { type DecisionRecord, mayBeRecord, readRecord } from './record';
import { RecordFinder } from './record-finder';
import { toDecision } from './to-decision';

export interface DecisionIndex {
  /** Reads all records again. `paths`: all files of the root, when the caller has them at hand. Never rejects for what files hold. */
  load(paths?: readonly string[]): Promise<void>;
  /** A change of this file calls for another `load`. */
  isSource(path: string): boolean;
  /** What governs the file, by the strength of the link; `comments` are the file's own. */
  decisionsFor(path: string, comments: readonly Comment[]): readonly Decision[];
  /** Sentences about the file's own links: a comment that names a decision no folder holds. */
  problemsFor(path: string, comments: readonly Comment[]): readonly string[];
  /** Sentences about the records: unreadable ones, numbers given twice, patterns that match nothing. */
  readonly problems: readonly string[];
  /** Folders that hold records, sorted. */
  readonly folders: readonly string[];
  readonly count: number;
}

/** A record is prose; what is larger is something else. */
const MAX_BYTES = 200_000;

interface DecisionIndexOptions {
  /** A folder of records named by the team's settings. */
  readonly folder?: string;
}

export function createDecisionIndex(files: Files, options: DecisionIndexOptions = {}): DecisionIndex {
  return new LoadedIndex(files, options);
}

class LoadedIndex implements DecisionIndex {
  readonly #files: Files;
  readonly #named: readonly DecisionFolder[];
  #folders: readonly DecisionFolder[] = [];
  #finder = new RecordFinder([], new Set());
  #unread: readonly string[] = [];
  #across: readonly string[] | undefined;

  constructor(files: Files, { folder }: DecisionIndexOptions) {
    this.#files = files;
    this.#named = folder === undefined ? [] : [{ path: folder.replace(/\/+$/, ''), base: '', isGeneric: false }];
  }

  get problems(): readonly string[] {
    this.#across ??= problemsAcross(this.#finder);
    return [...this.#unread, ...this.#across];
  }
  get folders(): readonly string[] {
    return [...new Set(this.#finder.records.map((record) => record.folder.path))].sort();
  }
  get count(): number {
    return this.#finder.records.length;
  }

  async load(paths?: readonly string[]): Promise<void> {
    const all = paths ?? (await this.#files.list('')).paths;
    const problems: string[] = [];
    const folders = decisionFolders(all, [...this.#named, ...(await this.#namedFolders(all, problems))]);
    const records: DecisionRecord[] = [];
    for (const path of all) {
      const folder = folderFor(path, folders);
      if (folder === undefined || !mayBeRecord(path, folder)) continue;
      const record = await this.#read(path, folder, problems);
      if (record !== undefined) records.push(record);
    }
    this.#folders = folders;
    this.#finder = new RecordFinder(records, new Set(all));
    this.#unread = problems;
    this.#across = undefined;
  }

  isSource(path: string): boolean {
    return isFolderSetting(path) || folderFor(path, decisionFolders([path], this.#folders)) !== undefined;
  }

  decisionsFor(path: string, comments: readonly Comment[]): readonly Decision[] {
    const anchors = this.#anchors(comments);
    return strongest(this.#finder, path, anchors).map((governing: Governing) => toDecision(this.#finder, governing));
  }

  problemsFor(path: string, comments: readonly Comment[]): readonly string[] {
    if (this.#finder.records.length === 0) return [];
    const dangling = this.#anchors(comments).filter(
      (anchor) => anchor.isCertain && this.#finder.find(anchor.target, path).length === 0,
    );
    return dangling.map((anchor) => `${path}, line ${anchor.line}: no decision record is ${anchor.text}; ${this.#lookedAt()}.`);
  }

  #lookedAt(): string {
    return `looked in ${this.folders.join(', ')}`;
  }

  #anchors(comments: readonly Comment[]): readonly Anchor[] {
    return this.#finder.records.length === 0 ? [] : anchorsIn(comments, (label) => this.#finder.hasLabel(label));
  }

  async #namedFolders(paths: readonly string[], problems: string[]): Promise<readonly DecisionFolder[]> {
    const found: DecisionFolder[] = [];
    for (const path of paths) {
      if (!isFolderSetting(path)) continue;
      const file = await this.#files.read(path, MAX_BYTES);
      if (!file.ok) problems.push(`${path} could not be read (${file.why}); the folder of decisions it names is not known.`);
      else found.push(...(attempt(() => foldersNamedBy(path, file.text)) ?? []));
    }
    return found;
  }

  async #read(path: string, folder: DecisionFolder, problems: string[]): Promise<DecisionRecord | undefined> {
    const file = await this.#files.read(path, MAX_BYTES);
    const why = !file.ok
      ? file.why
      : file.text.length > MAX_BYTES
        ? 'too large'
        : file.text.includes('\0')
          ? 'binary'
          : undefined;
    if (!file.ok || why !== undefined) {
      problems.push(`${path} could not be read as a decision (${why ?? 'failed'}).`);
      return undefined;
    }
    const read = attempt(() => readRecord(path, folder, file.text));
    if (read === undefined) {
      problems.push(`${path} could not be read as a decision: it is nested too deeply.`);
      return undefined;
    }
    if (read.kind === 'other') return undefined;
    if (read.problem !== undefined) problems.push(`${path} was read as a decision, though ${read.problem}.`);
    return read.record;
  }
}

/** The readers of YAML and Markdown recurse: absurd nesting overflows the stack. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
