/**
 * Whether an error in the body itself would be seen. Many services answer a failure with a body that says so (`ok: false`,
 * `error: …`); who looks at that, or lets the body through a schema, does not take an error page for a result.
 */
import { type Call, type Expression, type FunctionNode, functionOf, type Handler, type Node } from '#code/model';
import type { Analysis } from '../analysis';
import { isCheckedClass, isSchemaCall } from '../input/validation-calls';
import { lastName, writtenName } from '../origins/full-name';
import { leavesOf } from '../origins/pattern-leaves';
import { callsOf } from './callers';
import { laterMentions } from './later-mentions';
import { testOn } from './test-on';

/** Say by themselves whether it went well. */
const VERDICTS =
  /^(?:ok|success|successful|succeeded|(?:is_?|has_?)?errors?|err|failed|failure|fault|error_?(?:code|type|message|description))$/i;
/** Say it to who knows their values. */
const TEXTS = /^(?:message|msg|detail|details|code|status|errno|errcode|retcode)$/i;
/** Calls that give back what they are given, read as data or not. */
const PASSES_ON = /^(?:Promise\.resolve|JSON\.parse|json\.loads|cast|typing\.cast|dict|list|asyncio\.\w+)$/;
const READS = /^(?:json|text|arrayBuffer|blob|read|decode|strip|trim)$/;

/** Aliases of aliases end somewhere. */
const MAX_STEPS = 200;
const DEPTH = 2;

export class BodyFollowing {
  /** What sees an error in the body. */
  seen: Exclude<Node, { kind: 'item' }> | undefined;
  /** Where one error is told from the rest. */
  glanced: Exclude<Node, { kind: 'item' }> | undefined;

  #steps = 0;

  constructor(
    private readonly analysis: Analysis,
    private readonly from: Call,
    private readonly depth = DEPTH,
  ) {}

  /** Follows an expression that is the body (or a promise of it, or its text) to where it goes. */
  value(node: Expression): void {
    if (this.#steps++ > MAX_STEPS || this.seen !== undefined) return;
    const { parent } = node;
    switch (parent.kind) {
      case 'await':
      case 'cast':
        this.value(parent);
        return;
      case 'declare':
      case 'assign':
        if (parent.target !== node) this.bound(parent.target);
        return;
      case 'member':
        if (parent.object === node) this.#member(parent);
        return;
      case 'call':
        if (parent.callee !== node) this.#given(parent, node);
        return;
      case 'binary':
        if (/^(?:not )?in$/.test(parent.operator) && parent.right === node && parent.left.kind === 'literal')
          this.#tested(parent, String(parent.left.value), parent.operator === 'not in');
        else if (/^(?:\|\||&&|\?\?)$/.test(parent.operator)) this.value(parent);
        return;
      case 'conditional':
        if (parent.test !== node) this.value(parent);
        return;
      case 'return':
        this.#returned(functionOf(parent));
        return;
      default:
    }
  }

  /** The body gets a name, or is taken apart. */
  bound(target: Node): void {
    if (target.kind === 'identifier') {
      this.#each(laterMentions(this.analysis, target.name, target, functionOf(target)), (mention) => this.value(mention));
    } else if (target.kind === 'object-pattern')
      for (const { name, path, node } of leavesOf(target)) {
        const [key] = path;
        this.#each(laterMentions(this.analysis, name, node, functionOf(node)), (mention) =>
          key === undefined ? this.value(mention) : this.#key(mention, key),
        );
      }
  }

  #each<T>(nodes: readonly T[], follow: (node: T) => void): void {
    for (const node of nodes) if (this.seen === undefined) follow(node);
  }

  #member(member: Extract<Node, { kind: 'member' }>): void {
    const { property, parent } = member;
    const called = parent.kind === 'call' && parent.callee === member ? parent : undefined;
    if (called === undefined) {
      this.#key(member, property);
      return;
    }
    const first = called.args[0]?.value;
    if (property === 'then') {
      const fn = first === undefined ? undefined : this.analysis.functionValue(first);
      if (fn !== undefined) this.#into(fn, 0);
      else if (first !== undefined && isSchemaLike(this.analysis, called, first)) this.seen ??= first;
    } else if (property === 'get' && first?.kind === 'literal') this.#key(called, String(first.value));
    else if (/^(?:catch|finally|keys)$/.test(property) || READS.test(property)) this.value(called);
  }

  #given(call: Call, node: Expression): void {
    const name = writtenName(call.callee);
    if (PASSES_ON.test(name)) {
      this.value(call);
      return;
    }
    if (isSchemaCall(this.analysis, call) || isCheckedClass(this.analysis, this.analysis.originOf(call.callee))) {
      this.seen ??= call;
      return;
    }
    // `Array.isArray(data)`, `isinstance(data, list)`, `isError(data)`.
    if (/^(?:isinstance$|is_|is[A-Z])/.test(lastName(call.callee)) && testOn(call) !== undefined) {
      this.seen ??= call;
      return;
    }
    const fn = this.analysis.calledFunction(call);
    if (fn !== undefined)
      this.#into(
        fn,
        call.args.findIndex((arg) => arg.value === node),
      );
  }

  #into(fn: FunctionNode, index: number): void {
    const param = fn.params[index];
    if (param === undefined || this.depth === 0) return;
    const inner = new BodyFollowing(this.analysis, this.from, this.depth - 1);
    inner.bound(param.target);
    this.seen ??= inner.seen;
    this.glanced ??= inner.glanced;
  }

  /** What a callback gives back is the chain's; what a function gives back is its callers' to look at. */
  #returned(fn: FunctionNode): void {
    const around = fn.parent.kind === 'function' ? fn.parent.parent : undefined;
    if (around?.kind === 'call') {
      if (around.callee.kind === 'member' && around.callee.property === 'then') this.value(around);
      return;
    }
    if (this.depth === 0) return;
    const calls = callsOf(this.analysis, fn, this.from);
    const found = calls.map((call) => {
      const inner = new BodyFollowing(this.analysis, this.from, this.depth - 1);
      inner.value(call);
      return inner;
    });
    const looks = found.flatMap(({ seen }) => seen ?? []);
    if (looks.length === calls.length) this.seen ??= looks[0];
    this.glanced ??= looks[0] ?? found.find(({ glanced }) => glanced !== undefined)?.glanced;
  }

  /** One member of the body, by its key. */
  #key(node: Expression, key: string): void {
    const { parent } = node;
    this.seen ??= keyHandler(node);
    if (
      (parent.kind === 'declare' || parent.kind === 'assign') &&
      parent.target !== node &&
      parent.target.kind === 'identifier'
    ) {
      const { target } = parent;
      this.#each(laterMentions(this.analysis, target.name, target, functionOf(target)), (mention) => this.#tested(mention, key));
    } else this.#tested(node, key);
  }

  #tested(node: Expression, key: string, isAbsence = false): void {
    const test = testOn(node);
    if (test === undefined) return;
    const isVerdict = VERDICTS.test(key) && test.kind !== 'compare';
    // What has to be there is not: `if (!data.token) throw …`.
    const isRequired = test.kind === 'truth' && test.raises && test.isNegated !== isAbsence;
    if (isVerdict || isRequired) this.seen ??= test.node;
    else if (test.kind !== 'handed' && (VERDICTS.test(key) || TEXTS.test(key))) this.glanced ??= test.node;
  }
}

/** The handler for a key that is not there, around where it is read. */
function keyHandler(node: Expression): Handler | undefined {
  let child: Node = node;
  for (let at: Node = node.parent; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    if (at.kind === 'try' && at.body.some((statement) => statement === child)) {
      const handler = at.handlers.find(({ types }) => types.some((type) => /^(?:KeyError|LookupError)$/.test(lastName(type))));
      if (handler !== undefined) return handler;
    }
    child = at;
  }
  return undefined;
}

/** `.then(Schema.parse)`. */
function isSchemaLike(analysis: Analysis, call: Call, callee: Expression): boolean {
  return callee.kind === 'member' && isSchemaCall(analysis, { ...call, callee });
}
