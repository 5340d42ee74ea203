/** Effects on stores that are spoken to in methods, known by the package of the handle. */
import { type Call, type Expression, functionOf } from '#code/model';
import { GO_STORES } from '#libraries/go-stores';
import { JAVA_STORES } from '#libraries/java-stores';
import { PYTHON_STORES } from '#libraries/python-stores';
import { JAVASCRIPT_STORES, type Operation, type StoreLibrary, type StoreMethod } from '#libraries/stores';
import type { Analysis } from '../analysis';
import { requestValue } from '../input/request-values';
import { familyOf } from '../language';
import { keywordsOf } from '../options';
import type { Origin } from '../origin';
import { chainOf, chainTo, type Step } from '../origins/call-chain';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import { derivedMethod, derivedSelection, operationNamed } from './derived-queries';
import { entityOf, labelFor } from './effect-entity';
import { argumentAt, fieldsOf, handleOf, type Sketch } from './effect-sketch';
import { conflictBefore, goEntity } from './go-stores';
import { optionWith, storeRepeat } from './repeatable';
import { selectionOf } from './selection';

const BY_PACKAGE: ReadonlyMap<string, StoreLibrary> = new Map(
  [...JAVASCRIPT_STORES, ...PYTHON_STORES, ...JAVA_STORES, ...GO_STORES].flatMap((library) =>
    library.packages.map((name) => [name, library] as const),
  ),
);
const BY_CLASS: ReadonlyMap<string, StoreLibrary> = new Map(
  JAVASCRIPT_STORES.flatMap((library) => (library.className === undefined ? [] : [[library.className, library] as const])),
);
const BY_STORE: ReadonlyMap<string, StoreLibrary> = new Map(
  [...JAVA_STORES, ...GO_STORES, ...JAVASCRIPT_STORES, ...PYTHON_STORES].map((library) => [library.store, library]),
);

/** Names of all methods of the tables. */
export const STORE_METHODS: readonly string[] = [...JAVASCRIPT_STORES, ...PYTHON_STORES, ...JAVA_STORES, ...GO_STORES].flatMap(
  (library) => Object.keys(library.methods),
);

export function storeNamed(store: string): StoreLibrary | undefined {
  return BY_STORE.get(store);
}

export function storeEffect(analysis: Analysis, call: Call): Sketch | undefined {
  const handle = handleOf(analysis, call.callee);
  const library = libraryOf(handle);
  return library === undefined ? undefined : sketchStore(analysis, call, library, handle, 'high');
}

/** The library of a handle: by its package, by a class that is generated into the project, by a package's subpath. */
export function libraryOf(handle: Origin): StoreLibrary | undefined {
  if (handle.kind === 'project') return handle.path.map((step) => BY_CLASS.get(step)).find((each) => each !== undefined);
  if (handle.kind !== 'package') return undefined;
  return (
    BY_PACKAGE.get(handle.package) ?? BY_PACKAGE.get(handle.package.replace(/^(drizzle-orm|kysely|firebase-admin)\/.*$/, '$1'))
  );
}

export function sketchStore(
  analysis: Analysis,
  call: Call,
  library: StoreLibrary,
  handle: Origin,
  confidence: Sketch['confidence'],
): Sketch | undefined {
  const verb = lastName(call.callee);
  const listed = Object.hasOwn(library.methods, verb) ? library.methods[verb] : derivedMethod(library, verb);
  const method = listed && isOfManager(call, library) ? behindEntity(listed) : listed;
  if (method === undefined || !takesPart(call, library, handle)) return undefined;
  const { steps, at } = chainOf(analysis, call);
  if (verbOf(library, steps) !== at) return undefined;
  const before = steps.slice(0, at);
  const after = steps.slice(at + 1);

  const data = dataOf(analysis, call, method, after);
  const { fields, isOpen } = isColumnOf(library, call)
    ? columnOf(call)
    : method.data === '**' || (data === undefined && method.data === 'defaults')
      ? keywordFields(analysis, call)
      : fieldsOf(analysis, data);
  const where = argumentAt(analysis, call, method.where);
  const wheres = where === undefined ? [] : [where];
  const selection = selectionOf(analysis, wheres, [
    ...before,
    ...after,
    ...(method.where === '**' ? [{ name: 'filter', call }] : []),
  ]);
  const derived = library.derived === undefined ? undefined : derivedSelection(call, verb, operationNamed(method));
  const operation = operationOf(analysis, { call, library, method, data, before });
  const entity =
    library.store === 'gorm'
      ? goEntity(analysis, call, before)
      : entityOf(analysis, { call, library, before, after, data, handle });
  const repeat = storeRepeat(analysis, {
    call,
    operation,
    fields,
    data: data ?? instanceOf(call),
    after: [...after, ...conflictBefore(before)],
  });
  return {
    kind: operation === 'read' ? 'store-read' : 'store-write',
    call,
    entity,
    operation,
    label: labelFor(call, library, before, verb, entity),
    store: library.store,
    data,
    fields,
    isOpen,
    selects: derived !== undefined ? derived.columns : selection.isOpen ? undefined : selection.columns,
    keys: derived?.keys ?? selection.keys,
    ...repeat,
    handle,
    commits: library.commits,
    confidence,
  };
}

/** TypeORM's `manager.update(Order, { id }, { total })`: the entity stands before what a repository is given. */
function isOfManager({ args }: Call, { store }: StoreLibrary): boolean {
  return store === 'typeorm' && args.length > 1 && args[0]?.value.kind === 'identifier' && /^[A-Z]/.test(args[0].value.name);
}

function behindEntity({ where, data, ...method }: StoreMethod): StoreMethod {
  const next = (path: string): string => path.replace(/\d+/g, (position) => String(Number(position) + 1));
  return {
    ...method,
    ...(where === undefined ? {} : { where: next(where) }),
    ...(data === undefined ? {} : { data: next(data) }),
  };
}

/** Statements of SQLAlchemy and its tables do nothing until something executes them; SQL itself is read where it is executed. */
const STATEMENT_BUILDERS = /^(select|insert|update|delete|Table|Column|table|text|func)$/;

function takesPart(call: Call, library: StoreLibrary, handle: Origin): boolean {
  // What a repository gives back is a row: `orders.findById(id).get().setStatus(…)` is no query.
  if (library.store === 'spring-data' && handle.kind === 'package') return handle.path.length === 3;
  if (library.store === 'sqlalchemy' && handle.kind === 'package') return !STATEMENT_BUILDERS.test(handle.path[0] ?? '');
  return call.callee.kind === 'member' || library.store === 'firestore';
}

/** One effect for one chain: the last step that writes, or else the last that reads. */
function verbOf(library: StoreLibrary, steps: readonly Step[]): number {
  let verb = -1;
  steps.forEach((step, index) => {
    const of = (name: string): StoreMethod | undefined =>
      Object.hasOwn(library.methods, name) ? library.methods[name] : derivedMethod(library, name);
    if (step.call === undefined || of(step.name) === undefined) return;
    const isRead = of(step.name)?.operation === 'read';
    const known = verb < 0 ? undefined : of(steps[verb]?.name ?? '')?.operation;
    if (!isRead || known === undefined || known === 'read') verb = index;
  });
  return verb;
}

/** Data of builders stands in `.values()` or `.set()` behind the verb. */
function dataOf(analysis: Analysis, call: Call, method: StoreMethod, after: readonly Step[]): Expression | undefined {
  const given = argumentAt(analysis, call, method.data);
  if (given !== undefined || method.operation === 'read') return given;
  return after.find((step) => step.name === 'values' || step.name === 'set')?.call?.args[0]?.value;
}

function keywordFields(analysis: Analysis, call: Call): { fields: ReadonlyMap<string, Expression>; isOpen: boolean } {
  const { entries, open } = keywordsOf(analysis, call);
  return { fields: entries, isOpen: open !== undefined };
}

/** What `x.save()` saves: the receiver, when it is a plain name. */
function instanceOf(call: Call): Expression | undefined {
  return call.callee.kind === 'member' && call.callee.object.kind === 'identifier' ? call.callee.object : undefined;
}

/** A save of something just made inserts; of something that was read it updates. `upsert: true` makes an update an upsert. */
interface Verb {
  readonly call: Call;
  readonly library: StoreLibrary;
  readonly method: StoreMethod;
  readonly data: Expression | undefined;
  readonly before: readonly Step[];
}

function operationOf(analysis: Analysis, { call, library, method, data, before }: Verb): Operation {
  if (method.operation === 'update' && optionWith(analysis, call, /^upsert$/) !== undefined) return 'upsert';
  if (method.operation === 'create' && data !== undefined && isStoreAdd(call))
    return isLoaded(analysis, data) ? 'update' : 'create';
  if (method.operation !== 'save') return method.operation;
  const receiver = call.callee.kind === 'member' ? call.callee.object : undefined;
  const saved = data ?? receiver;
  if (saved === undefined) return 'save';
  if (
    data === undefined &&
    receiver?.kind === 'identifier' &&
    /(serializer|form)$/i.test(receiver.name) &&
    !isMade(analysis, receiver)
  )
    return /update|patch|put|edit/i.test(functionOf(call).name) ? 'update' : 'create';
  // `order.save()` of what came in or was looped over: it is there already. `repo.save(dto)` may be new.
  if (data === undefined && (isInstance(analysis, saved) || isStored(analysis, library, saved))) return 'update';
  if (
    isLoaded(analysis, saved) ||
    before.some(
      (step) =>
        step.call !== undefined && Object.hasOwn(library.methods, step.name) && library.methods[step.name]?.operation === 'read',
    )
  )
    return 'update';
  if (isMade(analysis, saved)) return 'create';
  return familyOf(analysis) === 'java' && isHandedOn(analysis, saved) ? 'update' : 'save';
}

/** A parameter, `self`, a loop variable, a part of something: the instance was not made in this function. */
function isInstance(analysis: Analysis, value: Expression): boolean {
  if (value.kind === 'member' || value.kind === 'index') return true;
  if (value.kind !== 'identifier') return false;
  if (value.name === 'self' || value.name === 'this') return true;
  const binding = analysis.bindingOf(value.name, value);
  return binding?.kind === 'parameter' || binding?.kind === 'bound';
}

/** `void changeEmail(User user, …) { …; users.save(user); }`: a row that its caller has, unless the function makes rows. */
function isHandedOn(analysis: Analysis, value: Expression): boolean {
  const binding = value.kind === 'identifier' ? analysis.bindingOf(value.name, value) : undefined;
  if (binding?.kind !== 'parameter' || requestValue(analysis, value) !== undefined) return false;
  return !/^(?:create|add|new|insert|register|place|submit|import|make|open|book|save)/i.test(binding.fn.name);
}

/** `order = Order.objects.create(…)` has stored it; TypeORM's `repo.create(…)` only builds. */
function isStored(analysis: Analysis, library: StoreLibrary, value: Expression): boolean {
  const at = followed(analysis, value);
  if (at.kind !== 'call' || at.callee.kind !== 'member') return false;
  const operation = Object.hasOwn(library.methods, at.callee.property)
    ? library.methods[at.callee.property]?.operation
    : undefined;
  return operation === 'create' || operation === 'upsert' || operation === 'read';
}

/** SQLAlchemy's `session.add(order)` also takes objects that were read. */
function isStoreAdd(call: Call): boolean {
  return lastName(call.callee) === 'add';
}

const isReadName = (name: string): boolean =>
  /^(find|get|select|fetch|load|query|first|one|scalar|filter|read|aget|afirst)/i.test(name) &&
  !/OrCreate|or_create|^get(Repository|Manager|Connection|Collection|Model|DataSource)/.test(name);

/**
 * The value was there before: it came out of a store, is part of something, was handed in, or a helper found it. An ORM's
 * instance is saved anew only where it is made.
 */
export function isLoaded(analysis: Analysis, value: Expression): boolean {
  const at = followed(analysis, value);
  // `repo.save(req.body)`: what the caller sends was not there before.
  if (requestValue(analysis, at)?.part === 'body') return false;
  if (at.kind === 'index' || at.kind === 'member') return true;
  if (at.kind !== 'call') return false;
  if (isMade(analysis, at)) return false;
  const { steps } = chainTo(analysis, at);
  return (
    steps.some((step) => step.call !== undefined && isReadName(step.name)) ||
    !/(create|build|new|make|clone|copy|factory)/i.test(lastName(at.callee))
  );
}

/** The value is made here: a literal, a constructor, `repo.create(…)`, a serializer of request data. */
export function isMade(analysis: Analysis, value: Expression): boolean {
  const at = followed(analysis, value);
  if (at.kind === 'object') return !at.entries.some((entry) => entry.key === 'id' || entry.key === '_id');
  if (at.kind === 'array') return true;
  if (at.kind !== 'call') return false;
  const name = lastName(at.callee);
  if (/erializer$/.test(name)) return at.args[0]?.name !== undefined && !at.args.some((arg) => arg.name === 'instance');
  return at.isNew || /^(create|build|new|make)$/.test(name) || /^[A-Z]/.test(name) || name === 'get_serializer';
}

/** gorm's `Update("stock", value)` names one column. */
function isColumnOf({ store }: StoreLibrary, call: Call): boolean {
  return store === 'gorm' && /^Update(?:Column)?$/.test(lastName(call.callee)) && call.args[0]?.value.kind === 'literal';
}

function columnOf({ args }: Call): { fields: ReadonlyMap<string, Expression>; isOpen: boolean } {
  const [column, value] = args.map((arg) => arg.value);
  const isKnown = column?.kind === 'literal' && value !== undefined;
  return { fields: new Map(isKnown ? [[String(column.value), value]] : []), isOpen: !isKnown };
}
