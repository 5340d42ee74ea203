/**
 * Joins what the rules found with who wrote the lines and what is on record into the one snapshot of a file. Pure: the same
 * input gives the same review, in the same order.
 */
import type { LineMap } from '#base/line-map';
import type { LineRange, Location, Span, TextEdit } from '#base/span';
import type { FileProvenance } from '#provenance/origin';
import type { Confidence, Rule } from '#rules/rule';
import { type Anchored, anchor } from './anchor';
import { type Block, blockAt, blockOf } from './block';
import { overBudget } from './budget';
import { toChecklist } from './checklist';
import type { Decision, FileReview, HiddenBy, Question, RuleAnswers, Unplaced } from './file-review';
import { type Ignore, ignoreOf, notesOn, type RulesAtWork } from './ignores';
import { placeHash } from './normalise';
import { placeStates, toAnswerView } from './question-state';
import type { ReviewRecord } from './record';
import { foldRepeats } from './repeats';
import { riskOf } from './risk';
import type { EntryView } from './rows';
import { whyFolded } from './rule-answers';
import { codeLineFigures, type LineFilter, type Scope, scopeOf } from './scope';

/** A rule's outcome after phase two: offsets absolute, conditions settled. */
export type Finding = Span & {
  readonly rule: Rule;
  /** Id of the entry point it informs, when its place alone does not tell. */
  readonly entry?: string;
} & (
    | {
        readonly state: 'open';
        readonly confidence: Confidence;
        readonly evidence: string;
        readonly related: readonly (Location & { readonly note: string })[];
        readonly fixes: readonly {
          readonly title: string;
          readonly safety: 'safe' | 'suggested';
          readonly edits: readonly TextEdit[];
        }[];
        readonly rowOnly: boolean;
        /** What one answer would settle wherever it is asked in the file. */
        readonly cause?: string;
      }
    | { readonly state: 'discharged'; readonly evidence: string; readonly by: readonly Location[] }
    | { readonly state: 'silent'; readonly why: string }
  );

export interface AssembleInput {
  readonly path: string;
  readonly language: string;
  readonly version: number;
  readonly text: string;
  readonly map: LineMap;
  readonly blocks: readonly Block[];
  readonly entries: readonly EntryView[];
  readonly findings: readonly Finding[];
  readonly provenance: FileProvenance;
  /** 1-based, ascending. */
  readonly codeLines: readonly number[];
  readonly scope: Scope;
  /** Lines changed since a base, when only those are reviewed. */
  readonly changed?: LineFilter;
  readonly record: ReviewRecord | undefined;
  readonly decisions: readonly Decision[];
  readonly ignores: readonly Ignore[];
  readonly rules: RulesAtWork;
  /** Rules that the team's answers fold. */
  readonly folded: ReadonlyMap<string, RuleAnswers>;
  /** Something that decides what is asked is still being read. */
  readonly isPartial: boolean;
  readonly problems: readonly string[];
  /** YYYY-MM-DD */
  readonly today: string;
}

export function assemble(input: AssembleInput): FileReview {
  const anchored = anchor(input.record?.blocks ?? [], input.blocks);
  const scope = scopeOf(input.provenance, input.codeLines, input.scope, input.changed);
  const isInScope: IsInScope = (block, at) => scope.has(block.key === '' ? at : block);
  const questions = withBudget(input.path, toQuestions(input, anchored, isInScope));

  const checklists = input.entries.map((entry) => {
    const block = blockAt(input.blocks, entry.start);
    const isMine = (finding: Span & { readonly entry?: string }): boolean =>
      finding.entry === undefined ? entry.start <= finding.start && finding.end <= entry.end : finding.entry === entry.id;
    const mine = new Set(input.findings.filter(isMine));
    return toChecklist({
      entry,
      block,
      anchored: anchored.find((each) => each.block === block),
      inScope: scope.has(block.key === '' ? entry : block),
      questions: questions.filter(({ finding }) => mine.has(finding)).map(({ question }) => question),
      silent: [...mine].flatMap((finding) =>
        finding.state === 'silent' ? [{ rule: finding.rule.id, rows: finding.rule.rows, why: finding.why }] : [],
      ),
      today: input.today,
    });
  });

  return {
    path: input.path,
    language: input.language,
    version: input.version,
    lines: input.map.count,
    codeLines: input.codeLines.length,
    provenance: { ...input.provenance, ...codeLineFigures(input.provenance, input.codeLines) },
    scope: input.scope,
    blocks: input.blocks.map((block) => ({
      id: block.key,
      symbol: block.symbol,
      startLine: block.startLine,
      endLine: block.endLine,
      inScope: scope.has(block),
    })),
    questions: questions.map(({ question }) => question),
    checklists,
    decisions: input.decisions,
    unplaced: unplacedOf(input, anchored),
    notes: ignoreNotes(input, isInScope),
    problems: input.problems,
  };
}

type IsInScope = (block: Block, at: LineRange) => boolean;
type Asked = { readonly finding: Finding; readonly question: Question };

function toQuestions(input: AssembleInput, anchored: readonly Anchored[], isInScope: IsInScope): readonly Asked[] {
  const groups = new Map<string, { block: Block; findings: Exclude<Finding, { state: 'silent' }>[] }>();
  const sorted = [...input.findings].sort(
    (one, two) => one.start - two.start || one.end - two.end || (one.rule.id < two.rule.id ? -1 : 1),
  );
  for (const finding of sorted) {
    if (finding.state === 'silent') continue;
    const block = blockOf(input.blocks, input.entries, finding);
    const key = `${finding.rule.id}@${block.key}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { block, findings: [finding] });
    else group.findings.push(finding);
  }
  const asked: Asked[] = [];
  for (const [group, { block, findings }] of groups) {
    const found = anchored.find((each) => each.block === block);
    const open = findings.filter((finding) => finding.state === 'open');
    const rule = findings[0]?.rule;
    if (rule === undefined) continue;
    const states = placeStates(
      rule.id,
      open.map((finding) => placeHash(input.text.slice(finding.start, finding.end))),
      found,
      input.today,
    );
    for (const [index, finding] of findings.entries()) {
      const base = toQuestion(input, finding, group, index, block);
      const stated = finding.state === 'open' ? { ...base, ...states[open.indexOf(finding)] } : base;
      const question = withFold(withIgnore(stated, rule, input), input);
      const hiddenBy: HiddenBy | undefined = !isInScope(block, question)
        ? 'scope'
        : question.state === 'suppressed'
          ? 'suppressed'
          : rule.rowOnly === true || (finding.state === 'open' && finding.rowOnly)
            ? 'row-only'
            : question.confidence === 'low'
              ? 'confidence'
              : undefined;
      asked.push({ finding, question: hiddenBy === undefined ? question : { ...question, shown: false, hiddenBy } });
    }
  }
  return asked.sort((one, two) => one.finding.start - two.finding.start || (one.question.id < two.question.id ? -1 : 1));
}

function toQuestion(
  input: AssembleInput,
  finding: Exclude<Finding, { state: 'silent' }>,
  group: string,
  index: number,
  block: Block,
): Question {
  const { rule } = finding;
  const { map } = input;
  const startLine = map.lineAt(finding.start);
  // One line wide: the squiggle marks the expression that raised it, not what hangs on it.
  const end = Math.min(Math.max(finding.end, finding.start), map.endOf(startLine));
  return {
    id: `${group}#${index + 1}`,
    rule: rule.id,
    mode: rule.mode,
    state: finding.state,
    shown: true,
    group,
    confidence: finding.state === 'open' ? finding.confidence : 'high',
    risk: riskOf(rule.severity, rule.occurrence, rule.detection),
    severity: rule.severity,
    occurrence: rule.occurrence,
    detection: rule.detection,
    startLine,
    startColumn: map.columnAt(finding.start),
    endLine: startLine,
    endColumn: end - map.startOf(startLine) + 1,
    symbol: block.symbol,
    text: rule.question,
    evidence: finding.evidence,
    code: map.textOf(startLine).trim().slice(0, 200),
    ...(finding.state === 'discharged' ? { dischargedBy: finding.by } : {}),
    related: finding.state === 'open' ? finding.related : [],
    fixes: finding.state === 'open' ? finding.fixes : [],
    rows: rule.rows,
  };
}

/** What a person answered stands; only what would wait for one is taken back by a comment. */
function withIgnore(question: Question, rule: Rule, { ignores, path, map }: AssembleInput): Question {
  const found = ignores.length === 0 ? undefined : ignoreOf(ignores, rule, question.startLine);
  if (found === undefined || (question.state !== 'open' && question.state !== 'stale')) return question;
  const { answer: _, ...rest } = question;
  const { line, reason } = found;
  const said = { path, startLine: line, text: map.textOf(line).trim().slice(0, 120), note: `ignored: ${reason}` };
  return { ...rest, state: 'suppressed', ignored: { startLine: line, reason }, related: [said, ...question.related] };
}

function withFold(question: Question, { folded }: AssembleInput): Question {
  const answers = folded.get(question.rule);
  if (answers === undefined || (question.state !== 'open' && question.state !== 'stale')) return question;
  return { ...question, confidence: 'low', folded: answers, evidence: `${question.evidence}; folded: ${whyFolded(answers)}` };
}

/** Of the lines under review alone: what stands elsewhere is not for today. */
function ignoreNotes(input: AssembleInput, isInScope: IsInScope): FileReview['notes'] {
  const { ignores, map, blocks, findings } = input;
  const mine = ignores.filter(({ line, target }) =>
    isInScope(blockAt(blocks, map.startOf(target ?? line)), { startLine: line, endLine: target ?? line }),
  );
  if (mine.length === 0) return [];
  const asked = findings.map(({ rule, state, start }) => ({ rule, state, startLine: map.lineAt(start) }));
  return notesOn(mine, asked, input.rules, !input.isPartial);
}

function withBudget(path: string, asked: readonly Asked[]): readonly Asked[] {
  const questions = foldRepeats(
    path,
    asked.map(({ finding, question }) => ({ question, cause: finding.state === 'open' ? finding.cause : undefined })),
  );
  const over = overBudget(questions);
  return asked.map(({ finding }, index) => {
    const question = questions[index];
    if (question === undefined) throw new Error('A question was lost among the repeats.');
    return question.shown && over.has(question.group)
      ? { finding, question: { ...question, shown: false, hiddenBy: 'budget' } }
      : { finding, question };
  });
}

function unplacedOf({ path, record }: AssembleInput, anchored: readonly Anchored[]): readonly Unplaced[] {
  return (record?.blocks ?? [])
    .filter((block) => !anchored.some((each) => each.recorded === block))
    .flatMap((block) =>
      block.answers.map((answer) => ({
        path,
        symbol: block.symbol,
        rule: answer.question,
        answer: toAnswerView(answer),
        why: `The code it speaks of (${block.symbol === '' ? 'module level' : block.symbol}) is not in this file any more`,
      })),
    );
}
