/** Unique constraints said in SQL: tables as they are made, unique indexes, constraints added later. Later drops are not followed. */
import type { Constraint } from '#facts/project-facts';
import { blanked } from './blanked';

const NAME = String.raw`((?:["\`[]?[\w$]+["\`\]]?\.)*["\`[]?[\w$]+["\`\]]?)`;
const CREATE_TABLE = new RegExp(String.raw`\bcreate\s+(?:\w+\s+)?table\s+(?:if\s+not\s+exists\s+)?${NAME}\s*\(`, 'gi');
const UNIQUE_INDEX = new RegExp(
  String.raw`\bcreate\s+unique\s+(?:\w+\s+)?index\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?(?:["\`[]?[\w$.]+["\`\]]?\s+)?on\s+(?:only\s+)?${NAME}\s*(?:using\s+\w+\s*)?\(`,
  'gi',
);
const ADD_UNIQUE = new RegExp(
  String.raw`\balter\s+table\s+(?:only\s+)?(?:if\s+exists\s+)?${NAME}\s+add\s+(?:constraint\s+\S+\s+)?(unique|primary\s+key)(?:\s+(?:key|index))?(?:\s+["\`\w]+)?\s*\(`,
  'gi',
);
/** Parts of a table that are no columns; a column may well be called `key`. */
const NO_COLUMN = /^\s*(?:(?:constraint|check|foreign|exclude|like)\b|(?:index|key)\s+\S+\s*\()/i;
/** A schema with more statements than this is a dump of something else. */
const MAX_FOUND = 5000;
/** A table's text is shorter than this. */
const MAX_BODY = 20_000;

export function parseSqlSchema(path: string, source: string): readonly Constraint[] {
  const text = blanked(source, { lineComment: '--', quote: "'", escapes: 'doubled', strings: 'blanked' });
  const lineOf = lineCounter(text);
  const found: Constraint[] = [];
  const add = (entity: string, columns: readonly string[], isPrimary: boolean, offset: number): void => {
    if (columns.length === 0 || found.length >= MAX_FOUND) return;
    const { startLine, start, end } = lineOf(offset);
    found.push({
      entity: bare(entity),
      columns,
      isPrimary,
      at: { path, startLine, text: source.slice(start, end).trim().slice(0, 120) },
    });
  };
  let tables = 0;
  for (const match of text.matchAll(CREATE_TABLE)) {
    if (++tables > MAX_FOUND) break;
    const open = match.index + match[0].length;
    for (const { start, end } of partsOf(text, open)) {
      const part = text.slice(start, end);
      const offset = start + (part.length - part.trimStart().length);
      const listed =
        /^\s*(?:constraint\s+\S+\s+)?(unique|primary\s+key)\b(?:\s+(?:key|index))?(?:\s+["`\w]+)?\s*\(([^)]*)\)/i.exec(part);
      if (listed !== null) add(match[1] ?? '', columnsIn(listed[2] ?? ''), !/^u/i.test(listed[1] ?? ''), offset);
      else {
        const own = /^\s*["`[]?([\w$]+)["`\]]?\s+\S[\s\S]*?\b(unique|primary\s+key)\b/i.exec(part);
        if (own !== null && !NO_COLUMN.test(part)) add(match[1] ?? '', [own[1] ?? ''], !/^u/i.test(own[2] ?? ''), offset);
      }
    }
  }
  for (const match of text.matchAll(UNIQUE_INDEX))
    add(match[1] ?? '', listAt(text, match.index + match[0].length), false, match.index);
  for (const match of text.matchAll(ADD_UNIQUE))
    add(match[1] ?? '', listAt(text, match.index + match[0].length), !/^u/i.test(match[2] ?? ''), match.index);
  return found;
}

function listAt(text: string, open: number): readonly string[] {
  return partsOf(text, open).flatMap(({ start, end }) => columnsIn(text.slice(start, end)));
}

/** Top-level parts of a parenthesised list, up to its end; `open` is the offset after the parenthesis. */
function partsOf(text: string, open: number): readonly { readonly start: number; readonly end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let depth = 1;
  let start = open;
  const limit = Math.min(text.length, open + MAX_BODY);
  for (let at = open; at < limit && depth > 0; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    if (depth === 0 || (depth === 1 && char === ',')) {
      parts.push({ start, end: at });
      start = at + 1;
    }
  }
  return parts;
}

/** Plain columns; of an expression (`lower(email)`) the name inside. */
function columnsIn(list: string): readonly string[] {
  return list.split(',').flatMap((each) => {
    const inner = /\(\s*["`[]?([\w$]+)/.exec(each)?.[1] ?? /["`[]?([\w$]+)/.exec(each)?.[1];
    return inner === undefined ? [] : [inner];
  });
}

function bare(name: string): string {
  return name.replace(/["`[\]]/g, '').replace(/^.*\./, '');
}

function lineCounter(
  text: string,
): (offset: number) => { readonly startLine: number; readonly start: number; readonly end: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { startLine: low + 1, start: starts[low] ?? 0, end: starts[low + 1] ?? text.length };
  };
}
