/** What one of many does: something outside of the process (a request, a row, a file, a program), or only arithmetic. */
import type { Call, Expression, FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { callsOf } from '../effects/inline-functions';
import { sketchOf } from '../effects/sketches';
import { wordsOf } from '../name-words';
import { printOrigin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { outboundRequests } from '../requests/requests';
import { calledSummary } from '../summaries/called-summary';

export interface Work {
  /** How a sentence names it. */
  readonly label: string;
  /** `seen`: the tables or the project's own files tell; `named`: only its name does. */
  readonly by: 'seen' | 'named';
}

/** Work of a function that is run once for each. */
export function workOf(analysis: Analysis, fn: FunctionNode): Work | undefined {
  for (const part of [fn, ...fn.functions]) {
    const [request] = outboundRequests(analysis, part);
    if (request !== undefined) return { label: writtenName(request.call.callee), by: 'seen' };
  }
  const [effect] = effectsOf(analysis, fn);
  if (effect !== undefined)
    return {
      label: effect.kind.startsWith('store') && effect.depth === 0 ? effect.label : writtenName(effect.call.callee),
      by: 'seen',
    };
  let byName: Work | undefined;
  for (const call of callsOf(analysis, fn)) {
    const work = workOfCall(analysis, call);
    if (work?.by === 'seen') return work;
    byName ??= work;
  }
  return byName;
}

/** Files, programs, compression: https://nodejs.org/api/fs.html, https://docs.python.org/3/library/asyncio-subprocess.html */
const OUTSIDE =
  /^(?:fs(?:\/promises|:promises)?:|fs-extra:|child_process:|execa:|zlib:|sharp:|dns(?:\/promises)?:|asyncio:create_subprocess|asyncio:to_thread|aiofiles:|asyncio:open_connection|anyio:(?:run_process|open_file|to_thread))/;

export function workOfCall(analysis: Analysis, call: Call): Work | undefined {
  const label = writtenName(call.callee);
  if (OUTSIDE.test(printOrigin(analysis.originOf(call.callee))) && !/Sync$|:promises$/.test(label)) return { label, by: 'seen' };
  const sketch = sketchOf(analysis, call);
  if (sketch !== undefined) return { label: sketch.kind.startsWith('store') ? sketch.label : label, by: 'seen' };
  const helper = analysis.calledFunction(call);
  if (helper !== undefined) {
    const [request] = outboundRequests(analysis, helper);
    if (request !== undefined) return { label, by: 'seen' };
    return effectsOf(analysis, helper).length > 0 || goesOut(analysis, helper) ? { label, by: 'seen' } : named(call);
  }
  const summary = calledSummary(analysis, call);
  if (summary !== undefined && summary.effects.length > 0) return { label, by: 'seen' };
  return named(call);
}

/** A helper of this file that calls files, programs, or a session it is handed. */
function goesOut(analysis: Analysis, helper: FunctionNode): boolean {
  return helper.calls.some(
    (call) =>
      OUTSIDE.test(printOrigin(analysis.originOf(call.callee))) ||
      (call.callee.kind === 'member' &&
        /^(?:get|post|put|patch|delete|request|fetch|send)$/.test(call.callee.property) &&
        /(?:session|client|http|api)$/i.test(writtenName(call.callee.object)) &&
        helper.isAsync),
  );
}

const VERBS: ReadonlySet<string> = new Set([
  ...['fetch', 'send', 'upload', 'download', 'request', 'post', 'query', 'publish', 'notify', 'sync', 'crawl', 'scrape', 'push'],
  ...[
    'invoke',
    'deliver',
    'charge',
    'email',
    'mail',
    'enqueue',
    'save',
    'insert',
    'delete',
    'import',
    'export',
    'refund',
    'embed',
  ],
]);

/** `sendMail(user)`, `this.client.fetchOrder(id)`: waited for, and named for what goes out. */
function named(call: Call): Work | undefined {
  const [verb = ''] = wordsOf(lastName(call.callee));
  return VERBS.has(verb) ? { label: writtenName(call.callee), by: 'named' } : undefined;
}

/** The function a mapping is given, by value or by name. */
export function mappedFunction(analysis: Analysis, value: Expression | undefined): FunctionNode | undefined {
  if (value === undefined) return undefined;
  return value.kind === 'function' ? value.fn : analysis.functionValue(value);
}
