/** What a name is that is bound nowhere in its file: starred in, assumed by everybody, or a global. */
import { ASSUMED_IN_JAVASCRIPT, ASSUMED_IN_PYTHON } from '#libraries/assumed-names';
import type { Origin } from '../origin';
import { exportNamed } from './project-origins';
import type { Resolving } from './resolving';

export function originOfFreeName(resolving: Resolving, name: string): Origin {
  const starred = fromStar(resolving, name);
  if (starred !== undefined) return starred;
  const assumed = (resolving.isPython ? ASSUMED_IN_PYTHON : ASSUMED_IN_JAVASCRIPT).get(name);
  if (assumed === undefined) return { kind: 'global', path: [name], calls: [] };
  const calls = assumed.path.includes('()') ? [undefined] : [];
  return { kind: 'package', package: assumed.package, path: assumed.path, calls, assumed: true };
}

/** `from module import *`: exports of project files are known, those of packages may be any name. */
function fromStar(resolving: Resolving, name: string): Origin | undefined {
  const starred = resolving.scopes.moduleEntries('*');
  if (starred === undefined) return undefined;
  let isOpen = false;
  for (const { binding } of starred) {
    if (binding.kind !== 'import') continue;
    const summary = resolving.summaries(binding.module);
    if (summary === undefined) isOpen = true;
    else if (exportNamed(summary, name) !== undefined) return resolving.importOrigin(binding.module, name);
  }
  return isOpen && !BUILT_IN.has(name) ? { kind: 'unknown', why: 'it may come from a star import' } : undefined;
}

/** Nobody's star import is taken to replace these. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'print',
  'open',
  'input',
  'exec',
  'eval',
  'len',
  'str',
  'int',
  'dict',
  'list',
  'set',
  'super',
]);
