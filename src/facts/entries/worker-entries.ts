/** Consumers of queues and topics, and jobs on a schedule, where they are handed over in a call. */
import type { Call, Expression } from '#code/model';
import { CONSUME_METHODS, WORKERS } from '#libraries/workers';
import type { Analysis } from '../analysis';
import { keywordsOf, optionsOf } from '../options';
import { fullNameOf } from '../origins/full-name';
import { blank } from './callback-routes';
import { NO_REGISTRATIONS, positionals, type Registration, resolveHandler } from './registration';
import { textValue } from './router';

const LAST_NAMES: ReadonlySet<string> = new Set([
  ...WORKERS.map(({ call }) => call.replace(/\(\)$/, '').replace(/^.*[.)]/, '')),
  'scheduleJob',
  'setInterval',
  'add_job',
]);

export function workerEntries(analysis: Analysis, call: Call): readonly Registration[] {
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'identifier' ? callee.name : '';
  if (CONSUME_METHODS.has(name)) return consume(analysis, call);
  if (!LAST_NAMES.has(name)) return NO_REGISTRATIONS;
  const full = `${fullNameOf(analysis, call.callee)}()`;
  if (full === 'setInterval()') return entry(analysis, call, 'job', call.args[0]?.value, undefined);
  if (name === 'add_job') return scheduled(analysis, call, full);
  return WORKERS.filter((row) => row.call === full).flatMap((row) => {
    const positional = positionals(call);
    const topic = positional[row.topic];
    if (typeof row.handler === 'number') return entry(analysis, call, row.role, positional.at(row.handler), topic);
    const handler = positional.flatMap((each) => optionsOf(analysis, each).entries.get(String(row.handler)) ?? [])[0];
    return entry(analysis, call, row.role, handler, topic);
  });
}

function consume(analysis: Analysis, call: Call): readonly Registration[] {
  const positional = positionals(call);
  const [queue, handler] = positional;
  const { entries } = keywordsOf(analysis, call);
  const callback = entries.get('on_message_callback') ?? handler;
  if (callback === undefined) return NO_REGISTRATIONS;
  const isFunction = resolveHandler(analysis, callback).handler.kind === 'here';
  return isFunction ? entry(analysis, call, 'consumer', callback, queue ?? entries.get('queue')) : [];
}

/** APScheduler: `scheduler.add_job(f, 'interval', …)`. */
function scheduled(analysis: Analysis, call: Call, full: string): readonly Registration[] {
  const [handler, trigger] = positionals(call);
  return full === '()' || full.startsWith('apscheduler') ? entry(analysis, call, 'job', handler, trigger) : [];
}

function entry(
  analysis: Analysis,
  call: Call,
  role: 'consumer' | 'job',
  expression: Expression | undefined,
  topic: Expression | undefined,
): readonly Registration[] {
  const { handler, wrappers } = resolveHandler(analysis, expression);
  if (handler.kind === 'unknown') return NO_REGISTRATIONS;
  const path = textValue(analysis, topic);
  const title = handler.kind === 'here' ? handler.fn.name : handler.name;
  return [{ ...blank(call), role, verb: '', path, handler, links: wrappers, router: undefined, title }];
}
