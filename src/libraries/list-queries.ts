/**
 * Reads that give many rows: which call asks for the list, what bounds it, and what makes it no list at all. How the same
 * stores are written to is in `stores.ts` and `python-stores.ts`, whose names are used here.
 */

export interface ListQueries {
  /** As in the tables of stores. */
  readonly store: string;
  readonly source: string;
  /** Calls that ask for the rows, by the last name of the callee. */
  readonly lists: readonly string[];
  /** Position of the options, where a bound is an option of the call. */
  readonly optionsAt?: number;
  /** Options that bound the list. */
  readonly boundKeys?: readonly string[];
  /** Where the selection stands: `0`, `0.where`, `**` for keywords; '' where it is chained. */
  readonly where: string;
  /** Steps of the chain that bound the list, give it piece by piece, or make one row or a number of it. */
  readonly boundSteps?: readonly string[];
  /** Steps without which nothing is read into memory: `toArray`. */
  readonly needs?: readonly string[];
}

const MONGO_BOUNDS = [
  'limit',
  'cursor',
  'countDocuments',
  'count',
  'stream',
  'paginate',
  'next',
  'hasNext',
  'explain',
  'eachAsync',
];

export const JAVASCRIPT_LISTS: readonly ListQueries[] = [
  {
    store: 'prisma',
    source: 'https://www.prisma.io/docs/orm/prisma-client/queries/pagination',
    lists: ['findMany'],
    optionsAt: 0,
    boundKeys: ['take', 'first', 'last'],
    where: '0.where',
    boundSteps: ['withPages', 'withCursor'],
  },
  {
    store: 'drizzle',
    source: 'https://orm.drizzle.team/docs/select#limit--offset',
    lists: ['findMany', 'select', 'selectDistinct'],
    optionsAt: 0,
    boundKeys: ['limit'],
    where: '0.where',
    boundSteps: ['limit', 'groupBy', 'iterator'],
  },
  {
    store: 'typeorm',
    source: 'https://typeorm.io/docs/working-with-entity-manager/find-options',
    lists: ['find', 'findBy', 'findAndCount', 'findAndCountBy', 'getMany', 'getRawMany', 'getManyAndCount', 'getRawAndEntities'],
    optionsAt: 0,
    boundKeys: ['take'],
    where: '0.where|0',
    boundSteps: ['take', 'limit', 'stream', 'groupBy', 'paginate'],
  },
  {
    store: 'sequelize',
    source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#limits-and-pagination',
    lists: ['findAll', 'findAndCountAll'],
    optionsAt: 0,
    boundKeys: ['limit', 'group'],
    where: '0.where',
  },
  {
    store: 'knex',
    source: 'https://knexjs.org/guide/query-builder.html#limit',
    lists: ['select', 'pluck'],
    where: '',
    boundSteps: [
      'limit',
      'first',
      'stream',
      'paginate',
      'page',
      'range',
      'groupBy',
      'findById',
      'findOne',
      ...['count', 'countDistinct', 'min', 'max', 'sum', 'avg', 'insert', 'update', 'del', 'delete', 'as', 'into'],
    ],
  },
  {
    store: 'kysely',
    source: 'https://kysely-org.github.io/kysely-apidoc/interfaces/SelectQueryBuilder.html#limit',
    lists: ['selectFrom'],
    where: '',
    needs: ['execute'],
    boundSteps: ['limit', 'top', 'fetch', 'groupBy', 'stream', 'executeTakeFirst', 'executeTakeFirstOrThrow'],
  },
  {
    store: 'mongoose',
    source: 'https://mongoosejs.com/docs/api/query.html#Query.prototype.limit()',
    lists: ['find'],
    optionsAt: 2,
    boundKeys: ['limit'],
    where: '0',
    boundSteps: MONGO_BOUNDS,
  },
  {
    store: 'mongodb',
    source: 'https://www.mongodb.com/docs/drivers/node/current/crud/query/cursor/',
    lists: ['find'],
    optionsAt: 1,
    boundKeys: ['limit'],
    where: '0',
    needs: ['toArray'],
    boundSteps: MONGO_BOUNDS,
  },
  {
    store: 'mikro-orm',
    source: 'https://mikro-orm.io/docs/entity-manager#fetching-paginated-results',
    lists: ['find', 'findAll', 'findAndCount'],
    optionsAt: 2,
    boundKeys: ['limit', 'first', 'last'],
    where: '1',
  },
  {
    store: 'supabase',
    source: 'https://supabase.com/docs/reference/javascript/limit',
    lists: ['select'],
    optionsAt: 1,
    boundKeys: ['head'],
    where: '',
    boundSteps: ['limit', 'range', 'single', 'maybeSingle', 'insert', 'update', 'upsert', 'delete', 'csv'],
  },
  {
    store: 'firestore',
    source: 'https://firebase.google.com/docs/firestore/query-data/order-limit-data',
    lists: ['get', 'getDocs'],
    where: '',
    boundSteps: ['limit', 'limitToLast', 'doc', 'count', 'stream', 'getAll'],
  },
];

const QUERYSET_BOUNDS = [
  ...['first', 'last', 'get', 'count', 'exists', 'aggregate', 'earliest', 'latest', 'iterator', 'in_bulk', 'delete', 'update'],
  ...[
    'afirst',
    'alast',
    'aget',
    'acount',
    'aexists',
    'aaggregate',
    'aiterator',
    'adelete',
    'aupdate',
    'dates',
    'datetimes',
    'none',
  ],
  ...['paginate', 'explain', 'bulk_update', 'update_or_create', 'get_or_create', 'create', 'contains', 'as_manager'],
];

export const PYTHON_LISTS: readonly ListQueries[] = [
  {
    store: 'django',
    source: 'https://docs.djangoproject.com/en/stable/topics/db/queries/#limiting-querysets',
    lists: ['all', 'filter', 'exclude', 'order_by', 'select_related', 'prefetch_related', 'values', 'values_list', 'annotate'],
    where: '**',
    boundSteps: QUERYSET_BOUNDS,
  },
  {
    store: 'sqlalchemy',
    source: 'https://docs.sqlalchemy.org/en/20/orm/queryguide/select.html',
    lists: ['query', 'execute', 'scalars', 'exec', 'stream'],
    where: '',
    needs: ['all', 'fetchall'],
    boundSteps: [
      ...['limit', 'fetch', 'slice', 'paginate', 'yield_per', 'partitions', 'first', 'one', 'one_or_none', 'scalar', 'count'],
      ...[
        'scalar_one',
        'scalar_one_or_none',
        'group_by',
        'get',
        'exists',
        'delete',
        'update',
        'returning',
        'stream',
        'with_entities',
      ],
    ],
  },
  {
    store: 'pymongo',
    source: 'https://pymongo.readthedocs.io/en/stable/api/pymongo/cursor.html#pymongo.cursor.Cursor.limit',
    lists: ['find'],
    boundKeys: ['limit'],
    where: '0',
    boundSteps: ['limit', 'count', 'batch_size', 'explain', 'next'],
  },
  {
    store: 'peewee',
    source: 'https://docs.peewee-orm.com/en/latest/peewee/querying.html#paginating-records',
    lists: ['select'],
    where: '',
    boundSteps: ['limit', 'paginate', 'first', 'get', 'get_or_none', 'count', 'exists', 'scalar', 'iterator', 'group_by'],
  },
  {
    store: 'tortoise',
    source: 'https://tortoise.github.io/query.html',
    lists: ['all', 'filter', 'find_all', 'find'],
    where: '**',
    boundSteps: [
      ...['limit', 'first', 'get', 'get_or_none', 'count', 'exists', 'paginate', 'first_or_none', 'delete', 'update', 'set'],
    ],
  },
];

/** Java: what Spring Data and JPA give as a `List`. A `Pageable`, a limit or a name with `First` or `Top` bounds it. */
export const JAVA_LISTS: readonly ListQueries[] = [
  {
    store: 'spring-data',
    source: 'https://docs.spring.io/spring-data/jpa/reference/repositories/query-methods-details.html',
    lists: ['findAll'],
    where: '',
  },
  {
    store: 'panache',
    source: 'https://quarkus.io/guides/hibernate-orm-panache#paging',
    lists: ['listAll'],
    where: '',
  },
  {
    store: 'jpa',
    source: 'https://jakarta.ee/specifications/persistence/3.1/apidocs/jakarta.persistence/jakarta/persistence/query',
    lists: ['getResultList'],
    where: '',
    boundSteps: ['setMaxResults', 'setFirstResult'],
  },
];

/** Go: `Find` fills a slice with every row that fits. */
export const GO_LISTS: readonly ListQueries[] = [
  {
    store: 'gorm',
    source: 'https://gorm.io/docs/query.html#Retrieving-all-objects',
    lists: ['Find'],
    where: '1',
    boundSteps: ['Limit', 'Scopes', 'Group', 'Association'],
  },
];
