/** Who checks what may come in: the chain, the framework by declared types, the handler's first lines. */

import type { Call, Expression, FunctionNode } from '#code/model';
import { CHECK_WORDS, VALIDATING_LINKS } from '#libraries/validation';
import type { Analysis } from '../analysis';
import { isRequest } from '../caller/principal';
import type { Chain } from '../entries/chain';
import { functionAt, placeOfNode, type Registration } from '../entries/registration';
import { callsWithin } from '../entries/sites';
import { anyOf, type Fact, no, unknown, yes } from '../fact';
import { familyOf } from '../language';
import { wordsOf } from '../name-words';
import { optionsOf } from '../options';
import { fullNameOf, isNamed, lastName, writtenName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { walk, walkBody } from '../walk';
import { wholeBody } from './body-flow';
import { declaredTypes, isPipe } from './declared-input';
import { boundTypesChecked } from './go-input';
import { javaValidates } from './java-input';
import { mentionsRequest, takesRequest } from './request-mentions';
import { readsBody } from './request-values';
import { openSerializer } from './serializers';
import { couldCheck, isCheckingCall, isSchemaCall, isSchemaPackage } from './validation-calls';

/** Whether something checks the input of an entry point before it is used, and where. */
export function validatesFact(analysis: Analysis, registration: Registration, chain: Chain, fn: FunctionNode): Fact {
  if (familyOf(analysis) === 'java')
    return anyOf(
      () => checkedInside(analysis, fn),
      () => checkedByHand(analysis, fn),
      () => javaValidates(registration, fn),
    );
  return anyOf(
    () => schemaFact(analysis, registration.schema),
    ...chain.links.map((link) => () => linkValidates(analysis, link)),
    () => declaredTypes(analysis, registration, fn),
    () => serializerClass(analysis, registration, fn),
    () => (familyOf(analysis) === 'go' ? boundTypesChecked(analysis, fn) : no('the handler')),
    () => checkedInside(analysis, fn),
    () => parsedInside(analysis, fn),
    () => checkedByHand(analysis, fn),
    () => typedPath(analysis, registration, fn),
  );
}

/** `/orders/<uuid:order_id>`, `/orders/:id(\\d+)`: the pattern is the check, where the path is all that is read. */
function typedPath(analysis: Analysis, { path, at }: Registration, fn: FunctionNode): Fact {
  const params = path.split('/').filter((segment) => /^[:<{]/.test(segment));
  const isTyped = params.length > 0 && params.every((segment) => /^<(?:int|uuid|float):|\(.+\)$|^\{\w+:.+\}$/.test(segment));
  return isTyped && !readsBody(analysis, fn) ? yes(at, `the pattern ${params.join(', ')}`) : no('the path');
}

/** Whether the body as a whole is checked before the handler writes it: by the route's schema, the chain, a declared type, or in the handler. */
export function bodyCheckFact(analysis: Analysis, registration: Registration, chain: Chain, fn: FunctionNode): Fact {
  if (familyOf(analysis) === 'java') return javaValidates(registration, fn);
  if (familyOf(analysis) === 'go')
    return anyOf(
      () => boundTypesChecked(analysis, fn),
      () => wholeBodyChecked(analysis, fn),
    );
  const body = registration.schema === undefined ? undefined : optionsOf(analysis, registration.schema);
  const part = body?.entries.get('body');
  return anyOf(
    () =>
      part !== undefined && narrows(analysis, part)
        ? yes(placeOfNode(part), `schema: ${analysis.textOf(part, 50)}`)
        : no('the schema of the route'),
    () => (body?.open === undefined ? no('the schema of the route') : unknown(body.open)),
    ...chain.links.map((link) => () => linkValidates(analysis, link)),
    () =>
      registration.router?.dialect === 'fastapi' ? no('the types of its parameters') : declaredTypes(analysis, registration, fn),
    () => wholeBodyChecked(analysis, fn),
  );
}

/** A check of the whole body somewhere in the function, whose failure ends it or whose result is used. */
export function wholeBodyChecked(analysis: Analysis, fn: FunctionNode): Fact {
  const bound = familyOf(analysis) === 'go' ? boundTypesChecked(analysis, fn) : undefined;
  if (bound?.kind === 'yes' || bound?.kind === 'unknown') return bound;
  for (const call of callsWithin(fn)) {
    const isGiven = call.args.some(({ value }) => wholeBody(analysis, value) !== undefined || isRequest(analysis, value));
    if ((isGiven && isCheckingCall(analysis, call)) || isDirectCheck(analysis, call))
      return yes(placeOfNode(call), analysis.textOf(call, 60));
  }
  return no('the handler');
}

/** Fastify's `schema.body` (`querystring`, `params`), OpenAPI's `request.body`: what the route itself declares. */
function schemaFact(analysis: Analysis, schema: Expression | undefined): Fact {
  if (schema === undefined) return no('the route');
  const { entries, open } = optionsOf(analysis, schema);
  const part = entries.get('body') ?? entries.get('querystring') ?? entries.get('params') ?? entries.get('query');
  if (part === undefined) return open === undefined ? no('the schema of the route') : unknown(open);
  return narrows(analysis, part) ? yes(placeOfNode(part), `schema: ${analysis.textOf(part, 50)}`) : no('the schema of the route');
}

/** A JSON schema that lists what may come in; schemas by reference and those of a library are taken at their word. */
function narrows(analysis: Analysis, schema: Expression): boolean {
  const origin = analysis.originOf(schema);
  const node = origin.kind === 'expression' && origin.path.length === 0 ? origin.node : schema;
  if (node.kind !== 'object') return true;
  const has = (key: string): boolean => node.entries.some((entry) => entry.key === key);
  return (
    has('properties') ||
    has('$ref') ||
    has('allOf') ||
    has('oneOf') ||
    has('anyOf') ||
    has('content') ||
    node.entries.some((entry) => entry.spread)
  );
}

/** A middleware, decorator or pipe that checks the request: by table, by its file's summary, by what it does, by name. */
export function linkValidates(analysis: Analysis, link: Expression, depth = 3): Fact {
  const what = analysis.textOf(link, 60);
  if (depth === 0) return no(what);
  if (link.kind === 'array')
    return anyOf(no(what), ...link.elements.map((each) => () => linkValidates(analysis, each, depth - 1)));
  // next-safe-action's `.inputSchema(schema)`, tRPC's `.input(schema)`, on the way to the handler.
  if (link.kind === 'call' && isSchemaChained(link)) return yes(placeOfNode(link), what);
  if (isTeamsOwn(analysis, 'validates-input', link)) return yes(placeOfNode(link), what);
  const last = lastName(link);
  if (last === 'UsePipes' && link.kind === 'call')
    return link.args.some(({ value }) => isPipe(value)) ? yes(placeOfNode(link), what) : no(what);
  const origin = analysis.originOf(link.kind === 'call' ? link.callee : link);
  if (origin.kind === 'package') {
    const trait = origin.through?.traits['validates-input'];
    if (trait !== undefined) return yes(placeOfNode(link), what);
    const name = fullNameOf(analysis, link);
    if (isNamed(name, VALIDATING_LINKS) || isSchemaPackage(origin.package)) return yes(placeOfNode(link), what);
    return no(what);
  }
  if (origin.kind === 'project') {
    const summary = analysis.exported(origin);
    if (summary?.traits['validates-input'] !== undefined) return yes(placeOfNode(link), what);
    if (summary !== undefined && !summary.isOpaque && summary.kind === 'function') return no(what);
  }
  const fn = functionAt(analysis, link.kind === 'call' ? link.callee : link) ?? (link.kind === 'function' ? link.fn : undefined);
  if (fn !== undefined) return functionValidates(analysis, fn).kind === 'yes' ? yes(placeOfNode(link), what) : no(what);
  const words = wordsOf(last);
  const says = words.some((word) => CHECK_WORDS.has(word)) && !words.includes('token') && !words.includes('auth');
  return says ? yes(placeOfNode(link), what) : no(what);
}

function isSchemaChained(link: Call): boolean {
  for (let at: Expression = link; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object)
    if (/^(?:inputSchema|schema|input|validator)$/.test(at.callee.property) && at.args.length > 0) return true;
  return false;
}

/** Whether the function checks request data (or what it is given) in its own body. */
export function functionValidates(analysis: Analysis, fn: FunctionNode): Fact {
  return anyOf(
    no(fn.name === '' ? 'what the function does' : `what ${fn.name} does`),
    () => checkedInside(analysis, fn),
    () => checksParameter(analysis, fn),
  );
}

/** `schema.parse(req.body)`, `OrderIn(**request.json)`, `validate(request.json)` anywhere in the function. */
function checkedInside(analysis: Analysis, fn: FunctionNode): Fact {
  for (const call of callsWithin(fn)) {
    if (isValidRead(call)) return yes(placeOfNode(call), analysis.textOf(call, 60));
    if (couldCheck(call) && isCheckingCall(analysis, call) && takesRequest(analysis, call))
      return yes(placeOfNode(call), analysis.textOf(call, 60));
    if (isDirectCheck(analysis, call)) return yes(placeOfNode(call), analysis.textOf(call, 60));
  }
  return no('the handler');
}

/** `schema.parse(x)` in a handler: what else would it check but what came in, wherever that was read. The environment is no input. */
function parsedInside(analysis: Analysis, fn: FunctionNode): Fact {
  for (const call of callsWithin(fn)) {
    const [first] = call.args;
    if (first === undefined || !isSchemaCall(analysis, call) || /\benv(?:iron)?\b/.test(analysis.textOf(first.value, 60)))
      continue;
    return yes(placeOfNode(call), analysis.textOf(call, 60));
  }
  return no('the handler');
}

/** Hono's `c.req.valid('json')` gives what a validator in the chain let through. */
function isValidRead(call: Call): boolean {
  return call.callee.kind === 'member' && call.callee.property === 'valid' && lastName(call.callee.object) === 'req';
}

/** Checks of the request as a whole that are given no value: `form.validate_on_submit()`, `serializer.is_valid()`, `validationResult(req)`. */
function isDirectCheck(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  if (/^(?:validate_on_submit|is_valid|validationResult|matchedData)$/.test(name)) return true;
  return (
    name === 'validate' &&
    call.args.length === 0 &&
    /form|schema/i.test(writtenName(call.callee)) &&
    analysis.model.language === 'python'
  );
}

/** A helper that checks what it is given: `function validateOrder(input) { return schema.parse(input) }`. */
function checksParameter(analysis: Analysis, fn: FunctionNode): Fact {
  for (const call of callsWithin(fn)) {
    if (call.args.length === 0 || !couldCheck(call) || !isCheckingCall(analysis, call)) continue;
    const isOwn = call.args.some(({ value }) => {
      const origin = analysis.originOf(value);
      return origin.kind === 'parameter' && (origin.fn === fn || isInside(origin.fn, fn));
    });
    if (isOwn) return yes(placeOfNode(call), analysis.textOf(call, 60));
  }
  return refusesBadInput(analysis, fn);
}

function isInside(inner: FunctionNode, outer: FunctionNode): boolean {
  return outer.functions.some((each) => each === inner || isInside(inner, each));
}

/** A function named for checking that throws or returns errors: `def validate(data): if not data.get("sku"): raise ValueError`. */
function refusesBadInput(analysis: Analysis, fn: FunctionNode): Fact {
  if (!wordsOf(fn.name).some((word) => CHECK_WORDS.has(word) || word === 'check')) return no(fn.name);
  let found: Fact = no(fn.name);
  walkBody(fn, (node) => {
    if (node.kind === 'if' && node.then.some((each) => each.kind === 'throw' || each.kind === 'return'))
      found = yes(placeOfNode(node.test), analysis.textOf(node.test, 60));
    return found.kind !== 'yes';
  });
  return found;
}

/** DRF: the generic views run their serializer; its fields are asked about where it is written. */
function serializerClass(analysis: Analysis, { cls }: Registration, fn: FunctionNode): Fact {
  const field = cls?.fields.find((each) => each.name === 'serializer_class');
  if (cls === undefined || field?.value === undefined) return no('the serializer');
  const at = field.value;
  // What a method takes from the request itself goes past the serializer.
  if (readsBody(analysis, fn)) return no('the serializer');
  const origin = analysis.originOf(at);
  const isOpen = origin.kind === 'class' && openSerializer(analysis, origin.cls) !== undefined;
  const told = origin.kind === 'project' ? analysis.exported(origin) : undefined;
  if (isOpen || (told !== undefined && told.traits['validates-input'] === undefined && !told.isOpaque))
    return no(`${analysis.textOf(at, 40)}, whose fields are all there are`);
  return yes(placeOfNode(at), `serializer_class = ${analysis.textOf(at, 40)}`);
}

/** `if not isinstance(amount, int): return 400`: the handler looks at a value of the request and turns bad ones away. */
function checkedByHand(analysis: Analysis, fn: FunctionNode): Fact {
  let found: Fact = no('what the handler does with it');
  walkBody(fn, (node) => {
    if (found.kind === 'yes') return false;
    if (node.kind === 'if' && node.then.some(turnsBack) && mentionsRequest(analysis, node.test))
      found = yes(placeOfNode(node.test), analysis.textOf(node.test, 60));
    else if (node.kind === 'call' && isAssertion(node) && takesRequest(analysis, node))
      found = yes(placeOfNode(node), analysis.textOf(node, 60));
    return found.kind !== 'yes';
  });
  return found;
}

/** Koa's `ctx.assert(x, 400)`. */
function isAssertion(call: Call): boolean {
  return (
    lastName(call.callee) === 'assert' &&
    call.args.some(({ value }) => value.kind === 'literal' && (value.value === 400 || value.value === 422))
  );
}

function turnsBack(statement: FunctionNode['body'][number]): boolean {
  let found = false;
  walk(statement, (node) => {
    if (node.kind === 'throw')
      found = node.value === undefined || !/not_?found|404|does_?not_?exist/i.test(writtenName(node.value));
    else if (node.kind === 'literal' && (node.value === 400 || node.value === 422)) found = true;
    else if ((node.kind === 'identifier' || node.kind === 'member') && /bad_?request|unprocessable|invalid/i.test(lastName(node)))
      found = true;
    return !found;
  });
  return found;
}
