/** Where a checker is told to be silent: which one, about what, and the reason that is given. */
import { type Item, type Node, type Place, placeOf } from '#code/model';
import { forEachChild } from '#code/walk';
import {
  GRAVE_RULES,
  JAVASCRIPT_SUPPRESSIONS,
  MAY_SUPPRESS,
  PYTHON_SUPPRESSIONS,
  type Suppression,
} from '#libraries/suppressions';
import type { Analysis } from '../analysis';
import { type Remark, type RemarkLine, remarksOf } from './remarks';

export interface Silenced {
  readonly place: Place;
  /** As written, without its reason. */
  readonly what: string;
  readonly checker: string;
  /** Names of what is silenced; empty: everything. */
  readonly rules: readonly string[];
  /** What it silences is a failure at run time, or everything. */
  readonly isGrave: boolean;
  /** At least three words that say why. */
  readonly reason: string | undefined;
}

export function silencedIn(analysis: Analysis, item: Item): readonly Silenced[] {
  const known = analysis.model.language === 'python' ? PYTHON_SUPPRESSIONS : JAVASCRIPT_SUPPRESSIONS;
  const found = remarksOf(analysis, item, (text) => MAY_SUPPRESS.test(text)).flatMap((remark) => silencing(remark, known));
  return analysis.model.language === 'python' ? found : [...found, ...untyped(analysis, item)];
}

function silencing(remark: Remark, known: readonly Suppression[]): readonly Silenced[] {
  const found: Silenced[] = [];
  for (const [at, line] of remark.lines.entries()) {
    const match = firstMatch(line.text, known);
    if (match === undefined) continue;
    const before = remark.lines[at - 1];
    const above = before === undefined || firstMatch(before.text, known) !== undefined ? '' : before.text;
    found.push(toSilenced(line, match, above));
  }
  return found;
}

interface Match {
  readonly suppression: Suppression;
  readonly match: RegExpExecArray;
}

function firstMatch(text: string, known: readonly Suppression[]): Match | undefined {
  for (const suppression of known) {
    const match = suppression.pattern.exec(text);
    if (match !== null) return { suppression, match };
  }
  return undefined;
}

function toSilenced({ text, place }: RemarkLine, { suppression, match }: Match, above: string): Silenced {
  const rules = (match.groups?.rules ?? '').split(/[\s,"]+/).filter((rule) => rule !== '');
  const after = text.slice(match.index + match[0].length);
  const reason = [after, text.slice(0, match.index), above].map(reasonIn).find((each) => each !== undefined);
  const isGrave = rules.length === 0 || rules.some((rule) => GRAVE_RULES.test(rule));
  const isNamed = rules.length > 0 || suppression.isWhole === true;
  return {
    place,
    what: match[0].trim(),
    checker: suppression.checker,
    rules,
    isGrave,
    reason: isNamed ? reason : undefined,
  };
}

const FEWEST_WORDS = 3;

function reasonIn(text: string): string | undefined {
  const words = text.replace(/^[\s:#\-–—([]+|[\s)\]]+$/g, '');
  return (words.match(/\p{L}[\p{L}\p{N}'’-]*/gu)?.length ?? 0) >= FEWEST_WORDS ? words : undefined;
}

/** `x as any`: from here on nothing is checked. */
function untyped(analysis: Analysis, item: Item): readonly Silenced[] {
  const { text } = analysis.model;
  if (!/\bas any\b|<any>/.test(text.slice(item.base, item.base + item.end))) return [];
  const found: Silenced[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'cast' && node.type?.name === 'any')
      found.push({
        place: placeOf(node),
        what: analysis.textOf(node, 60),
        checker: 'the type checker',
        rules: ['any'],
        isGrave: false,
        reason: undefined,
      });
    forEachChild(node, visit, undefined);
  };
  visit(item);
  return found;
}
