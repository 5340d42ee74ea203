/**
 * What a call tells somebody: a log line and its level, a metric, a span, an error handed to a tracker. Known by the
 * library, by the project's own helper that does it, or by a handle's name together with a method no other thing has.
 */

import type { Call, Expression, FunctionNode } from '#code/model';
import { CAPTURE_METHODS, isErrorTracker, TRACKER_METHODS } from '#libraries/error-tracking';
import {
  isAtLeastWarn,
  LOG_NOUNS,
  LOG_VERBS,
  LOGGER_PACKAGES,
  LOGGER_WORDS,
  type LogLevel,
  levelOf,
  PRINTS,
  SILENT_LOGGERS,
} from '#libraries/loggers';
import { DISTINCT_RECORD, METRIC_WORDS, RECORD_METHODS, SPAN_METHODS, signalOf, TRACE_WORDS } from '#libraries/metrics';
import type { Analysis } from '../analysis';
import type { Trait } from '../condition';
import { wordsOf } from '../name-words';
import { type Origin, printOrigin } from '../origin';
import { writtenName } from '../origins/full-name';
import { calledSummary } from '../summaries/called-summary';
import { callsTeamsOwn, isTeamsOwn } from '../team-names';

export type Told = (
  | { readonly kind: 'logs'; readonly level: LogLevel; readonly call: Call }
  | { readonly kind: 'measures' | 'traces' | 'captures'; readonly call: Call }
) & {
  /** A function of the project tells, perhaps among other things. */
  readonly byHelper?: true;
};

const remembered = new WeakMap<Analysis, Map<Call, Told | 'nothing'>>();

/** What the call tells, or `undefined`. Helpers of this file are followed one level. */
export function toldBy(analysis: Analysis, call: Call): Told | undefined {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  let told = ofFile.get(call);
  if (told === undefined) {
    told = toldItself(analysis, call) ?? toldByHelper(analysis, call) ?? 'nothing';
    ofFile.set(call, told);
  }
  return told === 'nothing' ? undefined : told;
}

/** What the call tells by what it calls, helpers of the project left aside: those are looked into only where that matters. */
export function toldItself(analysis: Analysis, call: Call): Told | undefined {
  return couldTell(call) ? toldDirectly(analysis, call) : undefined;
}

/** A log line at warn or above, a metric, a span or a captured error: somebody can find out. */
export function isHeard(told: Told | undefined): boolean {
  return told !== undefined && (told.kind !== 'logs' || isAtLeastWarn(told.level));
}

const PRINTING: ReadonlySet<string> = new Set(Object.keys(PRINTS).map((name) => /[^:.]*$/.exec(name)?.[0] ?? ''));

/** A method tells by its name: others need not be looked up. */
function couldTell({ callee }: Call): boolean {
  if (callee.kind !== 'member') return true;
  const { property } = callee;
  return (
    CAPTURE_METHODS.has(property) ||
    TRACKER_METHODS.has(property) ||
    RECORD_METHODS.has(property) ||
    SPAN_METHODS.has(property) ||
    DISTINCT_RECORD.has(property) ||
    levelOf(property) !== undefined ||
    PRINTING.has(property)
  );
}

function toldDirectly(analysis: Analysis, call: Call): Told | undefined {
  const origin = analysis.originOf(call.callee);
  const print = PRINTS[printOrigin(origin)];
  if (print !== undefined) return { kind: 'logs', level: print, call };
  const { callee } = call;
  if (callee.kind === 'identifier') return plainCall(callee.name, origin, call);
  if (callee.kind !== 'member') return undefined;
  const method = callee.property;
  const packageName = origin.kind === 'package' ? origin.package : undefined;

  if (CAPTURE_METHODS.has(method)) return { kind: 'captures', call };
  if (packageName !== undefined && isErrorTracker(packageName) && TRACKER_METHODS.has(method)) return { kind: 'captures', call };

  const signal = packageName === undefined ? undefined : signalOf(packageName);
  if (signal !== undefined && RECORD_METHODS.has(method)) return { kind: 'measures', call };
  if (signal === 'traces' && SPAN_METHODS.has(method)) return { kind: 'traces', call };

  const level = levelOf(method);
  if (level !== undefined && isLogger(analysis, callee.object, origin))
    return { kind: 'logs', level: origin.kind === 'global' ? level : writtenLevel(call, level), call };
  if (packageName !== undefined) return undefined;
  const handle = lastWordOf(callee.object);
  if (DISTINCT_RECORD.has(method) && METRIC_WORDS.has(handle)) return { kind: 'measures', call };
  if (SPAN_METHODS.has(method) && TRACE_WORDS.has(handle)) return { kind: 'traces', call };
  return undefined;
}

function plainCall(name: string, origin: Origin, call: Call): Told | undefined {
  if (origin.kind === 'package') {
    if (CAPTURE_METHODS.has(name)) return { kind: 'captures', call };
    const last = origin.path.at(-1) ?? '';
    if (isLoggerPackage(origin.package) && levelOf(last) !== undefined)
      return { kind: 'logs', level: levelOf(last) ?? 'info', call };
    if (SILENT_LOGGERS.has(origin.package)) return { kind: 'logs', level: 'debug', call };
    return undefined;
  }
  if (CAPTURE_METHODS.has(name)) return { kind: 'captures', call };
  const written = writtenLevelOf(call.args[0]?.value);
  if (/^log(?:ger)?$/.test(name) && written !== undefined && origin.kind !== 'function')
    return { kind: 'logs', level: written, call };
  const [verb = '', ...rest] = wordsOf(name);
  return origin.kind !== 'function' && LOG_VERBS.has(verb) && rest.some((word) => LOG_NOUNS.has(word))
    ? { kind: 'logs', level: 'error', call }
    : undefined;
}

function isLogger(analysis: Analysis, handle: Expression, callee: Origin): boolean {
  if (callee.kind === 'package')
    return (
      isLoggerPackage(callee.package) ||
      isLoggerPackage(`${callee.package}:${callee.path[0] ?? ''}`) ||
      LOGGER_WORDS.has(lastWordOf(handle))
    );
  return LOGGER_WORDS.has(lastWordOf(handle)) || isTeamsOwn(analysis, 'logs', handle);
}

function isLoggerPackage(name: string): boolean {
  return LOGGER_PACKAGES.has(name);
}

/** `req.log` → `log`, `this.auditLogger` → `logger`, `log.child({…})` → `log`. */
function lastWordOf(handle: Expression): string {
  if (handle.kind === 'call' && handle.callee.kind === 'member') return lastWordOf(handle.callee.object);
  return wordsOf(writtenName(handle)).at(-1) ?? '';
}

/** `logger.log('error', …)`, `logger.log(logging.ERROR, …)`, `logger.log({ level: 'error' })` name the level in the argument. */
function writtenLevel(call: Call, level: LogLevel): LogLevel {
  const first = call.args[0]?.value;
  const inText = first?.kind === 'literal' ? /^\[(DEBUG|INFO|WARN|ERROR)\]/.exec(String(first.value))?.[1] : undefined;
  if (inText !== undefined) return levelOf(inText.toLowerCase()) ?? level;
  if (level !== 'info' || first === undefined || call.callee.kind !== 'member' || call.callee.property !== 'log') return level;
  return writtenLevelOf(first) ?? level;
}

/** The level that is given as the first argument or in it. */
function writtenLevelOf(first: Expression | undefined): LogLevel | undefined {
  const named = first?.kind === 'object' ? first.entries.find((entry) => entry.key === 'level')?.value : first;
  if (named?.kind === 'literal' && typeof named.value === 'string') return levelOf(named.value);
  return named?.kind === 'member' ? levelOf(named.property.toLowerCase()) : undefined;
}

const TOLD_BY_TRAIT: readonly (readonly [Trait, Told['kind']])[] = [
  ['measures', 'measures'],
  ['traces', 'traces'],
  ['logs', 'logs'],
];

function heardDirectly(analysis: Analysis, fn: FunctionNode): Told | undefined {
  for (const call of fn.calls) {
    const told = toldItself(analysis, call);
    if (isHeard(told)) return told;
  }
  return undefined;
}

function toldByHelper(analysis: Analysis, call: Call): Told | undefined {
  const byTeam = TOLD_BY_TRAIT.find(([trait]) => callsTeamsOwn(analysis, trait, call));
  if (byTeam !== undefined) return toldAs(byTeam[1], call);
  const fn = analysis.calledFunction(call);
  if (fn !== undefined) {
    const inner = heardDirectly(analysis, fn);
    return inner === undefined ? undefined : { ...inner, call, byHelper: true };
  }
  const traits = calledSummary(analysis, call)?.traits;
  for (const [trait, kind] of TOLD_BY_TRAIT) {
    if (traits?.[trait] !== undefined) return toldAs(kind, call);
  }
  return undefined;
}

function toldAs(kind: Told['kind'], call: Call): Told {
  return kind === 'logs' ? { kind, level: 'error', call, byHelper: true } : { kind, call, byHelper: true };
}
