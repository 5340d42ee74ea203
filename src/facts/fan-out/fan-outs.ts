/** Places where one thing is started for each of a list and all run at once, with what keeps their number down. */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { functionOf, placeOf } from '#code/model';
import { MAPPERS, SPAWNS } from '#libraries/concurrency';
import type { Analysis } from '../analysis';
import { type Fact, no, yes } from '../fact';
import { familyOf } from '../language';
import { optionsOf } from '../options';
import { printOrigin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { isWithin } from '../walk';
import { gatherOf } from './gathers';
import { goSpawn } from './go-spawns';
import { type ItemSource, itemSource } from './item-source';
import { javaSpawn } from './java-spawns';
import { limitedIn } from './limits';
import { mappedFunction, type Work, workOf, workOfCall } from './work';

export interface FanOut {
  /** The call that waits for all, or that starts one more. */
  readonly call: Call;
  /** What it goes over. */
  readonly list: Expression;
  readonly source: ItemSource;
  readonly work: Work;
  readonly limit: Fact;
  /** How a sentence names it: `Promise.all`. */
  readonly label: string;
  /** The mapping itself, where it is written in the call: an edit can stand for it. */
  readonly mapping: Expression | undefined;
}

/** Of the function's own code, in source order. */
export function fanOuts(analysis: Analysis, fn: FunctionNode): readonly FanOut[] {
  return fn.calls.flatMap(
    (call) =>
      gathered(analysis, call) ?? mapped(analysis, call) ?? spawned(analysis, call, fn) ?? counted(analysis, call, fn) ?? [],
  );
}

/** What is run once for each, and over what. */
interface Each {
  readonly list: Expression;
  readonly body: FunctionNode | Call;
  readonly mapping: Expression | undefined;
}

function gathered(analysis: Analysis, call: Call): FanOut | undefined {
  const gather = gatherOf(analysis, call);
  if (gather === undefined) return undefined;
  const given = call.args.find((arg) => arg.name === undefined && (arg.spread || gather.takes === 'list'));
  const each = given === undefined ? undefined : eachOf(analysis, given.value, 3);
  return each === undefined ? undefined : toFanOut(analysis, call, each, no('the mapped function'));
}

/** `p-map` and its kin run all at once unless told otherwise. */
function mapped(analysis: Analysis, call: Call): FanOut | undefined {
  const name = printOrigin(analysis.originOf(call.callee));
  const isMapper = MAPPERS.has(name);
  if (!isMapper && !(lastName(call.callee) === 'forEach' && call.callee.kind === 'member')) return undefined;
  const list = isMapper ? call.args[0]?.value : call.callee.kind === 'member' ? call.callee.object : undefined;
  const body = mappedFunction(analysis, call.args[isMapper ? 1 : 0]?.value);
  if (list === undefined || body === undefined || (!isMapper && !body.isAsync)) return undefined;
  const options = optionsOf(analysis, call.args[2]?.value);
  const limit = options.entries.get('concurrency');
  const fact =
    limit !== undefined && !(limit.kind === 'identifier' && limit.name === 'Infinity')
      ? yes(placeOf(limit), `concurrency: ${analysis.textOf(limit, 30)}`)
      : no('the options');
  if (isMapper && options.open !== undefined) return undefined;
  return toFanOut(analysis, call, { list, body, mapping: undefined }, isMapper ? fact : no('the callback'));
}

/** `for (…) tasks.push(send(x))` is seen where the tasks are waited for; a task group waits by itself. */
function spawned(analysis: Analysis, call: Call, fn: FunctionNode): FanOut | undefined {
  if (familyOf(analysis) === 'java') {
    const loop = loopAround(call, fn);
    const spawn = loop?.source === undefined ? undefined : javaSpawn(analysis, call);
    return loop?.source === undefined || spawn === undefined
      ? undefined
      : toFanOut(analysis, call, { list: loop.source, body: spawn.body, mapping: undefined }, spawn.limit);
  }
  if (familyOf(analysis) === 'go') {
    const loop = loopAround(call, fn);
    const spawn = loop?.source === undefined ? undefined : goSpawn(analysis, call, fn, loop);
    return loop?.source === undefined || spawn === undefined
      ? undefined
      : toFanOut(analysis, call, { list: loop.source, body: spawn.body, mapping: undefined }, spawn.limit);
  }
  const isThread =
    call.callee.kind === 'member' && call.callee.property === 'start' && isThreadStart(analysis, call.callee.object);
  if (!isThread && !SPAWNS.has(lastName(call.callee))) return undefined;
  if (!isThread && call.parent.kind !== 'expression') return undefined;
  const loop = loopAround(call, fn);
  const task = isThread ? undefined : call.args[0]?.value;
  if (loop?.source === undefined) return undefined;
  if (isThread) {
    const body = threadTarget(analysis, call);
    return body === undefined
      ? undefined
      : toFanOut(analysis, call, { list: loop.source, body, mapping: undefined }, no('the loop'));
  }
  const body = task?.kind === 'call' ? task : mappedFunction(analysis, task);
  return body === undefined
    ? undefined
    : toFanOut(analysis, call, { list: loop.source, body, mapping: undefined }, no('the loop'));
}

/** As many turns as no thread pool and no table of open files is made for. */
const MANY = 1000;

/** `for (let i = 0; i < 30_000; i++) zlib.deflate(data, done)`: a callback waits for nobody, and the loop goes on. */
function counted(analysis: Analysis, call: Call, fn: FunctionNode): FanOut | undefined {
  const loop = call.parent.kind === 'expression' ? loopOf(call, fn, 'for') : undefined;
  const bound = loop?.test?.kind === 'binary' ? loop.test.right : undefined;
  if (loop?.test === undefined || call.args.at(-1)?.value.kind !== 'function') return undefined;
  if (bound?.kind !== 'literal' || typeof bound.value !== 'number' || bound.value < MANY) return undefined;
  const work = workOfCall(analysis, call);
  if (work === undefined) return undefined;
  const source: ItemSource = { kind: 'grows', from: 'parameter' };
  return { call, list: loop.test, source, work, limit: no('the loop'), label: 'for', mapping: undefined };
}

function isThreadStart(analysis: Analysis, value: Expression): boolean {
  return printOrigin(analysis.originOf(value)) === 'threading:Thread()';
}

/** `threading.Thread(target=send, …).start()`, the thread made here or one line before. */
function threadTarget(analysis: Analysis, call: Call): FunctionNode | undefined {
  const value = call.callee.kind === 'member' ? call.callee.object : undefined;
  const origin = value === undefined ? undefined : analysis.originOf(value);
  const made = origin?.kind === 'package' ? origin.calls.find((each) => each !== undefined) : undefined;
  return mappedFunction(analysis, made?.args.find(({ name }) => name === 'target')?.value);
}

function loopAround(node: Node, fn: FunctionNode): Loop | undefined {
  return loopOf(node, fn, 'each');
}

type Loop = Extract<Node, { kind: 'loop' }>;

function loopOf(node: Node, fn: FunctionNode, style: Loop['style']): Loop | undefined {
  for (let at: Node = node; at !== fn && at.kind !== 'item'; at = at.parent)
    if (at.kind === 'loop' && at.style === style) return at;
  return undefined;
}

/** `xs.map(f)`, `[f(x) for x in xs]`, `map(f, xs)`, a name that stands for one of them, a list filled in a loop. */
function eachOf(analysis: Analysis, value: Expression, depth: number): Each | undefined {
  if (depth === 0) return undefined;
  switch (value.kind) {
    case 'spread':
    case 'cast':
    case 'await':
      return eachOf(analysis, value.value, depth);
    case 'array': {
      const [only] = value.elements;
      return value.elements.length === 1 && only?.kind === 'spread' ? eachOf(analysis, only.value, depth - 1) : undefined;
    }
    case 'comprehension': {
      const [first] = value.sources;
      const element = value.element.kind === 'await' ? value.element.value : value.element;
      return first === undefined || element.kind !== 'call' ? undefined : { list: first.source, body: element, mapping: value };
    }
    case 'call':
      return eachOfCall(analysis, value, depth);
    case 'identifier':
      return eachOfName(analysis, value, depth);
    default:
      return undefined;
  }
}

function eachOfCall(analysis: Analysis, value: Call, depth: number): Each | undefined {
  const name = lastName(value.callee);
  const receiver = value.callee.kind === 'member' ? value.callee.object : undefined;
  if (/^(?:map|flatMap)$/.test(name) && receiver !== undefined && value.args.length >= 1) {
    const body = mappedFunction(analysis, value.args[0]?.value);
    return body === undefined ? undefined : { list: receiver, body, mapping: value };
  }
  if ((name === 'map' || (name === 'from' && receiver !== undefined)) && value.args.length === 2) {
    const [one, two] = name === 'map' ? [value.args[1], value.args[0]] : [value.args[0], value.args[1]];
    const body = mappedFunction(analysis, two?.value);
    return one === undefined || body === undefined ? undefined : { list: one.value, body, mapping: undefined };
  }
  // `xs.map(f).filter(Boolean)`, `list(map(f, xs))`.
  if (/^(?:filter|concat|flat)$/.test(name) && receiver !== undefined) return eachOf(analysis, receiver, depth - 1);
  return /^(?:list|tuple|set)$/.test(name) && value.args[0] !== undefined
    ? eachOf(analysis, value.args[0].value, depth - 1)
    : undefined;
}

function eachOfName(analysis: Analysis, value: Extract<Expression, { kind: 'identifier' }>, depth: number): Each | undefined {
  const binding = analysis.bindingOf(value.name, value);
  if (binding?.kind !== 'declaration' || binding.path.length > 0 || binding.value === undefined) return undefined;
  const fn = functionOf(value);
  const isHere = isWithin(binding.value, fn);
  const pushes = isHere
    ? fn.calls.filter(
        (each) =>
          /^(?:push|append|add)$/.test(lastName(each.callee)) &&
          each.callee.kind === 'member' &&
          writtenName(each.callee.object) === value.name,
      )
    : [];
  for (const push of pushes) {
    const loop = loopAround(push, fn);
    const given = push.args[0]?.value;
    // What is awaited before it is kept has been done by then.
    const task = given?.kind === 'call' && SPAWNS.has(lastName(given.callee)) ? given.args[0]?.value : given;
    if (loop?.source === undefined || task?.kind !== 'call') continue;
    // A batch that is emptied on the way is bounded by how often.
    if (isEmptied(analysis, fn, value.name, loop)) return undefined;
    const inline = task.callee.kind === 'function' ? task.callee.fn : undefined;
    return { list: loop.source, body: inline ?? task, mapping: undefined };
  }
  return pushes.length > 0 ? undefined : eachOf(analysis, binding.value, depth - 1);
}

/** `if (tasks.length >= 10) { await Promise.all(tasks); tasks.length = 0; }` inside of the loop. */
function isEmptied(analysis: Analysis, fn: FunctionNode, name: string, loop: Node): boolean {
  return fn.calls.some((call) => {
    return (
      gatherOf(analysis, call) !== undefined && isWithin(call, loop) && call.args.some(({ value }) => writtenName(value) === name)
    );
  });
}

function toFanOut(analysis: Analysis, call: Call, { list, body, mapping }: Each, otherwise: Fact): FanOut | undefined {
  // What a task wraps is what is done: `asyncio.create_task(send(x))`.
  const inner =
    body.kind === 'call' && SPAWNS.has(lastName(body.callee)) && body.args[0]?.value.kind === 'call' ? body.args[0].value : body;
  const limit = otherwise.kind === 'yes' ? otherwise : (limitedIn(analysis, inner, call) ?? otherwise);
  const work = inner.kind === 'fn' ? workOf(analysis, inner) : workOfCall(analysis, inner);
  const source = itemSource(analysis, list);
  if (work === undefined)
    return limit.kind === 'yes' && source.kind === 'grows'
      ? {
          call,
          list,
          source,
          work: { label: writtenName(call.callee), by: 'named' },
          limit,
          label: writtenName(call.callee),
          mapping,
        }
      : undefined;
  return { call, list, source, work, limit, label: writtenName(call.callee), mapping };
}
