/**
 * Routes that are written as calls: `router.post('/x', guard, handler)` of Express, Koa, Hono and Fastify, Fastify's
 * `route({ … })`, Hono's `openapi(route, handler)`, aiohttp's `add_post` and `web.post`, Flask's `add_url_rule`.
 */
import type { Call, Expression, FunctionNode } from '#code/model';
import { type Dialect, HOOKS_BEFORE, VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { keywordsOf, optionsOf } from '../options';
import { fullName } from '../origins/full-name';
import { joinPaths } from './join-paths';
import { flatten, NO_REGISTRATIONS, placeOfNode, positionals, type Registration, resolveHandler } from './registration';
import { type RouterUse, routerOf, textValue } from './router';

/** Registrations the call makes; most calls make none, so the cheap questions come first. */
export function callbackRoutes(analysis: Analysis, call: Call): readonly Registration[] {
  const { callee } = call;
  if (callee.kind !== 'member' || call.args.length === 0) return NO_REGISTRATIONS;
  const method = callee.property;
  if (VERBS.has(method)) return verbRoute(analysis, call, callee.object, VERBS.get(method) ?? '');
  if (method === 'route' || method === 'openapi') return optionRoute(analysis, call, callee.object);
  if (method === 'on') return onRoute(analysis, call, callee.object);
  if (method === 'add_url_rule' || method === 'add_resource') return urlRule(analysis, call, callee.object);
  if (method === 'add_view' || method.startsWith('add_')) return addRoute(analysis, call, callee.object, method.slice(4));
  return NO_REGISTRATIONS;
}

function verbRoute(analysis: Analysis, call: Call, object: Expression, verb: string): readonly Registration[] {
  const positional = positionals(call);
  const isChained = object.kind === 'call';
  if (analysis.model.language === 'python') {
    const isTable = object.kind === 'identifier' && fullName(analysis.originOf(call.callee)).startsWith('aiohttp.web.');
    return isTable ? [routeTableEntry(analysis, call, verb)] : [];
  }
  const use = couldBeRoute(positional, isChained) ? routerOf(analysis, object) : undefined;
  if (use === undefined) return NO_REGISTRATIONS;
  const hasPath = positional[0] !== undefined && isPath(analysis, positional[0]);
  // `app.get('setting')` reads a setting, `router.route('/x').get(handler)` has its path already.
  if (hasPath ? positional.length < 2 : use.path === '') return NO_REGISTRATIONS;
  const isNamed = hasPath && positional[1] !== undefined && isPath(analysis, positional[1]) && positional.length > 2;
  const path = hasPath ? textValue(analysis, positional[isNamed ? 1 : 0]) : use.path;
  const rest = positional.slice(hasPath ? (isNamed ? 2 : 1) : 0);
  const made = fromLinks(analysis, call, use, verb, path, rest);
  return made === undefined ? [] : [made];
}

/** A call of a client or a map has no function to hand over, so it is no route; its origin need not be looked up. */
function couldBeRoute(positional: readonly Expression[], isChained: boolean): boolean {
  const last = positional.at(-1);
  if (last === undefined || (positional.length < 2 && !isChained)) return false;
  return last.kind !== 'literal' && last.kind !== 'template' && last.kind !== 'object';
}

function isPath(analysis: Analysis, expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.type === 'string' || (expression.type === 'other' && String(expression.value).startsWith('/'));
    case 'template':
      return true;
    case 'array':
      return expression.elements.length > 0 && expression.elements.every((each) => isPath(analysis, each));
    case 'binary':
      return expression.operator === '+';
    case 'identifier':
    case 'member':
      return textValue(analysis, expression) !== '';
    default:
      return false;
  }
}

function fromLinks(
  analysis: Analysis,
  call: Call,
  use: RouterUse,
  verb: string,
  path: string,
  rest: readonly Expression[],
): Registration | undefined {
  const { list, open } = flatten(analysis, rest);
  const { handler, wrappers } = resolveHandler(analysis, list.at(-1));
  if (handler.kind === 'unknown' && use.router.dialect === undefined) return undefined;
  if (use.router.dialect === undefined && !path.startsWith('/') && path !== '') return undefined;
  const dialect =
    use.router.dialect ?? guessDialect(use.router.name, list.at(-2), handler.kind === 'here' ? handler.fn : undefined);
  let before: readonly Expression[] = list.slice(0, -1);
  let schema: Expression | undefined;
  if (dialect === 'fastify') {
    const options = optionsOf(analysis, before.at(-1));
    schema = options.entries.get('schema');
    before = hooksIn(options.entries);
  }
  return {
    ...blank(call),
    verb,
    path: joinPaths(use.router.prefix, path === use.path ? '' : use.path, path),
    handler,
    links: [...use.links, ...before, ...wrappers, ...(open === undefined ? [] : [open])],
    router: { ...use.router, dialect },
    schema,
  };
}

/** Fastify's route-level hooks. */
function hooksIn(entries: ReadonlyMap<string, Expression>): readonly Expression[] {
  return [...HOOKS_BEFORE].flatMap((hook) => entries.get(hook) ?? []);
}

/** By what the handler calls its parameters: `ctx` is Koa's, `c` Hono's, `request, reply` Fastify's. */
function guessDialect(name: string, before: Expression | undefined, fn: FunctionNode | undefined): Dialect {
  if (name === 'fastify' || before?.kind === 'object') return 'fastify';
  const [first, second] = fn?.params ?? [];
  if (first?.name === 'ctx') return 'koa';
  if (first?.name === 'c') return 'hono';
  return first?.name === 'request' && (second === undefined || second.name === 'reply') ? 'fastify' : 'express';
}

/** Fastify's `route({ method, url, handler })`; Hono's `openapi(createRoute({ method, path, middleware }), handler)`. */
function optionRoute(analysis: Analysis, call: Call, object: Expression): readonly Registration[] {
  const [first, second] = positionals(call);
  if (first === undefined) return NO_REGISTRATIONS;
  const made = first.kind === 'identifier' || first.kind === 'call' ? routeDefinition(analysis, first) : undefined;
  const { entries } = optionsOf(analysis, made ?? first);
  const handlerExpression = entries.get('handler') ?? (made === undefined ? undefined : second);
  const path = entries.get('url') ?? entries.get('path');
  if (handlerExpression === undefined || path === undefined) return NO_REGISTRATIONS;
  const use = routerOf(analysis, object);
  if (use === undefined) return NO_REGISTRATIONS;
  const { handler, wrappers } = resolveHandler(analysis, handlerExpression);
  const middleware = entries.get('middleware');
  return [
    {
      ...blank(call),
      verb: textValue(analysis, entries.get('method')).toUpperCase(),
      path: joinPaths(use.router.prefix, use.path, textValue(analysis, path)),
      handler,
      links: [...use.links, ...hooksIn(entries), ...(middleware === undefined ? [] : [middleware]), ...wrappers],
      router: use.router,
      schema: entries.get('schema') ?? entries.get('request'),
    },
  ];
}

function routeDefinition(analysis: Analysis, expression: Expression): Expression | undefined {
  const origin = analysis.originOf(expression);
  const call = origin.kind === 'package' && fullName(origin).endsWith('.createRoute()') ? origin.calls.at(-1) : undefined;
  return call?.args[0]?.value;
}

/** Hono: `app.on('POST', '/x', …)`. */
function onRoute(analysis: Analysis, call: Call, object: Expression): readonly Registration[] {
  const positional = positionals(call);
  if (positional.length < 3) return NO_REGISTRATIONS;
  const verb = textValue(analysis, positional[0]).toUpperCase();
  const use = verb === '' ? undefined : routerOf(analysis, object);
  if (use?.router.dialect !== 'hono') return NO_REGISTRATIONS;
  const made = fromLinks(analysis, call, use, verb, textValue(analysis, positional[1]), positional.slice(2));
  return made === undefined ? [] : [made];
}

/** Flask: `app.add_url_rule('/x', view_func=f, methods=['POST'])`; flask-restful: `api.add_resource(Orders, '/orders')`. */
function urlRule(analysis: Analysis, call: Call, object: Expression): readonly Registration[] {
  const [first, , third] = positionals(call);
  const { entries } = keywordsOf(analysis, call);
  const view = entries.get('view_func') ?? third;
  if (view === undefined) return NO_REGISTRATIONS;
  const use = routerOf(analysis, object);
  const { handler, wrappers } = resolveHandler(analysis, view);
  return [
    {
      ...blank(call),
      verb: verbIn(analysis, entries.get('methods')) ?? 'GET',
      path: joinPaths(use?.router.prefix ?? '', textValue(analysis, first)),
      handler,
      links: wrappers,
      router: use?.router,
    },
  ];
}

/** `methods=['GET', 'POST']`: the writing one tells what the route is. */
export function verbIn(analysis: Analysis, methods: Expression | undefined): string | undefined {
  if (methods === undefined) return undefined;
  if (methods.kind !== 'array') return textValue(analysis, methods).toUpperCase() || undefined;
  const verbs = methods.elements.map((each) => textValue(analysis, each).toUpperCase());
  return verbs.find((verb) => verb === 'POST' || verb === 'PUT' || verb === 'PATCH' || verb === 'DELETE') ?? verbs[0];
}

/** aiohttp: `app.router.add_post('/x', handler)`, FastAPI: `router.add_api_route('/x', f, methods=[…])`. */
function addRoute(analysis: Analysis, call: Call, object: Expression, what: string): readonly Registration[] {
  const positional = positionals(call);
  const { entries } = keywordsOf(analysis, call);
  const isGeneric = what === 'route' && positional.length > 2;
  const verb = VERBS.get(what) ?? (isGeneric ? textValue(analysis, positional[0]) : verbIn(analysis, entries.get('methods')));
  if (verb === undefined && what !== 'view') return NO_REGISTRATIONS;
  const use = routerOf(analysis, object);
  if (use === undefined) return NO_REGISTRATIONS;
  const at = isGeneric ? 1 : 0;
  const { handler, wrappers } = resolveHandler(analysis, positional[at + 1]);
  if (handler.kind === 'unknown' && use.router.dialect === undefined) return NO_REGISTRATIONS;
  return [
    {
      ...blank(call),
      verb: verb === '*' ? '' : (verb ?? ''),
      path: joinPaths(use.router.prefix, textValue(analysis, positional[at])),
      handler,
      links: [...use.links, ...wrappers, ...dependenciesIn(entries)],
      router: use.router,
    },
  ];
}

export function dependenciesIn(entries: ReadonlyMap<string, Expression>): readonly Expression[] {
  const dependencies = entries.get('dependencies') ?? entries.get('auth');
  return dependencies === undefined ? [] : [dependencies];
}

/** aiohttp: `app.add_routes([web.post('/x', handler)])`; the router is what the list is added to. */
function routeTableEntry(analysis: Analysis, call: Call, verb: string): Registration {
  const [path, handlerExpression] = positionals(call);
  const { handler, wrappers } = resolveHandler(analysis, handlerExpression);
  const outer = call.parent.kind === 'array' ? call.parent.parent : call.parent;
  const adds = outer.kind === 'call' && outer.callee.kind === 'member' ? routerOf(analysis, outer.callee.object) : undefined;
  return { ...blank(call), verb, path: textValue(analysis, path), handler, links: wrappers, router: adds?.router };
}

/** What most registrations have in common. */
export function blank(call: Call): Omit<Registration, 'verb' | 'path' | 'handler' | 'links' | 'router'> {
  return {
    role: 'route',
    at: placeOfNode(call),
    call,
    cls: undefined,
    when: [],
    hangsAs: undefined,
    schema: undefined,
    title: '',
  };
}
