/**
 * What a file says for the whole application about failures and measures: error handlers, error trackers, middleware that
 * measures every request, auto-instrumentation, defaults of HTTP clients.
 */

import type { Call, Expression, FunctionNode, Item, Node, Place } from '#code/model';
import { placeOf } from '#code/model';
import { isErrorTracker } from '#libraries/error-tracking';
import { clientMade } from '#libraries/http-clients';
import { APP_INSTRUMENTATION, type Signal } from '#libraries/metrics';
import type { Analysis } from '../analysis';
import type { Trait } from '../condition';
import { functionAt } from '../entries/registration';
import { routerOf } from '../entries/router';
import { sitesOf } from '../entries/sites';
import { optionsOf } from '../options';
import { printOrigin } from '../origin';
import { lastName } from '../origins/full-name';
import { boundOf } from '../requests/deadline-values';
import { throwsOnStatus, toMaker } from '../requests/requests';
import type { Traits } from '../summary';
import { isTeamsOwn } from '../team-names';
import { walk } from '../walk';
import { errorFilterOf, hearsIn, isErrorHandlerDecorator, registeredErrorHandler } from './error-handlers';
import { type Measured, measuresIn } from './measures';

type Note = (trait: Trait, place: Place, what: string) => void;

export function applicationTraits(analysis: Analysis): Traits {
  if (analysis.pathRole === 'test' || analysis.pathRole === 'example') return {};
  const found = new Map<Trait, { readonly at: ReturnType<Analysis['locationOf']>; readonly what: string }>();
  const note: Note = (trait, place, what) => {
    if (!found.has(trait)) found.set(trait, { at: analysis.locationOf(place), what });
  };
  for (const item of analysis.model.items) {
    imports(item, note);
    const { calls, functions, classes } = sitesOf(item);
    for (const call of calls) {
      throwingClients(analysis, call, note);
      if (!couldTell(call)) continue;
      errorHandlers(analysis, call, note);
      middleware(analysis, call, note);
      defaults(analysis, call, note);
    }
    for (const fn of functions) {
      const decorator = fn.decorators.find(isErrorHandlerDecorator);
      if (decorator !== undefined) handled(analysis, decorator, fn, note);
      const measuring = fn.decorators.find((each) =>
        /^(?:before_request|after_request|teardown_request|before_app_request|after_app_request|middleware)$/.test(
          lastName(each.kind === 'call' ? each.callee : each),
        ),
      );
      const measured = measuring === undefined ? undefined : measuresIn(analysis, fn);
      if (measured !== undefined) note(measured.signal, placeOf(measuring ?? fn), measured.what);
    }
    for (const cls of classes) {
      const filter = errorFilterOf(cls);
      if (filter?.name === 'process_exception') handled(analysis, filter, filter, note);
    }
    for (const statement of item.statements) settings(analysis, statement, note);
  }
  return Object.fromEntries(found);
}

/** Names of calls that may say something for the whole application: asked of every call of a file, before anything else. */
const TELLING: ReadonlySet<string> = new Set([
  'setErrorHandler',
  'onError',
  'useGlobalFilters',
  'add_exception_handler',
  'register_error_handler',
  'on',
  'use',
  'addHook',
  'useGlobalInterceptors',
  'add_middleware',
  'register',
  'registerAsync',
  'middleware',
  'setdefaulttimeout',
]);

/** A function that was imported may have got another name; a method has its own. */
function couldTell({ callee }: Call): boolean {
  return callee.kind !== 'member' || TELLING.has(callee.property) || STARTS_TRACKER.test(callee.property);
}

/** Importing one of these is using it: `import 'dd-trace/init'`, `import promBundle from 'express-prom-bundle'`. */
function imports(item: Item, note: Note): void {
  for (const statement of item.statements) {
    if (statement.kind !== 'import' || statement.typeOnly) continue;
    const signal = instrumentationOf(statement.module);
    if (signal !== undefined) note(signal, placeOf(statement), statement.module);
  }
}

/** The module itself, or the package a sub-path belongs to. */
function instrumentationOf(module: string): Signal | undefined {
  const parts = module.split('/');
  const name = module.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  for (const each of [module, name]) if (Object.hasOwn(APP_INSTRUMENTATION, each)) return APP_INSTRUMENTATION[each];
  return undefined;
}

function errorHandlers(analysis: Analysis, call: Call, note: Note): void {
  if (STARTS_TRACKER.test(lastName(call.callee)) && isOfErrorTracker(analysis, call)) {
    note('handles-errors', placeOf(call), analysis.textOf(call.callee, 40));
    note('logs', placeOf(call), analysis.textOf(call.callee, 40));
    return;
  }
  const handler = registeredErrorHandler(analysis, call);
  if (handler !== undefined && !isOfOneRouter(analysis, call)) registered(analysis, call, handler, note);
}

const STARTS_TRACKER = /^(?:init|setup\w*ErrorHandler|errorHandler|start|requestHandler)$/i;

function isOfErrorTracker(analysis: Analysis, { callee }: Call): boolean {
  const origin = analysis.originOf(callee);
  return origin.kind === 'package' && isErrorTracker(origin.package);
}

function registered(analysis: Analysis, call: Call, handler: Expression, note: Note): void {
  const fn = functionAt(analysis, handler);
  if (fn !== undefined) {
    handled(analysis, call, fn, note);
    return;
  }
  const origin = analysis.originOf(handler);
  const exported = analysis.exported(origin);
  const what = analysis.textOf(handler, 60);
  note('handles-errors', placeOf(call), what);
  const logs = exported?.traits.logs;
  if (logs !== undefined) note('logs', placeOf(call), logs.what);
  if (origin.kind !== 'class') return;
  const filter = errorFilterOf(origin.cls);
  const heard = filter === undefined ? undefined : hearsIn(analysis, filter);
  if (heard !== undefined) note('logs', placeOf(heard), analysis.textOf(heard.callee, 60));
}

function handled(analysis: Analysis, at: Exclude<Node, { kind: 'item' }>, fn: FunctionNode, note: Note): void {
  note('handles-errors', placeOf(at), analysis.textOf(at, 60));
  const heard = hearsIn(analysis, fn);
  if (heard !== undefined) note('logs', placeOf(heard), analysis.textOf(heard, 60));
}

/** `app.use(measure)`, `fastify.addHook('onResponse', observe)`, `app.useGlobalInterceptors(new Metrics())`, `app.add_middleware(…)`. */
function middleware(analysis: Analysis, call: Call, note: Note): void {
  if (call.callee.kind !== 'member') return;
  const { property } = call.callee;
  if (!/^(?:use|addHook|useGlobalInterceptors|add_middleware|register|middleware)$/.test(property)) return;
  if (isOfOneRouter(analysis, call)) return;
  for (const { value } of call.args) {
    const fact = linkMeasures(analysis, value);
    if (fact !== undefined) note(fact.signal, placeOf(value), fact.what);
  }
}

/** What a router uses holds for that router alone. */
function isOfOneRouter(analysis: Analysis, { callee }: Call): boolean {
  if (callee.kind !== 'member' || (callee.property !== 'use' && callee.property !== 'register')) return false;
  const use = routerOf(analysis, callee.object);
  return use !== undefined && !use.router.isApp;
}

/** What a link of a chain measures or traces, by its library, its own code, or its summary. */
export function linkMeasures(analysis: Analysis, link: Expression): Measured | undefined {
  const value = link.kind === 'call' && link.isNew ? link.callee : link;
  const origin = analysis.originOf(value);
  const what = analysis.textOf(link, 60);
  const signal = origin.kind === 'package' ? instrumentationOf(origin.package) : undefined;
  if (signal !== undefined) return { signal, where: placeOf(link), what };
  const fn = functionAt(analysis, value) ?? (value.kind === 'call' ? analysis.calledFunction(value) : undefined);
  const functions = [...(fn === undefined ? [] : [fn]), ...(origin.kind === 'class' ? origin.cls.methods : [])];
  for (const each of functions) {
    const own = measuresIn(analysis, each);
    if (own !== undefined) return own;
  }
  const traits =
    analysis.exported(origin)?.traits ??
    (value.kind === 'call' ? analysis.exported(analysis.originOf(value.callee))?.traits : undefined);
  for (const each of ['measures', 'traces'] as const) {
    const shown = traits?.[each];
    if (shown !== undefined) return { signal: each, where: shown.at, what: shown.what };
    if (isTeamsOwn(analysis, each, value)) return { signal: each, where: placeOf(link), what };
  }
  return undefined;
}

/** `axios.defaults.timeout = 5000`, `socket.setdefaulttimeout(10)`, `setGlobalDispatcher(new Agent({ headersTimeout }))`. */
function defaults(analysis: Analysis, call: Call, note: Note): void {
  const { callee } = call;
  if (callee.kind === 'member' ? !SETS_DEFAULTS.has(callee.property) : !namesDefaults(analysis)) return;
  injectedClients(analysis, call, note);
  if (printOrigin(analysis.originOf(call.callee)) !== 'socket:setdefaulttimeout') return;
  const bound = call.args[0];
  if (bound !== undefined && boundOf(analysis, bound.value, 'timeout').kind === 'yes')
    note('deadline', placeOf(call), analysis.textOf(call, 60));
}

const naming = new WeakMap<Analysis, boolean>();

/** By a plain name they are called only where the file has taken that name from what it is a member of. */
function namesDefaults(analysis: Analysis): boolean {
  let known = naming.get(analysis);
  if (known === undefined) {
    known = analysis.model.text.includes('HttpModule') || analysis.model.text.includes('setdefaulttimeout');
    naming.set(analysis, known);
  }
  return known;
}

/** Looked at before anything is looked up. */
const SETS_DEFAULTS: ReadonlySet<string> = new Set(['setdefaulttimeout', 'register', 'registerAsync']);

/** Nest: `HttpModule.register({ timeout: 5000 })`; what is configured by a class or from elsewhere is taken to be bounded. */
function injectedClients(analysis: Analysis, call: Call, note: Note): void {
  const made = /^@nestjs\/axios:HttpModule\.(register|registerAsync)$/.exec(printOrigin(analysis.originOf(call.callee)));
  if (made === null) return;
  const { entries, open } = optionsOf(analysis, call.args[0]?.value);
  const timeout = entries.get('timeout');
  const isBound = timeout !== undefined && boundOf(analysis, timeout, 'timeout').kind !== 'no';
  const factory = entries.get('useFactory');
  const makes = factory === undefined ? undefined : analysis.functionValue(factory);
  const isMade = made[1] === 'registerAsync' && (makes === undefined || /\btimeout\b/.test(analysis.textOf(makes)));
  if (isBound || isMade || (timeout === undefined && open !== undefined))
    note('injected-deadline', placeOf(call), analysis.textOf(call, 60));
}

const THROWS: ReadonlySet<string> = new Set(['raise_for_status', 'event_hooks']);

/** Python: `aiohttp.ClientSession(raise_for_status=True)`, `httpx.Client(event_hooks={…})`, for those who take it out of the application. */
function throwingClients(analysis: Analysis, call: Call, note: Note): void {
  if (analysis.model.language !== 'python' || !call.args.some(({ name, spread }) => spread || THROWS.has(name ?? ''))) return;
  const origin = analysis.originOf(call);
  const found = origin.kind === 'package' ? clientMade('python', origin.package, origin.path) : undefined;
  const made = found?.made.at(-1);
  if (found === undefined || made === undefined || found.client.throwsOnStatus) return;
  const { options } = toMaker(analysis, made, call);
  if (options.open !== undefined || options.entries.has('event_hooks') || throwsOnStatus(found.client, options))
    note('checks-status', placeOf(call), analysis.textOf(call, 60));
}

/** Module-level settings: `axios.defaults.timeout`, Django's `MIDDLEWARE` and `INSTALLED_APPS`, Nest's `APP_FILTER`. */
function settings(analysis: Analysis, statement: Node, note: Note): void {
  walk(statement, (node) => {
    if (
      node.kind === 'assign' &&
      node.target.kind === 'member' &&
      node.target.property === 'timeout' &&
      printOrigin(analysis.originOf(node.target.object)) === 'axios:defaults'
    ) {
      if (boundOf(analysis, node.value, 'timeout').kind === 'yes') note('deadline', placeOf(node), analysis.textOf(node, 60));
    }
    if (
      node.kind === 'literal' &&
      typeof node.value === 'string' &&
      node.parent.kind === 'array' &&
      analysis.model.language === 'python'
    ) {
      const signal = instrumentationOf(node.value.split('.')[0] ?? '');
      if (signal !== undefined) note(signal, placeOf(node), node.value);
    }
    return undefined;
  });
}
