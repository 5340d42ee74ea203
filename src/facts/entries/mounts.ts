/**
 * What this file hangs where, for the files that are hung: routers put on an application behind guards, handlers of
 * other files on routes, Django's URL patterns, plugins, loaders that register what no text names.
 */
import type { Call, Expression, Item } from '#code/model';
import { itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import { guardFact } from '../caller/authentication';
import { isDedupeName } from '../effects/idempotency-key';
import { linkValidates } from '../input/validation';
import { keywordsOf } from '../options';
import { fullNameOf, lastName } from '../origins/full-name';
import type { FileSummary, Traits } from '../summary';
import { chainOf, routerChain } from './chain';
import { registrationsIn } from './entry-points';
import { madeRouters } from './made-routers';
import { flatten, placeOfNode, positionals, resolveHandler, targetOf } from './registration';
import { type Router, routerOf, textValue } from './router';
import { isInert, positionOf, sitesOf } from './sites';

type Mount = FileSummary['mounts'][number];

export function mountsOf(analysis: Analysis): readonly Mount[] {
  const found: Mount[] = [];
  for (const item of analysis.model.items) {
    if (isInert(item)) continue;
    found.push(...handlersElsewhere(analysis, item));
    for (const call of sitesOf(item).calls) found.push(...mountsIn(analysis, call));
  }
  return found;
}

/** `router.post('/x', guard, controller.create)`: the handler is another file's. */
function handlersElsewhere(analysis: Analysis, item: Item): readonly Mount[] {
  return registrationsIn(analysis, item).flatMap((registration): readonly Mount[] => {
    const { handler, verb, path, role, router, at } = registration;
    if (handler.kind !== 'elsewhere') return [];
    const chain = chainOf(analysis, registration);
    return [
      {
        target: { module: handler.module, name: handler.name },
        on: chain.exportedAs[0] === undefined ? undefined : { name: chain.exportedAs[0] },
        traits: traitsOf(analysis, chain.links),
        entry: { role, verb, path: router === undefined ? path : chain.prefix + path },
        at: analysis.locationOf(at),
      },
    ];
  });
}

const HANGING: ReadonlySet<string> = new Set([
  'use',
  'route',
  'register',
  'mount',
  'group',
  'include_router',
  'add_router',
  'register_blueprint',
  'add_subapp',
  'add_routes',
  'nest',
]);

const NONE: readonly Mount[] = [];

function mountsIn(analysis: Analysis, call: Call): readonly Mount[] {
  const { callee } = call;
  if (call.args.length === 0) return NONE;
  if (callee.kind === 'identifier' && DJANGO.has(callee.name)) return urlPattern(analysis, call);
  if (callee.kind === 'member' && HANGING.has(callee.property)) return hung(analysis, call, callee.object);
  return [...handedOver(analysis, call), ...madeRouters(analysis, call)];
}

/** `app.use('/api', guard, ordersRouter)`, `app.include_router(orders.router, dependencies=[…])`, `scope.register(routes)`. */
function hung(analysis: Analysis, call: Call, object: Expression): readonly Mount[] {
  const isDrf = lastName(call.callee) === 'register' && analysis.model.language === 'python';
  if (isDrf) return drfRoute(analysis, call);
  const on = routerOf(analysis, object)?.router;
  if (on === undefined) return [];
  const positional = positionals(call);
  const first = positional[0];
  const path = first?.kind === 'literal' && positional.length > 1 ? textValue(analysis, first) : '';
  const { entries } = keywordsOf(analysis, call);
  const dependencies = entries.get('dependencies') ?? entries.get('auth');
  return positional.flatMap((arg, at): readonly Mount[] => {
    const target = hangable(analysis, arg);
    if (target === undefined || isMiddleware(analysis, call, arg)) return [];
    const before = positional.slice(path === '' ? 0 : 1, at);
    const { list } = flatten(analysis, dependencies === undefined ? before : [...before, dependencies]);
    return [toMount(analysis, call, target, on, path, list)];
  });
}

function toMount(
  analysis: Analysis,
  call: Call,
  target: Mount['target'],
  on: Router,
  path: string,
  links: readonly Expression[],
): Mount {
  const around = routerChain(analysis, on, positionOf(itemOf(call), call), path, 4);
  const [outer] = around.exportedAs;
  return {
    target,
    on: outer === undefined ? undefined : { name: outer },
    traits: traitsOf(analysis, [...around.links, ...links]),
    at: analysis.locationOf(placeOfNode(call)),
  };
}

/** `app.use(measure)`: a function that is passed through, not something that answers requests. */
function isMiddleware(analysis: Analysis, call: Call, arg: Expression): boolean {
  if (lastName(call.callee) !== 'use' || (arg.kind !== 'identifier' && arg.kind !== 'member')) return false;
  const origin = analysis.originOf(arg);
  // What a package's maker gave back through a function of the project is no function any more.
  if (origin.kind === 'package' && origin.path.includes('()')) return false;
  return analysis.exported(origin)?.kind === 'function';
}

/** A router, plugin or router factory of another file, or one that this file exports: what can be behind the mount. */
function hangable(analysis: Analysis, arg: Expression): Mount['target'] | undefined {
  // Koa's `router.routes()`, a factory's `createOrders(db)`, CommonJS's `require('./orders')`.
  let at = arg;
  if (at.kind === 'await' || at.kind === 'cast') at = at.value;
  if (at.kind === 'call' && at.callee.kind === 'member' && /^(?:routes|middleware|router)$/.test(at.callee.property))
    at = at.callee.object;
  const target =
    targetOf(analysis, analysis.originOf(at)) ??
    (at.kind === 'call' ? targetOf(analysis, analysis.originOf(at.callee)) : undefined);
  if (target === undefined) return undefined;
  return target.module === undefined ? { name: target.name } : { module: target.module, name: target.name };
}

/** Names a router is handed on by; asked of every argument, before anything is looked up. */
const ROUTERLY = /app|router|server|fastify|api|scope|instance|blueprint|^bp$/i;

/** `registerOrders(app, db)`: a function of another file that is handed the router and hangs routes on it. */
function handedOver(analysis: Analysis, call: Call): readonly Mount[] {
  const router = call.args.find(
    ({ value }) =>
      value.kind === 'identifier' && ROUTERLY.test(value.name) && routerOf(analysis, value)?.router.dialect !== undefined,
  )?.value;
  if (router === undefined) return NONE;
  const target = targetOf(analysis, analysis.originOf(call.callee));
  const on = routerOf(analysis, router)?.router;
  if (target === undefined || on === undefined) return [];
  const named = target.module === undefined ? { name: target.name } : { module: target.module, name: target.name };
  return [toMount(analysis, call, named, on, '', [])];
}

const DJANGO: ReadonlySet<string> = new Set(['path', 're_path', 'url']);

/** `path('orders/', login_required(views.create))`, `path('api/', include('orders.urls'))`, `path('x/', View.as_view())`. */
function urlPattern(analysis: Analysis, call: Call): readonly Mount[] {
  if (!/^django\.(?:urls|conf\.urls)\./.test(fullNameOf(analysis, call.callee))) return [];
  const [pattern, view] = positionals(call);
  if (view === undefined) return [];
  const at = analysis.locationOf(placeOfNode(call));
  if (view.kind === 'call' && lastName(view.callee) === 'include') {
    const [included] = positionals(view);
    const module = textValue(analysis, included);
    return module === '' ? [] : [{ target: { module, name: '*' }, on: undefined, traits: {}, at }];
  }
  const { handler, wrappers } = resolveHandler(analysis, view);
  const target = handler.kind === 'elsewhere' ? { module: handler.module, name: handler.name } : localTarget(analysis, view);
  if (target === undefined) return [];
  const entry = { role: 'route', verb: '', path: `/${textValue(analysis, pattern)}` } as const;
  return [{ target, on: undefined, traits: traitsOf(analysis, wrappers), entry, at }];
}

function localTarget(analysis: Analysis, view: Expression): Mount['target'] | undefined {
  const origin = analysis.originOf(view.kind === 'call' && view.callee.kind === 'member' ? view.callee.object : view);
  const node = origin.kind === 'class' ? origin.cls : origin.kind === 'function' ? origin.fn : undefined;
  const name = node === undefined ? undefined : analysis.exportNameOf(node);
  return name === undefined ? undefined : { name };
}

/** DRF: `router.register('invites', InviteViewSet)`. */
function drfRoute(analysis: Analysis, call: Call): readonly Mount[] {
  const [prefix, view] = positionals(call);
  if (view === undefined) return [];
  const target = targetOf(analysis, analysis.originOf(view)) ?? localTarget(analysis, view);
  if (target === undefined || !/^[A-Z]/.test(lastName(view))) return [];
  const named = target.module === undefined ? { name: target.name } : { module: target.module, name: target.name };
  const entry = { role: 'route', verb: '', path: `/${textValue(analysis, prefix)}` } as const;
  return [{ target: named, on: undefined, traits: {}, entry, at: analysis.locationOf(placeOfNode(call)) }];
}

/** What stands in front, as traits: whatever the links' own files say of them, and what is seen here. */
function traitsOf(analysis: Analysis, links: readonly Expression[]): Traits {
  let traits: Traits = {};
  for (const link of links) {
    const told = analysis.exported(analysis.originOf(link.kind === 'call' ? link.callee : link))?.traits ?? {};
    traits = { ...told, ...traits };
    const at = analysis.locationOf(placeOfNode(link));
    const guards = guardFact(analysis, link);
    if (guards.kind === 'yes') traits = { ...traits, authenticates: { at, what: guards.what } };
    const named = link.kind === 'call' ? link.callee : link;
    if (isDedupeName(analysis, named)) traits = { deduplicates: { at, what: analysis.textOf(named, 60) }, ...traits };
    const validates = linkValidates(analysis, link);
    if (validates.kind === 'yes')
      traits = { ...traits, 'validates-input': traits['validates-input'] ?? { at, what: validates.what } };
  }
  return traits;
}
