/** The YAML between `---` lines a record may open with. Scalars are kept as written: a date is never reformatted. */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { parseYaml } from './shallow-yaml';

export interface FrontMatter {
  /** By key in lower case; every value as the list of its scalars. Objects inside are left out. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The text after it. */
  readonly body: string;
  /** First complaint of the YAML reader; what simple `key: value` lines say is kept even then. */
  readonly problem: string | undefined;
}

const OPENING = /^---[ \t]*\r?\n/;
const CLOSING = /^(?:---|\.\.\.)[ \t]*\r?$/gm;

export function parseFrontMatter(text: string): FrontMatter {
  const start = OPENING.exec(text)?.[0].length;
  const closing = start === undefined ? undefined : closingLine(text, start);
  if (closing === undefined) return { values: new Map(), body: text, problem: undefined };
  const source = text.slice(start, closing.start);
  const body = text.slice(closing.end);
  const parsed = parseYaml(source);
  if (parsed.ok) return { values: valuesOf(parsed.document.contents), body, problem: undefined };
  return { values: plainLines(source), body, problem: parsed.why };
}

function closingLine(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  const line = new RegExp(CLOSING);
  line.lastIndex = from;
  const match = line.exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

function valuesOf(contents: unknown): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  if (!isMap(contents)) return values;
  for (const { key, value } of contents.items) {
    const name = scalarText(key);
    if (name !== undefined) values.set(name.toLowerCase(), texts(value as Node | null));
  }
  return values;
}

/** `a`, `[a, b]`, and `{ accepted }`, which some templates leave their braces around. */
function texts(node: Node | null): readonly string[] {
  const one = scalarText(node);
  if (one !== undefined) return [one];
  if (isSeq(node)) return node.items.flatMap((item) => scalarText(item) ?? []);
  if (isMap(node)) return node.items.flatMap(({ key, value }) => (isEmpty(value) ? (scalarText(key) ?? []) : []));
  return [];
}

function scalarText(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  return text.trim() === '' ? undefined : text.trim();
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

function plainLines(source: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const [, key = '', value = ''] of source.matchAll(/^([A-Za-z][\w-]*):[ \t]+(\S.*)$/gm)) {
    values.set(key.toLowerCase(), [value.replace(/^(["'])(.*)\1$/, '$2').trim()]);
  }
  return values;
}
