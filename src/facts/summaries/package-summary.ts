/** What the files of one package export together: importers see the package, not its files. */
import type { FileSummary } from '../summary';

export function packageSummary(files: readonly FileSummary[]): FileSummary | undefined {
  const [first, ...more] = files;
  if (first === undefined || more.length === 0) return first;
  return {
    ...first,
    hash: files.map(({ hash }) => hash).join(' '),
    exports: files.flatMap((file) => file.exports),
    mounts: [],
    app: {},
    constraints: [],
    undoes: [],
  };
}
