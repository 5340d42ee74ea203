/** What a name is that is bound nowhere in its file: starred in, assumed by everybody, or a global. */
import { ASSUMED_IN_JAVASCRIPT, ASSUMED_IN_PYTHON } from '#libraries/assumed-names';
import { ASSUMED_IN_JAVA } from '#libraries/java-names';
import type { Origin } from '../origin';
import { exportNamed } from './project-origins';
import type { Resolving } from './resolving';

export function originOfFreeName(resolving: Resolving, name: string): Origin {
  if (resolving.isJava) return inJava(resolving, name);
  if (resolving.model.language === 'go') return inGo(resolving, name);
  const starred = fromStar(resolving, name);
  if (starred !== undefined) return starred;
  const assumed = (resolving.isPython ? ASSUMED_IN_PYTHON : ASSUMED_IN_JAVASCRIPT).get(name);
  if (assumed === undefined) return { kind: 'global', path: [name], calls: [] };
  const calls = assumed.path.includes('()') ? [undefined] : [];
  return { kind: 'package', package: assumed.package, path: assumed.path, calls, assumed: true };
}

/** A class of the same package, of a package that is imported whole, or one whose simple name means one thing. */
function inJava(resolving: Resolving, name: string): Origin {
  if (!/^[A-Z]/.test(name)) return { kind: 'global', path: [name], calls: [] };
  if (resolving.summaries(`./${name}`) !== undefined) return resolving.importOrigin(`./${name}`, name);
  const starred = (resolving.scopes.moduleEntries('*') ?? []).flatMap(({ binding }) =>
    binding.kind === 'import' ? [binding.module] : [],
  );
  const module = starred.find((each) => resolving.summaries(`${each}.${name}`) !== undefined);
  if (module !== undefined) return resolving.importOrigin(module, name);
  const assumed = ASSUMED_IN_JAVA.get(name);
  if (assumed !== undefined) return { kind: 'package', package: assumed, path: [name], calls: [], assumed: true };
  const [only, ...more] = starred.filter((each) => !each.startsWith('java.'));
  if (only !== undefined && more.length === 0) return { kind: 'package', package: only, path: [name], calls: [] };
  return { kind: 'unknown', why: `the class ${name} is in no file that was read` };
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

/** What another file of the package declares, or one of the language's own. */
function inGo(resolving: Resolving, name: string): Origin {
  if (GO_BUILT_IN.has(name)) return { kind: 'global', path: [name], calls: [] };
  const declared = exportNamed(resolving.summaries('.'), name);
  return declared === undefined
    ? { kind: 'unknown', why: 'another file of the package declares it' }
    : resolving.importOrigin('.', name);
}

const GO_BUILT_IN: ReadonlySet<string> = new Set(
  'append cap clear close complex copy delete imag len make max min new panic print println real recover any bool byte error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr'.split(
    ' ',
  ),
);
