/** The fields a record states about itself outside of sections: front matter, bullets, bold or plain lines, a table. */
import type { FrontMatter } from './front-matter';
import { type Block, blocksBelow, headingName, type Section } from './outline';

interface FieldValue {
  /** The field's name as written: `applies-to`, `Files`. */
  readonly name: string;
  /** Inline markup kept. */
  readonly values: readonly string[];
}

interface NamedSection {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** Finds fields by name, in the order of trust: front matter, then a section of that name, then what stands before the first section. */
export class Header {
  readonly #frontMatter: FrontMatter;
  readonly #sections: readonly Section[];
  readonly #fields: readonly FieldValue[];

  constructor(frontMatter: FrontMatter, sections: readonly Section[]) {
    this.#frontMatter = frontMatter;
    this.#sections = sections;
    const introduction = introductionOf(sections);
    this.#fields = introduction.flatMap((block, n) => fieldsOf(block, introduction[n + 1]));
  }

  inFrontMatter(...names: readonly string[]): FieldValue | undefined {
    for (const name of names) {
      const values = this.#frontMatter.values.get(name);
      if (values !== undefined && values.length > 0) return { name, values };
    }
    return undefined;
  }

  /** The first section of the name, with what is nested in it. */
  section(name: RegExp): NamedSection | undefined {
    return this.sections(name)[0];
  }
  sections(name: RegExp): readonly NamedSection[] {
    return this.#sections.flatMap(({ depth, heading }, index) =>
      depth > 0 && name.test(headingName(heading)) ? [{ heading, blocks: blocksBelow(this.#sections, index) }] : [],
    );
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

/** `**Files**:` with nothing after it has the list below as its values. */
function fieldsOf(block: Block, below: Block | undefined): readonly FieldValue[] {
  if (block.kind === 'list') return block.items.flatMap((item) => fieldOf(item.text));
  if (block.kind === 'paragraph') {
    const fields = block.text.split('\n').flatMap(lineFields);
    const last = fields.at(-1);
    if (last === undefined || last.values.length > 0 || below?.kind !== 'list') return fields;
    return [...fields.slice(0, -1), { name: last.name, values: below.items.map((item) => item.text) }];
  }
  return tableFields(block.rows);
}

/** Names across the first row, or down the first of two columns. */
function tableFields(rows: readonly (readonly string[])[]): readonly FieldValue[] {
  const [names = [], values = []] = rows;
  const isAcross = names.length !== 2 || /^(?:state|status|date|decid.*|authors?|owners?)$/i.test(nameOf(names[1] ?? ''));
  const pairs = isAcross ? names.map((name, column) => [name, values[column] ?? '']) : rows;
  return pairs.flatMap(([name = '', value = '']) => (value === '' ? [] : [{ name: nameOf(name), values: [value] }]));
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
