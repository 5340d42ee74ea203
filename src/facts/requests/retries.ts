/**
 * Trying again: by a library's wrapper or decorator, by the client itself, by the queue that runs the function, or by a loop
 * that catches and goes round. With what is known of how often, how slowly and how evenly.
 */

import { type Call, type Expression, type FunctionNode, type Loop, type Node, type Place, placeOf } from '#code/model';
import { RETRY_LIBRARIES, type RetryLibrary, TASK_RETRIES } from '#libraries/retry';
import { TASK_DECORATORS } from '#libraries/workers';
import type { Analysis } from '../analysis';
import { isFalse } from '../literals';
import { keywordsOf, type Options, optionsOf } from '../options';
import { printOrigin } from '../origin';
import { lastName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { walkBody } from '../walk';
import { retryLoop } from './retry-loops';

export interface Retry {
  readonly at: Place;
  /** `pRetry, retries: 2`. */
  readonly what: string;
  readonly by: 'library' | 'client' | 'queue' | 'loop';
  /** The number of tries (or the time) has an end; `undefined` when that could not be read. */
  readonly isCapped: boolean | undefined;
  readonly grows: boolean | undefined;
  readonly jitters: boolean | undefined;
}

export const LIBRARIES: ReadonlyMap<string, RetryLibrary> = new Map(RETRY_LIBRARIES.map((library) => [library.name, library]));

/** What tries the code at the node again, looking outwards to the end of the named function it belongs to. */
export function retryAround(analysis: Analysis, node: Exclude<Node, { kind: 'item' }>): Retry | undefined {
  let child: Node = node;
  let at: Node = node.parent;
  while (at.kind !== 'item') {
    const found =
      at.kind === 'call' && at.callee !== child
        ? retryCall(analysis, at)
        : at.kind === 'loop'
          ? ownLoop(analysis, at)
          : at.kind === 'fn'
            ? decorated(analysis, at)
            : undefined;
    if (found !== undefined) return found;
    if (at.kind === 'fn' && at.parent.kind !== 'function') return undefined;
    child = at;
    at = at.parent;
  }
  return undefined;
}

/** The first thing in the function's own code, or on it, that tries again. */
export function retryIn(analysis: Analysis, fn: FunctionNode): Retry | undefined {
  const own = decorated(analysis, fn);
  if (own !== undefined) return own;
  let found: Retry | undefined;
  walkBody(fn, (node) => {
    if (node.kind === 'call') found ??= retryCall(analysis, node);
    else if (node.kind === 'loop') found ??= ownLoop(analysis, node);
    return found === undefined;
  });
  return found;
}

/** `pRetry(fn, options)`, `policy.execute(fn)`, `Retrying(…)`, or a project function that tries what it is given again. */
export function retryCall(analysis: Analysis, call: Call): Retry | undefined {
  const origin = analysis.originOf(call.callee);
  const name = printOrigin(origin);
  const library = LIBRARIES.get(name);
  if (library !== undefined) return byLibrary(analysis, library, call);
  if (origin.kind === 'package') {
    // A policy is made in one place and executed in another.
    for (const each of origin.calls) {
      const made = each === undefined ? undefined : LIBRARIES.get(printOrigin(analysis.originOf(each.callee)));
      if (each !== undefined && made !== undefined) return byLibrary(analysis, made, each);
    }
    const wrapped =
      origin.path[0] === 'wrap' ? origin.calls[0]?.args.map((arg) => printOrigin(analysis.originOf(arg.value))) : undefined;
    if (wrapped?.some((part) => part.startsWith('cockatiel:retry')) === true) return known(analysis, call, 'library');
  }
  if (isTeamsOwn(analysis, 'retries', call.callee)) return known(analysis, call, 'library');
  return undefined;
}

export function byLibrary(analysis: Analysis, library: RetryLibrary, call: Call): Retry {
  const options = library.optionsAt < 0 ? keywordsOf(analysis, call) : optionsOf(analysis, call.args[library.optionsAt]?.value);
  const given = [...options.entries.keys()];
  const told = (keys: readonly string[], byDefault: boolean): boolean | undefined =>
    given.some((key) => keys.includes(key)) || byDefault ? true : options.open === undefined ? false : undefined;
  const shown = [...library.cap, ...library.backoff].filter((key) => options.entries.has(key)).slice(0, 2);
  const sign = library.optionsAt < 0 ? '=' : ': ';
  const texts = shown.map((key) => `${key}${sign}${analysis.textOf(options.entries.get(key) ?? call, 40)}`);
  return {
    at: placeOf(call),
    what: [analysis.textOf(call.callee, 30), ...texts].join(', '),
    by: 'library',
    isCapped: isUnbounded(options, library) ? false : told(library.cap, library.defaults.capped),
    grows: told(library.backoff, library.defaults.grows),
    jitters: jitter(analysis, options, library) ?? told(library.jitter, library.defaults.jitters),
  };
}

/** `retries: Infinity`, `forever: true`. */
function isUnbounded({ entries }: Options, library: RetryLibrary): boolean {
  const forever = entries.get('forever');
  if (forever?.kind === 'literal' && forever.value === true) return true;
  const cap = library.cap.map((key) => entries.get(key)).find((value) => value !== undefined);
  return (
    cap !== undefined &&
    (lastName(cap) === 'Infinity' ||
      lastName(cap) === 'MAX_VALUE' ||
      lastName(cap) === 'stop_never' ||
      (cap.kind === 'literal' && cap.type === 'null'))
  );
}

/** A growing pause is even unless its name says it is not: `wait_random_exponential`, `exponentialDelay` (axios-retry's has jitter). */
function jitter(analysis: Analysis, { entries }: Options, library: RetryLibrary): boolean | undefined {
  const value = library.jitter.map((key) => entries.get(key)).find((each) => each !== undefined);
  if (value === undefined) return undefined;
  if (value.kind === 'literal') return value.value !== false && value.type !== 'null';
  return library.backoff.some((key) => library.jitter.includes(key))
    ? /random|jitter|exponentialDelay|ExponentialBackoff/i.test(analysis.textOf(value, 200))
    : true;
}

function known(analysis: Analysis, call: Call, by: Retry['by']): Retry {
  return {
    at: placeOf(call),
    what: analysis.textOf(call.callee, 60),
    by,
    isCapped: undefined,
    grows: undefined,
    jitters: undefined,
  };
}

/** `@retry(stop=…)`, `@backoff.on_exception(…)`, `@shared_task(autoretry_for=…, max_retries=5)`. */
export function decorated(analysis: Analysis, fn: FunctionNode): Retry | undefined {
  for (const decorator of fn.decorators) {
    const callee: Expression = decorator.kind === 'call' ? decorator.callee : decorator;
    const library = LIBRARIES.get(printOrigin(analysis.originOf(callee)));
    if (library !== undefined)
      return decorator.kind === 'call'
        ? byLibrary(analysis, library, decorator)
        : {
            at: placeOf(decorator),
            what: `@${analysis.textOf(decorator, 40)}`,
            by: 'library',
            isCapped: library.defaults.capped,
            grows: library.defaults.grows,
            jitters: library.defaults.jitters,
          };
    if (decorator.kind !== 'call' || !TASK_DECORATORS.has(lastName(callee))) continue;
    const { entries } = keywordsOf(analysis, decorator);
    const shown = TASK_RETRIES.filter((key) => entries.has(key));
    const none = entries.get('max_retries');
    if (shown.length === 0 || (none?.kind === 'literal' && none.value === 0)) continue;
    return {
      at: placeOf(decorator),
      what: shown.map((key) => `${key}=${analysis.textOf(entries.get(key) ?? decorator, 30)}`).join(', '),
      by: 'queue',
      // Celery's own default is three retries.
      isCapped: !(none?.kind === 'literal' && none.type === 'null'),
      grows: entries.has('retry_backoff'),
      jitters: entries.has('retry_backoff') && !isFalse(entries.get('retry_jitter')),
    };
  }
  return undefined;
}

/** A loop of the project's own. */
function ownLoop(analysis: Analysis, loop: Loop): Retry | undefined {
  const found = retryLoop(analysis, loop);
  return found && { at: placeOf(loop), what: `${analysis.textOf(loop, 60)} tries again`, by: 'loop', ...found };
}
