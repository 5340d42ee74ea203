/** What the code in a `try` does, by all of its calls: parse, ask, read from this machine, clean up, or something that matters. */
import type { Call, Node } from '#code/model';
import { kindOfCall, TELLING_WORDS, waitsForNext } from '#libraries/expected-errors';
import { IN_MEMORY_PACKAGES } from '#libraries/failure-stakes';
import type { Analysis } from '../analysis';
import { hasWord } from '../name-words';
import { writtenName } from '../origins/full-name';
import { requestOf } from '../requests/requests';
import { walk } from '../walk';
import type { FailurePath } from './failure-paths';
import { toldBy } from './observability';

export interface Guarded {
  readonly parses: boolean;
  readonly probes: boolean;
  readonly cleansUp: boolean;
  readonly only: 'parses' | 'probes' | 'cleans-up' | undefined;
  /** Calls and awaits nothing: a wrong index or a missing key at most. */
  readonly isInert: boolean;
  readonly isLocal: boolean;
  /** Begins with an import: asks whether a library is there. */
  readonly isImport: boolean;
  /** All it does is tell: log, count, track. */
  readonly isTelling: boolean;
}

/** What the guarded code does, by all of its calls. */
export function guardedKinds(analysis: Analysis, guarded: readonly Node[]): Guarded {
  const kinds = new Set<string>();
  let isInert = true;
  let isTelling = true;
  let isAwaiting = false;
  const see = (call: Call): void => {
    const name = writtenName(call.callee);
    const origin = analysis.originOf(call.callee);
    const told = toldBy(analysis, call);
    if ((told === undefined || told.byHelper === true) && !hasWord(name, TELLING_WORDS)) isTelling = false;
    const kind = requestOf(analysis, call) !== undefined ? 'other' : kindOfCall(name);
    // `execSync(…).trim()` is a method of a plain result; `redis.get(…)` and `requests.get(…)` are not.
    const isLibrary =
      origin.kind === 'package' &&
      !IN_MEMORY_PACKAGES.has(origin.package) &&
      (!origin.path.includes('()') || origin.path.at(-1) === 'get');
    kinds.add(kind === 'plain' && isLibrary ? 'other' : kind);
  };
  for (const node of guarded)
    walk(node, (each) => {
      if (each.kind === 'call' || each.kind === 'await' || each.kind === 'throw' || each.kind === 'loop' || each.kind === 'with')
        isInert = false;
      if (each.kind === 'call') see(each);
      if (each.kind === 'import') kinds.add('probes');
      if (each.kind === 'await') isAwaiting = true;
      return undefined;
    });
  const others = [...kinds].filter((kind) => kind !== 'plain');
  const isLocal =
    kinds.has('reads-locally') && others.every((kind) => kind === 'reads-locally' || kind === 'parses' || kind === 'probes');
  // What is awaited beside the import is the work itself.
  const isImport = guarded[0]?.kind === 'import' && !isAwaiting;
  const only =
    others.length === 1 && others[0] !== 'other' && others[0] !== 'reads-locally' ? (others[0] as Guarded['only']) : undefined;
  return {
    parses: kinds.has('parses'),
    probes: kinds.has('probes'),
    cleansUp: kinds.has('cleans-up'),
    only,
    isInert,
    isLocal,
    isImport,
    isTelling: isTelling && kinds.size > 0,
  };
}

/** Waits for a message, a lock, the next line. */
export function waitsInside(guarded: readonly Node[]): boolean {
  let found = false;
  for (const node of guarded)
    walk(node, (each) => {
      if (each.kind === 'call' && waitsForNext(writtenName(each.callee))) found = true;
      return !found;
    });
  return found;
}

/** Files, folders and programs of this machine, and what is parsed of them, are all that is tried. */
export function onlyReadsLocally(analysis: Analysis, path: FailurePath): boolean {
  return path.guarded.length > 0 && guardedKinds(analysis, path.guarded).isLocal;
}
