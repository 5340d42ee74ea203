/** Work that Java starts once for each of a list: on an executor without a limit, or a thread of its own. */
import type { Call, Expression, FunctionNode } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Fact, no, yes } from '../fact';
import { lastName } from '../origins/full-name';
import { mappedFunction } from './work';

export interface Spawn {
  readonly body: FunctionNode;
  readonly limit: Fact;
}

const UNBOUNDED: ReadonlySet<string> = new Set([
  'newCachedThreadPool',
  'newVirtualThreadPerTaskExecutor',
  'newThreadPerTaskExecutor',
]);
const BOUNDED: ReadonlySet<string> = new Set([
  'newFixedThreadPool',
  'newSingleThreadExecutor',
  'newWorkStealingPool',
  'newScheduledThreadPool',
]);

/** `executor.submit(() -> …)`, `CompletableFuture.runAsync(() -> …, executor)`, `new Thread(() -> …).start()`. */
export function javaSpawn(analysis: Analysis, call: Call): Spawn | undefined {
  const { callee } = call;
  if (callee.kind !== 'member') return undefined;
  switch (callee.property) {
    case 'start': {
      const made = callee.object;
      const isThread = made.kind === 'call' && /^(?:Thread|ofVirtual|unstarted)$/.test(lastName(made.callee));
      return isThread ? spawn(analysis, made.args[0]?.value, no('the loop')) : undefined;
    }
    case 'startVirtualThread':
      return spawn(analysis, call.args[0]?.value, no('the loop'));
    case 'submit':
    case 'execute':
      return onExecutor(analysis, callee.object, call.args[0]?.value);
    case 'runAsync':
    case 'supplyAsync':
      return call.args[1] === undefined ? undefined : onExecutor(analysis, call.args[1].value, call.args[0]?.value);
    default:
      return undefined;
  }
}

function onExecutor(analysis: Analysis, executor: Expression, task: Expression | undefined): Spawn | undefined {
  const origin = analysis.originOf(executor);
  if (origin.kind !== 'package' || origin.package !== 'java.util.concurrent') return undefined;
  const made = origin.calls.find((each) => each !== undefined);
  const name = origin.path.at(1) ?? '';
  if (UNBOUNDED.has(name)) return spawn(analysis, task, no('the executor'));
  if (!BOUNDED.has(name) || made === undefined) return undefined;
  return spawn(analysis, task, yes(placeOf(made), analysis.textOf(made, 60)));
}

function spawn(analysis: Analysis, task: Expression | undefined, limit: Fact): Spawn | undefined {
  const body = mappedFunction(analysis, task);
  return body && { body, limit };
}
