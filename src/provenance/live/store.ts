/**
 * The live record: append-only lines of JSON, one file per source file, in the git directory common to all worktrees
 * (`editor-in-chief/live/<path from the top level>.jsonl`), where the command line finds it too; without git in the host's
 * own storage. What cannot be read is counted and left out.
 */
import type { Files, Host } from '#host/ports';
import type { Run } from './anchor';
import type { Claim, LineEvidence } from './claim';

export interface LiveRecord {
  readonly runs: readonly Run[];
  /** Whole sentences. */
  readonly problems: readonly string[];
}

export interface LiveStore {
  /** `path`: from the top level. */
  read(path: string): Promise<LiveRecord>;
  append(path: string, at: number, runs: readonly Run[]): Promise<void>;
  /** Every path that has a record; undefined where that cannot be told. */
  paths(): Promise<readonly string[] | undefined>;
}

const FOLDER = 'editor-in-chief/live';
const EXTENSION = '.jsonl';
const MAX_BYTES = 8 * 1024 * 1024;
/** From this size on a record is written anew without what newer lines have superseded. */
const COMPACT_FROM = 128 * 1024;
const KEPT_LINES = 6000;

interface Medium {
  read(path: string): Promise<{ readonly text: string; readonly problem?: string }>;
  append(path: string, line: string): Promise<void>;
  replace(path: string, text: string): Promise<void>;
  paths(): Promise<readonly string[] | undefined>;
}

export function createLiveStore(host: Host): LiveStore {
  const medium = host.git === undefined ? inState(host) : inFiles(host.git.common);
  return {
    read: async (path) => {
      const { text, problem } = await medium.read(path);
      const { records, problems } = parse(text);
      return { runs: records.flatMap(({ runs }) => runs), problems: problem === undefined ? problems : [problem, ...problems] };
    },
    append: async (path, at, runs) => {
      if (runs.length === 0) return;
      await medium.append(path, JSON.stringify({ v: 1, at, runs }));
      const { text } = await medium.read(path);
      if (text.length < COMPACT_FROM) return;
      const compacted = compact(parse(text).records);
      // Another window may have appended meanwhile; then the next one compacts.
      if (compacted.length < text.length / 2 && (await medium.read(path)).text === text) await medium.replace(path, compacted);
    },
    paths: () => medium.paths(),
  };
}

function inFiles(files: Files): Medium {
  const fileOf = (path: string) => `${FOLDER}/${path}${EXTENSION}`;
  return {
    read: async (path) => {
      const read = await files.read(fileOf(path), MAX_BYTES);
      if (read.ok) return { text: read.text };
      return read.why === 'not found'
        ? { text: '' }
        : { text: '', problem: `The live record of this file was not read: ${read.detail}.` };
    },
    append: (path, line) => files.append(fileOf(path), line),
    replace: (path, text) => files.write(fileOf(path), text),
    paths: async () => {
      const { paths } = await files.list(FOLDER);
      return paths.filter((path) => path.endsWith(EXTENSION)).map((path) => path.slice(FOLDER.length + 1, -EXTENSION.length));
    },
  };
}

function inState({ state }: Host): Medium {
  const keyOf = (path: string) => `live:${path}`;
  return {
    read: async (path) => ({ text: state.get(keyOf(path)) ?? '' }),
    append: (path, line) => state.set(keyOf(path), `${state.get(keyOf(path)) ?? ''}${line}\n`),
    replace: (path, text) => state.set(keyOf(path), text),
    paths: async () => undefined,
  };
}

interface Line {
  readonly at: number;
  readonly runs: readonly Run[];
}

function parse(text: string): { readonly records: readonly Line[]; readonly problems: readonly string[] } {
  const records: Line[] = [];
  let [broken, newer] = [0, 0];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const record = parseLine(line);
    if (record === 'newer') newer++;
    else if (record === undefined) broken++;
    else records.push(record);
  }
  const problems: string[] = [];
  const of = (number: number) =>
    number === 1 ? "1 entry of this file's live record" : `${number} entries of this file's live record`;
  const was = (number: number) => (number === 1 ? 'was' : 'were');
  if (broken > 0) problems.push(`${of(broken)} could not be read and ${was(broken)} left out.`);
  if (newer > 0) problems.push(`${of(newer)} ${was(newer)} written by a newer version and ${was(newer)} left out.`);
  return { records, problems };
}

function parseLine(line: string): Line | 'newer' | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value.v !== 'number' || typeof value.at !== 'number' || !Array.isArray(value.runs))
    return undefined;
  if (value.v > 1) return 'newer';
  const runs = value.runs.map(toRun);
  return runs.every((run) => run !== undefined) ? { at: value.at, runs } : undefined;
}

function toRun(value: unknown): Run | undefined {
  if (!isObject(value) || !Array.isArray(value.lines) || !isObject(value.evidence)) return undefined;
  const { lines, above, below } = value;
  const evidence = toEvidence(value.evidence);
  if (evidence === undefined || typeof above !== 'string' || typeof below !== 'string') return undefined;
  return lines.every((line) => typeof line === 'string') ? { lines, above, below, evidence } : undefined;
}

function toEvidence(value: Readonly<Record<string, unknown>>): LineEvidence | undefined {
  const [mark, block, typed] = [toClaim(value.mark), toClaim(value.block), toClaim(value.typed)];
  const { markShare, blockShare, typedShare } = value;
  if (!isShare(markShare) || !isShare(blockShare) || !isShare(typedShare)) return undefined;
  return {
    ...(mark === undefined ? {} : { mark }),
    markShare,
    ...(block === undefined ? {} : { block }),
    blockShare,
    ...(typed === undefined ? {} : { typed }),
    typedShare,
  };
}

const KINDS: readonly Claim['kind'][] = ['typed', 'short', 'inserted', 'pasted', 'reload', 'marked-ai', 'marked-human'];

function toClaim(value: unknown): Claim | undefined {
  if (!isObject(value) || typeof value.at !== 'number' || typeof value.why !== 'string') return undefined;
  const kind = KINDS.find((each) => each === value.kind);
  if (kind === undefined) return undefined;
  return { kind, at: value.at, why: value.why, ...(typeof value.by === 'string' ? { by: value.by } : {}) };
}

/** From the newest back: what says nothing of a line that a newer run does not say is dropped. */
function compact(records: readonly Line[]): string {
  const told = new Set<string>();
  const kept: string[] = [];
  for (const { at, runs } of [...records].reverse()) {
    if (told.size >= KEPT_LINES) break;
    const telling = [...runs].reverse().filter(({ lines, above, below }) => {
      const keys = lines.map((line, index) => `${lines[index - 1] ?? above} ${line} ${lines[index + 1] ?? below}`);
      const isTelling = keys.some((key) => !told.has(key));
      for (const key of keys) told.add(key);
      return isTelling;
    });
    if (telling.length > 0) kept.push(JSON.stringify({ v: 1, at, runs: telling.reverse() }));
  }
  return kept
    .reverse()
    .map((line) => `${line}\n`)
    .join('');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
