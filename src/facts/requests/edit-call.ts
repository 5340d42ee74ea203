/**
 * Edits that give a call one more argument or option, written as the call is written: into the object that is there, on a
 * line of its own where the others stand on lines of their own. Offsets are relative to the call's item.
 */
import type { TextEdit } from '#base/span';
import { type Call, type Expression, itemOf, type ObjectExpression } from '#code/model';
import type { Analysis } from '../analysis';

/** `undefined`: there is no place where an edit would surely be right. */
export type Edits = readonly TextEdit[] | undefined;

/** Puts `key: text` into an object literal, or gives the key that value when it is there. */
export function withEntry(analysis: Analysis, object: ObjectExpression, key: string, text: string): Edits {
  const there = object.entries.find((entry) => entry.key === key);
  if (there !== undefined) return [{ start: there.value.start, end: there.value.end, text }];
  const source = sourceOf(analysis, object);
  const last = object.entries.at(-1);
  if (last === undefined) return [{ start: object.start, end: object.end, text: `{ ${key}: ${text} }` }];
  const end = closing(analysis, object, last.value.end, object.end - 1);
  return end === undefined ? undefined : [insertion(source, object.start, last.value.start, end, `${key}: ${text}`)];
}

/** Gives the call's options, which stand at `position`, the entry; the argument is added when it is not there. */
export function withOption(analysis: Analysis, call: Call, position: number, key: string, text: string): Edits {
  if (call.argsEnd < 0 || call.args.some((arg) => arg.spread || arg.name !== undefined)) return undefined;
  const value = call.args[position]?.value;
  const options = `{ ${key}: ${text} }`;
  if (value?.kind === 'object') return withEntry(analysis, value, key, text);
  if (value?.kind === 'function') return [{ start: value.start, end: value.start, text: `${options}, ` }];
  if (value !== undefined) {
    const name = analysis.textOf(value, 200);
    return value.kind === 'identifier' || value.kind === 'member'
      ? [{ start: value.start, end: value.end, text: `{ ...${name}, ${key}: ${text} }` }]
      : undefined;
  }
  const filled = Array.from({ length: position - call.args.length }, () => 'undefined');
  return withArgument(analysis, call, [...filled, options].join(', '));
}

/** Gives the call the keyword, or the keyword that value. */
export function withKeyword(analysis: Analysis, call: Call, name: string, text: string): Edits {
  const there = call.args.find((arg) => arg.name === name);
  if (there !== undefined) return [{ start: there.value.start, end: there.value.end, text }];
  return withArgument(analysis, call, `${name}=${text}`);
}

function withArgument(analysis: Analysis, call: Call, text: string): Edits {
  const last = call.args.at(-1);
  if (call.argsEnd < 0) return undefined;
  if (last === undefined) return [{ start: call.argsEnd, end: call.argsEnd, text }];
  const end = closing(analysis, call, last.value.end, call.argsEnd);
  return end === undefined ? undefined : [insertion(sourceOf(analysis, call), call.callee.end, last.value.start, end, text)];
}

/** Just behind the last token before `end`: behind a trailing comma, or behind a closing bracket around the last value. */
function closing(analysis: Analysis, node: Expression, from: number, end: number): number | undefined {
  const { comments, base } = itemOf(node);
  if (comments.some((comment) => comment.start >= from && comment.end <= end)) return undefined;
  const between = analysis.model.text.slice(base + from, base + end);
  return from + between.trimEnd().length;
}

/** `source` is the item's text. What is inserted at `at` stands on its own line if the last part does. */
function insertion(source: string, open: number, last: number, at: number, text: string): TextEdit {
  const hasComma = source[at - 1] === ',';
  const lineStart = source.lastIndexOf('\n', last - 1) + 1;
  const indent = source.slice(lineStart, last);
  const ownLine = lineStart > open && /^[ \t]*(?:[\w$]+\s*[:=]\s*|["'][\w-]+["']\s*:\s*|\.{3}|\*{1,2})?$/.test(indent);
  const gap = ownLine ? `\n${/^[ \t]*/.exec(indent)?.[0] ?? ''}` : ' ';
  return { start: at, end: at, text: hasComma ? `${gap}${text}${ownLine ? ',' : ''}` : `,${gap}${text}` };
}

function sourceOf(analysis: Analysis, node: Expression): string {
  const { base, end } = itemOf(node);
  return analysis.model.text.slice(base, base + end);
}
