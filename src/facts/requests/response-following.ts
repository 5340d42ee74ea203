/** Follows a response from where it arrives: what reads its status, what reads its body, whom it is handed to. */

import { type Call, type Expression, type FunctionNode, functionOf, type Identifier, type Node } from '#code/model';
import type { HttpClient } from '#libraries/http-client';
import type { Analysis } from '../analysis';
import { toldBy } from '../failures/observability';
import { hasPromises } from '../language';
import { writtenName } from '../origins/full-name';
import { leavesOf } from '../origins/pattern-leaves';
import { isTeamsOwn } from '../team-names';
import { laterMentions } from './later-mentions';

/** Calls that give back what they are given. */
const PASSES_ON = /^(?:Promise\.resolve|asyncio\.(?:wait_for|shield|create_task|ensure_future)|pTimeout)$/;

/** Aliases of aliases end somewhere. */
const MAX_STEPS = 400;

/** Helpers that get the response are read; helpers of helpers are not. */
const DEPTH = 2;

export class Following {
  status: Exclude<Node, { kind: 'item' }> | undefined;
  body: Exclude<Node, { kind: 'item' }> | undefined;
  isReturned = false;
  isDropped = false;
  blind: string | undefined;
  /** The variable the response is in: its name and the statement that gives it. */
  variable: { readonly name: string; readonly statement: Node } | undefined;

  #steps = 0;

  constructor(
    private readonly analysis: Analysis,
    private readonly client: HttpClient,
    private readonly depth = DEPTH,
  ) {}

  /** Follows an expression that is the response (or a promise of it) to where it goes. */
  value(node: Expression, path: readonly string[] = []): void {
    if (this.#steps++ > MAX_STEPS) return;
    const { parent } = node;
    switch (parent.kind) {
      case 'await':
      case 'cast':
        this.value(parent, path);
        return;
      case 'declare':
      case 'assign':
        this.#bound(parent.target, parent, path);
        return;
      case 'member':
        this.#member(parent, node);
        return;
      case 'index':
        this.#seen(parent);
        return;
      case 'call':
        if (parent.callee !== node) this.#given(parent, node, path);
        return;
      case 'array':
        // `[await fetch(a)]`, `Promise.all([fetch(a), fetch(b)])`.
        this.#element(parent, node);
        return;
      case 'return':
      case 'yield':
        this.#returned(parent);
        return;
      case 'expression':
        this.isDropped = node.kind === 'await' || !hasPromises(this.analysis);
        return;
      case 'with': {
        const item = parent.items.find((each) => each.value === node);
        if (item?.target !== undefined) this.#bound(item.target, parent, path);
        return;
      }
      case 'if':
      case 'loop':
        return;
      case 'conditional':
        if (parent.test !== node) this.value(parent, path);
        return;
      case 'binary':
        if (/^(?:\|\||&&|\?\?)$/.test(parent.operator)) this.value(parent, path);
        return;
      case 'unary':
        if (parent.operator === '!' && this.client.name === 'requests') this.status ??= node;
        return;
      default:
        this.blind ??= `the response goes into ${this.analysis.textOf(node, 40)}`;
    }
  }

  #bound(target: Node, statement: Node, path: readonly string[]): void {
    if (target.kind === 'identifier') {
      if (path.length === 0) this.variable ??= { name: target.name, statement };
      this.#uses(target.name, target, functionOf(target));
    } else if (target.kind === 'object-pattern' || target.kind === 'array-pattern') {
      for (const leaf of leavesOf(target)) {
        const [first, ...rest] = leaf.path;
        if (path.length > 0 && first !== path[0]) continue;
        const member = path.length > 0 ? rest[0] : first;
        if (member === undefined) this.#uses(leaf.name, leaf.node, functionOf(leaf.node));
        else if (this.client.status.includes(member)) this.status ??= leaf.node;
        else if (this.client.body.includes(member)) this.body ??= leaf.node;
      }
    } else this.blind ??= `the response is kept in ${this.analysis.textOf(target as Expression, 40)}`;
  }

  #uses(name: string, from: Exclude<Node, { kind: 'item' }>, fn: FunctionNode): void {
    for (const mention of laterMentions(this.analysis, name, from, fn)) this.#mention(mention);
  }

  #mention(node: Identifier): void {
    const { parent } = node;
    if (
      this.client.name === 'requests' &&
      ((parent.kind === 'if' && parent.test === node) || (parent.kind === 'conditional' && parent.test === node))
    )
      this.status ??= node;
    else this.value(node);
  }

  #member(member: Extract<Node, { kind: 'member' }>, node: Node): void {
    if (member.object !== node) return;
    const { property, parent } = member;
    const called = parent.kind === 'call' && parent.callee === member ? parent : undefined;
    if (property === 'then' && called !== undefined) {
      this.#then(called);
      return;
    }
    if ((property === 'catch' || property === 'finally') && called !== undefined) {
      this.value(called);
      return;
    }
    if (property === 'clone' && called !== undefined) {
      this.value(called);
      return;
    }
    if (property === 'raise_for_status') {
      if (called !== undefined) this.status ??= called;
      return;
    }
    if (this.client.status.includes(property)) {
      this.#seen(member);
      return;
    }
    if (this.client.body.includes(property) && !isLetGo(member)) this.body ??= called ?? member;
  }

  /** A status that only goes into a log line is seen by nobody in time. */
  #seen(node: Expression): void {
    let at: Node = node;
    while (at.kind !== 'item' && at.kind !== 'fn' && at.kind !== 'if') {
      if (at.kind === 'call' && at !== node && toldBy(this.analysis, at)?.kind === 'logs') return;
      if (at.kind === 'expression' || at.kind === 'return' || at.kind === 'declare' || at.kind === 'throw') break;
      at = at.parent;
    }
    this.status ??= node;
  }

  #then(call: Call): void {
    const callback = call.args[0]?.value;
    if (callback === undefined) return;
    const fn = this.analysis.functionValue(callback);
    if (fn !== undefined) {
      this.#into(fn, 0);
      // `.then(checkStatus).then((r) => r.json())`: what comes after a check has passed it.
      if (this.status === undefined && this.body === undefined && this.blind === undefined) this.value(call);
      return;
    }
    this.#byHelper(callback, writtenName(callback));
  }

  /** Handed to a helper: `await checkOk(res)`, `parse(fetch(url))`. */
  #given(call: Call, node: Expression, path: readonly string[]): void {
    const index = call.args.findIndex((arg) => arg.value === node);
    const name = writtenName(call.callee);
    if (PASSES_ON.test(name)) {
      this.value(call, path);
      return;
    }
    if (toldBy(this.analysis, call) !== undefined) return;
    const fn = this.analysis.calledFunction(call);
    if (fn !== undefined) {
      this.#into(fn, index);
      return;
    }
    this.#byHelper(call.callee, name);
  }

  #byHelper(callee: Expression, name: string): void {
    const origin = this.analysis.originOf(callee);
    const exported = this.analysis.exported(origin);
    if (exported?.traits['checks-status'] !== undefined || isTeamsOwn(this.analysis, 'checks-status', callee))
      this.status ??= callee;
    else this.blind ??= `${name === '' ? 'a helper' : name} gets the response`;
  }

  #into(fn: FunctionNode, index: number): void {
    if (this.depth === 0) {
      this.blind ??= 'the response is handed on too far to follow';
      return;
    }
    const param = fn.params[index];
    if (param === undefined) {
      this.blind ??= `${fn.name} gets the response`;
      return;
    }
    const inner = new Following(this.analysis, this.client, this.depth - 1);
    if (param.target.kind === 'identifier') inner.#uses(param.target.name, param.target, fn);
    else inner.#bound(param.target, param.target, []);
    this.status ??= inner.status;
    this.body ??= inner.body;
    this.blind ??= inner.blind;
    // What the helper gives back is the response again, checked or not.
  }

  #element(array: Extract<Node, { kind: 'array' }>, node: Expression): void {
    const index = String(array.elements.indexOf(node));
    const all = array.parent;
    if (all.kind === 'call' && /(?:^|\.)(?:all|gather)$/.test(writtenName(all.callee))) this.value(all, [index]);
    else if (all.kind === 'return') this.#returned(all);
    else this.blind ??= 'the response goes into a list';
  }

  /** A function that is itself given to something (`pRetry(() => fetch(url))`) hands it there, not to a caller. */
  #returned(node: Node): void {
    const fn = functionOf(node);
    if (fn.parent.kind === 'function' && fn.parent.parent.kind === 'call') this.blind ??= 'a callback gives the response back';
    else this.isReturned = true;
  }
}

/** Go: `resp.Body.Close()`, `io.Copy(io.Discard, resp.Body)`: nothing of what came is believed. */
function isLetGo(body: Extract<Node, { kind: 'member' }>): boolean {
  const { parent } = body;
  if (parent.kind === 'member') return parent.property === 'Close';
  return parent.kind === 'call' && parent.args.some(({ value }) => writtenName(value).endsWith('Discard'));
}
