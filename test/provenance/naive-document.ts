/**
 * The oracle of the edit algebra: a document as one object per character, copied whole for every step. It knows what each
 * act is because the test says so, and nothing of pieces, atoms or classification.
 */
import type { TextEdit } from '#base/span';

export interface NaiveCharacter {
  readonly code: string;
  readonly owner: string;
  mark?: string;
}

export class NaiveDocument {
  characters: readonly NaiveCharacter[];
  #versions: (readonly NaiveCharacter[])[];
  #at = 0;

  constructor(text: string) {
    this.characters = [...text].map((code) => ({ code, owner: 'original' }));
    this.#versions = [this.characters];
  }

  get text(): string {
    return textOf(this.characters);
  }

  /** What begins and ends alike stays; everything between is the new owner's. */
  replace(edits: readonly TextEdit[], owner: string): void {
    const next: NaiveCharacter[] = [];
    let at = 0;
    for (const { start, end, text } of edits) {
      next.push(...this.characters.slice(at, start));
      const old = this.characters.slice(start, end);
      let head = 0;
      while (head < Math.min(old.length, text.length) && old[head]?.code === text[head]) head++;
      let tail = 0;
      while (tail < Math.min(old.length, text.length) - head && old.at(-1 - tail)?.code === text.at(-1 - tail)) tail++;
      next.push(...old.slice(0, head));
      for (const code of text.slice(head, text.length - tail)) next.push({ code, owner });
      next.push(...old.slice(old.length - tail));
      at = end;
    }
    this.#push([...next, ...this.characters.slice(at)]);
  }

  /** The same text with other blanks: every other character stays who it is. */
  format(text: string): void {
    const solid = this.characters.filter(({ code }) => code.trim() !== '');
    let at = 0;
    this.#push([...text].map((code) => (code.trim() === '' ? { code, owner: 'formatter' } : (solid[at++] as NaiveCharacter))));
  }

  mark(start: number, end: number, mark: string): void {
    for (const character of this.characters.slice(start, end)) character.mark = mark;
  }

  /** The text that going `count` steps back (or forward) leads to; undefined when there is none or it is the same. */
  travel(direction: -1 | 1, count: number): string | undefined {
    const wanted = this.#versions[this.#at + direction * count];
    if (wanted === undefined || textOf(wanted) === this.text) return undefined;
    // A host tells the text alone, so the nearest version with that text is meant.
    const text = textOf(wanted);
    do this.#at += direction;
    while (textOf(this.#versions[this.#at] ?? []) !== text);
    this.characters = this.#versions[this.#at] ?? [];
    return text;
  }

  #push(characters: readonly NaiveCharacter[]): void {
    this.characters = characters;
    this.#versions = [...this.#versions.slice(0, this.#at + 1), characters];
    this.#at++;
  }
}

/** Versions are never changed, so each is spelled out once. */
const texts = new WeakMap<readonly NaiveCharacter[], string>();

function textOf(characters: readonly NaiveCharacter[]): string {
  const known = texts.get(characters);
  if (known !== undefined) return known;
  const text = characters.map(({ code }) => code).join('');
  texts.set(characters, text);
  return text;
}
