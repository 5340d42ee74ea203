/**
 * Which names an item says something about to others. A route registered on a router mentions the router and changes
 * nothing for the other routes; a guard put on it does, from inside of a function as well.
 */
import type { Call, Expression, FunctionNode, Item, Node } from '#code/model';
import { forEachChild } from '#code/walk';
import { sitesOf } from '../entries/sites';
import { walk } from '../walk';
import { type Entry, entriesOfFunction } from './scope-entries';

/** Methods that add one route, task or request and leave what they are called on as it was. */
const ADDING: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'websocket',
  'api_route',
  'task',
]);

/** Methods that put something before routes, or hang one router on another. */
export const HANGING: ReadonlySet<string> = new Set([
  'use',
  'all',
  'addHook',
  'register',
  'before_request',
  'before_app_request',
  'add_middleware',
  'route',
  'group',
  'mount',
  'include_router',
  'add_router',
  'register_blueprint',
  'add_subapp',
  'append',
  'add_routes',
  'Use',
  'Pre',
  'Mount',
]);

// These depend on the item alone.
const HUNG = new WeakMap<Item, ReadonlySet<string>>();
const WRITTEN = new WeakMap<Item, ReadonlyMap<string, readonly Entry[]>>();
const TOLD = new WeakMap<Item, readonly string[]>();
const USED = new WeakMap<Item, ReadonlySet<string>>();
const REGISTERED = new WeakMap<Item, string>();

/** Names that calls of the item, those in function bodies included, hang something on or hang on something. */
export function hungIn(item: Item): ReadonlySet<string> {
  let names = HUNG.get(item);
  if (names === undefined) {
    const found = new Set<string>();
    for (const { callee, args } of sitesOf(item).calls) {
      if (args.length === 0 || callee.kind !== 'member' || !HANGING.has(callee.property)) continue;
      found.add(rootName(callee.object));
      for (const { value } of args) found.add(rootName(value));
    }
    found.delete('');
    names = found;
    HUNG.set(item, names);
  }
  return names;
}

/** Names of which the item says something to those who ask what mentions them. */
export function toldOf(item: Item): readonly string[] {
  let names = TOLD.get(item);
  if (names === undefined) {
    names = [...new Set([...[...item.mentions].filter((name) => influences(item, name)), ...hungIn(item)])];
    TOLD.set(item, names);
  }
  return names;
}

/** Names of the module that functions of the item give values to. */
export function writtenIn(item: Item, isPython: boolean): ReadonlyMap<string, readonly Entry[]> {
  let names = WRITTEN.get(item);
  if (names === undefined) {
    names = item.fn.functions.length === 0 ? NOTHING : writtenInside(item.fn.functions, isPython);
    WRITTEN.set(item, names);
  }
  return names;
}

const NOTHING: ReadonlyMap<string, readonly Entry[]> = new Map();

/** Assignments in the functions, and those inside of them, to names of an enclosing scope. */
export function writtenInside(functions: readonly FunctionNode[], isPython: boolean): ReadonlyMap<string, readonly Entry[]> {
  const collected = new Map<string, readonly Entry[]>();
  const todo = [...functions];
  for (let fn = todo.pop(); fn !== undefined; fn = todo.pop()) {
    for (const [name, entries] of entriesOfFunction(fn, isPython).outer)
      collected.set(name, [...(collected.get(name) ?? []), ...entries]);
    todo.push(...fn.functions);
  }
  return collected;
}

/** Every name that the item uses, in function bodies too, members included. */
export function usedIn(item: Item): ReadonlySet<string> {
  let names = USED.get(item);
  if (names === undefined) {
    const found = new Set<string>();
    const visit = (node: Node): void => {
      if (node.kind === 'identifier') found.add(node.name);
      else if (node.kind === 'member') found.add(node.property);
      forEachChild(node, visit, undefined);
    };
    visit(item);
    names = found;
    USED.set(item, names);
  }
  return names;
}

/** `app` of `app.api.use(…)`; '' where no name is at the root. */
export function rootName(expression: Expression): string {
  let at = expression;
  for (;;) {
    if (at.kind === 'identifier') return at.name;
    if (at.kind === 'member' || at.kind === 'index') at = at.object;
    else if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'await' || at.kind === 'cast') at = at.value;
    else return '';
  }
}

/** False when the item only adds something of its own to what the name stands for. */
function influences(item: Item, name: string): boolean {
  return registeredOn(item) !== name;
}

/** The name an item registers its one route on; '' when it does anything else as well. */
function registeredOn(item: Item): string {
  let name = REGISTERED.get(item);
  if (name === undefined) {
    name = findRegistration(item);
    REGISTERED.set(item, name);
  }
  return name;
}

function findRegistration({ statements }: Item): string {
  const [only] = statements;
  if (only === undefined || statements.length > 1) return '';
  if (only.kind === 'function-declaration') {
    const names = new Set(only.fn.decorators.map((each) => (each.kind === 'call' ? receiverOf(each) : '')));
    const [name = ''] = names;
    return names.size === 1 ? name : '';
  }
  if (only.kind !== 'expression') return '';
  const call = only.expression.kind === 'await' ? only.expression.value : only.expression;
  return call.kind === 'call' ? receiverOf(call) : '';
}

/** `app` of `app.post('/x', …)`, when it is not handed on as well. */
function receiverOf({ callee, args }: Call): string {
  if (callee.kind !== 'member' || callee.object.kind !== 'identifier' || !ADDING.has(callee.property)) return '';
  const { name } = callee.object;
  return args.some(({ value }) => mentions(value, name)) ? '' : name;
}

function mentions(expression: Expression, name: string): boolean {
  let found = false;
  walk(expression, (node: Node) => {
    found ||= node.kind === 'identifier' && node.name === name;
    return !found;
  });
  return found;
}
