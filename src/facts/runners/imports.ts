/** What a file imports when it runs. */
import type { Import, Item } from '#code/model';
import type { Analysis } from '../analysis';

export interface Imported {
  /** As written, `node:` left out. */
  readonly module: string;
  /** As the module exports them. */
  readonly names: readonly string[];
}

/** At the top of the file; types are not there when it runs. */
export function importsOf(analysis: Analysis): readonly Imported[] {
  return importStatements(analysis)
    .filter(({ typeOnly }) => !typeOnly)
    .map(({ module, names }) => ({
      module: module.replace(/^node:/, ''),
      names: names.map(({ imported }) => imported),
    }));
}

// The list of items stays the same one as long as no import comes, goes or changes.
const STATEMENTS = new WeakMap<readonly Item[], readonly Import[]>();

/** At the top of the file, those of types alone included. */
export function importStatements(analysis: Analysis): readonly Import[] {
  const items = analysis.itemsWhere(hasImport);
  let found = STATEMENTS.get(items);
  if (found === undefined) {
    found = items.flatMap(({ statements }) => statements.filter((each) => each.kind === 'import'));
    STATEMENTS.set(items, found);
  }
  return found;
}

const hasImport = ({ statements }: Item): boolean => statements.some(({ kind }) => kind === 'import');
