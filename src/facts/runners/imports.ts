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

/** At the top of the file, those of types alone included. */
export function importStatements(analysis: Analysis): readonly Import[] {
  return analysis.itemsWhere(hasImport).flatMap(({ statements }) => statements.filter((each) => each.kind === 'import'));
}

const hasImport = ({ statements }: Item): boolean => statements.some(({ kind }) => kind === 'import');
