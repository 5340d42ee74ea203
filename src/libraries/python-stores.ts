/** Python's stores that are spoken to in methods. The shape of a row is explained in `stores.ts`. */
import type { ArgumentPath, StoreLibrary, StoreMethod } from './stores';

const write = (operation: StoreMethod['operation'], where?: ArgumentPath, data?: ArgumentPath): StoreMethod => ({
  operation,
  ...(where === undefined ? {} : { where }),
  ...(data === undefined ? {} : { data }),
});

/** `**` is all keyword arguments together: `Order.objects.create(customer=c, total=t)`. */
const DJANGO_METHODS: Readonly<Record<string, StoreMethod>> = {
  create: write('create', undefined, '**'),
  create_user: write('create', undefined, '**'),
  bulk_create: write('create', undefined, '0'),
  get_or_create: write('upsert', '**', 'defaults'),
  update_or_create: write('upsert', '**', 'defaults'),
  update: write('update', undefined, '**'),
  bulk_update: write('update', '0', '0'),
  save: write('save'),
  delete: write('delete'),
  get: write('read', '**'),
  filter: write('read', '**'),
  exists: write('read'),
  first: write('read'),
  all: write('read'),
  count: write('read'),
};

/** Every method of Django's managers and models has an `a…` twin. */
const withAsync = (methods: Readonly<Record<string, StoreMethod>>): Readonly<Record<string, StoreMethod>> => ({
  ...methods,
  ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [`a${name}`, method])),
});

const MONGO_METHODS: Readonly<Record<string, StoreMethod>> = {
  insert_one: write('create', undefined, '0'),
  insert_many: write('create', undefined, '0'),
  update_one: write('update', '0', '1'),
  update_many: write('update', '0', '1'),
  replace_one: write('update', '0', '1'),
  find_one_and_update: write('update', '0', '1'),
  find_one_and_replace: write('update', '0', '1'),
  find_one_and_delete: write('delete', '0'),
  delete_one: write('delete', '0'),
  delete_many: write('delete', '0'),
  bulk_write: write('other', undefined, '0'),
  find: write('read', '0'),
  find_one: write('read', '0'),
  count_documents: write('read', '0'),
  aggregate: write('read', '0'),
};

export const PYTHON_STORES: readonly StoreLibrary[] = [
  {
    store: 'sqlalchemy',
    packages: [
      'sqlalchemy',
      'sqlalchemy.orm',
      'sqlalchemy.ext.asyncio',
      'sqlalchemy.ext.declarative',
      'flask_sqlalchemy',
      'sqlmodel',
      'sqlmodel.ext.asyncio.session',
    ],
    source: 'https://docs.sqlalchemy.org/en/20/orm/session_basics.html',
    entityAt: 'argument',
    commits: 'unit',
    methods: {
      add: write('create', undefined, '0'),
      add_all: write('create', undefined, '0'),
      merge: write('upsert', '0', '0'),
      delete: write('delete', '0'),
      bulk_save_objects: write('save', undefined, '0'),
      bulk_insert_mappings: write('create', undefined, '1'),
      bulk_update_mappings: write('update', '1', '1'),
      update: write('update', undefined, '0'),
      get: write('read', '1'),
      query: write('read'),
    },
  },
  {
    store: 'django',
    packages: [
      'django.db.models',
      'django.contrib.auth',
      'django.contrib.auth.models',
      'rest_framework.serializers',
      'django.forms',
    ],
    source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/',
    entityAt: 'class',
    commits: 'statement',
    methods: withAsync(DJANGO_METHODS),
  },
  {
    store: 'peewee',
    packages: ['peewee', 'playhouse.postgres_ext'],
    source: 'https://docs.peewee-orm.com/en/latest/peewee/querying.html',
    entityAt: 'class',
    commits: 'statement',
    methods: {
      create: write('create', undefined, '**'),
      insert: write('create', undefined, '**'),
      insert_many: write('create', undefined, '0'),
      bulk_create: write('create', undefined, '0'),
      replace: write('upsert', '**', '**'),
      get_or_create: write('upsert', '**', 'defaults'),
      update: write('update', undefined, '**'),
      save: write('save'),
      delete_instance: write('delete'),
      delete_by_id: write('delete', '0'),
      get_or_none: write('read', '0'),
      get_by_id: write('read', '0'),
      select: write('read'),
    },
  },
  {
    store: 'tortoise',
    packages: ['tortoise.models', 'tortoise', 'beanie', 'mongoengine'],
    source: 'https://tortoise.github.io/models.html',
    entityAt: 'class',
    commits: 'statement',
    methods: {
      create: write('create', undefined, '**'),
      insert: write('create', undefined, '0'),
      insert_many: write('create', undefined, '0'),
      bulk_create: write('create', undefined, '0'),
      get_or_create: write('upsert', '**', 'defaults'),
      update_or_create: write('upsert', '**', 'defaults'),
      update: write('update', undefined, '**'),
      save: write('save'),
      delete: write('delete'),
      get_or_none: write('read', '**'),
      filter: write('read', '**'),
      find_one: write('read', '0'),
    },
  },
  {
    store: 'pymongo',
    packages: ['pymongo', 'motor.motor_asyncio', 'flask_pymongo'],
    source: 'https://pymongo.readthedocs.io/en/stable/api/pymongo/collection.html',
    entityAt: 'receiver',
    commits: 'statement',
    methods: MONGO_METHODS,
  },
  {
    store: 'dynamodb',
    packages: ['boto3', 'aioboto3'],
    source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/dynamodb/table/index.html',
    entityAt: 'table-call',
    commits: 'statement',
    methods: {
      put_item: write('create', undefined, 'Item'),
      update_item: write('update', 'Key', 'ExpressionAttributeValues'),
      delete_item: write('delete', 'Key'),
      get_item: write('read', 'Key'),
    },
  },
];
