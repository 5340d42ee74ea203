/** What a record says about other records. Targets are kept as written; the index finds the records they mean. */
import type { Header } from './header';
import type { Block } from './outline';
import { plainText } from './plain-text';

/** A record named by another one, in the words and by the link it is named with. */
export interface Reference {
  readonly text: string;
  readonly link: string | undefined;
}

export interface Relations {
  readonly supersededBy: readonly Reference[];
  readonly supersedes: readonly Reference[];
}

const BY = /\b(?:super[sc]eded|replaced)[ -]by\b:?\s*/i;
const SUPERSEDES = /^\W*(?:super[sc]edes|replaces)\b:?\s*/i;
const LISTS = /^(?:status|links|more information|references|related(?: decisions)?|relations|notes)$/;

/** `status` is the status as the record states it: most records say there what took their place. */
export function relationsOf(header: Header, status: string): Relations {
  const lines = [status, ...header.sections(LISTS).flatMap((section) => section.blocks.flatMap(linesOf))];
  const stated = (...names: readonly string[]): readonly Reference[] =>
    (header.inFrontMatter(...names)?.values ?? []).map((value) => referenceIn(value));
  const field = (name: RegExp): readonly Reference[] => (header.field(name)?.values ?? []).map((value) => referenceIn(value));
  return {
    supersededBy: unique([
      ...stated('superseded-by', 'superseded_by', 'supersededby', 'x-superseded-by'),
      ...lines.flatMap((line) => after(line, BY)),
      ...field(/^super[sc]eded[ -]by$/),
    ]),
    supersedes: unique([
      ...stated('supersedes', 'replaces'),
      ...lines.flatMap((line) => after(line, SUPERSEDES)),
      ...field(/^(?:super[sc]edes|replaces)$/),
    ]),
  };
}

function after(line: string, words: RegExp): readonly Reference[] {
  const match = words.exec(line);
  if (match === null) return [];
  const rest = line.slice(match.index + match[0].length);
  return rest.trim() === '' ? [] : [referenceIn(rest)];
}

function referenceIn(text: string): Reference {
  const link = /\]\(([^()\s]+)\)/.exec(text)?.[1];
  const named = /\[([^[\]]*)\]\(/.exec(text)?.[1] ?? text;
  return { text: plainText(named).replace(/[.,;}\s]+$/, ''), link };
}

function linesOf(block: Block): readonly string[] {
  if (block.kind === 'paragraph') return block.text.split('\n');
  return block.kind === 'list' ? block.items.flatMap((item) => item.text.split('\n')) : [];
}

function unique(references: readonly Reference[]): readonly Reference[] {
  const seen = new Set<string>();
  return references.filter(({ text, link }) => {
    const key = link ?? text;
    if (text === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
