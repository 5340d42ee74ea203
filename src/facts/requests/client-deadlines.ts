/**
 * The bound a client brings along: options of the call that made it, defaults set on it afterwards, an interceptor, a
 * session's adapter; or what its own file says of an imported one.
 */

import {
  type Assign,
  type Call,
  type ClassNode,
  type Expression,
  type FunctionNode,
  functionOf,
  type Item,
  type Node,
  placeOf,
} from '#code/model';
import type { HttpClient } from '#libraries/http-client';
import { clientMade, type Sent } from '#libraries/http-clients';
import type { Analysis } from '../analysis';
import { anyOf, type Fact, no, unknown, yes } from '../fact';
import { familyOf } from '../language';
import type { Origin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { walk, walkBody } from '../walk';
import { boundOf } from './deadline-values';
import { type OutboundRequest, toMaker } from './requests';

/** `undefined`: the client says nothing, so its library's default holds. */
export function clientDeadline(analysis: Analysis, request: OutboundRequest): Fact | undefined {
  const { client, makers, handle, call } = request;
  const facts: Fact[] = [];
  for (const { call: made, options } of [...makers].reverse()) {
    if (made === undefined) {
      const elsewhere = madeElsewhere(handle, client);
      if (elsewhere !== undefined) facts.push(elsewhere);
      continue;
    }
    const named = namedBound(analysis, client, options.entries);
    if (named !== undefined) facts.push(named);
    else if (options.open !== undefined && client.deadlines.length > 0) facts.push(unknown(options.open));
    facts.push(...setAfterwards(analysis, client, made, handle));
  }
  facts.push(...setOnName(analysis, client, rootOf(call.callee)));
  if (facts.length > 0) return anyOf(...facts);
  const last = makers.at(-1)?.call;
  return last === undefined || client.otherwise !== 'waits' ? undefined : no(`its client \`${analysis.textOf(last, 50)}\``);
}

function namedBound(analysis: Analysis, client: HttpClient, entries: ReadonlyMap<string, Expression>): Fact | undefined {
  const facts: Fact[] = [];
  for (const key of client.deadlines) {
    const value = entries.get(key);
    if (value !== undefined)
      facts.push(
        boundOf(
          analysis,
          value,
          `${key}${analysis.model.language === 'python' ? '=' : ': '}${analysis.textOf(value, 60)} of the client`,
        ),
      );
  }
  return facts.length === 0 ? undefined : anyOf(...facts);
}

/** The bound of a client by the call that makes it, wherever it is then sent from: for the summary of its file. */
export function madeWithDeadline(
  analysis: Analysis,
  { client, made }: Omit<Sent, 'send'>,
  call: Call,
  handle: Origin,
): Fact | undefined {
  const last = made.at(-1);
  if (last === undefined) return undefined;
  const { options } = toMaker(analysis, last, call);
  const named = namedBound(analysis, client, options.entries);
  const facts = [...(named === undefined ? [] : [named]), ...setAfterwards(analysis, client, call, handle)];
  if (facts.length > 0) return anyOf(...facts);
  if (options.open !== undefined) return unknown(options.open);
  return typeof client.otherwise === 'object'
    ? yes(placeOf(call), `${client.name} gives up after ${client.otherwise.seconds} s by default`)
    : undefined;
}

/** The instance named in the options to send through: `dispatcher: new Agent({ headersTimeout })`. `undefined`: none, or it says nothing. */
export function senderDeadline(analysis: Analysis, { client, options }: OutboundRequest): Fact | undefined {
  const sender = client.senderOption === undefined ? undefined : options.entries.get(client.senderOption);
  if (sender === undefined) return undefined;
  const origin = analysis.originOf(sender);
  const made = origin.kind === 'package' ? clientMade(familyOf(analysis), origin.package, origin.path) : undefined;
  if (origin.kind !== 'package' || made === undefined) return unknown(`${analysis.textOf(sender, 40)} may bound it`);
  const call = origin.calls.at(-1);
  if (call !== undefined) return madeWithDeadline(analysis, made, call, origin);
  return origin.through === undefined
    ? unknown(`${analysis.textOf(sender, 40)} is made elsewhere`)
    : madeElsewhere(origin, made.client);
}

/** An import whose file was read tells by its traits; a parameter or field tells nothing of how it was made. */
function madeElsewhere(handle: Origin, client: HttpClient): Fact | undefined {
  const through = handle.kind === 'package' ? handle.through : undefined;
  const trait = through?.traits.deadline;
  if (trait !== undefined) return yes(trait.at, trait.what);
  if (through !== undefined)
    return client.otherwise === 'waits' ? no(`its client \`${through.name}\` of ${through.module ?? 'this file'}`) : undefined;
  return client.otherwise === 'waits' ? unknown('the client is made elsewhere') : undefined;
}

function rootOf(callee: Expression): string | undefined {
  let at = callee;
  while (at.kind === 'member' || at.kind === 'index' || at.kind === 'call') at = at.kind === 'call' ? at.callee : at.object;
  return at.kind === 'identifier' ? at.name : undefined;
}

/** What is done to the client after it was made, in the function, class or module that made it. */
function setAfterwards(analysis: Analysis, client: HttpClient, made: Call, handle: Origin): readonly Fact[] {
  const facts: Fact[] = [];
  const isIt = (node: Expression): boolean => {
    const origin = analysis.originOf(node);
    return (origin.kind === 'package' && origin.calls.includes(made)) || (origin === handle && handle.kind !== 'unknown');
  };
  for (const node of nodesNear(analysis, made)) {
    if (node.kind === 'call') facts.push(...configured(analysis, client, node, isIt));
    else if (node.target.kind === 'member') facts.push(...assigned(analysis, client, node, isIt));
  }
  return facts;
}

/** Calls and assignments of the function that made it; of the whole class for a field; of mentioning items for a module's. */
export function nodesNear(analysis: Analysis, made: Call): readonly (Call | Assign)[] {
  const nodes: (Call | Assign)[] = [];
  const collect = (node: Node): undefined => {
    if (node.kind === 'call' || node.kind === 'assign') nodes.push(node);
    return undefined;
  };
  const fn = functionOf(made);
  walkBody(fn, collect);
  for (const method of fn.cls?.methods ?? []) if (method !== fn) walkBody(method, collect);
  const name = nameGiven(made);
  if (name !== undefined && fn.parent.kind === 'item')
    for (const item of analysis.mentioning(name)) if (item.fn !== fn) walkItem(item, collect);
  return nodes;
}

function walkItem(item: Item, collect: (node: Node) => undefined): void {
  for (const statement of item.statements) walk(statement, collect);
}

/** The name the made client is bound to. */
function nameGiven(made: Call): string | undefined {
  for (let at: Node = made.parent; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    if (at.kind === 'declare' && at.target.kind === 'identifier') return at.target.name;
    if (at.kind === 'assign' && at.target.kind === 'identifier') return at.target.name;
  }
  return undefined;
}

/** `api.interceptors.request.use((config) => { config.timeout = … })`, `session.mount('https://', TimeoutAdapter())`. */
function configured(analysis: Analysis, client: HttpClient, call: Call, isIt: (node: Expression) => boolean): readonly Fact[] {
  if (call.callee.kind !== 'member') return [];
  const { property, object } = call.callee;
  if (property === 'mount' && isIt(object)) {
    const adapter = call.args[1]?.value ?? call.args.find((arg) => arg.name === 'adapter')?.value;
    return adapter === undefined ? [] : [adapterBound(analysis, adapter)];
  }
  if (
    property !== 'use' ||
    !/interceptors\.request$/.test(writtenName(object)) ||
    object.kind !== 'member' ||
    object.object.kind !== 'member' ||
    !isIt(object.object.object)
  )
    return [];
  const fn = call.args[0] === undefined ? undefined : analysis.functionValue(call.args[0].value);
  const where = fn === undefined ? undefined : setsOption(fn, client.deadlines);
  return where === undefined ? [] : [yes(placeOf(where), `the interceptor sets ${analysis.textOf(where, 50)}`)];
}

/** `api.defaults.timeout = 5000`, `session.request = partial(session.request, timeout=5)`. */
function assigned(analysis: Analysis, client: HttpClient, node: Assign, isIt: (node: Expression) => boolean): readonly Fact[] {
  const { target, value } = node;
  if (target.kind !== 'member') return [];
  if (
    client.deadlines.includes(target.property) &&
    target.object.kind === 'member' &&
    target.object.property === 'defaults' &&
    isIt(target.object.object)
  )
    return [boundOf(analysis, value, analysis.textOf(node, 60))];
  if ((target.property === 'request' || target.property === 'send') && isIt(target.object) && value.kind === 'call') {
    const keyword = value.args.find((arg) => arg.name !== undefined && client.deadlines.includes(arg.name));
    return keyword === undefined ? [] : [boundOf(analysis, keyword.value, analysis.textOf(node, 60))];
  }
  return [];
}

/** `axios.defaults.timeout = …`, `axios.interceptors…` on the library itself, at module level. */
function setOnName(analysis: Analysis, client: HttpClient, root: string | undefined): readonly Fact[] {
  if (root === undefined || client.packages.includes('')) return [];
  const facts: Fact[] = [];
  const isIt = (node: Expression): boolean => node.kind === 'identifier' && node.name === root;
  for (const item of analysis.mentioning(root))
    walkItem(item, (node) => {
      if (node.kind === 'call') facts.push(...configured(analysis, client, node, isIt));
      else if (node.kind === 'assign') facts.push(...assigned(analysis, client, node, isIt));
      return undefined;
    });
  return facts;
}

/** The first place where the function (or one nested in it) sets one of the keys on something. */
function setsOption(fn: FunctionNode, keys: readonly string[]): Node | undefined {
  let found: Node | undefined;
  walkBody(fn, (node) => {
    if (node.kind === 'assign') {
      if (node.target.kind === 'member' && keys.includes(node.target.property)) found ??= node;
      if (node.target.kind === 'index' && node.target.index.kind === 'literal' && keys.includes(String(node.target.index.value)))
        found ??= node;
    }
    if (node.kind === 'object' && node.entries.some((entry) => entry.key !== undefined && keys.includes(entry.key)))
      found ??= node;
    if (
      node.kind === 'call' &&
      (lastName(node.callee) === 'setdefault' || node.args.some((arg) => arg.name !== undefined && keys.includes(arg.name)))
    ) {
      const [key] = node.args;
      if (lastName(node.callee) !== 'setdefault' || (key?.value.kind === 'literal' && keys.includes(String(key.value.value))))
        found ??= node;
    }
    return found === undefined;
  });
  return found;
}

/** An adapter of this file that gives every request a timeout; `HTTPAdapter` itself has none. */
function adapterBound(analysis: Analysis, adapter: Expression): Fact {
  const origin = analysis.originOf(adapter);
  if (origin.kind === 'class') return boundByClass(analysis, origin.cls) ?? no(`the adapter ${origin.cls.name}`);
  if (origin.kind === 'project') {
    const exported = analysis.exported(origin);
    const trait = exported?.traits.deadline;
    if (trait !== undefined) return yes(trait.at, trait.what);
    return exported === undefined || exported.isOpaque
      ? unknown('the adapter could not be read')
      : no(`the adapter ${exported.name}`);
  }
  if (origin.kind !== 'package') return unknown('the adapter is not known here');
  if (adapter.kind === 'call') {
    const given = adapter.args.find((arg) => arg.name === 'timeout');
    if (given !== undefined) return boundOf(analysis, given.value, `timeout=${analysis.textOf(given.value, 30)} of the adapter`);
  }
  return origin.package.startsWith('requests')
    ? no('the adapter')
    : unknown(`the adapter ${lastName(adapter)} may have a timeout`);
}

/** A class whose `send` or `request` gives what it passes on a timeout. */
export function boundByClass(analysis: Analysis, cls: ClassNode): Fact | undefined {
  for (const method of cls.methods) {
    if (method.name !== 'send' && method.name !== 'request') continue;
    const where = setsOption(method, ['timeout']);
    if (where !== undefined) return yes(placeOf(where), `${cls.name}: ${analysis.textOf(where, 60)}`);
  }
  return undefined;
}
