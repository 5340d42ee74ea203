/** Writing answers: only ever by an explicit act of a person. Pure: record in, record out. */
import { hashText } from '#base/hash';
import type { Anchored } from './anchor';
import { contextOf } from './anchor';
import type { Block } from './block';
import type { AnswerKind } from './file-review';
import type { PastAnswer, RecordedAnswer, RecordedBlock, ReviewRecord } from './record';

export interface NewAnswer {
  readonly question: string;
  readonly state: AnswerKind;
  readonly note: string;
  readonly by: string;
  /** YYYY-MM-DD */
  readonly at: string;
  readonly places: readonly string[];
  readonly adr?: string;
  readonly expires?: string;
}

/** Shortest note that says something: a colleague has to understand it next year. */
export const MIN_NOTE_WORDS = 2;

export function isNoteEnough(note: string): boolean {
  return (
    note
      .trim()
      .split(/\s+/)
      .filter((word) => /[\p{L}\p{N}]/u.test(word)).length >= MIN_NOTE_WORDS
  );
}

interface Target {
  readonly file: string;
  readonly blocks: readonly Block[];
  readonly block: Block;
  readonly anchored: readonly Anchored[];
  readonly commit?: string;
}

/** Adds the answer to the block's record, made or re-anchored as needed; an earlier answer goes to the history. */
export function withAnswer(record: ReviewRecord | undefined, target: Target, answer: NewAnswer): ReviewRecord {
  const found = target.anchored.find((each) => each.block === target.block);
  const before = found?.recorded;
  const kept = before?.answers.find((each) => each.question === answer.question);
  const block: RecordedBlock = {
    ...before,
    id: before?.id ?? newId(record, target.block),
    symbol: target.block.symbol,
    summary: target.block.summary,
    anchor: anchorOf(target),
    answers: [
      ...(before?.answers ?? [])
        .filter((each) => each !== kept)
        .map((each): RecordedAnswer => (found?.grade === 'stale' ? { ...each, stale: true } : each)),
      { ...answer, questionVersion: 1, hash: target.block.lines.hash },
    ],
    history: [...(before?.history ?? []), ...(kept === undefined ? [] : [past(kept, 'edited', answer.by, answer.at)])],
  };
  return {
    ...record,
    version: 1,
    file: target.file,
    blocks: [...(record?.blocks ?? []).filter((each) => each !== before), block],
  };
}

export function withoutAnswer(record: ReviewRecord, blockId: string, question: string, by: string, at: string): ReviewRecord {
  return {
    ...record,
    blocks: record.blocks.map((block) => {
      const gone = block.id === blockId ? block.answers.find((each) => each.question === question) : undefined;
      if (gone === undefined) return block;
      return {
        ...block,
        answers: block.answers.filter((each) => each !== gone),
        history: [...(block.history ?? []), past(gone, 'taken back', by, at)],
      };
    }),
  };
}

function past(answer: RecordedAnswer, how: 'edited' | 'taken back', by: string, at: string): PastAnswer {
  return { ...answer, ended: { how, by, at } };
}

function anchorOf({ blocks, block, commit }: Target): RecordedBlock['anchor'] {
  return {
    hash: block.lines.hash,
    lineHashes: block.lines.hashes.join(''),
    ...contextOf(blocks, blocks.indexOf(block)),
    seenAt: { line: block.startLine, ...(commit === undefined ? {} : { commit }) },
  };
}

function newId(record: ReviewRecord | undefined, block: Block): string {
  const taken = new Set(record?.blocks.map((each) => each.id));
  for (let salt = 0; ; salt++) {
    const id = `b_${hashText(`${block.key}\n${block.lines.hash}\n${salt}`, 4)}`;
    if (!taken.has(id)) return id;
  }
}
