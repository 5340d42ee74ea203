/**
 * Stores that are spoken to in methods: what each method does to the rows, and where its data and its selection stand.
 * SQL drivers, which are spoken to in text, are in `sql.ts`. A new store is one row, with the page that says so.
 */
import { add, create, read, remove, save, update, upsert } from './store-methods';

/** What is done, in one vocabulary for all libraries. `save` is an ORM's "insert or update". */
export type Operation = 'create' | 'update' | 'delete' | 'upsert' | 'increment' | 'save' | 'read' | 'other';

/** Where a value stands in a call: `0` the first argument, `0.data` a key of it, `defaults` a keyword; `a|b` the first that is there. */
export type ArgumentPath = string;

export interface StoreMethod {
  readonly operation: Operation;
  readonly data?: ArgumentPath;
  readonly where?: ArgumentPath;
}

export interface StoreLibrary {
  /** Effects of one store share it. */
  readonly store: string;
  readonly packages: readonly string[];
  /** Also known by this class, wherever it is generated to: `PrismaClient`. */
  readonly className?: string;
  readonly source: string;
  /**
   * Where the entity's name stands: the member before the method (`prisma.order`), the first argument (`db.insert(orders)`),
   * the class (`Order.create`), or a call that names the table (`knex('orders')`, `.collection('orders')`).
   */
  readonly entityAt: 'receiver' | 'argument' | 'class' | 'table-call';
  /** By the last name of the callee. */
  readonly methods: Readonly<Record<string, StoreMethod>>;
  /** Methods that are named after what they do, where the library makes them up: Spring Data's derived queries. */
  readonly derived?: readonly (readonly [name: RegExp, method: StoreMethod])[];
  /** `unit`: written by the next commit of the session or connection; `statement`: each by itself, unless in a transaction. */
  readonly commits: 'statement' | 'unit';
}

function reads(names: string, where: ArgumentPath): Readonly<Record<string, StoreMethod>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, read(where)]));
}

/** What MongoDB's driver and everything built on it share. */
const MONGO_METHODS: Readonly<Record<string, StoreMethod>> = {
  insertOne: create(),
  insertMany: create(),
  updateOne: update('0', '1'),
  updateMany: update('0', '1'),
  replaceOne: update('0', '1'),
  findOneAndUpdate: update('0', '1'),
  findOneAndReplace: update('0', '1'),
  findOneAndDelete: remove(),
  deleteOne: remove(),
  deleteMany: remove(),
  bulkWrite: { operation: 'other', data: '0' },
  ...reads('find findOne countDocuments estimatedDocumentCount distinct aggregate exists', '0'),
};

export const JAVASCRIPT_STORES: readonly StoreLibrary[] = [
  {
    store: 'prisma',
    packages: ['@prisma/client', '@prisma/client/edge', '.prisma/client'],
    className: 'PrismaClient',
    source: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference',
    entityAt: 'receiver',
    commits: 'statement',
    methods: {
      create: create('0.data'),
      createMany: create('0.data'),
      createManyAndReturn: create('0.data'),
      update: update('0.where', '0.data'),
      updateMany: update('0.where', '0.data'),
      updateManyAndReturn: update('0.where', '0.data'),
      upsert: upsert('0.where', '0.create'),
      delete: remove('0.where'),
      deleteMany: remove('0.where'),
      ...reads('findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy', '0.where'),
    },
  },
  {
    store: 'typeorm',
    packages: ['typeorm'],
    source: 'https://typeorm.io/docs/working-with-entity-manager/repository-api',
    entityAt: 'argument',
    commits: 'statement',
    methods: {
      save: save(),
      insert: create(),
      upsert: upsert('1', '0'),
      update: update('0', '1'),
      delete: remove(),
      remove: remove(),
      softDelete: remove(),
      softRemove: remove(),
      restore: update('0', '0'),
      recover: update('0', '0'),
      clear: remove(),
      increment: add('0', '2'),
      decrement: add('0', '2'),
      ...reads(
        'find findOne findOneBy findBy findOneOrFail findOneByOrFail findAndCount count countBy exist exists existsBy',
        '0',
      ),
      ...reads('getOne getMany getRawOne getRawMany getCount', '0'),
    },
  },
  {
    store: 'sequelize',
    packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
    source: 'https://sequelize.org/api/v6/class/src/model.js~model',
    entityAt: 'class',
    commits: 'statement',
    methods: {
      create: create(),
      bulkCreate: create(),
      save: save(''),
      update: update('1.where', '0'),
      upsert: upsert('0', '0'),
      findOrCreate: upsert('0.where', '0.defaults'),
      findCreateFind: upsert('0.where', '0.defaults'),
      destroy: remove('0.where'),
      truncate: remove('0.where'),
      restore: update('0.where', '0'),
      increment: add('1.where', '0'),
      decrement: add('1.where', '0'),
      ...reads('findOne findAll findByPk findAndCountAll count', '0.where|0'),
    },
  },
  {
    store: 'knex',
    packages: ['knex', 'objection'],
    source: 'https://knexjs.org/guide/query-builder.html',
    entityAt: 'table-call',
    commits: 'statement',
    methods: {
      insert: create(),
      batchInsert: create('1'),
      insertAndFetch: create(),
      insertGraph: create(),
      insertGraphAndFetch: create(),
      upsertGraph: upsert('0', '0'),
      update: update(undefined, '0'),
      patch: update(undefined, '0'),
      patchAndFetchById: update('0', '1'),
      updateAndFetchById: update('0', '1'),
      increment: add('', '1'),
      decrement: add('', '1'),
      del: remove(''),
      delete: remove(''),
      deleteById: remove(),
      truncate: remove(''),
      ...reads('first select pluck findById findOne', ''),
    },
  },
  {
    store: 'drizzle',
    packages: ['drizzle-orm'],
    source: 'https://orm.drizzle.team/docs/insert',
    entityAt: 'argument',
    commits: 'statement',
    methods: {
      insert: create(''),
      update: update(undefined, ''),
      delete: remove(''),
      ...reads('select selectDistinct findFirst findMany', '0.where'),
    },
  },
  {
    store: 'kysely',
    packages: ['kysely'],
    source: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html',
    entityAt: 'argument',
    commits: 'statement',
    methods: {
      insertInto: create(''),
      replaceInto: upsert('', ''),
      updateTable: update(undefined, ''),
      deleteFrom: remove(''),
      ...reads('selectFrom', ''),
    },
  },
  {
    store: 'mongoose',
    packages: ['mongoose', '@typegoose/typegoose'],
    source: 'https://mongoosejs.com/docs/api/model.html',
    entityAt: 'class',
    commits: 'statement',
    methods: {
      ...MONGO_METHODS,
      create: create(),
      save: save(''),
      findByIdAndUpdate: update('0', '1'),
      findByIdAndDelete: remove(),
      findByIdAndRemove: remove(),
      ...reads('findById', '0'),
    },
  },
  {
    store: 'mongodb',
    packages: ['mongodb'],
    source: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/Collection.html',
    entityAt: 'table-call',
    commits: 'statement',
    methods: MONGO_METHODS,
  },
  {
    store: 'mikro-orm',
    packages: ['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/sqlite', '@mikro-orm/mongodb'],
    source: 'https://mikro-orm.io/docs/entity-manager',
    entityAt: 'argument',
    commits: 'unit',
    methods: {
      persist: save(),
      remove: remove(),
      insert: create('1|0'),
      insertMany: create('1|0'),
      upsert: upsert('1|0', '1|0'),
      nativeUpdate: update('1', '2'),
      nativeDelete: remove('1'),
      ...reads('find findOne findOneOrFail findAll count', '1|0'),
    },
  },
  {
    store: 'supabase',
    packages: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/auth-helpers-nextjs'],
    source: 'https://supabase.com/docs/reference/javascript/insert',
    entityAt: 'table-call',
    commits: 'statement',
    methods: {
      insert: create(),
      upsert: upsert('0', '0'),
      update: update(undefined, '0'),
      delete: remove(''),
      ...reads('select', ''),
    },
  },
  {
    store: 'firestore',
    packages: ['firebase-admin', 'firebase-admin/firestore', '@google-cloud/firestore', 'firebase/firestore'],
    source: 'https://firebase.google.com/docs/firestore/manage-data/add-data',
    entityAt: 'table-call',
    commits: 'statement',
    methods: {
      add: create(),
      addDoc: create('1'),
      set: upsert('', '0'),
      setDoc: upsert('0', '1'),
      update: update(undefined, '0'),
      updateDoc: update('0', '1'),
      delete: remove(''),
      deleteDoc: remove(),
      ...reads('getDoc getDocs', '0'),
    },
  },
];
