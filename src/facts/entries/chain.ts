/**
 * What runs before a handler, outermost first: app-wide and router-wide uses that stand before the route, hooks of the
 * scope and of the scopes around it, what a mount puts in front, class and route links. Only what this file shows; under
 * which names it hangs on other files is told beside it.
 */
import { type Call, type Expression, type FunctionNode, functionOf, itemOf, type Node } from '#code/model';
import { HOOKS_BEFORE } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { keywordsOf } from '../options';
import { rootName } from '../origins/influence';
import { flatten, positionals, type Registration } from './registration';
import { type Router, routerOf, sameRouter, textValue } from './router';
import { calledOn, isText, mountsInFile, usesIn } from './router-uses';
import { positionOf } from './sites';

export interface Chain {
  readonly links: readonly Expression[];
  /** Something is put before the handler that cannot be read: a spread of what is not known, a computed list. */
  readonly open: Expression | undefined;
  /** Names under which this file exports what the handler hangs on. */
  readonly exportedAs: readonly string[];
  /** What mounts put before the path. */
  readonly prefix: string;
}

const NOTHING: Chain = { links: [], open: undefined, exportedAs: [], prefix: '' };
const DEPTH = 5;

export function chainOf(analysis: Analysis, registration: Registration): Chain {
  const { router, links } = registration;
  const own = flatten(analysis, links);
  const around =
    router === undefined
      ? NOTHING
      : routerChain(analysis, router, registration.at.item.base + registration.at.start, registration.path, DEPTH);
  const names = new Set(around.exportedAs);
  if (registration.hangsAs !== undefined) names.add(registration.hangsAs);
  return {
    links: [...around.links, ...own.list],
    open: around.open ?? own.open ?? own.list.find((link) => link.kind === 'spread'),
    exportedAs: [...names],
    prefix: around.prefix,
  };
}

/** Links of the router itself, then of everything it is mounted on in this file. */
export function routerChain(analysis: Analysis, router: Router, before: number, path: string, depth: number): Chain {
  if (depth === 0) return NOTHING;
  const uses = usesOf(analysis, router, before, path);
  const exportedAs = new Set(exportNames(analysis, router));
  let links: readonly Expression[] = uses.list;
  let open = uses.open;
  let prefix = '';
  for (const mount of mountsInFile(analysis, router)) {
    const outer =
      mount.parent === undefined ? NOTHING : routerChain(analysis, mount.parent, absolute(mount.call), mount.path, depth - 1);
    links = [...outer.links, ...mount.links, ...links];
    open ??= outer.open ?? mount.open;
    for (const name of outer.exportedAs) exportedAs.add(name);
    if (prefix === '') prefix = outer.prefix + mount.path;
  }
  return { links, open, exportedAs: [...exportedAs], prefix };
}

function exportNames(analysis: Analysis, router: Router): readonly string[] {
  if (router.isApp && router.parameter === undefined) return [];
  const node = router.parameter === undefined ? router.key : router.parameter.fn;
  const names = [analysis.exportNameOf(node)];
  // Made inside of a factory: `export function createOrders(db) { const router = Router(); …; return router; }`.
  if (router.parameter === undefined)
    for (let at = router.home; at !== undefined; at = outerFunction(at)) names.push(analysis.exportNameOf(at));
  // `this.router` of an exported class, `export default new Hono().post(…)`.
  if (node.kind === 'call')
    for (let at: Node = node; at.kind !== 'item'; at = at.parent)
      if (at.kind === 'declare' || at.kind === 'export') names.push(analysis.exportNameOf(at));
  return names.filter((name) => name !== undefined);
}

function outerFunction(fn: FunctionNode): FunctionNode | undefined {
  const outer = functionOf(fn);
  return outer.parent.kind === 'item' && outer.parent.fn === outer ? undefined : outer;
}

const absolute = (call: Call): number => positionOf(itemOf(call), call);

function usesOf(
  analysis: Analysis,
  router: Router,
  before: number,
  path: string,
): { list: readonly Expression[]; open: Expression | undefined } {
  if (router.home === undefined && router.name !== '') analysis.mentioning(router.name);
  const list: Expression[] = [];
  let open: Expression | undefined;
  for (const call of usesIn(analysis)) {
    const { callee } = call;
    if (callee.kind !== 'member' || rootName(callee.object) !== router.name) continue;
    const on = calledOn(analysis, call);
    if (on === undefined || !sameRouter(on, router)) continue;
    const found = linksOfUse(analysis, call, router, before, path);
    const flat = flatten(analysis, found);
    list.push(...flat.list);
    open ??= flat.open;
  }
  list.push(...decoratedHooks(analysis, router), ...linksWhereMade(analysis, router));
  return { list, open };
}

/** What the call puts before a route at `path` that stands at offset `before`. */
function linksOfUse(analysis: Analysis, call: Call, router: Router, before: number, path: string): readonly Expression[] {
  if (call.callee.kind !== 'member') return [];
  const positional = positionals(call);
  const [first, second] = positional;
  switch (call.callee.property) {
    case 'Use':
    case 'Pre':
    case 'use': {
      // Express, Koa and Hono run in the order of the calls; uses in another function are taken to come first.
      if (absolute(call) > before && isBeside(call, router)) return [];
      const limit = first !== undefined && isText(first) ? textValue(analysis, first) : '';
      return covers(limit, path) ? positional.slice(limit === '' ? 0 : 1) : [];
    }
    case 'all':
      return first !== undefined && isText(first) && absolute(call) < before && /\*/.test(textValue(analysis, first))
        ? positional.slice(1)
        : [];
    case 'addHook':
      return second !== undefined && HOOKS_BEFORE.has(textValue(analysis, first)) ? [second] : [];
    case 'register':
      return first !== undefined && addsToItsParent(analysis, first) ? [first] : [];
    case 'before_request':
    case 'before_app_request':
    case 'add_middleware':
      return positional.slice(0, 1);
    case 'append':
      // aiohttp: `app.middlewares.append(guard)`.
      return call.callee.object.kind === 'member' && call.callee.object.property === 'middlewares' ? positional : [];
    default:
      return [];
  }
}

/** In the function (or at the module level) where the router itself lives. */
function isBeside(call: Call, router: Router): boolean {
  const fn = functionOf(call);
  return fn === router.home || (router.home === undefined && fn.parent.kind === 'item' && fn.parent.fn === fn);
}

/** A plugin adds its hooks to the scope it is registered in only when fastify-plugin has wrapped it; in another file, its summary says. */
function addsToItsParent(analysis: Analysis, plugin: Expression): boolean {
  const origin = analysis.originOf(plugin);
  if (origin.kind === 'package') return origin.package === 'fastify-plugin' || origin.through !== undefined;
  return origin.kind === 'project' || origin.kind === 'unknown';
}

function covers(limit: string, path: string): boolean {
  const stem = limit.replace(/\/?\*.*$/, '').replace(/\/$/, '');
  return stem === '' || path === stem || path.startsWith(`${stem}/`) || (path === '' && stem === '');
}

/** `@bp.before_request` on a function, aiohttp's and FastAPI's `@app.middleware('http')`. */
function decoratedHooks(analysis: Analysis, router: Router): readonly Expression[] {
  if (analysis.model.language !== 'python' || router.name === '') return [];
  return analysis.mentioning(router.name).flatMap((item) =>
    item.fn.functions.flatMap((fn): readonly Expression[] => {
      const isHook = fn.decorators.some((decorator) => {
        const callee = decorator.kind === 'call' ? decorator.callee : decorator;
        if (callee.kind !== 'member' || !/^(?:before_(?:app_)?request|middleware)$/.test(callee.property)) return false;
        const on = routerOf(analysis, callee.object)?.router;
        return on !== undefined && sameRouter(on, router);
      });
      return isHook ? [nameOf(fn)] : [];
    }),
  );
}

/** An expression that denotes the function, as if it had been mentioned beside it. */
export function nameOf(fn: FunctionNode): Expression {
  return { kind: 'identifier', name: fn.name, start: fn.nameSpan.start, end: fn.nameSpan.end, parent: fn.parent };
}

/** `APIRouter(dependencies=[…])`, `FastAPI(dependencies=[…])`, `web.Application(middlewares=[…])`, `NinjaAPI(auth=…)`. */
function linksWhereMade(analysis: Analysis, router: Router): readonly Expression[] {
  if (router.made === undefined || analysis.model.language !== 'python') return [];
  const { entries } = keywordsOf(analysis, router.made);
  return ['dependencies', 'middlewares', 'middleware', 'auth'].flatMap((key) => {
    const value = entries.get(key);
    return value === undefined ? [] : flatten(analysis, [value]).list;
  });
}
