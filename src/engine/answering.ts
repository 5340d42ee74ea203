/** An answer, from the group a face names to the record: which blocks, which places, and refusals as sentences. */
import type { Condition } from '#facts/condition';
import type { Settled } from '#project/resolve';
import { anchor } from '#review/anchor';
import { isNoteEnough, withAnswer, withoutAnswer } from '#review/answers';
import { type Block, blockOf } from '#review/block';
import type { FileReview } from '#review/file-review';
import { placeHash } from '#review/normalise';
import type { RecordFinder } from '#review/record-finder';
import type { RecordStore } from '#review/record-store';
import type { AnalysedFile } from './analysed-file';
import type { AnswerRequest } from './api';
import { settleFinding } from './settle';

export interface AnswerTarget {
  readonly path: string;
  readonly analysed: AnalysedFile;
  readonly review: FileReview;
  readonly settle: (condition: Condition) => Settled;
  readonly records: RecordStore;
  readonly finder: RecordFinder;
  readonly prefix: string;
  readonly today: string;
}

interface Group {
  /** Rule id, or `row:<name>`. */
  readonly question: string;
  readonly block: Block;
}

const GONE = 'The code changed in the meantime and this question is not asked any more. Look at the review again.';

export async function answerIn(target: AnswerTarget, request: AnswerRequest): Promise<void> {
  if (!isNoteEnough(request.note)) throw new Error('One line that a colleague will understand next year.');
  const groups = groupsOf(target, request.group);
  const { analysed, path, records, finder, prefix, today } = target;
  const moved = (await finder.find(path, () => analysed.blocks)).record;
  await records.write(
    path,
    (record) =>
      groups.reduce((before, { question, block }) => {
        const anchored = anchor(before?.blocks ?? [], analysed.blocks);
        const { kind, note, by, adr, expires } = request;
        return withAnswer(
          before,
          { file: prefix + path, blocks: analysed.blocks, block, anchored },
          {
            question,
            state: kind,
            note: note.trim(),
            by,
            at: today,
            places: placesOf(target, question, block),
            ...(adr === undefined ? {} : { adr }),
            ...(expires === undefined ? {} : { expires }),
          },
        );
      }, record ?? moved) ?? fail(),
  );
}

export async function takeBackIn(target: AnswerTarget, group: string, by: string): Promise<void> {
  const groups = groupsOf(target, group);
  await target.records.write(
    target.path,
    (record) =>
      groups.reduce((before, { question, block }) => {
        const found = anchor(before?.blocks ?? [], target.analysed.blocks).find((each) => each.block === block);
        return before === undefined || found === undefined
          ? before
          : withoutAnswer(before, found.recorded.id, question, by, target.today);
      }, record) ?? fail(),
  );
}

function fail(): never {
  throw new Error(GONE);
}

/** Answering a row with open questions answers those; a row without any is answered itself. */
function groupsOf({ analysed, review }: AnswerTarget, group: string): readonly Group[] {
  const at = group.indexOf('@');
  const question = group.slice(0, at);
  const block = analysed.blocks.find((each) => each.key === group.slice(at + 1));
  if (at < 0 || block === undefined) return fail();
  if (!question.startsWith('row:')) return [{ question, block }];
  const row = review.checklists.flatMap(({ rows }) => rows).find((each) => each.group === group);
  const asked = new Set(row?.state === 'open' || row?.state === 'answered-by-person' ? row.questions : []);
  const rules = new Set(
    review.questions.filter(({ id, state }) => asked.has(id) && state !== 'discharged').map(({ rule }) => rule),
  );
  return rules.size === 0 ? [{ question, block }] : [...rules].map((rule) => ({ question: rule, block }));
}

/** Hashes of the places of the rule in the block that the code does not answer, in file order. */
function placesOf({ analysed, settle }: AnswerTarget, question: string, block: Block): readonly string[] {
  const entries = analysed.entries.map(({ view }) => view);
  return analysed.findings
    .filter(({ finding }) => finding.rule.id === question && blockOf(analysed.blocks, entries, finding) === block)
    .flatMap((pending) => {
      const finding = settleFinding(pending, settle);
      return finding?.state === 'open' ? [finding] : [];
    })
    .sort((one, two) => one.start - two.start)
    .map(({ start, end }) => placeHash(analysed.text.slice(start, end)));
}
