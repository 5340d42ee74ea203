/** A registration: one handler hung up somewhere, whatever the framework. Entry points are made of these. */
import type { Call, ClassNode, Expression, FunctionNode, Item, Node, Place } from '#code/model';
import { itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import type { Origin } from '../origin';
import type { EntryRole } from '../summary';
import type { Router } from './router';

export interface Registration {
  readonly role: EntryRole;
  /** Upper case; '' for any, or none. */
  readonly verb: string;
  readonly path: string;
  readonly handler: Handler;
  readonly at: Place;
  readonly call: Call | undefined;
  /** Of this route alone, in the order they run. */
  readonly links: readonly Expression[];
  readonly router: Router | undefined;
  /** The class whose decorators, bases and fields speak for the handler. */
  readonly cls: ClassNode | undefined;
  readonly when: readonly Condition[];
  /** Name by which another file puts it on a route: a view, a view class, a handler-shaped export. */
  readonly hangsAs: string | undefined;
  /** Why nothing in the code can tell who is let in: a gateway's own configuration decides. */
  readonly guardedElsewhere?: string;
  /** The route's own schema says what may come in: Fastify's `schema`, OpenAPI's `request`. */
  readonly schema: Expression | undefined;
  /** Name of the thing in messages, for what has no path: `notifications`, `sendReminder`. */
  readonly title: string;
}

export type Handler =
  | { readonly kind: 'here'; readonly fn: FunctionNode }
  /** Of another file: what is mounted there. */
  | { readonly kind: 'elsewhere'; readonly module: string; readonly name: string }
  | { readonly kind: 'unknown' };

export interface ResolvedHandler {
  readonly handler: Handler;
  /** `withAuth(fn)`, `asyncHandler(fn)`: calls around the function, which run before it. */
  readonly wrappers: readonly Expression[];
}

/** What most calls make: no array is laid out for them. */
export const NO_REGISTRATIONS: readonly Registration[] = [];

const NONE: ResolvedHandler = { handler: { kind: 'unknown' }, wrappers: [] };

/** The function an argument in a handler's position denotes, wrappers taken off. */
export function resolveHandler(analysis: Analysis, expression: Expression | undefined, depth = 4): ResolvedHandler {
  if (expression === undefined || depth === 0) return NONE;
  const fn = functionAt(analysis, expression);
  if (fn !== undefined) return { handler: { kind: 'here', fn }, wrappers: [] };
  switch (expression.kind) {
    case 'cast':
    case 'await':
      return resolveHandler(analysis, expression.value, depth - 1);
    case 'array':
      return resolveHandler(analysis, expression.elements.at(-1), depth - 1);
    case 'call': {
      const { callee } = expression;
      if (callee.kind === 'member' && callee.property === 'bind') return resolveHandler(analysis, callee.object, depth - 1);
      if (callee.kind === 'member' && callee.property === 'as_view') return resolveHandler(analysis, callee.object, depth - 1);
      for (const arg of [...expression.args].reverse()) {
        const inner = resolveHandler(analysis, arg.value, depth - 1);
        if (inner.handler.kind !== 'unknown') return { handler: inner.handler, wrappers: [expression, ...inner.wrappers] };
      }
      return { handler: madeBy(analysis, expression), wrappers: [] };
    }
    case 'identifier': {
      // `const POST = withAuth(async () => …)`: what the name was given, wrappers and all.
      const binding = analysis.bindingOf(expression.name, expression);
      const value =
        binding?.kind === 'declaration' && binding.isConstant && binding.path.length === 0 ? binding.value : undefined;
      if (value?.kind === 'call') return resolveHandler(analysis, value, depth - 1);
      return { handler: elsewhere(analysis, analysis.originOf(expression)), wrappers: [] };
    }
    default:
      return { handler: elsewhere(analysis, analysis.originOf(expression)), wrappers: [] };
  }
}

/** `app.post('/x', createOrder())`: what a factory gives back, here or in the file it is imported from. */
function madeBy(analysis: Analysis, call: Call): Handler {
  const origin = analysis.originOf(call);
  if (origin.kind === 'function' && origin.path.length === 0) return { kind: 'here', fn: origin.fn };
  return elsewhere(analysis, analysis.originOf(call.callee));
}

function elsewhere(analysis: Analysis, origin: Origin): Handler {
  const target = targetOf(analysis, origin);
  return target?.module === undefined ? { kind: 'unknown' } : { kind: 'elsewhere', module: target.module, name: target.name };
}

/** The thing of a project file an origin leads to, members dotted (`ordersController.create`), whatever package it is made with. */
export function targetOf(
  analysis: Analysis,
  origin: Origin,
): { readonly module: string | undefined; readonly name: string } | undefined {
  if (origin.kind === 'package') return origin.through && { module: origin.through.module, name: origin.through.name };
  if (origin.kind !== 'project') return undefined;
  const names = origin.path.filter((step) => step !== '()');
  // Where the file behind it was read, its own path says more than the module, which may be a package that holds it.
  const summary = analysis.exported(origin);
  if (summary === undefined) return { module: origin.module, name: names.join('.') || 'default' };
  const rest = names.slice(names.indexOf(summary.name) + 1);
  return { module: `/${summary.at.path}`, name: [summary.name, ...rest].join('.') };
}

/** A function written there or named, a method of a class of this file (`controller.create`, `this.create`). */
export function functionAt(analysis: Analysis, expression: Expression): FunctionNode | undefined {
  if (expression.kind === 'function') return expression.fn;
  if (expression.kind !== 'identifier' && expression.kind !== 'member') return undefined;
  const value = analysis.functionValue(expression);
  if (value !== undefined) return value;
  const origin = analysis.originOf(expression);
  if (origin.kind === 'function' && origin.path.length === 0) return origin.fn;
  if (origin.kind !== 'class') return undefined;
  const name = origin.path.findLast((step) => step !== '()');
  return origin.cls.methods.find((method) => method.name === name);
}

/** What a call is given, arrays and spreads of known arrays laid out; `open` says which spread could not be. */
export function flatten(
  analysis: Analysis,
  expressions: readonly Expression[],
): { readonly list: readonly Expression[]; readonly open: Expression | undefined } {
  const list: Expression[] = [];
  let open: Expression | undefined;
  const add = (expression: Expression, depth: number): void => {
    if (depth > 0 && expression.kind === 'array') for (const each of expression.elements) add(each, depth - 1);
    else if (expression.kind === 'spread') {
      const inner = arrayOf(analysis, expression.value);
      if (inner === undefined || depth === 0) open ??= expression;
      else for (const each of inner) add(each, depth - 1);
    } else {
      const inner = expression.kind === 'identifier' ? arrayOf(analysis, expression) : undefined;
      if (inner === undefined || depth === 0) list.push(expression);
      else for (const each of inner) add(each, depth - 1);
    }
  };
  for (const each of expressions) add(each, 4);
  return { list, open };
}

function arrayOf(analysis: Analysis, expression: Expression): readonly Expression[] | undefined {
  if (expression.kind === 'array') return expression.elements;
  if (expression.kind !== 'identifier' && expression.kind !== 'member') return undefined;
  const origin = analysis.originOf(expression);
  return origin.kind === 'expression' && origin.path.length === 0 && origin.node.kind === 'array'
    ? origin.node.elements
    : undefined;
}

/** Positional arguments, a spread one as a spread node. */
export function positionals(call: Call): readonly Expression[] {
  return call.args
    .filter((arg) => arg.name === undefined)
    .map((arg) =>
      arg.spread && arg.value.kind !== 'spread'
        ? { kind: 'spread', start: arg.value.start, end: arg.value.end, parent: call, value: arg.value }
        : arg.value,
    );
}

export function placeOfNode(node: Exclude<Node, { kind: 'item' }>): Place {
  return { item: itemOf(node), start: node.start, end: node.end };
}

/** What entry points that are made by where they stand have in common. */
export function byPlace(node: Exclude<Node, Item>): Omit<Registration, 'verb' | 'path' | 'title' | 'handler' | 'links'> {
  const at = node.kind === 'fn' ? { ...placeOfNode(node), ...node.nameSpan } : placeOfNode(node);
  return {
    role: 'route',
    at,
    call: undefined,
    router: undefined,
    cls: undefined,
    when: [],
    hangsAs: undefined,
    schema: undefined,
  };
}

/** What entry points that a decorator of a function or of a class's method makes have in common. */
export function byDecorator(
  fn: FunctionNode,
  decorator: Expression,
  cls?: ClassNode,
): Omit<Registration, 'role' | 'verb' | 'path' | 'links'> {
  return {
    handler: { kind: 'here', fn },
    at: placeOfNode(decorator),
    call: decorator.kind === 'call' ? decorator : undefined,
    router: undefined,
    cls,
    when: [],
    hangsAs: undefined,
    schema: undefined,
    title: cls === undefined ? fn.name : `${cls.name}.${fn.name}`,
  };
}
