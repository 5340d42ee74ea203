/** What a manifest declares: the project's name and what it depends on, each with its line. */
import type { Location } from '#base/span';

export interface Manifest {
  readonly path: string;
  /** Its project is everything below this folder but for projects of their own further down. */
  readonly folder: string;
  readonly kind: 'javascript' | 'python';
  /** '' when it says none. */
  readonly name: string;
  /** By package name as it is installed, lower case for Python. */
  readonly dependencies: ReadonlyMap<string, Location>;
  /** package.json as read, for `imports`, `exports` and `main`. */
  readonly json?: unknown;
}

/** The line that holds the text first, for a location; line 1 when none does. */
export function locate(path: string, text: string, needle: string): Location {
  const at = Math.max(0, text.indexOf(needle));
  let startLine = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) startLine++;
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', from);
  return {
    path,
    startLine,
    text: text
      .slice(from, end < 0 ? undefined : end)
      .trim()
      .slice(0, 120),
  };
}
