/** A handler that turns unknown callers away itself, before it does anything: `if (!session) return 401`. */
import type { Expression, FunctionNode, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { placeOfNode } from '../entries/registration';
import { type Fact, no, yes } from '../fact';
import { mentionsRequest } from '../input/request-mentions';
import { lastName, writtenName } from '../origins/full-name';
import { forEachStatement, walk } from '../walk';
import { refusingCall } from './authentication';
import { isGuardName, isOnlyHere, isRefusingName } from './guard-names';
import { isIdentityCall, mentionsPrincipal } from './principal';
import { isRefusal, refusesIn, turnsAway } from './refusal';

/**
 * Looks at the handler's statements in order, into `try`, `with` and blocks, up to offset `until` (its first effect):
 * what is refused after the work is done protects nothing.
 */
export function callerCheck(analysis: Analysis, fn: FunctionNode, until: number): Fact {
  const found = inList({ analysis, fn, until }, fn.body);
  return found === undefined ? no('the first lines of the handler') : yes(placeOfNode(found), analysis.textOf(found, 60));
}

/** The handler that is looked through, and the offset of its first effect. */
interface Look {
  readonly analysis: Analysis;
  readonly fn: FunctionNode;
  readonly until: number;
}

function inList(look: Look, statements: readonly Statement[]): Exclude<Node, { kind: 'item' }> | undefined {
  for (const statement of statements) {
    if (statement.start >= look.until) return undefined;
    const found = inStatement(look, statement);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inStatement(look: Look, statement: Statement): Exclude<Node, { kind: 'item' }> | undefined {
  const { analysis, fn } = look;
  switch (statement.kind) {
    case 'if':
      if (mentionsPrincipal(analysis, statement.test)) {
        if (turnsAway(statement.then) && !isPositive(statement.test)) return statement.test;
        if (statement.otherwise.length > 0 && turnsAway(statement.otherwise)) return statement.test;
        if (statement.then.some(refusesIn)) return statement.test;
      }
      if (saysUnknown(statement.then) && !mentionsRequest(analysis, statement.test) && !readsBefore(analysis, fn, statement))
        return statement.test;
      // A helper of another file, by its name: `if (!(await userMayEdit(id))) return 403`.
      if (statement.then.some(refusesIn) && asksGuard(statement.test)) return statement.test;
      return callIn(analysis, statement.test) ?? whenMethod(look, statement);
    case 'try':
      return inList(look, statement.body);
    case 'with':
    case 'block':
      return inList(look, statement.body);
    case 'other-statement':
      // `assert request.user.is_authenticated`.
      return statement.word === 'assert' && statement.children.some((child) => mentionsPrincipal(analysis, child))
        ? statement
        : undefined;
    case 'switch':
    case 'loop':
    case 'function-declaration':
    case 'class-declaration':
      return undefined;
    case 'expression':
      return inCalledAtOnce(look, statement.expression) ?? callIn(analysis, statement);
    default:
      return callIn(analysis, statement);
  }
}

/** `void (async () => { … })()`: the handler's work in a function that runs at once. */
function inCalledAtOnce(look: Look, expression: Expression): Exclude<Node, { kind: 'item' }> | undefined {
  let at = expression;
  while (at.kind === 'unary' || at.kind === 'await') at = at.value;
  return at.kind === 'call' && at.callee.kind === 'function' ? inList(look, at.callee.fn.body) : undefined;
}

/** A 401 before the store is asked, on something that is no field of the request, is about who is calling. */
function saysUnknown(statements: readonly Statement[]): boolean {
  let found = false;
  for (const statement of statements)
    walk(statement, (node) => {
      found ||= node.kind === 'literal' && node.value === 401;
      return !found;
    });
  return found;
}

function readsBefore(analysis: Analysis, fn: FunctionNode, statement: Statement): boolean {
  return effectsOf(analysis, fn).some(({ kind, call }) => kind === 'store-read' && call.start < statement.start);
}

function asksGuard(test: Expression): boolean {
  let found = false;
  walk(test, (node) => {
    if (node.kind === 'call') found ||= isGuardName(writtenName(node.callee));
    return !found;
  });
  return found;
}

/** `if request.method == 'POST':` holds the work of one verb: what comes first in it comes first. */
function whenMethod(look: Look, statement: Extract<Statement, { kind: 'if' }>): Exclude<Node, { kind: 'item' }> | undefined {
  const { test } = statement;
  const isMethod = test.kind === 'binary' && test.left.kind === 'member' && test.left.property === 'method';
  return isMethod ? inList(look, statement.then) : undefined;
}

/** `if (req.user) return …` goes on for those who are known; only a negation or a comparison turns the others away. */
function isPositive(test: Expression): boolean {
  return (
    test.kind === 'identifier' ||
    test.kind === 'member' ||
    (test.kind === 'call' && !/not|un|in_?valid/i.test(lastName(test.callee)))
  );
}

/** A call that refuses by itself, or an expression that does: `requireUser(req)`, `user ?? redirect('/login')`, `ctx.assert(ctx.state.user, 401)`. */
function callIn(analysis: Analysis, node: Node): Exclude<Node, { kind: 'item' }> | undefined {
  let found: Exclude<Node, { kind: 'item' }> | undefined;
  walk(node, (at) => {
    if (found !== undefined) return false;
    if (at.kind !== 'call') return undefined;
    if (isRefusal(at) && at.args.some(({ value }) => mentionsPrincipal(analysis, value))) found = at;
    else if (isBinaryFallback(at) && mentionsPrincipal(analysis, at.parent) && refusesIn(at)) found = at;
    else if (refusesByItself(analysis, at)) found = at;
    return found === undefined;
  });
  return found;
}

function isBinaryFallback(node: Node): boolean {
  return node.kind === 'call' && node.parent.kind === 'binary' && /^(?:\|\||\?\?)$/.test(node.parent.operator);
}

/** A helper that throws, at its own level, where the caller's credential is not what it should be: a signature that does not fit. */
function throwsAtUnknown(analysis: Analysis, helper: FunctionNode): boolean {
  let found = false;
  forEachStatement(helper.body, (statement) => {
    if (found || statement.kind !== 'if' || !statement.then.some((each) => each.kind === 'throw')) return;
    found = !isPositive(statement.test) && mentionsPrincipal(analysis, statement.test);
  });
  return found;
}

/** Links that carry their own proof: what was not signed here does not get in. */
const UNSIGNS = /^(?:unsign\w*|(?:verify|validate|check|assert)\w*signature|timingSafeEqual|compare_digest|check_token)$/i;

function refusesByItself(analysis: Analysis, call: Extract<Node, { kind: 'call' }>): boolean {
  if (UNSIGNS.test(lastName(call.callee)) || isOnlyHere(lastName(call.callee))) return true;
  const helper = analysis.calledFunction(call);
  if (helper !== undefined && throwsAtUnknown(analysis, helper)) return true;
  if (analysis.calledFunction(call) === undefined && isIdentityCall(analysis, call) && lastName(call.callee) !== 'jwtVerify')
    return isRefusingName(writtenName(call.callee));
  const fact = refusingCall(analysis, call);
  if (fact.kind !== 'yes') return false;
  // By name alone, only what says that it refuses: `isAdmin(user)` may be a question whose answer is used later.
  const isSeen =
    analysis.calledFunction(call) !== undefined || analysis.originOf(call.callee).kind === 'package' || fact.what.includes(': ');
  return (
    isSeen ||
    /^(?:jwtVerify|check_\w+|verify_jwt_in_request)$/.test(lastName(call.callee)) ||
    isRefusingName(writtenName(call.callee))
  );
}
