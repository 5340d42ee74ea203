/** The fields a record states about itself outside of sections: front matter, bullets, bold or plain lines, a table. */
import type { FrontMatter } from './front-matter';
import { type Block, blocksBelow, headingName, type Section } from './outline';

export interface FieldValue {
  /** The field's name as written: `applies-to`, `Files`. */
  readonly name: string;
  /** Inline markup kept. */
  readonly values: readonly string[];
}

/** Finds fields by name, in the order of trust: front matter, then a section of that name, then what stands before the first section. */
export class Header {
  readonly #frontMatter: FrontMatter;
  readonly #sections: readonly Section[];
  readonly #fields: readonly FieldValue[];

  constructor(frontMatter: FrontMatter, sections: readonly Section[]) {
    this.#frontMatter = frontMatter;
    this.#sections = sections;
    this.#fields = introductionOf(sections).flatMap(fieldsOf);
  }

  inFrontMatter(...names: readonly string[]): FieldValue | undefined {
    for (const name of names) {
      const values = this.#frontMatter.values.get(name);
      if (values !== undefined && values.length > 0) return { name, values };
    }
    return undefined;
  }

  /** The section and what is nested in it. */
  section(name: RegExp): { readonly heading: string; readonly blocks: readonly Block[] } | undefined {
    const index = this.#sections.findIndex((section) => section.depth > 0 && name.test(headingName(section.heading)));
    const section = this.#sections[index];
    return section === undefined ? undefined : { heading: section.heading, blocks: blocksBelow(this.#sections, index) };
  }

  /** A bullet `- **Name**: value`, a line `**Name:** value`, a table row; only before the first section: prose has such words too. */
  field(name: RegExp): FieldValue | undefined {
    return this.#fields.find((field) => name.test(field.name.toLowerCase()));
  }
}

/** What stands before the first section below the title. */
function introductionOf(sections: readonly Section[]): readonly Block[] {
  const first = sections.findIndex((section, n) => section.depth > 1 || (section.depth === 1 && n > 1));
  return sections.slice(0, first < 0 ? undefined : first).flatMap((section) => section.blocks);
}

function fieldsOf(block: Block): readonly FieldValue[] {
  if (block.kind === 'list') return block.items.flatMap((item) => fieldOf(item.text));
  if (block.kind === 'paragraph') return block.text.split('\n').flatMap(lineFields);
  const [header = [], ...rows] = block.rows;
  const across = header.map((name, column) => ({ name: nameOf(name), values: rows[0]?.[column] ? [rows[0][column]] : [] }));
  const down = block.rows.map(([name = '', value = '']) => ({ name: nameOf(name), values: [value] }));
  return [...across, ...down].filter((field) => field.values.some((value) => value !== ''));
}

/** A longer line is prose. */
const MAX_LINE = 500;

/** `**Status**: Accepted | **Date**: 2024-01-01` is two fields. */
function lineFields(line: string): readonly FieldValue[] {
  if (line.length > MAX_LINE) return [];
  return line.split(/\s+[|·•]\s+(?=[*_])|\s{2,}(?=\*\*)/).flatMap(fieldOf);
}

/** Of a bullet with a list of its own, the nested items are the values. */
function fieldOf(text: string): readonly FieldValue[] {
  const match = /^(\*\*|__|)([A-Za-z][\w -]{0,30}?)\1?\s*:\s*\1?(?:\s+|$)([\s\S]*)$/.exec(text.trim());
  if (match === null) return [];
  const [first = '', ...nested] = (match[3] ?? '').split('\n');
  const items = nested.flatMap((line) => /^\s*[-*+]\s+(.*)$/.exec(line)?.[1] ?? []);
  return [{ name: nameOf(match[2] ?? ''), values: [first, ...items].filter((value) => value.trim() !== '') }];
}

function nameOf(text: string): string {
  return text.replace(/[*_:`]/g, '').trim();
}
