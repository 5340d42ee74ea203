/**
 * Finds the record that speaks of a file: its own, or the blocks of a record whose file is gone and whose code stands here
 * now, because the file was renamed or moved. Nothing is written: the old record stays until a person answers.
 */
import type { Files } from '#host/ports';
import { type Anchored, anchor } from './anchor';
import type { Block } from './block';
import type { RuleAnswers, Unplaced } from './file-review';
import { toAnswerView } from './question-state';
import type { RecordedBlock, ReviewRecord } from './record';
import type { RecordState, RecordStore } from './record-store';
import { foldedRules } from './rule-answers';

/** Records without a source that are looked into. */
const MAX_ORPHANS = 200;

export interface RecordFinder {
  /** `blocks` is asked for where there is something to place. */
  find(path: string, blocks: () => readonly Block[]): Promise<RecordState>;
  /** Rules that the answers of all files fold. */
  folded(): Promise<ReadonlyMap<string, RuleAnswers>>;
  /** Answers of files that are gone and that no file asked about so far has taken. */
  unplaced(): Promise<readonly Unplaced[]>;
}

/** For one run, or until something changed: what is gone is looked up once. */
export function createRecordFinder(store: RecordStore, files: Files): RecordFinder {
  let orphans: Promise<readonly { readonly source: string; readonly record: ReviewRecord }[]> | undefined;
  let folded: Promise<ReadonlyMap<string, RuleAnswers>> | undefined;
  const placed = new Set<RecordedBlock>();

  const load = async () => {
    const found: { readonly source: string; readonly record: ReviewRecord }[] = [];
    for (const source of await store.list()) {
      if (found.length >= MAX_ORPHANS) break;
      if (await files.exists(source)) continue;
      const { record } = await store.read(source);
      if (record !== undefined) found.push({ source, record });
    }
    return found;
  };
  const fold = async () => {
    const records: ReviewRecord[] = [];
    // One after the other: all at once would be more open files than some systems allow.
    for (const source of await store.list()) {
      const { record } = await store.read(source);
      if (record !== undefined) records.push(record);
    }
    return foldedRules(records);
  };
  const all = () => {
    orphans ??= load();
    return orphans;
  };

  return {
    find: async (path, blocks) => {
      const state = await store.read(path);
      if (state.record !== undefined || state.problem !== undefined) return state;
      const moved: Anchored[] = [];
      for (const { record } of await all()) {
        // A stale match in another file is too little to say that it moved here.
        moved.push(...anchor(record.blocks, blocks()).filter(({ grade, block }) => grade !== 'stale' && block.key !== ''));
      }
      for (const { recorded } of moved) placed.add(recorded);
      const record =
        moved.length === 0 ? undefined : ({ version: 1, file: path, blocks: moved.map((each) => each.recorded) } as const);
      return { record, problem: undefined };
    },
    folded: () => {
      folded ??= fold();
      return folded;
    },
    unplaced: async () =>
      (await all()).flatMap(({ source, record }) =>
        record.blocks
          .filter((block) => !placed.has(block))
          .flatMap((block) =>
            block.answers.map((answer) => ({
              path: source,
              symbol: block.symbol,
              rule: answer.question,
              answer: toAnswerView(answer),
              why: 'The file is not there any more, and its code was found in no other',
            })),
          ),
      ),
  };
}
