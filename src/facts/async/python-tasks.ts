/** Python: tasks that nobody keeps, coroutines that nobody awaits, and coroutines that are asked whether they are true. */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import { COROUTINES, TASK_GROUPS, TASK_STARTERS } from '#libraries/promises';
import type { Analysis } from '../analysis';
import { type Fact, no } from '../fact';
import { fullNameOf, isNamed, lastName } from '../origins/full-name';
import { forEachStatement, walkBody } from '../walk';
import type { AsyncSite } from './async-site';
import { caughtIn, type PromiseState, promiseState } from './promises';

/** In the function's own code, in source order. */
export function looseTasks(analysis: Analysis, fn: FunctionNode): readonly AsyncSite[] {
  const sites: AsyncSite[] = [];
  forEachStatement(fn.body, (statement) => {
    const test = statement.kind === 'if' ? statement.test : statement.kind === 'loop' ? statement.test : undefined;
    const tested = test && testedCoroutine(analysis, test, fn);
    if (tested !== undefined) sites.push(tested);
    const at = statement.kind === 'expression' ? statement.expression : statement.kind === 'declare' ? statement : undefined;
    if (at === undefined) return;
    const site =
      at.kind === 'assign' || at.kind === 'declare'
        ? keptTask(analysis, at, fn)
        : at.kind === 'call'
          ? (droppedTask(analysis, at, fn) ?? droppedCoroutine(analysis, at, fn))
          : undefined;
    if (site !== undefined) sites.push(site);
  });
  return sites;
}

function isStarter(analysis: Analysis, call: Call): boolean {
  if (isNamed(fullNameOf(analysis, call.callee), TASK_STARTERS)) return true;
  // `self._loop.create_task(…)`: what is called a loop of the object's own.
  return (
    call.callee.kind === 'member' &&
    call.callee.property === 'create_task' &&
    call.callee.object.kind === 'member' &&
    /(?:^|_)loop$/.test(call.callee.object.property)
  );
}

function droppedTask(analysis: Analysis, call: Call, fn: FunctionNode): AsyncSite | undefined {
  const place = placeOf(call);
  if (isNamed(fullNameOf(analysis, call.callee), TASK_GROUPS))
    return { kind: 'heard', place, where: place, what: 'the group waits for it and raises what it raises' };
  const { callee } = call;
  if (callee.kind === 'member' && callee.property === 'add_done_callback' && callee.object.kind === 'call')
    return isStarter(analysis, callee.object)
      ? { kind: 'heard', place, where: place, what: analysis.textOf(call, 60) }
      : undefined;
  return isStarter(analysis, call) ? loose(analysis, call, 'nobody keeps what it gives', fn) : undefined;
}

/** A task, by what runs in it: nobody is told of what it raises, unless it catches that itself. */
function loose(analysis: Analysis, call: Call, why: string, fn: FunctionNode): AsyncSite {
  const place = placeOf(call);
  const caught = caughtWork(analysis, call);
  const isWeak = lastName(call.callee) === 'create_task' || lastName(call.callee) === 'ensure_future';
  if (caught.kind === 'yes' && !isWeak) return { kind: 'heard', place, where: caught.where, what: caught.what };
  const more = isWeak ? '; the event loop holds it only weakly' : '';
  const evidence = `\`${analysis.textOf(call, 60)}\`: ${why}, so that nobody hears of what it raises${more}`;
  return { kind: 'loose', place, confidence: caught.kind === 'yes' ? 'medium' : 'high', evidence, call: undefined, fn };
}

/** What runs: the coroutine's function, or the function that is submitted. */
function caughtWork(analysis: Analysis, call: Call): Fact {
  const at = lastName(call.callee) === 'run_in_executor' ? 1 : 0;
  const work = call.args[at]?.value;
  if (work === undefined) return no('the call');
  const fn = work.kind === 'call' ? analysis.calledFunction(work) : analysis.functionValue(work);
  if (fn !== undefined) return caughtIn(analysis, fn);
  const state: PromiseState = promiseState(analysis, work);
  return state.kind === 'caught' ? { ...state, kind: 'yes' } : no('the call');
}

/** `task = asyncio.create_task(…)` where the name is not mentioned again. */
function keptTask(
  analysis: Analysis,
  { target, value }: { readonly target: Node; readonly value: Expression | undefined },
  fn: FunctionNode,
): AsyncSite | undefined {
  if (value?.kind !== 'call' || target.kind !== 'identifier' || !isStarter(analysis, value)) return undefined;
  if (fn.parent.kind === 'item' || isShared(fn, target.name, analysis)) return undefined;
  const uses = mentionsOf(fn, target.name).filter((each) => each !== target);
  const [use] = uses.filter((each) => !isReset(each));
  if (use === undefined) return loose(analysis, value, `\`${target.name}\` is not looked at again`, fn);
  return { kind: 'heard', place: placeOf(value), where: placeOf(use), what: analysis.textOf(wholeOf(use), 60) };
}

function wholeOf(use: Expression): Expression {
  const { parent } = use;
  if (parent.kind === 'await') return parent;
  if (parent.kind === 'member' && parent.parent.kind === 'call') return parent.parent;
  return parent.kind === 'call' ? parent : use;
}

/** `t = None` gives the name another value. */
function isReset(use: Expression): boolean {
  return use.parent.kind === 'assign' && use.parent.target === use;
}

function isShared(fn: FunctionNode, name: string, analysis: Analysis): boolean {
  let found = false;
  forEachStatement(fn.body, (statement) => {
    if (statement.kind !== 'other-statement' || !/^(?:global|nonlocal)$/.test(statement.word)) return;
    if (new RegExp(`\\b${name}\\b`).test(analysis.textOf(statement, 200))) found = true;
  });
  return found;
}

/** Uses in the function and in those within it. */
function mentionsOf(fn: FunctionNode, name: string): readonly Expression[] {
  const found: Expression[] = [];
  walkBody(fn, (node) => {
    if (node.kind === 'identifier' && node.name === name) found.push(node);
    return undefined;
  });
  for (const inner of fn.functions) found.push(...mentionsOf(inner, name));
  return found;
}

function droppedCoroutine(analysis: Analysis, call: Call, fn: FunctionNode): AsyncSite | undefined {
  const isLibrary = isNamed(fullNameOf(analysis, call.callee), COROUTINES);
  const state = isLibrary ? undefined : promiseState(analysis, call);
  if (state?.kind === 'none' || isAskedFirst(analysis, call)) return undefined;
  const name = analysis.textOf(call.callee, 50);
  const isStarted = isLibrary && lastName(call.callee) === 'gather';
  const evidence = isStarted
    ? `\`${name}\` is not awaited: what it raises is dropped`
    : `\`${name}\` gives a coroutine that nobody awaits: it does not even run`;
  return { kind: 'loose', place: placeOf(call), confidence: 'high', evidence, call, fn };
}

/** `if iscoroutinefunction(f): await f() else: f()`. */
function isAskedFirst(analysis: Analysis, call: Call): boolean {
  for (let at: Node = call; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent)
    if (at.kind === 'if' && /is_?(?:coroutine|awaitable|async)/i.test(analysis.textOf(at.test, 200))) return true;
  return false;
}

function testedCoroutine(analysis: Analysis, test: Expression, fn: FunctionNode): AsyncSite | undefined {
  const value = test.kind === 'unary' && test.operator === '!' ? test.value : test;
  if (value.kind !== 'call' || promiseState(analysis, value).kind === 'none') return undefined;
  const evidence = `\`${analysis.textOf(value, 50)}\` gives a coroutine, which is always true: nobody awaits what it says`;
  return { kind: 'loose', place: placeOf(value), confidence: 'high', evidence, call: value, fn };
}
