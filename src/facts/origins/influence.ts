/**
 * Which names an item says something about to others. A route registered on a router mentions the router and changes
 * nothing for the other routes; a guard put on it does.
 */
import type { Call, Expression, Item, Node } from '#code/model';
import { walk } from '../walk';

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

// Depends on the item alone.
const REGISTERED = new WeakMap<Item, string>();

/** False when the item only adds something of its own to what the name stands for. */
export function influences(item: Item, name: string): boolean {
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
