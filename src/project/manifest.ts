/** What a manifest declares: the project's name and what it depends on, each with its line. */
import { LineMap } from '#base/line-map';
import type { Location } from '#base/span';

export interface Manifest {
  readonly path: string;
  /** Its project is everything below this folder but for projects of their own further down. */
  readonly folder: string;
  readonly kind: 'javascript' | 'python' | 'go';
  /** '' when it says none. */
  readonly name: string;
  /** By package name as it is installed, lower case for Python. */
  readonly dependencies: ReadonlyMap<string, Location>;
  /** package.json as read, for `imports`, `exports` and `main`. */
  readonly json?: unknown;
}

/** The line that holds the text first, for a location; line 1 when none does. */
export function locator(path: string, text: string): (needle: string) => Location {
  const lines = new LineMap(text);
  return (needle) => {
    const startLine = lines.lineAt(Math.max(0, text.indexOf(needle)));
    return { path, startLine, text: lines.textOf(startLine).trim().slice(0, 120) };
  };
}
