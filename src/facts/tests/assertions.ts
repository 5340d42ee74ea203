/** What would make a test fail: found (where), found and nearly nothing fails it, not found, or not to be told. */
import { type Call, type Expression, type FunctionNode, itemOf, type Node, placeOf } from '#code/model';
import { forEachChild } from '#code/walk';
import { CONTEXT_MEMBERS, FAILING_CALLS, HELPER_MODULES, PERHAPS_FAILING, WEAK_MATCHERS } from '#libraries/test-words';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { lastName } from '../origins/full-name';

export type Assertion =
  | { readonly kind: 'yes'; readonly where: Where; readonly what: string }
  | { readonly kind: 'weak'; readonly node: Node; readonly what: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'no' };

/** How far helpers of the same file are followed. */
const DEEPEST = 3;

export function assertionOf(analysis: Analysis, fn: FunctionNode): Assertion {
  return new Looking(analysis).in(fn, 0);
}

class Looking {
  readonly #analysis: Analysis;
  readonly #seen = new Set<FunctionNode>();
  #weak: Assertion | undefined;
  #unknown: Assertion | undefined;
  #found: Assertion | undefined;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  in(fn: FunctionNode, depth: number): Assertion {
    this.#look(fn, depth);
    return this.#found ?? this.#unknown ?? this.#weak ?? { kind: 'no' };
  }

  #look(fn: FunctionNode, depth: number): void {
    if (this.#found !== undefined || this.#seen.has(fn)) return;
    this.#seen.add(fn);
    const { base } = itemOf(fn);
    const { text, language } = this.#analysis.model;
    if (language !== 'python' && text.slice(base + fn.start, base + fn.end).includes('@ts-expect-error'))
      this.#yes(fn, 'the type checker has to find an error');
    const context = contextOf(fn);
    const visit = (node: Node, isOwn: boolean): void => {
      if (this.#found !== undefined) return;
      if (node.kind === 'throw' && isOwn) this.#yes(node, 'it throws');
      else if (node.kind === 'other-statement' && node.word === 'assert') this.#statement(node);
      else if (node.kind === 'member' && node.property === 'should') this.#yes(node, 'should');
      else if (node.kind === 'identifier' && node.name === context && /^(?:done|cb|callback|next|finish|resolve)$/.test(context))
        this.#yes(node, `${context} has to be called`);
      else if (node.kind === 'call') this.#call(node, context, depth);
      const isInside = isOwn && node.kind !== 'fn';
      forEachChild(node, (child) => visit(child, isInside), undefined);
    };
    for (const statement of fn.body) visit(statement, true);
  }

  #yes(node: Node, what: string): void {
    this.#found ??= { kind: 'yes', where: placeOf(node), what };
  }
  #weakly(node: Node, what: string): void {
    this.#weak ??= { kind: 'weak', node, what };
  }
  #perhaps(why: string): void {
    this.#unknown ??= { kind: 'unknown', why };
  }

  /** Python's `assert`. */
  #statement(node: Extract<Node, { kind: 'other-statement' }>): void {
    const tested = node.children[0];
    if (tested?.kind === 'literal') this.#weakly(node, 'what is asserted is a constant');
    else if (tested !== undefined) this.#yes(node, this.#analysis.textOf(node, 60));
  }

  #call(call: Call, context: string, depth: number): void {
    const name = lastName(call.callee);
    const root = rootOf(call.callee);
    if (isExpectation(call)) {
      this.#expectation(call);
      return;
    }
    // What hangs on an expectation was read with it.
    if (holdsExpectation(call.callee)) return;
    if (call.callee.kind === 'identifier' && name === 'assert' && call.args[0]?.value.kind === 'literal') {
      this.#weakly(call, 'what is asserted is a constant');
      return;
    }
    const isContext = root !== undefined && root === context && call.callee.kind === 'member' && !CONTEXT_MEMBERS.has(name);
    if (FAILING_CALLS.test(name) || root === 'assert' || root === 'cy' || isContext) {
      this.#yes(call, this.#analysis.textOf(call, 60));
      return;
    }
    const own = this.#analysis.calledFunction(call);
    if (own !== undefined) {
      if (depth < DEEPEST) this.#look(own, depth + 1);
      else this.#perhaps('helpers are followed three calls deep');
      return;
    }
    if (this.#mayFail(call, name, root)) this.#perhaps(`${name} may look at the result`);
  }

  #mayFail({ callee }: Call, name: string, root: string | undefined): boolean {
    if (PERHAPS_FAILING.test(name) || root === 'page') return true;
    if (callee.kind === 'member') {
      // A page that a test is handed waits for what it acts on.
      if (callee.object.kind !== 'identifier') return false;
      const held = this.#analysis.bindingOf(callee.object.name, callee);
      return callee.object.name === 'this' || (held?.kind === 'parameter' && held.path.length > 0);
    }
    if (callee.kind !== 'identifier') return false;
    const binding = this.#analysis.bindingOf(callee.name, callee);
    if (binding === undefined)
      return !/^(?:[A-Z]|set|clear|fetch$|print$|require$|list$|dict$|str$|int$|len$|next$|iter$|open$|super$|structuredClone$|queueMicrotask$)/.test(
        callee.name,
      );
    if (binding.kind === 'parameter') return true;
    return binding.kind === 'import' && HELPER_MODULES.test(binding.module);
  }

  /** `expect(x)` with all that hangs on it. */
  #expectation(call: Call): void {
    const { names, end, last } = chainAbove(call);
    if (end === undefined || last === undefined) {
      this.#weakly(call, 'nothing is asked of what is expected');
      return;
    }
    if ((names.includes('resolves') || names.includes('rejects')) && isDropped(end)) {
      this.#weakly(end, 'nobody waits for the expectation');
      return;
    }
    const matcher = names.includes('not') ? `not.${last}` : last;
    if (WEAK_MATCHERS.has(matcher)) this.#weakly(end, `${matcher} is all that is asked`);
    else if (call.args[0]?.value.kind === 'literal') this.#weakly(end, 'what is expected is a constant');
    else this.#yes(end, this.#analysis.textOf(end, 60));
  }
}

function contextOf({ params }: FunctionNode): string {
  return params[0]?.name ?? '';
}

function rootOf(callee: Expression): string | undefined {
  let at = callee;
  while (at.kind === 'member' || at.kind === 'call' || at.kind === 'await')
    at = at.kind === 'member' ? at.object : at.kind === 'call' ? at.callee : at.value;
  return at.kind === 'identifier' ? at.name : undefined;
}

/** `expect(x)`, `expect.soft(x)`, `chai.expect(x)` */
function isExpectation({ callee }: Call): boolean {
  if (callee.kind === 'identifier') return callee.name === 'expect';
  if (callee.kind !== 'member' || callee.object.kind !== 'identifier') return false;
  const isOwn = callee.object.name === 'expect' && (callee.property === 'soft' || callee.property === 'poll');
  return isOwn || (callee.object.name === 'chai' && callee.property === 'expect');
}

function holdsExpectation(callee: Expression): boolean {
  let at = callee;
  for (;;) {
    if (at.kind === 'member') at = at.object;
    else if (at.kind === 'call') {
      if (isExpectation(at)) return true;
      at = at.callee;
    } else return false;
  }
}

/** The names that hang on the call, the last of them, and the end of the chain. Chai's `.to.be.true` ends in a name. */
function chainAbove(call: Call): {
  readonly names: readonly string[];
  readonly end: Expression | undefined;
  readonly last: string | undefined;
} {
  const names: string[] = [];
  let at: Expression = call;
  let end: Expression | undefined;
  for (;;) {
    const parent: Node = at.parent;
    if (parent.kind === 'member' && parent.object === at) {
      names.push(parent.property);
      at = parent;
      end = at;
    } else if (parent.kind === 'call' && parent.callee === at) {
      at = parent;
      end = at;
    } else break;
  }
  return { names, end, last: names.at(-1) };
}

/** Neither awaited nor returned nor handed on. */
function isDropped({ parent }: Expression): boolean {
  return parent.kind === 'expression';
}
