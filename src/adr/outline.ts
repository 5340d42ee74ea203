/**
 * A record's text as headings with the blocks below them: the one shape the readers of status, scope and outcome look
 * at, whatever markup the record is written in. Only block structure is read; HTML, comments, quotes and code are dropped.
 */
import { Lexer, type MarkedToken, type Tokens } from 'marked';
import { withoutComments, withoutHtml } from './plain-text';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

export interface Item {
  readonly text: string;
  /** State of a check box, `undefined` where there is none. */
  readonly isChecked: boolean | undefined;
}

export interface Section {
  /** 1 for a title; 0 for what stands before the first heading. */
  readonly depth: number;
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** Lists and quotes so deep on one line cost the Markdown reader seconds before it runs out of stack. */
const ABSURD = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*){60}/m;

/** Sections in order; the first has depth 0. Texts keep inline markup and links. Throws on absurd nesting. */
export function parseOutline(text: string, path: string): readonly Section[] {
  if (ABSURD.test(text)) throw new RangeError('nested too deeply');
  if (path.endsWith('.rst')) return outlineOf(underlinedHeadings(withoutDirectives(text)));
  if (path.endsWith('.adoc')) return outlineOf(text.replace(/^=(=*) +/gm, (_, more: string) => `#${'#'.repeat(more.length)} `));
  return outlineOf(text);
}

/** The section's own blocks and those of the sections nested in it. */
export function blocksBelow(sections: readonly Section[], index: number): readonly Block[] {
  const section = sections[index];
  if (section === undefined) return [];
  const blocks = [...section.blocks];
  for (let at = index + 1; at < sections.length; at++) {
    const below = sections[at];
    if (below === undefined || below.depth <= section.depth) break;
    blocks.push(...below.blocks);
  }
  return blocks;
}

/** A heading as a name to compare: no markup, numbering, emoji or closing colon, in lower case. */
export function headingName(heading: string): string {
  return heading
    .slice(0, 200)
    .replace(/[*_`#]|\p{Extended_Pictographic}|\uFE0F/gu, '')
    .replace(/^\s*(?:\d+[.)]\s*)+/, '')
    .replace(/[\s:.]+$/, '')
    .trim()
    .toLowerCase();
}

/** Tables are read here: the reader's own rule for them is quadratic on lines of dashes. */
const PLAIN = { gfm: false };

function outlineOf(markdown: string): readonly Section[] {
  const sections: { depth: number; heading: string; blocks: Block[] }[] = [{ depth: 0, heading: '', blocks: [] }];
  for (const token of new Lexer(PLAIN).blockTokens(withoutComments(markdown), []) as MarkedToken[]) {
    if (token.type === 'heading') sections.push({ depth: token.depth, heading: withoutHtml(token.text), blocks: [] });
    const block = blockOf(token);
    if (block !== undefined) sections.at(-1)?.blocks.push(block);
  }
  return sections;
}

function blockOf(token: MarkedToken): Block | undefined {
  if (token.type === 'list') return { kind: 'list', items: token.items.map(itemOf) };
  if (token.type !== 'paragraph' && token.type !== 'text') return undefined;
  const text = withoutHtml(token.text);
  if (text === '') return undefined;
  return text.startsWith('|') ? { kind: 'table', rows: text.split('\n').flatMap(rowOf) } : { kind: 'paragraph', text };
}

function itemOf(item: Tokens.ListItem): Item {
  const box = /^\[([ xX])\]\s+/.exec(item.text);
  const text = withoutHtml(item.text.slice(box?.[0].length ?? 0));
  return { text, isChecked: box === null ? undefined : box[1] !== ' ' };
}

/** The cells of a row; none for the rule below the header. */
function rowOf(line: string): readonly (readonly string[])[] {
  const bare = line.trim();
  if (/^[|:\s-]*$/.test(bare)) return [];
  return [
    bare
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  ];
}

/** reStructuredText: a line under- (or over- and under-) lined with punctuation is a heading; depth by order of first use. */
function underlinedHeadings(text: string): string {
  const lines = text.split(/\r?\n/);
  const order: string[] = [];
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const rule = lines[at + 1] ?? '';
    const isOverline = isRule(line) && isRule(lines[at + 2] ?? '') && rule.trim() !== '';
    if (isOverline) continue;
    if (line.trim() === '' || isRule(line) || !isRule(rule) || rule.trim().length < Math.min(line.trim().length, 3)) {
      out.push(isRule(line) ? '' : line.replace(/^:(\w[\w -]*):/, '- $1:'));
      continue;
    }
    const mark = rule.charAt(0);
    if (!order.includes(mark)) order.push(mark);
    out.push('', `${'#'.repeat(Math.min(order.indexOf(mark) + 1, 6))} ${line.trim()}`, '');
    at++;
  }
  return out.join('\n');
}

/** Directives (`.. code-block::` and what is indented below) and the underscores of references. */
function withoutDirectives(text: string): string {
  const kept: string[] = [];
  let isInside = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('.. ')) isInside = true;
    else if (/^\S/.test(line)) isInside = false;
    kept.push(isInside ? '' : withoutReferences(line));
  }
  return kept.join('\n');
}

/** `` `text <url>`_ `` and `text_` are the text. */
function withoutReferences(line: string): string {
  return line.replace(/(?<!`)`([^`<]+?)(?:\s*<[^`>]*>)?`__?/g, '$1').replace(/(\w)__?(?=[\s.,;)]|$)/g, '$1');
}

function isRule(line: string): boolean {
  return /^([=\-~^"'`#*+.:_])\1{2,}\s*$/.test(line);
}
