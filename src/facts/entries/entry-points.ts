/** The entry points of a file: where something from outside starts to run, with what stands before it. */
import type { FunctionNode, Item } from '#code/model';
import { itemOf } from '#code/model';
import { WRITE_VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { guardFact } from '../caller/authentication';
import { callerCheck } from '../caller/caller-check';
import type { Condition, Trait } from '../condition';
import { CHANGING_KINDS } from '../effects/effect-roles';
import { effectsOf } from '../effects/effects';
import type { EntryPoint } from '../entry-point';
import { anyOf, depends, type Fact, no, unknown } from '../fact';
import { readsRequest } from '../input/request-values';
import { validatesFact } from '../input/validation';
import { familyOf } from '../language';
import type { EntryRole } from '../summary';
import { callbackRoutes } from './callback-routes';
import { type Chain, chainOf } from './chain';
import { decoratedFunctions } from './decorated-functions';
import { fileRoutes } from './file-routes';
import { goHandlers, goRoutes, isRoutedHere } from './go-routes';
import { javaRoutes } from './java-routes';
import { joinPaths } from './join-paths';
import { nestRoutes } from './nest-routes';
import { isWebhook, openByDesign } from './open-by-design';
import { openedPlainly } from './opened-plainly';
import { placeOfNode, type Registration } from './registration';
import { isInert, sitesOf } from './sites';
import { viewClass } from './view-classes';
import { workerEntries } from './worker-entries';

/** What was read besides the contract's fields; for the facts and rules of this room. */
export interface Entry extends EntryPoint {
  readonly registrationOf: Registration;
  readonly chainOf: Chain;
}

const registrations = new WeakMap<Analysis, Map<Item, readonly Registration[]>>();
const entries = new WeakMap<Analysis, Map<Item, readonly Entry[]>>();
const ofFiles = new WeakMap<Analysis, readonly Entry[]>();

/** Everything the item hangs up, handlers of other files included. */
export function registrationsIn(analysis: Analysis, item: Item): readonly Registration[] {
  if (isInert(item)) return [];
  return remembered(registrations, analysis, item, () => readItem(analysis, item));
}

function readItem(analysis: Analysis, item: Item): readonly Registration[] {
  const { calls, functions, classes } = sitesOf(item);
  const family = familyOf(analysis);
  const found: Registration[] = [];
  if (family === 'java') {
    for (const cls of classes) addTo(found, javaRoutes(analysis, cls));
    return found;
  }
  if (family === 'go') {
    for (const call of calls) addTo(found, goRoutes(analysis, call));
    addTo(found, goHandlers(analysis, item));
    return found;
  }
  // Nearly every call, function and class makes no registration: nothing is laid out for those.
  for (const call of calls) {
    addTo(found, callbackRoutes(analysis, call));
    addTo(found, workerEntries(analysis, call));
  }
  for (const fn of functions) if (fn.decorators.length > 0) addTo(found, decoratedFunctions(analysis, fn));
  for (const cls of classes) addTo(found, family === 'python' ? viewClass(analysis, cls) : nestRoutes(analysis, cls));
  addTo(found, fileRoutes(analysis, item));
  return found;
}

function addTo(found: Registration[], more: readonly Registration[]): void {
  for (const each of more) found.push(each);
}

/** Entry points that this item registers; their handlers may stand in another item of the file. Sorted by position. */
export function entryPointsOf(analysis: Analysis, item: Item): readonly Entry[] {
  if (isInert(item)) return [];
  return remembered(entries, analysis, item, () => {
    const made: Entry[] = [];
    const names = new Set<string>();
    for (const registration of inOrder(registrationsIn(analysis, item))) {
      if (registration.handler.kind !== 'here') continue;
      const { fn } = registration.handler;
      if (registration.when.length > 0 && isRegisteredHere(analysis, fn, made)) continue;
      const entry = toEntry(analysis, registration, fn, names);
      if (entry !== undefined) made.push(entry);
    }
    return made;
  });
}

/** What was found before an edit is not looked for again. `before` is not to be asked any more. */
export function keepEntryPoints(before: Analysis, after: Analysis): void {
  const [ofRegistrations, ofEntries] = [registrations.get(before), entries.get(before)];
  if (ofRegistrations !== undefined) registrations.set(after, ofRegistrations);
  if (ofEntries !== undefined) entries.set(after, ofEntries);
}

/** Of these items it is looked for again, and what that rests on is noted anew. */
export function forgetEntryPoints(analysis: Analysis, items: Iterable<Item>): void {
  for (const item of items) {
    registrations.get(analysis)?.delete(item);
    entries.get(analysis)?.delete(item);
  }
  ofFiles.delete(analysis);
}

/** All entry points of the file, in source order. */
export function entryPoints(analysis: Analysis): readonly Entry[] {
  let all = ofFiles.get(analysis);
  if (all === undefined) {
    const found: Entry[] = [];
    for (const item of analysis.itemsWhere(canRegister)) for (const entry of entryPointsOf(analysis, item)) found.push(entry);
    all = found;
    ofFiles.set(analysis, all);
  }
  return all;
}

const canRegister = (item: Item): boolean => !isInert(item);

/** A handler-shaped function needs no other file to register it when this one does. */
function isRegisteredHere(analysis: Analysis, fn: FunctionNode, made: readonly Entry[]): boolean {
  // `(req, res) => this.create(req, res)` hands on to it.
  const isHandedOn = (each: Entry): boolean => each.handler.calls.some((call) => analysis.calledFunction(call) === fn);
  if (made.some((each) => each.handler === fn || isHandedOn(each))) return true;
  if (familyOf(analysis) === 'go') return isRoutedHere(analysis, fn, (item) => registrationsIn(analysis, item));
  if (fn.name === '') return false;
  return analysis
    .mentioning(fn.name)
    .some(
      (item) =>
        item !== itemOf(fn) &&
        registrationsIn(analysis, item).some(
          (each) => each.when.length === 0 && each.handler.kind === 'here' && each.handler.fn === fn,
        ),
    );
}

function inOrder(list: readonly Registration[]): readonly Registration[] {
  return [...list].sort((one, two) => one.at.start - two.at.start);
}

function toEntry(analysis: Analysis, registration: Registration, fn: FunctionNode, names: Set<string>): Entry | undefined {
  const { verb, title } = registration;
  const chain = chainOf(analysis, registration);
  const path = registration.role === 'route' ? joinPaths(chain.prefix, registration.path) : registration.path;
  const role: EntryRole = registration.role === 'route' && isWebhook(path, fn.name, verb) ? 'webhook' : registration.role;
  const effects = (): boolean => effectsOf(analysis, fn).some((effect) => CHANGING_KINDS.has(effect.kind));
  // Timers move animations and refresh screens as well: one is a job only when it does something outside.
  if (role === 'job' && isTimer(registration) && !effects()) return undefined;
  const writes = role === 'route' || role === 'webhook' ? WRITE_VERBS.has(verb) || (verb === '' && effects()) : true;
  const links = chain.links.map((expression) => ({ expression, place: placeOfNode(expression) }));
  return {
    id: unique(idOf(role, verb, path, title || fn.name), names),
    role,
    verb,
    path,
    handler: fn,
    at: registration.at,
    registration: registration.call,
    when: registration.when,
    chain: links,
    exportedAs: chain.exportedAs[0],
    openByDesign:
      role === 'route' && !(writes && openedPlainly(analysis, registration, path) !== undefined)
        ? openByDesign(path, fn.name || title, chain.links, analysis.path, () => writtenAs(analysis, fn))
        : undefined,
    writes,
    takesInput: role === 'job' ? false : writes || /[:<{[*]/.test(path) || readsRequest(analysis, fn),
    authenticates:
      role === 'route' || role === 'webhook'
        ? authenticatesFact(analysis, registration, fn, chain)
        : no('its broker or schedule'),
    validates: validatesFact(analysis, registration, chain, fn),
    registrationOf: registration,
    chainOf: chain,
  };
}

function writtenAs({ model }: Analysis, fn: FunctionNode): string {
  const { base } = itemOf(fn);
  return model.text.slice(base + fn.start, base + fn.end);
}

function isTimer({ call }: Registration): boolean {
  return call?.callee.kind === 'identifier' && call.callee.name === 'setInterval';
}

function idOf(role: EntryRole, verb: string, path: string, name: string): string {
  if (role === 'route' || role === 'webhook') return [verb, path || name].filter((part) => part !== '').join(' ') || 'route';
  return `${role} ${path || name}`.trim();
}

function unique(id: string, names: Set<string>): string {
  let name = id;
  for (let count = 2; names.has(name); count++) name = `${id} #${count}`;
  names.add(name);
  return name;
}

/** Each link in turn, then the handler itself, then what other files may put before it. */
function authenticatesFact(analysis: Analysis, { guardedElsewhere }: Registration, fn: FunctionNode, chain: Chain): Fact {
  return anyOf(
    ...chain.links.map((link) => () => guardFact(analysis, link)),
    () => callerCheck(analysis, fn, firstWrite(analysis, fn)),
    () => (guardedElsewhere === undefined ? no() : unknown(guardedElsewhere)),
    () =>
      chain.open === undefined
        ? depends(conditions(chain, 'authenticates'), ...lookedAt(chain))
        : unknown(`what ${analysis.textOf(chain.open, 40)} puts before the handler is not known`),
  );
}

/** Offset of the first thing the handler changes: what is refused after it protects nothing. */
function firstWrite(analysis: Analysis, fn: FunctionNode): number {
  const writes = effectsOf(analysis, fn).filter((effect) => CHANGING_KINDS.has(effect.kind));
  return writes.reduce((first, { call }) => Math.min(first, call.start), fn.bodyEnd);
}

/** What another file can say: the router or the handler hangs behind something, or everything does. */
export function conditions(chain: Chain, trait: Trait): readonly Condition[] {
  return [...chain.exportedAs.map((name) => ({ kind: 'mounted', name, trait }) as const), { kind: 'app', trait }];
}

function lookedAt(chain: Chain): readonly string[] {
  return chain.exportedAs.length > 0 ? ['where it is mounted', 'the application'] : ['the application'];
}

function remembered<T>(cache: WeakMap<Analysis, Map<Item, T>>, analysis: Analysis, item: Item, make: () => T): T {
  let ofFile = cache.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    cache.set(analysis, ofFile);
  }
  let value = ofFile.get(item);
  if (value === undefined) {
    value = make();
    ofFile.set(item, value);
  }
  return value;
}
