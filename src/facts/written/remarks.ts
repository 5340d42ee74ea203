/** What is written for people: comments and the docstrings of functions, line by line, without what makes them comments. */
import type { Expression, Item, Place, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';

export interface RemarkLine {
  /** Trimmed; neither slashes nor stars. */
  readonly text: string;
  readonly place: Place;
}

/** One comment, or several line comments below one another, as the lines they have. */
export interface Remark {
  readonly lines: readonly RemarkLine[];
  /** All of it on one line. */
  readonly text: string;
}

/** In file order: comments, then docstrings. `isWanted` sees the raw text before it is taken apart. */
export function remarksOf(analysis: Analysis, item: Item, isWanted: (text: string) => boolean): readonly Remark[] {
  const { model } = analysis;
  const remarks: Remark[] = [];
  for (const group of runsOf(model.text, item)) {
    const lines = group.flatMap((span) => linesOf(model.text, item, span));
    if (lines.some(({ text }) => isWanted(text))) remarks.push(toRemark(lines));
  }
  for (const { start, end } of docstringsOf(item)) {
    const lines = linesOf(model.text, item, { start, end });
    if (lines.some(({ text }) => isWanted(text))) remarks.push(toRemark(lines));
  }
  return remarks;
}

function toRemark(lines: readonly RemarkLine[]): Remark {
  return { lines, text: lines.map(({ text }) => text).join(' ') };
}

interface Within {
  readonly start: number;
  readonly end: number;
}

/** Line comments on lines that follow one another are one remark. */
function runsOf(text: string, { base, comments }: Item): readonly (readonly Within[])[] {
  const runs: Within[][] = [];
  let last: Within | undefined;
  for (const comment of comments) {
    const between = last === undefined ? '' : text.slice(base + last.end, base + comment.start);
    const isNext = last !== undefined && /^[^\S\n]*\r?\n[^\S\n]*$/.test(between);
    if (isNext) runs.at(-1)?.push(comment);
    else runs.push([comment]);
    last = comment;
  }
  return runs;
}

const OPENING = /^(?:\/\/+!?|\/\*+!?|#+!?|\*+(?!\/)|<!--|[rRuUbB]?(?:"""|'''|"|'))?\s*/;
const CLOSING = /\s*(?:\*+\/|-->|"""|'''|"|')?\s*$/;

function linesOf(text: string, item: Item, { start, end }: Within): readonly RemarkLine[] {
  const lines: RemarkLine[] = [];
  let at = start;
  for (const raw of text.slice(item.base + start, item.base + end).split('\n')) {
    const own = raw.trim();
    const from = at + raw.indexOf(own);
    const said = own.replace(OPENING, '').replace(CLOSING, '');
    if (said !== '') lines.push({ text: said, place: { item, start: from, end: from + own.length } });
    at += raw.length + 1;
  }
  return lines;
}

function docstringsOf(item: Item): readonly Expression[] {
  const found: Expression[] = [];
  const take = (first: Statement | undefined): void => {
    if (first?.kind === 'expression' && first.expression.kind === 'literal' && first.expression.type === 'string')
      found.push(first.expression);
  };
  take(item.statements[0]);
  for (const fn of sitesOf(item).functions) take(fn.body[0]);
  return found;
}
