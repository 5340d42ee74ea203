/** Which files a record says it is about: the carriers, and the glob dialect they share. */
import picomatch from 'picomatch';
import type { Header } from './header';
import type { Block } from './outline';

/** One carrier: a front matter key, a section or a list with patterns. */
export interface Scope {
  /** As written: `applies-to`, `Files`. */
  readonly carrier: string;
  /** Front matter is a stronger statement than a list in the text. */
  readonly isFrontMatter: boolean;
  readonly patterns: readonly string[];
}

/** The longest pattern, and the most wildcards in it, that are tried: a hostile one must not cost minutes. */
const MAX_LENGTH = 300;
const MAX_WILDCARDS = 12;
const MAX_IN_SEGMENT = 3;

const KEYS = ['applies-to', 'appliesto', 'applies_to', 'scope', 'files', 'paths', 'globs'];
const NAMES = /^(?:applies[ -]to|scope|files|affected (?:files|paths)|governs)$/;

export function scopesOf(header: Header): readonly Scope[] {
  const scopes: Scope[] = [];
  for (const key of KEYS) {
    const stated = header.inFrontMatter(key);
    if (stated !== undefined) scopes.push({ carrier: key, isFrontMatter: true, patterns: stated.values.flatMap(splitPatterns) });
  }
  const section = header.section(NAMES);
  if (section !== undefined) {
    scopes.push({ carrier: section.heading.trim(), isFrontMatter: false, patterns: section.blocks.flatMap(blockPatterns) });
  }
  const field = header.field(NAMES);
  if (field !== undefined) scopes.push({ carrier: field.name, isFrontMatter: false, patterns: field.values.flatMap(patternsIn) });
  return scopes.filter((scope) => scope.patterns.length > 0);
}

/** `a, {b,c}/**` is two patterns. Words that are no path (`backend services`) are none. */
function splitPatterns(value: string): readonly string[] {
  if (value.length > MAX_LENGTH * 10) return [];
  return value
    .split(/,(?![^{]*\})/)
    .map((each) => each.trim().replace(/^`(.*)`$/, '$1'))
    .filter((each) => each !== '' && !/\s/.test(each));
}

function blockPatterns(block: Block): readonly string[] {
  if (block.kind === 'list') return block.items.flatMap((item) => patternsIn(item.text));
  if (block.kind === 'table') return [];
  const lines = block.text.split('\n');
  return lines.every((line) => isPath(line.trim())) ? lines.map((line) => line.trim()) : codeSpans(block.text);
}

/** Of a list item: what is set as code, else a link's target, else its first word when that is a path. */
function patternsIn(text: string): readonly string[] {
  const spans = codeSpans(text);
  if (spans.length > 0) return spans;
  const link = /^!?\[[^\]]*\]\(([^)\s]+)\)/.exec(text)?.[1];
  const words = splitPatterns(link ?? /^\S+/.exec(text.trim())?.[0] ?? '');
  return words.filter(isPath);
}

function codeSpans(text: string): readonly string[] {
  const found: string[] = [];
  for (const [, bang = '', span = ''] of text.matchAll(/(!?)`([^`\n]+)`/g)) {
    const pattern = bang + span.trim();
    if (isPath(pattern)) found.push(pattern);
  }
  return found;
}

function isPath(word: string): boolean {
  return /^!?[^\s:<>"|]+$/.test(word) && (/[/*]/.test(word) || /^!?[\w.-]+\.\w{1,10}$/.test(word));
}

// ---- matching ---------------------------------------------------------------------------------------------------

export interface PatternSet {
  /** The pattern that takes the path in, `undefined` when none does or one takes it out. */
  match(path: string): string | undefined;
  /** Patterns as written that are no globs we read. */
  readonly unreadable: readonly string[];
}

/**
 * Globs with `**`, `*`, `?`, `{a,b}`, `[a-z]`; a leading `!` takes out; a trailing `/` or a bare path is the whole folder.
 * Case counts. `baseOf` gives what is put before a pattern: '' or `packages/api/`.
 */
export function patternSet(patterns: readonly string[], baseOf: (pattern: string) => string): PatternSet {
  const into: { readonly pattern: string; readonly matches: (path: string) => boolean }[] = [];
  const out: ((path: string) => boolean)[] = [];
  const unreadable: string[] = [];
  for (const pattern of patterns) {
    const isOut = pattern.startsWith('!');
    const bare = (isOut ? pattern.slice(1) : pattern).replace(/^(?:\.?\/)+/, '');
    const matches = matcherOf(baseOf(bare) + bare);
    if (matches === undefined) unreadable.push(pattern);
    else if (isOut) out.push(matches);
    else into.push({ pattern, matches });
  }
  return {
    match: (path) => (out.some((takes) => takes(path)) ? undefined : into.find((each) => each.matches(path))?.pattern),
    unreadable,
  };
}

function matcherOf(pattern: string): ((path: string) => boolean) | undefined {
  const bare = pattern.replace(/\/+$/, '');
  if (!/[*?[{]/.test(bare)) return (path) => path === bare || path.startsWith(`${bare}/`);
  const segments = bare.split('/');
  const isTooMuch = segments.some((segment) => segment !== '**' && wildcards(segment) > MAX_IN_SEGMENT);
  if (isTooMuch || bare.length > MAX_LENGTH || wildcards(bare) > MAX_WILDCARDS) return undefined;
  try {
    const glob = bare === pattern ? bare : `${bare}/**`;
    return picomatch(glob, { dot: true, nonegate: true, noextglob: true, strictBrackets: false });
  } catch {
    return undefined;
  }
}

function wildcards(text: string): number {
  return text.match(/\*+|\?|\{/g)?.length ?? 0;
}
