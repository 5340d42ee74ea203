/** What becomes of a call's result: dropped, looked at for the failure it tells of, used for something else, or handed on. */
import type { Call, Expression, Node, ObjectPattern, Pattern, Place } from '#code/model';
import { functionOf, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { chainOf } from '../origins/call-chain';
import { walkBody } from '../walk';

export type ResultUse =
  | { readonly kind: 'dropped' }
  /** Other members are used; of those that tell none is. */
  | { readonly kind: 'unread'; readonly used: string }
  | { readonly kind: 'read'; readonly where: Place; readonly what: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Members {
  /** That tell of the failure. */
  readonly fields: readonly string[];
  /** That are wanted: being tested, they tell of it too. */
  readonly values: readonly string[];
}

const HANDED: ResultUse = { kind: 'unknown', why: 'the result is handed on' };

export function resultUse(analysis: Analysis, call: Call, members: Members): ResultUse {
  let at: Expression = chainOf(analysis, call).whole;
  while (isTransparent(at.parent)) at = at.parent;
  const { parent } = at;
  switch (parent.kind) {
    case 'expression':
      return { kind: 'dropped' };
    case 'member':
      return members.fields.includes(parent.property)
        ? read(parent, analysis)
        : isTested(parent) && members.values.includes(parent.property)
          ? read(parent, analysis)
          : { kind: 'unread', used: parent.property };
    case 'index':
      return memberOf(analysis, parent, members) ?? HANDED;
    case 'declare':
      return parent.value === at ? ofTarget(analysis, parent.target, members) : HANDED;
    case 'assign':
      return parent.operator === '=' && parent.parent.kind === 'expression' ? ofTarget(analysis, parent.target, members) : HANDED;
    default:
      return HANDED;
  }
}

function isTransparent(node: Node): node is Extract<Node, { kind: 'await' | 'cast' }> {
  return node.kind === 'await' || node.kind === 'cast';
}

function read(node: Node, analysis: Analysis): ResultUse {
  return { kind: 'read', where: placeOf(node), what: `the result is looked at: ${analysis.textOf(node as Expression, 50)}` };
}

function ofTarget(analysis: Analysis, target: Pattern, members: Members): ResultUse {
  if (target.kind === 'identifier') return ofName(analysis, target.name, target, members);
  if (target.kind !== 'object-pattern' || target.rest !== undefined) return HANDED;
  const telling = target.props.find(({ key }) => key === undefined || members.fields.includes(key));
  if (telling !== undefined) return ofTold(analysis, telling.target, target);
  for (const { key, target: name } of target.props)
    if (key !== undefined && members.values.includes(key) && name.kind === 'identifier') {
      const test = testOf(name.name, target);
      if (test !== undefined) return read(test, analysis);
    }
  return { kind: 'unread', used: target.props.map(({ key }) => key ?? '').join(', ') };
}

/** `const { error } = …`: named, and then mentioned or not. */
function ofTold(analysis: Analysis, name: Pattern, whole: ObjectPattern): ResultUse {
  if (name.kind !== 'identifier') return read(whole, analysis);
  const mention = mentionsOf(name.name, name)[0];
  if (mention !== undefined) return read(mention, analysis);
  const others = whole.props.flatMap(({ key, target }) => (target === name || key === undefined ? [] : [key]));
  return { kind: 'unread', used: others.join(', ') };
}

function ofName(analysis: Analysis, name: string, declared: Expression, members: Members): ResultUse {
  const mentions = mentionsOf(name, declared);
  const used: string[] = [];
  for (const mention of mentions) {
    const { parent } = mention;
    if (parent.kind === 'index' && parent.object === mention) {
      const use = memberOf(analysis, parent, members);
      if (use === undefined || use.kind !== 'unread') return use ?? HANDED;
      used.push(use.used);
      continue;
    }
    if (parent.kind !== 'member' || parent.object !== mention) return HANDED;
    if (members.fields.includes(parent.property)) return read(parent, analysis);
    // `response.get("Failed")`
    if (parent.property === 'get' && parent.parent.kind === 'call') {
      const key = parent.parent.args[0]?.value;
      if (key?.kind !== 'literal' || members.fields.includes(String(key.value))) return read(parent.parent, analysis);
    }
    if (isTested(parent) && members.values.includes(parent.property)) return read(parent, analysis);
    used.push(parent.property);
  }
  return { kind: 'unread', used: [...new Set(used)].join(', ') };
}

function memberOf(analysis: Analysis, node: Extract<Expression, { kind: 'index' }>, members: Members): ResultUse | undefined {
  if (node.index.kind !== 'literal') return undefined;
  const key = String(node.index.value);
  return members.fields.includes(key) ? read(node, analysis) : { kind: 'unread', used: key };
}

/** Where the function, or one nested in it, uses the name; the declaration itself aside. */
function mentionsOf(name: string, declared: Expression | ObjectPattern): readonly Extract<Expression, { kind: 'identifier' }>[] {
  const found: Extract<Expression, { kind: 'identifier' }>[] = [];
  const look = (fn: ReturnType<typeof functionOf>): void => {
    walkBody(fn, (node) => {
      if (node.kind === 'identifier' && node.name === name && node !== declared) found.push(node);
      return undefined;
    });
    for (const inner of fn.functions) look(inner);
  };
  look(functionOf(declared));
  return found;
}

/** The first place that decides by the name. */
function testOf(name: string, declared: ObjectPattern): Expression | undefined {
  return mentionsOf(name, declared).find(isTested);
}

/** It is asked whether it is there: a condition, `?? fail()`, `assert`. */
function isTested(value: Expression): boolean {
  let at: Expression = value;
  for (;;) {
    const { parent }: { parent: Node } = at;
    switch (parent.kind) {
      case 'if':
      case 'loop':
        return parent.test === at;
      case 'conditional':
        return parent.test === at;
      case 'unary':
        if (parent.operator !== '!') return false;
        at = parent;
        break;
      case 'binary':
        if (!/^(?:===?|!==?|&&|\|\||is|is not|<|>|<=|>=)$/.test(parent.operator)) return false;
        at = parent;
        break;
      case 'member':
        // `!data.length`, `!data?.id`
        if (parent.object !== at) return false;
        at = parent;
        break;
      case 'call':
        return (
          parent.args.some((arg) => arg.value === at) &&
          /assert|expect|invariant/i.test(String('name' in parent.callee ? parent.callee.name : ''))
        );
      default:
        return false;
    }
  }
}
