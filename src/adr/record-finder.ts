/** Finds records by what names them: a number, a label, a slug, a path, a link in another record. */
import { labelTarget, type Target } from './anchors';
import { folderOf, isIn, resolvePath } from './paths';
import type { DecisionRecord } from './record';
import type { Reference } from './relations';
import { type PatternSet, patternSet, type Scope } from './scope';

export class RecordFinder {
  readonly records: readonly DecisionRecord[];
  /** All files of the root. */
  readonly paths: ReadonlySet<string>;
  readonly #labels: ReadonlySet<string>;
  readonly #patterns = new Map<Scope, PatternSet>();
  readonly #mentions = new Map<DecisionRecord, ReadonlySet<string>>();

  constructor(records: readonly DecisionRecord[], paths: ReadonlySet<string>) {
    this.records = records;
    this.paths = paths;
    this.#labels = new Set(records.flatMap((record) => labelOf(record) ?? []));
  }

  hasLabel(label: string): boolean {
    return this.#labels.has(label);
  }

  /** Several when a number was given twice. Records that speak for the part of the tree `from` is in go before others. */
  find(target: Target, from: string): readonly DecisionRecord[] {
    switch (target.kind) {
      case 'path':
        return this.#byPath(target.path, from);
      case 'label':
        return this.#nearest(from, (record) => labelOf(record) === target.label);
      case 'number': {
        const called = this.#nearest(from, (record) => record.number === target.number && record.prefix === 'ADR');
        return called.length > 0 ? called : this.#nearest(from, (record) => record.number === target.number);
      }
      case 'slug': {
        const exact = this.#nearest(from, (record) => record.slug === target.slug);
        if (exact.length > 0 || !/^\d/.test(target.slug)) return exact;
        return /^\d{1,4}-/.test(target.slug) ? this.find({ kind: 'number', number: Number.parseInt(target.slug, 10) }, from) : [];
      }
    }
  }

  /** By link first, then by label, then by slug: what one record says of another. */
  refer(record: DecisionRecord, { text, link }: Reference): DecisionRecord | undefined {
    const linked = link === undefined ? [] : this.#byPath(link.replace(/[#?].*$/, ''), record.path);
    if (linked.length > 0) return linked[0];
    const others = this.records.filter((each) => each !== record);
    const inFolder = others.filter((each) => each.folder.path === record.folder.path);
    const label = /^(?:([A-Za-z]{2,8})[-\s#]?)?0*(\d{1,4})(?![\w-])/.exec(text);
    const wanted = label === null ? undefined : labelTarget(`${label[1] ?? record.prefix}-${label[2] ?? ''}`).label;
    const is = (each: DecisionRecord): boolean => labelOf(each) === wanted || each.slug === text || each.title === text;
    const slug = (each: DecisionRecord): boolean =>
      text.length > 3 && each.slug === text.replace(/\.\w+$/, '').replace(/^.*\//, '');
    return inFolder.find(is) ?? others.find(is) ?? inFolder.find(slug) ?? others.find(slug);
  }

  /** What took the record's place, as it says itself or, where it is superseded without saying by what, as another says. */
  successorOf(record: DecisionRecord): DecisionRecord | undefined {
    for (const reference of record.relations.supersededBy) {
      const found = this.refer(record, reference);
      if (found !== undefined) return found;
    }
    if (record.status !== 'superseded') return undefined;
    return this.records.find((each) => each.relations.supersedes.some((reference) => this.refer(each, reference) === record));
  }

  /** A package's record speaks of the package's files first; a pattern that matches none of them is relative to the root. */
  patternsOf(record: DecisionRecord, scope: Scope): PatternSet {
    let set = this.#patterns.get(scope);
    if (set === undefined) {
      const base = record.folder.base === '' ? '' : `${record.folder.base}/`;
      set = patternSet(scope.patterns, (pattern) => (base !== '' && this.matchesAny(pattern, base) ? base : ''));
      this.#patterns.set(scope, set);
    }
    return set;
  }

  /** Whether the pattern, with `base` before it, takes in a file of the root. */
  matchesAny(pattern: string, base: string): boolean {
    const set = patternSet([pattern], () => base);
    for (const path of this.paths) if (set.match(path) !== undefined) return true;
    return false;
  }

  /** Files of the root that the record's text points at. */
  mentionsOf(record: DecisionRecord): ReadonlySet<string> {
    let found = this.#mentions.get(record);
    if (found === undefined) {
      const { base } = record.folder;
      const resolved = record.mentions.flatMap((written) => {
        const candidates = ['', base, folderOf(record.path)].map((folder) => resolvePath(folder, written));
        return candidates.find((path) => path !== undefined && this.paths.has(path)) ?? [];
      });
      found = new Set(resolved);
      this.#mentions.set(record, found);
    }
    return found;
  }

  /** Relative to the file that names it, then to the root, then by its last segments when only one record has them. */
  #byPath(written: string, from: string): readonly DecisionRecord[] {
    for (const folder of [folderOf(from), '']) {
      const path = resolvePath(folder, written);
      const record = this.records.find((each) => each.path === path);
      if (record !== undefined) return [record];
    }
    const tail = written.replace(/^(?:\.{0,2}\/)+/, '');
    const ending = this.records.filter((each) => each.path.endsWith(`/${tail}`) || tail.endsWith(`/${each.path}`));
    return ending.length === 1 ? ending : [];
  }

  #nearest(from: string, is: (record: DecisionRecord) => boolean): readonly DecisionRecord[] {
    const found = this.records.filter(is);
    const around = found.filter((record) => isIn(record.folder.base, from));
    const depth = Math.max(...around.map((record) => record.folder.base.length));
    if (around.length > 0) return around.filter((record) => record.folder.base.length === depth);
    return found.length === 1 ? found : [];
  }
}

function labelOf(record: DecisionRecord): string | undefined {
  return record.number === undefined ? undefined : labelTarget(`${record.prefix}-${record.number}`).label;
}
