/** The review for a terminal: per file the shown questions with their line of code and evidence, then the checklists, then one line of figures. */
import type { Checklist, FileReview, Question, RowState } from '#review/file-review';
import type { JsonInput } from './json';
import { isOpen, summarise } from './summary';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';
const CODES: Readonly<Record<Style, string>> = { bold: '1', dim: '2', red: '31', yellow: '33', green: '32', cyan: '36' };

export interface TextOptions {
  /** Colours: only for a terminal that wants them. */
  readonly color: boolean;
}

export function toText(input: JsonInput, { color }: TextOptions): string {
  const paint = (style: Style, text: string): string => (color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  for (const review of input.reviews) lines.push(...fileLines(review, paint));
  for (const { path, symbol, rule, answer, why } of input.unplaced) {
    lines.push(
      `${paint('bold', path)}  ${paint('yellow', 'answer without a place')}: ${rule} in ${symbol === '' ? 'module' : symbol}, “${clean(answer.note)}” (${clean(answer.by)}, ${answer.at}). ${why}.`,
      '',
    );
  }
  for (const problem of input.problems) lines.push(paint('yellow', clean(problem)));
  const { open, files, codeLines, ai, human, unknown, discharged, answered, stale, suppressed } = summarise(input.reviews);
  const all = open.high + open.medium + open.low;
  lines.push(
    `${paint('bold', all === 0 ? 'No open questions' : `${all} open ${all === 1 ? 'question' : 'questions'}`)}` +
      `${all === 0 ? '' : ` (${open.high} high, ${open.medium} medium, ${open.low} low risk)`} in ${files} ${files === 1 ? 'file' : 'files'}, ${codeLines} code lines: ` +
      `${ai} AI, ${human} human, ${unknown} unknown. ${discharged} answered by the code, ${answered} by people${stale > 0 ? `, ${stale} stale` : ''}${suppressed > 0 ? `, ${suppressed} ignored in the code` : ''}.`,
  );
  return `${lines.join('\n')}\n`;
}

type Paint = (style: Style, text: string) => string;

function fileLines(review: FileReview, paint: Paint): readonly string[] {
  const open = toGroups(review.questions.filter(isOpen));
  const checklists = review.checklists.filter((checklist) => checklist.inScope);
  if (open.length === 0 && checklists.length === 0 && review.problems.length + review.notes.length === 0) return [];
  const { ai, human, unknown } = review.provenance;
  const lines = [`${paint('bold', clean(review.path))}  ${paint('dim', `${ai} AI · ${human} human · ${unknown} unknown`)}`];
  for (const problem of review.problems) lines.push(`  ${paint('yellow', clean(problem))}`);
  for (const { startLine, text } of review.notes) lines.push(`  ${startLine}:1  ${paint('yellow', clean(text))}`);
  for (const group of open) lines.push(...questionLines(group, review.questions, paint));
  for (const checklist of checklists) lines.push(...checklistLines(checklist, paint));
  return [...lines, ''];
}

function questionLines([question, ...others]: Group, all: readonly Question[], paint: Paint): readonly string[] {
  const risk = paint(question.risk === 'high' ? 'red' : question.risk === 'medium' ? 'yellow' : 'dim', question.risk);
  const answer = [question, ...others].find(({ state }) => state === 'stale')?.answer;
  const stale =
    answer === undefined
      ? []
      : [
          `      ${paint('yellow', `The code changed since ${clean(answer.by)} answered (${answer.at}): “${clean(answer.note)}”`)}`,
        ];
  return [
    `  ${question.startLine}:${question.startColumn}  ${risk}  ${question.text} ${paint('dim', `— ${clean(question.evidence)}`)}  ${paint('cyan', question.rule)}`,
    `      ${paint('dim', `${question.startLine} │`)} ${clean(hasSecret(question, all) ? withoutTexts(question.code) : question.code)}`,
    ...(others.length === 0
      ? []
      : [
          `      ${paint('dim', `also in ${others.length === 1 ? 'line' : 'lines'} ${others.map((each) => each.startLine).join(', ')}`)}`,
        ]),
    ...stale,
  ];
}

const SIGNS: Readonly<Record<RowState, readonly [string, Style]>> = {
  open: ['?', 'yellow'],
  'answered-by-code': ['✓', 'green'],
  'answered-by-person': ['✓', 'cyan'],
  'not-applicable': ['–', 'dim'],
  'to-consider': ['○', 'dim'],
};

function checklistLines(checklist: Checklist, paint: Paint): readonly string[] {
  return [
    `  ${paint('bold', clean(checklist.title))} ${paint('dim', `lines ${checklist.startLine}–${checklist.endLine}`)}`,
    ...checklist.rows.map((row) => {
      const [sign, style] = SIGNS[row.state];
      const at = row.at === undefined ? '' : `, ${row.at.path === undefined ? '' : `${row.at.path} `}line ${row.at.startLine}`;
      return `    ${paint(style, sign)} ${row.row.padEnd(8)} ${clean(row.evidence)}${row.state === 'open' ? '' : paint('dim', at)}`;
    }),
  ];
}

type Group = [Question, ...Question[]];

/** One question for each rule and block, with all its places. */
function toGroups(questions: readonly Question[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const question of questions) {
    const group = groups.get(question.group);
    if (group === undefined) groups.set(question.group, [question]);
    else group.push(question);
  }
  return [...groups.values()];
}

/** A report is read and kept by more people than the code. */
function hasSecret({ startLine }: Question, all: readonly Question[]): boolean {
  return all.some((each) => each.rule === 'hardcoded-secret' && each.startLine <= startLine && startLine <= each.endLine);
}

function withoutTexts(code: string): string {
  return code.replace(/(['"`])(?:(?:\\.|(?!\1).)*\1|.*$)/g, '$1…$1');
}

/** Text from the repository must not steer the terminal. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
