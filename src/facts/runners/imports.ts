/** What a file imports when it runs. */
import type { Analysis } from '../analysis';

export interface Imported {
  /** As written, `node:` left out. */
  readonly module: string;
  /** As the module exports them. */
  readonly names: readonly string[];
}

/** At the top of the file; types are not there when it runs. */
export function importsOf({ model }: Analysis): readonly Imported[] {
  return model.items.flatMap(({ statements }) =>
    statements.flatMap((statement) =>
      statement.kind === 'import' && !statement.typeOnly
        ? [{ module: statement.module.replace(/^node:/, ''), names: statement.names.map(({ imported }) => imported) }]
        : [],
    ),
  );
}
