/** Stores of Go that are spoken to in methods. SQL drivers are in `sql.ts`. A new store is one row, with the page that says so. */
import type { StoreLibrary, StoreMethod } from './stores';

const reads = (names: string): Readonly<Record<string, StoreMethod>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { operation: 'read', where: '1' }]));

export const GO_STORES: readonly StoreLibrary[] = [
  {
    store: 'gorm',
    packages: ['gorm.io/gorm', 'github.com/jinzhu/gorm'],
    source: 'https://gorm.io/docs/create.html',
    entityAt: 'argument',
    commits: 'statement',
    methods: {
      Create: { operation: 'create', data: '0' },
      CreateInBatches: { operation: 'create', data: '0' },
      FirstOrCreate: { operation: 'upsert', data: '0', where: '1' },
      Save: { operation: 'save', data: '0' },
      Update: { operation: 'update', data: '1' },
      Updates: { operation: 'update', data: '0' },
      UpdateColumn: { operation: 'update', data: '1' },
      UpdateColumns: { operation: 'update', data: '0' },
      Delete: { operation: 'delete', where: '1' },
      ...reads('First Take Last Find Scan Pluck Count FirstOrInit'),
    },
  },
  {
    store: 'mongo-go',
    packages: ['go.mongodb.org/mongo-driver/mongo'],
    source: 'https://pkg.go.dev/go.mongodb.org/mongo-driver/mongo#Collection',
    entityAt: 'table-call',
    commits: 'statement',
    methods: {
      InsertOne: { operation: 'create', data: '1' },
      InsertMany: { operation: 'create', data: '1' },
      UpdateOne: { operation: 'update', where: '1', data: '2' },
      UpdateByID: { operation: 'update', where: '1', data: '2' },
      UpdateMany: { operation: 'update', where: '1', data: '2' },
      ReplaceOne: { operation: 'update', where: '1', data: '2' },
      FindOneAndUpdate: { operation: 'update', where: '1', data: '2' },
      DeleteOne: { operation: 'delete', where: '1' },
      DeleteMany: { operation: 'delete', where: '1' },
      ...reads('FindOne Find CountDocuments Aggregate'),
    },
  },
];

/** Methods that run a statement given as text, which may stand behind a context and a target. */
export const GO_STATEMENT_METHODS: ReadonlySet<string> = new Set([
  ...['Query', 'QueryContext', 'QueryRow', 'QueryRowContext', 'Exec', 'ExecContext', 'MustExec', 'Raw'],
  ...['Get', 'GetContext', 'Select', 'SelectContext', 'NamedExec', 'NamedExecContext', 'NamedQuery', 'Queryx', 'QueryRowx'],
  ...['QueryxContext', 'QueryRowxContext'],
]);

/** Those of them that give all rows of their statement. */
export const GO_ROWS: ReadonlySet<string> = new Set([
  ...['Query', 'QueryContext', 'Queryx', 'QueryxContext', 'NamedQuery', 'Select', 'SelectContext'],
]);

/** Methods that put what they read into what they are given. */
export const GO_FILLS: ReadonlySet<string> = new Set([
  ...['First', 'Take', 'Last', 'Find', 'Scan', 'Pluck', 'Count', 'FirstOrInit', 'FirstOrCreate'],
  ...['Get', 'GetContext', 'Select', 'SelectContext', 'StructScan', 'Decode', 'All'],
]);
