/** Where records live: in the work tree (`storage: repo`) or in the editor's own state (`storage: workspace`). */
import type { Files, StateStore } from '#host/ports';
import { parseRecord, printRecord, RECORDS_FOLDER, type ReviewRecord, recordPath } from './record';

/** What is on record for a source file. `problem` is a sentence for the person; with it the record is never written over. */
export interface RecordState {
  readonly record: ReviewRecord | undefined;
  readonly problem: string | undefined;
}

export interface RecordStore {
  /** `path` is relative to the facts root. */
  read(path: string): Promise<RecordState>;
  /** Rejects with a sentence that says what to do when what is there cannot be read. */
  write(path: string, change: (record: ReviewRecord | undefined) => ReviewRecord): Promise<void>;
  /** Source paths (relative to the facts root) with a record on disk. */
  list(): Promise<readonly string[]>;
}

export interface RecordStoreOptions {
  readonly records: Files;
  /** Path of the facts root below the records root. */
  readonly prefix: string;
  readonly state: StateStore;
  readonly storage: 'repo' | 'workspace';
}

const MAX_BYTES = 4 * 1024 * 1024;

export function createRecordStore({ records, prefix, state, storage }: RecordStoreOptions): RecordStore {
  const stateKey = (path: string): string => `review:${prefix}${path}`;

  const load = async (path: string): Promise<string | undefined | { readonly why: string }> => {
    if (storage === 'workspace') return state.get(stateKey(path));
    const file = await records.read(recordPath(prefix + path), MAX_BYTES);
    if (file.ok) return file.text;
    return file.why === 'not found' ? undefined : { why: `it is ${file.why}` };
  };

  const read = async (path: string): Promise<RecordState> => {
    const text = await load(path);
    if (text === undefined) return { record: undefined, problem: undefined };
    const parsed = typeof text === 'string' ? parseRecord(text) : { ok: false as const, why: text.why };
    if (parsed.ok) return { record: parsed.record, problem: undefined };
    const where = storage === 'workspace' ? 'the editor’s storage' : recordPath(prefix + path);
    return {
      record: undefined,
      problem: `The answers in ${where} cannot be read: ${parsed.why}. Nothing is written there until then.`,
    };
  };

  // One write after another for each file: two answers given at once must both arrive.
  const queues = new Map<string, Promise<void>>();
  const write = (path: string, change: (record: ReviewRecord | undefined) => ReviewRecord): Promise<void> => {
    const next = (queues.get(path) ?? Promise.resolve())
      .catch(() => {})
      .then(async () => {
        const { record, problem } = await read(path);
        if (problem !== undefined) throw new Error(problem);
        const text = printRecord(change(record));
        if (storage === 'workspace') await state.set(stateKey(path), text);
        else await records.write(recordPath(prefix + path), text);
      });
    queues.set(path, next);
    return next;
  };

  const list = async (): Promise<readonly string[]> => {
    if (storage === 'workspace') return [];
    const { paths } = await records.list(RECORDS_FOLDER);
    const from = `${RECORDS_FOLDER}/${prefix}`;
    return paths
      .filter((path) => path.startsWith(from) && path.endsWith('.json'))
      .map((path) => path.slice(from.length, -'.json'.length));
  };

  return { read, write, list };
}
