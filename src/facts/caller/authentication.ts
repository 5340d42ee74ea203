/**
 * Whether something refuses callers it does not know. A guard counts by what it does when its function can be read, by
 * the library table when it comes from a package, by what its file's summary says when it is imported, and by its name
 * only when its body is nowhere to be seen.
 */

import type { Call, ClassNode, Expression, FunctionNode } from '#code/model';
import { AUTHENTICATING, NOT_AUTHENTICATING, REFUSING_CALLS } from '#libraries/auth';
import type { Analysis } from '../analysis';
import { annotatedDependency, dependenciesOf, isDepends } from '../entries/decorated-functions';
import { flatten, functionAt, placeOfNode } from '../entries/registration';
import { callsWithin } from '../entries/sites';
import { anyOf, type Fact, no, unknown, yes } from '../fact';
import { familyOf } from '../language';
import type { Origin } from '../origin';
import { fullName, isNamed, lastName, writtenName } from '../origins/full-name';
import { traitBehind } from '../summaries/export-traits';
import { isTeamsOwn } from '../team-names';
import { walk } from '../walk';
import { isGenericName, isGuardName, isOnlyHere, isOptionalName } from './guard-names';
import { COMPOSES, isAutoErrorOff, isMention, isSeen, packageName } from './guard-shapes';
import { javaGuard } from './java-guards';
import { isIdentityCall, mentionsPrincipal } from './principal';
import { nestedIn, refusalIn } from './refusing-function';

const DEPTH = 3;

/** Whether the link of a chain (middleware, hook, decorator, dependency, guard or permission class) refuses unknown callers. */
export function guardFact(analysis: Analysis, link: Expression, depth = DEPTH): Fact {
  if (depth === 0) return unknown(`${analysis.textOf(link, 40)} leads too far`);
  const what = analysis.textOf(link, 60);
  const written = writtenName(link);
  if (isTeamsOwn(analysis, 'authenticates', link) || isOnlyHere(lastName(link))) return yes(placeOfNode(link), what);

  if (familyOf(analysis) === 'java') return javaGuard(analysis, link);
  if (isOptionalName(written)) return no(what);

  switch (link.kind) {
    case 'function':
      return asLink(functionGuards(analysis, link.fn, depth - 1), link, what);
    case 'array':
      return anyOf(...flatten(analysis, [link]).list.map((each) => () => guardFact(analysis, each, depth - 1)));
    case 'spread':
      return unknown(`what ${what} holds is not known`);
    case 'cast':
    case 'await':
      return guardFact(analysis, link.value, depth);
    case 'binary':
      return anyOf(
        () => guardFact(analysis, link.left, depth),
        () => guardFact(analysis, link.right, depth),
      );
    case 'comprehension':
      return guardFact(analysis, link.sources[0]?.source ?? link.element, depth - 1);
    case 'call':
      return callGuards(analysis, link, what, depth);
    case 'identifier':
    case 'member': {
      const annotated = link.kind === 'identifier' ? annotatedDependency(analysis, link) : undefined;
      if (annotated !== undefined) return guardFact(analysis, annotated, depth - 1);
      const fn = functionAt(analysis, link);
      if (fn !== undefined) return asLink(functionGuards(analysis, fn, depth - 1), link, what);
      return byOrigin(analysis, link, analysis.originOf(link), depth);
    }
    default:
      return no(what);
  }
}

/** The place that answers is the link's, where the reader sees what stands before the handler. */
function asLink(fact: Fact, link: Expression, what: string): Fact {
  return fact.kind === 'yes' ? yes(placeOfNode(link), what) : fact;
}

function callGuards(analysis: Analysis, link: Call, what: string, depth: number): Fact {
  if (isDepends(link)) {
    const dependency = link.args[0]?.value;
    return dependency === undefined ? no(what) : asLink(guardFact(analysis, dependency, depth), link, what);
  }
  if (isAutoErrorOff(analysis, link)) return no(what);
  const origin = analysis.originOf(link);
  const made = functionAt(analysis, link.callee);
  return anyOf(
    // A factory of this file: what it returns is in it.
    () =>
      made === undefined
        ? byOrigin(analysis, link, origin, depth)
        : asLink(functionGuards(analysis, made, depth - 1), link, what),
    // `compose([auth, log])`, `UseGuards(JwtGuard)`, `method_decorator(login_required)`, `asyncHandler(requireUser)`.
    ...link.args
      .filter(({ value }) => isMention(value) && (COMPOSES.test(lastName(link.callee)) || isSeen(analysis, value)))
      .map(({ value }) => () => {
        const inner = asLink(guardFact(analysis, value, depth - 1), link, what);
        return inner.kind === 'unknown' ? no(what) : inner;
      }),
  );
}

function byOrigin(analysis: Analysis, link: Expression, origin: Origin, depth: number): Fact {
  const what = analysis.textOf(link, 60);
  const here = placeOfNode(link);
  switch (origin.kind) {
    case 'class':
      return asLink(classGuards(analysis, origin.cls, depth - 1), link, what);
    case 'function':
      return asLink(functionGuards(analysis, origin.fn, depth - 1), link, what);
    case 'package': {
      const seen = origin.through?.traits.authenticates;
      if (seen !== undefined) return yes(here, `${what}: ${seen.what}`);
      const name = fullName(origin);
      if (isNamed(name, NOT_AUTHENTICATING)) return no(what);
      const [factory] = origin.calls;
      if (factory !== undefined && isAutoErrorOff(analysis, factory)) return no(what);
      if (isNamed(name, AUTHENTICATING)) return yes(here, what);
      return isGuardName(packageName(origin.package, origin.path)) ? yes(here, what) : no(what);
    }
    case 'project': {
      const summary = analysis.exported(origin);
      if (summary === undefined) return byName(analysis, link, here, what);
      const trait = traitBehind(summary, origin.path, 'authenticates');
      if (trait !== undefined) return yes(here, `${what}: ${trait.what}`);
      if (summary.isOpaque || (summary.kind === 'value' && origin.path.length <= 1)) return byName(analysis, link, here, what);
      return no(what);
    }
    case 'expression':
      return origin.path.length === 0 && origin.node !== link && isMention(origin.node)
        ? guardFact(analysis, origin.node, depth - 1)
        : no(what);
    default:
      return byName(analysis, link, here, what);
  }
}

function byName(analysis: Analysis, link: Expression, here: ReturnType<typeof placeOfNode>, what: string): Fact {
  const written = writtenName(link);
  if (isGuardName(written)) return yes(here, what);
  return isGenericName(written) ? unknown(`what ${analysis.textOf(link, 40)} does is in no file that was read`) : no(what);
}

const running = new Set<FunctionNode>();
const remembered = new WeakMap<Analysis, Map<FunctionNode, Fact>>();

/** Whether calling the function (or passing through it, or through what it returns) refuses unknown callers. */
export function functionGuards(analysis: Analysis, fn: FunctionNode, depth = DEPTH): Fact {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  const known = ofFile.get(fn);
  if (known !== undefined) return known;
  if (depth === 0 || running.has(fn)) return no(`${fn.name}()`);
  running.add(fn);
  const fact = readFunction(analysis, fn, depth);
  running.delete(fn);
  ofFile.set(fn, fact);
  return fact;
}

/** What a function's own code says, without what it calls of this file: `summarise` adds that. */
export function ownGuards(analysis: Analysis, fn: FunctionNode): Fact {
  return fn.isBroken ? NOTHING_SEEN : readOwn(analysis, fn, 2, (call) => COULD_REFUSE.test(lastName(call.callee)));
}

/** Asked of every call of every exported function: names that cannot be a guard's are not looked up. */
const COULD_REFUSE =
  /auth|jwt|protect|passport|guard|require|ensure|verif|valid|check|assert|enforce|restrict|logged|signed|login|decorator|compose|hook|only$/i;

function readFunction(analysis: Analysis, fn: FunctionNode, depth: number): Fact {
  const what = fn.name === '' ? 'what the function does' : `what ${fn.name} does`;
  if (fn.isBroken) return unknown(`${fn.name || 'the function'} could not be read`);
  const own = readOwn(analysis, fn, depth, () => true);
  return own.kind === 'yes' ? own : no(what);
}

function readOwn(analysis: Analysis, fn: FunctionNode, depth: number, isAsked: (call: Call) => boolean): Fact {
  const refusal = refusalIn(analysis, fn);
  if (refusal !== undefined) return yes(placeOfNode(refusal), analysis.textOf(refusal, 60));
  for (const decorator of fn.decorators) {
    const fact = guardFact(analysis, decorator, depth - 1);
    if (fact.kind === 'yes') return fact;
  }
  for (const call of callsWithin(fn)) {
    const fact = isAsked(call) ? refusingCall(analysis, call, depth) : NOTHING_SEEN;
    if (fact.kind === 'yes') return fact;
  }
  if (analysis.model.language !== 'python') return NOTHING_SEEN;
  const injected = [fn, ...nestedIn(fn)].flatMap((each) => dependenciesOf(analysis, each));
  return anyOf(...injected.map((each) => () => guardFact(analysis, each, depth)));
}

/** `verifyQstashSignature(request)`: who cannot sign is not let in. */
const VERIFIES_SENDER = /^(?:verify|validate|check|assert)\w*(?:signature|hmac)$/i;

const NOTHING_SEEN = no();

/** A call inside of a guard that does the guarding: `request.jwtVerify()`, `passport.authenticate('jwt')(req, res, next)`, `requireUser(req)`. */
export function refusingCall(analysis: Analysis, call: Call, depth = DEPTH): Fact {
  const written = writtenName(call.callee);
  if (written === '' || depth === 0) return NOTHING_SEEN;
  const found = (how = ''): Fact => yes(placeOfNode(call), `${analysis.textOf(call, 60)}${how}`);
  const name = lastName(call.callee);
  if (REFUSING_CALLS.has(name) || VERIFIES_SENDER.test(name)) return found();
  const called = analysis.calledFunction(call);
  if (called !== undefined) return functionGuards(analysis, called, depth - 1).kind === 'yes' ? found() : NOTHING_SEEN;
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'package') {
    const full = fullName(origin);
    const isKnown = isNamed(full, AUTHENTICATING) && !isNamed(full, NOT_AUTHENTICATING);
    return isKnown || wraps(analysis, call, name, depth) ? found() : NOTHING_SEEN;
  }
  if (origin.kind === 'project') {
    const summary = analysis.exported(origin);
    const trait = summary && traitBehind(summary, origin.path, 'authenticates');
    if (trait !== undefined) return found(`: ${trait.what}`);
    if (summary !== undefined && !summary.isOpaque) return NOTHING_SEEN;
  }
  return isGuardName(written) && !isIdentityCall(analysis, call) ? found() : NOTHING_SEEN;
}

const WRAPPING = /^(?:UseGuards|applyDecorators|compose|addHook|method_decorator|user_passes_test|permission_required)$/;

/** `applyDecorators(UseGuards(JwtGuard))`, `scope.addHook('onRequest', verify)`. */
function wraps(analysis: Analysis, call: Call, name: string, depth: number): boolean {
  return WRAPPING.test(name) && call.args.some(({ value }) => guardFact(analysis, value, depth - 1).kind === 'yes');
}

const DECIDING: ReadonlySet<string> = new Set([
  'canActivate',
  'has_permission',
  'has_object_permission',
  'test_func',
  'dispatch',
  'use',
  'handle',
  'process_request',
  'process_view',
  '__call__',
  'authenticate',
]);

/** Guard, permission and middleware classes: by the method that decides, else by what they inherit. */
export function classGuards(analysis: Analysis, cls: ClassNode, depth = DEPTH): Fact {
  const what = `what ${cls.name} does`;
  if (depth === 0) return no(what);
  const deciding = cls.methods.filter((method) => DECIDING.has(method.name));
  return anyOf(
    no(what),
    ...deciding.map(
      (method) => () =>
        anyOf(
          () => functionGuards(analysis, method, depth),
          () => decides(analysis, method),
        ),
    ),
    ...cls.bases.map((base) => () => guardFact(analysis, base, depth - 1)),
  );
}

/** `return request.user.is_staff`: a verdict that rests on who is calling. */
function decides(analysis: Analysis, method: FunctionNode): Fact {
  let found: Fact = no(`${method.name}()`);
  for (const statement of method.body)
    walk(statement, (node) => {
      if (node.kind === 'return' && node.value !== undefined && mentionsPrincipal(analysis, node.value))
        found = yes(placeOfNode(node), analysis.textOf(node, 60));
      return found.kind !== 'yes';
    });
  return found;
}
