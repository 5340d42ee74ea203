/**
 * Effects on stores whose handle nobody can tell: a parameter, an injected field, a file that was not read. Only shapes
 * that mean one thing count (`orderRepo.save`, `trx('orders').insert`, `Order.objects.create`), with medium confidence.
 */

import { type Call, functionOf } from '#code/model';
import type { StoreLibrary } from '#libraries/stores';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { wordsOf } from '../name-words';
import { optionsOf } from '../options';
import type { Origin } from '../origin';
import { chainOf } from '../origins/call-chain';
import { lastName, writtenName } from '../origins/full-name';
import { importStatements } from '../runners/imports';
import { handleOf, receiverOf, type Sketch } from './effect-sketch';
import { callsOf } from './inline-functions';
import { isAwaited, isDjangoManager, isPascal } from './shape-signs';
import { sketchStore, storeNamed } from './store-effects';

export function shapedEffect(analysis: Analysis, call: Call): Sketch | undefined {
  if (call.callee.kind !== 'member' || call.isNew) return undefined;
  const handle = handleOf(analysis, call.callee);
  if (!isOpen(analysis, handle)) return undefined;
  const family = familyOf(analysis);
  const store =
    family === 'python' ? pythonShape(analysis, call) : family === 'javascript' ? javascriptShape(analysis, call) : undefined;
  if (store === undefined) return undefined;
  const library = typeof store === 'string' ? storeNamed(store) : store;
  return library && sketchStore(analysis, call, library, handle, isCertain(call) ? 'high' : 'medium');
}

/** Nothing better is known: no package, and no function or class of the project whose effects are at hand. */
function isOpen(analysis: Analysis, handle: Origin): boolean {
  switch (handle.kind) {
    case 'parameter':
    case 'unknown':
      return true;
    case 'project': {
      const summary = analysis.exported(handle);
      const member = handle.path.filter((step) => step !== '()').at(-1) ?? '';
      return summary === undefined || (summary.kind !== 'function' && !Object.hasOwn(summary.methods, member));
    }
    case 'class':
    case 'package':
      // `self.get_serializer(…)` of a view, a field of the class that only its constructor's caller knows.
      return handle.path.length > 1;
    default:
      return false;
  }
}

function isCertain(call: Call): boolean {
  return /\.objects\.\w+$/.test(writtenName(call.callee));
}

const HOLDERS = /(repository|repositories|repo|dao)$/i;

/** In-house repositories: verbs that write, whatever is behind them. */
const IN_HOUSE: StoreLibrary = {
  store: 'store',
  packages: [],
  source: '',
  entityAt: 'receiver',
  commits: 'statement',
  methods: {
    save: { operation: 'save', data: '0' },
    insert: { operation: 'create', data: '0' },
    insertOne: { operation: 'create', data: '0' },
    insertMany: { operation: 'create', data: '0' },
    create: { operation: 'create', data: '0' },
    add: { operation: 'create', data: '0' },
    persist: { operation: 'save', data: '0' },
    store: { operation: 'save', data: '0' },
    upsert: { operation: 'upsert', where: '0', data: '0' },
    update: { operation: 'update', where: '0', data: '1|0' },
    updateOne: { operation: 'update', where: '0', data: '1' },
    updateById: { operation: 'update', where: '0', data: '1' },
    delete: { operation: 'delete', where: '0' },
    deleteById: { operation: 'delete', where: '0' },
    remove: { operation: 'delete', where: '0' },
    increment: { operation: 'increment', where: '0' },
    decrement: { operation: 'increment', where: '0' },
    find: { operation: 'read', where: '0' },
    findOne: { operation: 'read', where: '0' },
    findById: { operation: 'read', where: '0' },
    findByKey: { operation: 'read', where: '0' },
    get: { operation: 'read', where: '0' },
    getById: { operation: 'read', where: '0' },
  },
};

/** Names of the verbs only in-house repositories have. */
export const SHAPE_METHODS: readonly string[] = Object.keys(IN_HOUSE.methods);

const MONGO =
  /^(insertOne|insertMany|updateOne|updateMany|replaceOne|findOneAnd\w+|findByIdAnd\w+|deleteOne|deleteMany|bulkWrite)$/;
const SEQUELIZE = /^(bulkCreate|findOrCreate|findByPk|findAndCountAll)$/;
const DATABASES = /^(db|database|datastore|collections|tables|store)$/i;

function javascriptShape(analysis: Analysis, call: Call): string | StoreLibrary | undefined {
  const verb = lastName(call.callee);
  const parts = writtenName(call.callee)
    .replace(/^this\./, '')
    .split('.')
    .slice(0, -1);
  const receiver = receiverOf(call);
  const { steps, at } = chainOf(analysis, call);
  if (MONGO.test(verb)) return 'mongoose';
  if (SEQUELIZE.test(verb)) return 'sequelize';
  const [first] = steps;
  const table = first?.call?.args[0]?.value;
  if (
    first !== undefined &&
    /^(knex|trx|tx|db|transaction)$/.test(first.name) &&
    table?.kind === 'literal' &&
    typeof table.value === 'string'
  )
    return 'knex';
  const isPrismaRoot = parts.some((part) => /^(prisma|tx|trx|db|prismaClient|prismaService)$/i.test(part));
  if (isPrismaRoot && parts.length >= 2 && hasPrismaArguments(analysis, call)) return 'prisma';
  if (steps.slice(at + 1).some((step) => step.name === 'values' || (step.name === 'set' && verb === 'update'))) return 'drizzle';
  if (verb === 'save' && call.args.length === 0)
    return isAwaited(call) && /^[a-z]/.test(receiver) && !/^(ctx|context|canvas|this)$/.test(receiver) ? 'mongoose' : undefined;
  if (isPascal(receiver) && /^(create|upsert|destroy)$/.test(verb) && isAwaited(call) && isModelImport(analysis, call))
    return 'sequelize';
  return isInHouse(analysis, call, parts, verb) ? IN_HOUSE : undefined;
}

/** `orderRepo.save(order)`, `db.orders.insert(order)`; `repo.create()` next to `repo.save()` only builds. */
function isInHouse(analysis: Analysis, call: Call, parts: readonly string[], verb: string): boolean {
  if (!Object.hasOwn(IN_HOUSE.methods, verb)) return false;
  const receiver = parts.at(-1) ?? '';
  const isRepository = HOLDERS.test(receiver);
  const isTable = parts.length >= 2 && DATABASES.test(parts[parts.length - 2] ?? '') && !/^(add|get|find|store)$/.test(verb);
  if (!isRepository && !isTable) return false;
  if (verb !== 'create') return true;
  return !callsOf(analysis, functionOf(call)).some((each) => lastName(each.callee) === 'save' && receiverOf(each) === receiver);
}

function hasPrismaArguments(analysis: Analysis, call: Call): boolean {
  const { entries } = optionsOf(analysis, call.args[0]?.value);
  return entries.has('where') || entries.has('data') || entries.has('create');
}

/** The model comes from a file of models, or from one that was not read. */
function isModelImport(analysis: Analysis, call: Call): boolean {
  const origin = call.callee.kind === 'member' ? analysis.originOf(call.callee.object) : undefined;
  return (
    origin?.kind === 'project' &&
    (/model|entit|schema|db|database/i.test(origin.module) || analysis.exported(origin) === undefined)
  );
}

function pythonShape(analysis: Analysis, call: Call): string | StoreLibrary | undefined {
  const verb = lastName(call.callee);
  const name = writtenName(call.callee);
  const receiver = receiverOf(call);
  if (isDjangoManager(name)) return 'django';
  // `Order.query.filter_by(…)`, `db.session.query(Order)`.
  const [, queried] = /(\w+)\.query(?:\.\w+)*$/.exec(name) ?? [];
  if (queried !== undefined && (/^[A-Z]/.test(queried) || isSession(analysis, call, queried))) return 'sqlalchemy';
  if (/^(insert_one|insert_many|update_one|update_many|replace_one|find_one_and_\w+|delete_one|delete_many)$/.test(verb))
    return 'pymongo';
  if (/^a?(save|delete)$/.test(verb) && call.args.every((arg) => arg.name !== undefined) && importsAny(analysis, DJANGO))
    return 'django';
  if (/^(add|add_all|merge|delete|bulk_save_objects|bulk_insert_mappings)$/.test(verb) && isSession(analysis, call, receiver))
    return 'sqlalchemy';
  const parts = name
    .replace(/^self\./, '')
    .split('.')
    .slice(0, -1);
  return isInHouse(
    analysis,
    call,
    parts,
    verb.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  )
    ? IN_HOUSE
    : undefined;
}

const DJANGO = /^(django|rest_framework)(\.|$)/;
const SQLALCHEMY = /^(sqlalchemy|sqlmodel|flask_sqlalchemy)(\.|$)/;

/** `db.add(order)`, `self.session.add(order)`: named like one, and committed, flushed or imported as one. */
function isSession(analysis: Analysis, call: Call, receiver: string): boolean {
  if (!wordsOf(receiver).some((word) => word === 'session' || word === 'db' || word === 'database' || word === 'uow'))
    return false;
  if (importsAny(analysis, SQLALCHEMY)) return true;
  return callsOf(analysis, functionOf(call)).some(
    (each) => /^(commit|flush|refresh)$/.test(lastName(each.callee)) && receiverOf(each) === receiver,
  );
}

const imported = new WeakMap<Analysis, Map<RegExp, boolean>>();

function importsAny(analysis: Analysis, pattern: RegExp): boolean {
  let ofFile = imported.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    imported.set(analysis, ofFile);
  }
  let known = ofFile.get(pattern);
  if (known === undefined) {
    known = importStatements(analysis).some(({ module }) => pattern.test(module));
    ofFile.set(pattern, known);
  }
  return known;
}
