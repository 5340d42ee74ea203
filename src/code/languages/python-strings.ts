/** Python's string literals: prefixes, escapes, f-strings and implicit concatenation. */
import { adopt, ORPHAN } from '../lowering';
import type { Expression, Literal, Template } from '../model';
import { codePoint } from './code-point';
import type { Python } from './python-reader';

type Part = string | Expression;

/** A `string` or `concatenated_string`: a literal when constant, else a template. Bytes are literals of type `other`. */
export function stringExpression(py: Python, i: number): Expression {
  const start = py.lowering.start(i);
  const end = py.lowering.end(i);
  const plain = constantString(py, i);
  if (plain !== undefined) return { kind: 'literal', start, end, parent: ORPHAN, value: plain, type: 'string' };
  const strings = py.kind(i) === 'string' ? [i] : py.named(i);
  if (strings.some((at) => isBytes(py, at))) {
    return { kind: 'literal', start, end, parent: ORPHAN, value: py.text(i), type: 'other' };
  }
  const parts: Part[] = [];
  for (const at of strings) for (const part of partsOf(py, at)) append(parts, part);
  const [only] = parts;
  if (parts.length === 0 || (parts.length === 1 && typeof only === 'string')) {
    return { kind: 'literal', start, end, parent: ORPHAN, value: only ?? '', type: 'string' } as Literal;
  }
  const template: Template = { kind: 'template', start, end, parent: ORPHAN, tag: undefined, parts };
  return adopt(template);
}

/** The value of a constant string node, `undefined` for any other node. */
export function constantString(py: Python, i: number): string | undefined {
  if (py.kind(i) !== 'string' || py.lowering.isTorn(i) || py.childOfKind(i, 'interpolation') >= 0) return undefined;
  const letters = prefix(py, i);
  if (letters.includes('b')) return undefined;
  const content = py.childOfKind(i, 'string_content');
  return content < 0 ? '' : constant(py.text(content), letters);
}

/** Offset of the text inside the quotes. */
export function contentStart(py: Python, i: number): number {
  return py.lowering.end(i + 1);
}

function isBytes(py: Python, i: number): boolean {
  return prefix(py, i).includes('b');
}

/** The letters before the quotes, in lower case; most strings have none. */
function prefix(py: Python, i: number): string {
  const { text, tree } = py.lowering;
  let at = tree.start[i] ?? 0;
  if (!isLetter(text.charCodeAt(at))) return '';
  const start = at;
  while (isLetter(text.charCodeAt(at))) at++;
  return text.slice(start, at).toLowerCase();
}

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

function partsOf(py: Python, i: number): Part[] {
  if (py.kind(i) !== 'string' || py.lowering.isTorn(i)) return [py.lowering.broken(i)];
  const letters = prefix(py, i);
  const parts: Part[] = [];
  for (const at of py.named(i)) {
    const kind = py.kind(at);
    if (kind === 'string_content') append(parts, constant(py.text(at), letters));
    else if (kind === 'interpolation') for (const hole of holes(py, at)) append(parts, hole);
  }
  return parts;
}

/** The expression of an interpolation, and those in its format specification (`{amount:>{width}}`). */
function holes(py: Python, i: number): Expression[] {
  const expression = py.child(i, 'expression');
  const found = [expression < 0 ? py.lowering.broken(i) : py.expression(expression)];
  const specifier = py.childOfKind(i, 'format_specifier');
  if (specifier < 0 || !py.lowering.enter()) return found;
  for (const at of py.named(specifier)) if (py.kind(at) === 'format_expression') found.push(...holes(py, at));
  py.lowering.leave();
  return found;
}

function append(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
  else if (part !== '') parts.push(part);
}

function constant(raw: string, letters: string): string {
  const isFormat = letters.includes('f') || letters.includes('t');
  const text = isFormat ? raw.replace(/\{\{|\}\}/g, (braces) => braces.charAt(0)) : raw;
  return letters.includes('r') || !text.includes('\\') ? text : text.replace(ESCAPE, unescaped);
}

const ESCAPE = /\\(?:\r?\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{[^}]*\}|([\s\S]))/g;
const SINGLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function unescaped(whole: string, x?: string, u?: string, long?: string, octal?: string, single?: string): string {
  const hex = x ?? u ?? long;
  if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
  if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
  if (single !== undefined) return Object.hasOwn(SINGLE, single) ? (SINGLE[single] ?? whole) : whole;
  return whole.startsWith('\\N') ? whole : '';
}
