/** Promises whose result a statement drops, and promises that are asked whether they are true. */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import { isWatched } from '../runners/runner';
import { walkBody } from '../walk';
import { type AsyncSite, atMost } from './async-site';
import { mayFail } from './caught-body';
import { isAlwaysPromise } from './promise-types';
import { declaredType, type PromiseState, promiseState, type Source } from './promises';

/** In the function's own code, in source order. */
export function loosePromises(analysis: Analysis, fn: FunctionNode): readonly AsyncSite[] {
  const sites: AsyncSite[] = [];
  const add = (site: AsyncSite | undefined): void => {
    if (site !== undefined) sites.push(site);
  };
  walkBody(fn, (node) => {
    if (node.kind === 'expression') add(dropped(analysis, node.expression, fn));
    for (const test of testsOf(node)) add(testedPromise(analysis, test, fn));
    return undefined;
  });
  return sites;
}

function dropped(analysis: Analysis, expression: Expression, fn: FunctionNode): AsyncSite | undefined {
  if (expression.kind === 'await' || expression.kind === 'assign') return undefined;
  const isVoid = expression.kind === 'unary' && expression.operator === 'void';
  const value = isVoid ? expression.value : expression;
  const state = promiseState(analysis, value);
  const place = placeOf(expression);
  switch (state.kind) {
    case 'none':
      return undefined;
    case 'handled':
    case 'caught':
      return { kind: 'heard', place, where: state.where, what: state.what };
    case 'loose': {
      // `void` says that nobody waits, not that nothing fails.
      if (isVoid && !(state.by === 'async' && state.fn !== undefined)) return undefined;
      if (state.fn !== undefined && !mayFail(analysis, state.fn)) return undefined;
      const confidence = atMost(confidenceOf(analysis, state, fn), isVoid ? 'medium' : 'high');
      const call = value.kind === 'call' && !isVoid ? value : undefined;
      return { kind: 'loose', place, confidence, evidence: evidenceOf(analysis, state, value, isVoid), call, fn };
    }
  }
}

type Loose = Extract<PromiseState, { kind: 'loose' }>;

const STRENGTH: Readonly<Record<Source, 'high' | 'medium'>> = {
  async: 'high',
  library: 'high',
  promise: 'high',
  typed: 'medium',
  minor: 'medium',
  chain: 'medium',
};

function confidenceOf(analysis: Analysis, { by, work }: Loose, fn: FunctionNode): 'high' | 'medium' | 'low' {
  if (isWatched(analysis) || isOfThePage(analysis, work) || isOfTheProcess(analysis, fn)) return 'low';
  const strength = STRENGTH[by];
  if (fn.parent.kind !== 'item') return strength;
  // What fails while the program starts ends it, with the error and a status that says so.
  return isStart(work) ? 'low' : atMost(strength, 'medium');
}

/** A listener of the process: a signal ends it one way or the other. */
function isOfTheProcess(analysis: Analysis, fn: FunctionNode): boolean {
  const host = fn.parent.kind === 'function' ? fn.parent.parent : undefined;
  if (host?.kind !== 'call' || host.callee.kind !== 'member') return false;
  const origin = analysis.originOf(host.callee.object);
  return origin.kind === 'global' && origin.path[0] === 'process';
}

/** What a page does to itself. */
function isOfThePage(analysis: Analysis, work: Expression): boolean {
  let root = work;
  for (;;) {
    if (root.kind === 'call') root = root.callee;
    else if (root.kind === 'member') root = root.object;
    else break;
  }
  const origin = analysis.originOf(root);
  return origin.kind === 'global' && /^(?:window|document|navigator|caches|chrome|browser|self)$/.test(origin.path[0] ?? '');
}

const START =
  /^(?:main|run|start|boot|bootstrap|init|initialize|initialise|setup|serve|listen|cli|execute|launch)(?:[A-Z_]\w*)?$/;

function isStart(work: Expression): boolean {
  return work.kind === 'call' && (work.callee.kind === 'function' ? false : START.test(lastName(work.callee)));
}

const KNOWN_BY: Readonly<Record<Source, string>> = {
  async: 'an async function whose own failures leave it',
  library: 'a promise of a call that goes elsewhere',
  minor: 'a promise of a call that goes elsewhere',
  promise: 'a promise made here',
  typed: 'a promise by its declared type',
  chain: 'a chain of `then` without a handler for what fails',
};

function evidenceOf(analysis: Analysis, { by, work }: Loose, value: Expression, isVoid: boolean): string {
  const name =
    work.kind === 'call' && work.callee.kind !== 'function' ? analysis.textOf(work.callee, 50) : analysis.textOf(work, 50);
  const isChained = value !== work && value.kind === 'call';
  const end = isVoid ? '`void` drops it' : isChained ? 'nothing in the chain catches' : 'the result is dropped';
  return `\`${name}\` is ${KNOWN_BY[by]}: no await, catch or return; ${end}`;
}

/** What decides: tests of branches and loops, what `!` turns round, the left of `&&`. */
function testsOf(node: Node): readonly Expression[] {
  switch (node.kind) {
    case 'if':
    case 'conditional':
      return [node.test];
    case 'loop':
      return node.test === undefined ? [] : [node.test];
    case 'unary':
      return node.operator === '!' ? [node.value] : [];
    case 'binary':
      return /^(?:[!=]={1,2}|[<>]=?)$/.test(node.operator) ? comparedWithText(node.left, node.right) : [];
    default:
      return [];
  }
}

/** What is compared with something that is written there: one promise may well be compared with another. */
function comparedWithText(left: Expression, right: Expression): readonly Expression[] {
  const isWritten = (each: Expression): boolean =>
    each.kind === 'literal' || (each.kind === 'identifier' && each.name === 'undefined');
  if (isWritten(left) === isWritten(right)) return [];
  return [isWritten(left) ? right : left];
}

function testedPromise(analysis: Analysis, test: Expression, fn: FunctionNode): AsyncSite | undefined {
  const value = isAlways(analysis, test) ? test : sides(test).find((each) => isAlways(analysis, each));
  if (value === undefined) return undefined;
  const evidence = `\`${analysis.textOf(value, 50)}\` is a promise, whatever it comes to: nobody awaits what it says`;
  return { kind: 'loose', place: placeOf(value), confidence: 'high', evidence, call: undefined, fn };
}

/** Parts of a test that decide by themselves. */
function sides(test: Expression): readonly Expression[] {
  if (test.kind !== 'binary' || !/^(?:&&|\|\||\?\?)$/.test(test.operator)) return [];
  const { left, right } = test;
  return test.operator === '??' ? [right] : [left, right, ...sides(left), ...sides(right)];
}

/** Certainly a promise: asking whether one that may not be there is there is what it is for. */
function isAlways(analysis: Analysis, value: Expression): boolean {
  if (value.kind === 'identifier') {
    if (isAlwaysPromise(declaredType(analysis, value))) return !isOptional(analysis, value);
    const made = followed(analysis, value);
    return made.kind === 'call' && made.parent.kind === 'declare' && isAlways(analysis, made);
  }
  if (value.kind !== 'call') return false;
  const state = promiseState(analysis, value);
  if (state.kind === 'none' || state.kind === 'handled') return isHandledCall(state.kind, value);
  if (state.kind === 'caught') return analysis.calledFunction(value)?.isAsync === true;
  return state.by === 'promise' || (state.by === 'async' && (state.fn === undefined || state.fn.isAsync));
}

/** `if (work().catch(() => false))`. */
function isHandledCall(kind: 'none' | 'handled', value: Call): boolean {
  return kind === 'handled' && value.callee.kind === 'member' && value.callee.property === 'catch';
}

function isOptional(analysis: Analysis, name: Expression): boolean {
  if (name.kind !== 'identifier') return true;
  const binding = analysis.bindingOf(name.name, name);
  if (binding?.kind === 'parameter') {
    const parameter = binding.fn.params[binding.index];
    if (parameter === undefined) return true;
    const item = placeOf(parameter.target).item;
    const written = analysis.model.text.slice(item.base + parameter.target.start, item.base + parameter.target.end + 1);
    return written.endsWith('?') || parameter.fallback !== undefined;
  }
  return binding?.kind !== 'declaration' || !binding.isConstant;
}
