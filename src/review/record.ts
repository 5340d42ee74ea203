/**
 * The review record: `.editor-in-chief/reviews/<source path>.json`, one per source file, committed. JSON with two spaces,
 * LF, a final newline, keys in fixed order, blocks by symbol: two people answering different files never conflict. What
 * this version does not know is kept as it is. A record that cannot be read is reported and never overwritten.
 */
import type { AnswerKind } from './file-review';

export interface RecordedAnswer {
  /** Rule id, or `row:<name>`. */
  readonly question: string;
  readonly questionVersion: number;
  readonly state: AnswerKind;
  readonly note: string;
  /** `Name <mail>` */
  readonly by: string;
  /** YYYY-MM-DD */
  readonly at: string;
  /** Block hash the answer was given for. */
  readonly hash: string;
  /** Hashes of the places it covers; a place that is not among them is a new one and open. */
  readonly places: readonly string[];
  readonly adr?: string;
  readonly expires?: string;
  /** The code had changed too much for it when another answer anchored the block anew: it stays stale. */
  readonly stale?: true;
}

/** An answer that was edited or taken back: who and when, nothing is lost. */
export interface PastAnswer extends RecordedAnswer {
  readonly ended: { readonly how: 'edited' | 'taken back'; readonly by: string; readonly at: string };
}

export interface RecordedBlock {
  readonly id: string;
  readonly symbol: string;
  readonly summary: string;
  readonly anchor: {
    readonly hash: string;
    /** One 4-byte hash in hex per non-blank line, joined. */
    readonly lineHashes: string;
    readonly before: string;
    readonly after: string;
    readonly seenAt: { readonly line: number; readonly commit?: string };
  };
  readonly answers: readonly RecordedAnswer[];
  readonly history: readonly PastAnswer[];
}

export interface ReviewRecord {
  readonly version: 1;
  /** Source path relative to the records root. */
  readonly file: string;
  readonly blocks: readonly RecordedBlock[];
}

export type RecordRead = { readonly ok: true; readonly record: ReviewRecord } | { readonly ok: false; readonly why: string };

export const RECORDS_FOLDER = '.editor-in-chief/reviews';
const STATES: readonly string[] = ['handled', 'accepted-risk', 'not-applicable', 'to-fix'];

export function recordPath(sourcePath: string): string {
  return `${RECORDS_FOLDER}/${sourcePath}.json`;
}

export function parseRecord(text: string): RecordRead {
  if (/^(<{7}|={7}|>{7})/m.test(text))
    return { ok: false, why: 'it holds conflict markers of a merge: resolve them, then review again' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return {
      ok: false,
      why: `it is not valid JSON (${cause instanceof Error ? cause.message : String(cause)}): restore it from git, or repair it by hand`,
    };
  }
  if (!isObject(value)) return { ok: false, why: 'it is not a JSON object: restore it from git' };
  if (typeof value.version === 'number' && value.version > 1) {
    return {
      ok: false,
      why: `it was written by a newer version of Editor-in-Chief (format ${value.version}): update to read it`,
    };
  }
  if (value.version !== 1) return { ok: false, why: 'it names no known format version: restore it from git' };
  const wrong = findWrong(value);
  return wrong === undefined
    ? { ok: true, record: value as unknown as ReviewRecord }
    : { ok: false, why: `${wrong}: restore it from git, or repair it by hand` };
}

function findWrong(value: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof value.file !== 'string' || !Array.isArray(value.blocks)) return 'it names no file or no blocks';
  for (const block of value.blocks as unknown[]) {
    if (!isObject(block) || typeof block.id !== 'string' || typeof block.symbol !== 'string')
      return 'a block has no id or symbol';
    const anchor = block.anchor;
    if (!isObject(anchor) || typeof anchor.hash !== 'string' || typeof anchor.lineHashes !== 'string')
      return `the block ${block.symbol} has no anchor`;
    if (!isObject(anchor.seenAt) || typeof anchor.seenAt.line !== 'number')
      return `the block ${block.symbol} does not say where it was seen`;
    if (!Array.isArray(block.answers) || !Array.isArray(block.history ?? []))
      return `the block ${block.symbol} has no list of answers`;
    for (const answer of [...(block.answers as unknown[]), ...((block.history ?? []) as unknown[])]) {
      if (!isObject(answer) || !STATES.includes(String(answer.state))) return `an answer of ${block.symbol} has an unknown state`;
      for (const key of ['question', 'note', 'by', 'at', 'hash'])
        if (typeof answer[key] !== 'string') return `an answer of ${block.symbol} has no ${key}`;
      if (!Array.isArray(answer.places)) return `an answer of ${block.symbol} names no places`;
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ORDER = ['$schema', 'version', 'file', 'blocks'];
const BLOCK_ORDER = ['id', 'symbol', 'summary', 'anchor', 'answers', 'history'];
const ANCHOR_ORDER = ['hash', 'lineHashes', 'before', 'after', 'seenAt'];
const ANSWER_ORDER = [
  'question',
  'questionVersion',
  'state',
  'note',
  'by',
  'at',
  'hash',
  'places',
  'adr',
  'expires',
  'stale',
  'ended',
];

export function printRecord(record: ReviewRecord): string {
  const blocks = [...record.blocks]
    .sort((one, two) => compare(one.symbol, two.symbol) || compare(one.id, two.id))
    .map((block) => ({
      ...ordered(block, BLOCK_ORDER),
      anchor: ordered(block.anchor, ANCHOR_ORDER),
      answers: [...block.answers]
        .sort((one, two) => compare(one.question, two.question))
        .map((answer) => ordered(answer, ANSWER_ORDER)),
      history: (block.history ?? []).map((answer) => ordered(answer, ANSWER_ORDER)),
    }));
  return `${JSON.stringify({ ...ordered(record, ORDER), blocks }, null, 2)}\n`;
}

/** Known keys first, in their order; unknown ones after them as they came. */
function ordered(value: object, order: readonly string[]): Record<string, unknown> {
  const entries = new Map(Object.entries(value));
  const known = order.filter((key) => entries.has(key)).map((key) => [key, entries.get(key)] as const);
  return Object.fromEntries([...known, ...[...entries].filter(([key]) => !order.includes(key))]);
}

const compare = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
