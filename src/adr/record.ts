/** One decision record, read from its text: what it is called, where it stands, what it decides and what it is about. */
import type { DecisionStatus } from './decision';
import type { DecisionFolder } from './folders';
import { parseFrontMatter } from './front-matter';
import { Header } from './header';
import { type Block, headingName, parseOutline, type Section } from './outline';
import { nameOf } from './paths';
import { firstSentence, plainText } from './plain-text';
import { type Relations, relationsOf } from './relations';
import { type Scope, scopesOf } from './scope';
import { isPlaceholderStatus, isPlaceholderTitle, statusOf, statusWords } from './status';

export interface DecisionRecord {
  readonly path: string;
  readonly folder: DecisionFolder;
  /** `ADR-0012`, `PDR-3`, or the slug. */
  readonly label: string;
  /** `undefined` when it goes by a date or a name. */
  readonly number: number | undefined;
  /** `ADR` unless the file name says otherwise. */
  readonly prefix: string;
  /** File name without its extension; the folder's name for `…/2025-01-02-slug/README.md`. */
  readonly slug: string;
  readonly title: string;
  readonly status: DecisionStatus;
  readonly statusText: string;
  readonly date: string | undefined;
  readonly outcome: string | undefined;
  readonly scopes: readonly Scope[];
  readonly relations: Relations;
  /** Paths the record sets as code or links to, as written. */
  readonly mentions: readonly string[];
}

type ReadRecord =
  | { readonly kind: 'record'; readonly record: DecisionRecord; readonly problem: string | undefined }
  /** An index, a template, any other document. */
  | { readonly kind: 'other' };

const NUMBERED = /^(?:([aA][dD][rR]|[A-Z]{2,8})[-_ ]?)?(\d{1,4})(?=[-_. ]|$)/;
const DATED = /^(?:\d{8}-|\d{4}-\d{2}-\d{2}(?:[-_]|$))/;

/** Whether a document is worth reading at all: an index or a template is not. */
export function mayBeRecord(path: string, folder: DecisionFolder): boolean {
  if (/(?:^|\/)templates?\//i.test(path.slice(folder.path.length))) return false;
  const slug = slugOf(path);
  return (
    !/^(?:readme|index|_.*|toc|summary|template.*|.*[-_. ]template)$/i.test(slug) && (!folder.isGeneric || isNamedLikeOne(slug))
  );
}

/** Never throws for what a document holds, except for nesting the Markdown reader cannot follow. */
export function readRecord(path: string, folder: DecisionFolder, text: string): ReadRecord {
  const frontMatter = parseFrontMatter(text);
  const sections = parseOutline(frontMatter.body, path);
  const header = new Header(frontMatter, sections);
  const slug = slugOf(path);
  const type = header.inFrontMatter('type')?.values[0] ?? '';
  if (!isNamedLikeOne(slug) && !/^(?:adr|decision)$/i.test(type) && !hasSectionsOfOne(sections)) return { kind: 'other' };
  const heading = sections.find((section) => section.depth === 1)?.heading ?? '';
  const status = statusLine(header);
  const titled = heading === '' ? (header.inFrontMatter('title')?.values[0] ?? '') : heading;
  if (isPlaceholderTitle(titled) || isPlaceholderStatus(status)) return { kind: 'other' };
  const [, prefix = 'adr', digits] = DATED.test(slug) ? [] : (NUMBERED.exec(slug) ?? []);
  const record: DecisionRecord = {
    path,
    folder,
    label: digits === undefined ? slug : `${prefix.toUpperCase()}-${digits}`,
    number: digits === undefined ? undefined : Number(digits),
    prefix: prefix.toUpperCase(),
    slug,
    title: titleOf(titled) || unslugged(slug),
    status: statusOf(status),
    statusText: statusWords(status),
    date: dateOf(header, slug),
    outcome: outcomeOf(header),
    scopes: scopesOf(header),
    relations: relationsOf(header, status),
    mentions: mentionsIn(frontMatter.body),
  };
  const problem = frontMatter.problem === undefined ? undefined : `its front matter could not be read (${frontMatter.problem})`;
  return { kind: 'record', record, problem };
}

// ---- name -------------------------------------------------------------------------------------------------------

function slugOf(path: string): string {
  const name = nameOf(path).replace(/\.\w+$/, '');
  if (!/^(?:readme|index)$/i.test(name)) return name;
  const folder = nameOf(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return DATED.test(folder) || /^\d{4}-/.test(folder) ? folder : name;
}

function isNamedLikeOne(slug: string): boolean {
  return NUMBERED.test(slug) || DATED.test(slug);
}

function hasSectionsOfOne(sections: readonly Section[]): boolean {
  const kinds = new Set<string>();
  for (const { heading } of sections) {
    const kind = /^(?:status$|context|decision|consequences$)/.exec(headingName(heading))?.[0];
    if (kind !== undefined) kinds.add(kind);
  }
  return kinds.size >= 2;
}

/** `ADR-12: Title`, `12. Title`, `API-006 - Title`, `ADR: Title`: the title is what follows. `HTTP 2 everywhere` is one. */
const TITLE_NUMBER =
  /^(?:[Aa][Dd][Rr][- ]?\d{1,4}\b\s*[:.)–—-]*|[A-Z]{2,8}[- ]?\d{1,4}\s*(?:[:.)–—]|\s-)|ADR\s*(?:[:–—]|-\s)|\d{1,4}\s*(?:[.:)–—]|-\s))\s*/;

function titleOf(heading: string): string {
  return plainText(heading).replace(TITLE_NUMBER, '').trim();
}

function unslugged(slug: string): string {
  const words = slug
    .replace(DATED, '')
    .replace(NUMBERED, '')
    .replace(/[-_.]+/g, ' ')
    .trim();
  return words === '' ? slug : words.charAt(0).toUpperCase() + words.slice(1);
}

// ---- fields -----------------------------------------------------------------------------------------------------

/** Front matter, then the section, then what stands before the first section; '' when it states none. */
function statusLine(header: Header): string {
  const [front] = header.inFrontMatter('status', 'state')?.values ?? [];
  if (front !== undefined) return front;
  const section = header.section(/^status$/);
  const stated = section === undefined ? [] : section.blocks.flatMap(statusLines);
  const retired = stated.find((line) => /^\W*super[sc]eded by\b/i.test(line));
  return retired ?? stated[0] ?? header.field(/^(?:status|state)$/)?.values[0] ?? '';
}

/** A list with check boxes states what is checked. */
function statusLines(block: Block): readonly string[] {
  if (block.kind === 'paragraph') return block.text.split('\n');
  if (block.kind === 'table') return block.rows.flatMap((row) => row.slice(0, 1));
  const isChoice = block.items.some((item) => item.isChecked !== undefined);
  const items = isChoice ? block.items.filter((item) => item.isChecked === true) : block.items;
  return items.map((item) => (item.text.split('\n')[0] ?? '').replace(/^\W*status\W*:\s*/i, ''));
}

/** As written; of a dated file name the ISO date. */
function dateOf(header: Header, slug: string): string | undefined {
  const names = /^(?:date|last (?:updated|modified)|updated|decided|decision date|created)$/;
  const section = header.section(/^date$/)?.blocks[0];
  const sectioned = section?.kind === 'paragraph' ? section.text.split('\n')[0] : undefined;
  const [written] = header.inFrontMatter('date', 'decided', 'updated', 'created')?.values ?? [];
  const date = plainText(written ?? header.field(names)?.values[0] ?? sectioned ?? '');
  if (date !== '' && /\d/.test(date)) return date;
  return /^\d{4}-\d{2}-\d{2}/.exec(slug)?.[0];
}

const OUTCOMES = [
  /^(?:decision outcome|outcome)$/,
  /^(?:the |our |proposed )?decisions?(?: made| taken| summary)?$/,
  /^(?:(?:the |chosen |proposed |recommended )?(?:solution|resolution|option)|conclusion)$/,
];

function outcomeOf(header: Header): string | undefined {
  for (const name of OUTCOMES) {
    const blocks = header.section(name)?.blocks ?? [];
    const text = openingOf(blocks);
    if (!/^(?:$|[{[]|(?:tbd|todo|n\/a|none|pending)\b.{0,3}$)/i.test(text)) return firstSentence(text);
  }
  return undefined;
}

/** The first words; those that lead to a list (`We will:`, `… because`) take its first item with them. */
function openingOf(blocks: readonly Block[]): string {
  const [first, second] = blocks.filter((block) => block.kind !== 'table' && wordsOf(block) !== '');
  const words = first === undefined ? '' : wordsOf(first);
  if (!/(?:[:,]|\bbecause)$/.test(words)) return words;
  return (second?.kind === 'list' ? `${words} ${wordsOf(second)}` : words).replace(/[,;:]$/, '');
}

function wordsOf(block: Block): string {
  if (block.kind === 'paragraph') return plainText(block.text);
  return block.kind === 'list' ? plainText(block.items[0]?.text.split('\n')[0] ?? '') : '';
}

function mentionsIn(body: string): readonly string[] {
  const found = new Set<string>();
  for (const [, code, link] of body.matchAll(/`([^`\n]{3,200})`|\]\(([^()\s]{3,200})\)/g)) {
    const path = (code ?? link ?? '').trim().replace(/[:#].*$/, '');
    if (/^[\w@.()[\]/-]+$/.test(path) && /\/|\.\w+$/.test(path)) found.add(path);
  }
  return [...found];
}
