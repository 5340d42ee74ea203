import assert from 'node:assert/strict';
import type { Condition, Trait } from '../../src/facts/condition';
import type { FileSummary, Traits } from '../../src/facts/summary';
import { fold } from '../../src/project/fold';
import { parsePackageJson } from '../../src/project/package-json';
import { parsePrismaSchema } from '../../src/project/prisma-schema';
import { resolve } from '../../src/project/resolve';

const at = (path: string, startLine = 1) => ({ path, startLine, text: `${path} line ${startLine}` });

const shows = (trait: Trait, path: string): Traits => ({ [trait]: { at: at(path), what: `${trait} in ${path}` } });

function file(path: string, more: Partial<FileSummary> = {}): FileSummary {
  return { path, hash: '', exports: [], mounts: [], app: {}, constraints: [], undoes: [], imports: [], packages: [], ...more };
}

function exported(path: string, name: string, line: number, methods: readonly string[] = []): FileSummary['exports'][number] {
  return {
    name,
    at: at(path, line),
    kind: 'value',
    traits: {},
    effects: [],
    methods: Object.fromEntries(methods.map((method) => [method, { traits: {}, effects: [] }])),
    fields: {},
    isOpaque: false,
  };
}

const mount = (
  target: FileSummary['mounts'][number]['target'],
  path: string,
  more: Partial<FileSummary['mounts'][number]> = {},
) => ({
  target,
  on: undefined,
  traits: {},
  at: at(path, 9),
  ...more,
});

/** `kind`, and where or why. */
function check(files: readonly FileSummary[], path: string, condition: Condition, expected: string): void {
  const manifests = [
    ...parsePackageJson('package.json', '{ "dependencies": {} }'),
    ...parsePackageJson('jobs/package.json', '{ "dependencies": {\n "prom-client": "1" } }'),
  ];
  const constraints = parsePrismaSchema(
    'schema.prisma',
    'model Order {\n id Int @id\n key String @unique\n @@unique([teamId, email])\n}',
  );
  const answer = resolve(condition, { path, facts: fold({ summaries: files, manifests, constraints }) });
  const detail =
    answer.kind === 'yes' ? `${answer.where.path}:${answer.where.startLine}` : answer.kind === 'no' ? answer.looked : answer.why;
  assert.equal(`${answer.kind} ${detail}`, expected);
}

describe('A router that is mounted', () => {
  const routes = file('routes.ts', { exports: [exported('routes.ts', 'router', 3), exported('routes.ts', 'default', 3)] });
  const index = file('index.ts', { exports: [{ ...exported('routes.ts', 'orders', 3) }] });
  const authenticated = { kind: 'mounted', name: 'router', trait: 'authenticates' } as const;

  it('is behind what it is mounted behind, by whichever name and file', () => {
    for (const target of [
      { module: './routes', name: 'router' },
      { module: './routes', name: 'default' },
      { module: '.', name: 'orders' },
      { module: '/routes.ts', name: '*' },
    ]) {
      const imports = [
        { module: './routes', path: 'routes.ts' },
        { module: '.', path: 'index.ts' },
      ];
      const app = file('app.ts', { imports, mounts: [mount(target, 'app.ts', { traits: shows('authenticates', 'guard.ts') })] });
      check([routes, index, app], 'routes.ts', authenticated, 'yes guard.ts:1');
    }
  });

  it('is behind what the router is mounted behind that it is mounted on', () => {
    const api = file('api.ts', {
      exports: [exported('api.ts', 'api', 1)],
      imports: [{ module: './routes', path: 'routes.ts' }],
      mounts: [mount({ module: './routes', name: 'router' }, 'api.ts', { on: { name: 'api' } })],
    });
    const imports = [{ module: './api', path: 'api.ts' }];
    const guarded = file('app.ts', {
      imports,
      mounts: [mount({ module: './api', name: 'api' }, 'app.ts', { traits: shows('authenticates', 'guard.ts') })],
    });
    const open = file('app.ts', { imports, mounts: [mount({ module: './api', name: 'api' }, 'app.ts')] });
    check([routes, api, guarded], 'routes.ts', authenticated, 'yes guard.ts:1');
    check([routes, api, open], 'routes.ts', authenticated, 'no where it is mounted (app.ts:9)');
    check([routes, api], 'routes.ts', authenticated, 'no where it is mounted');
  });

  it('is open when one of its mounts is, tests aside', () => {
    const imports = [{ module: './routes', path: 'routes.ts' }];
    const guarded = mount({ module: './routes', name: 'router' }, 'app.ts', { traits: shows('authenticates', 'guard.ts') });
    const open = mount({ module: './routes', name: 'router' }, 'app.ts');
    check(
      [routes, file('app.ts', { imports, mounts: [guarded, open] })],
      'routes.ts',
      authenticated,
      'no where it is mounted (app.ts:9)',
    );
    const test = file('app.test.ts', { imports, mounts: [open] });
    check([routes, file('app.ts', { imports, mounts: [guarded] }), test], 'routes.ts', authenticated, 'yes guard.ts:1');
  });

  it('is not known where a loader may mount it, nor where mounts go round in circles', () => {
    const loader = file('app.ts', { mounts: [mount({ name: '*' }, 'app.ts')] });
    check([routes, loader], 'routes.ts', authenticated, 'unknown files are registered by a loader (app.ts:9)');
    const round = file('routes.ts', {
      exports: routes.exports,
      mounts: [mount({ name: 'router' }, 'routes.ts', { on: { name: 'router' } })],
    });
    check([round], 'routes.ts', authenticated, 'no where it is mounted');
  });
});

describe('A handler that is registered', () => {
  it('is found as a function, a method of an object or class, or all of a module', () => {
    const handlers = file('orders.ts', {
      exports: [
        exported('orders.ts', 'create', 2),
        exported('orders.ts', 'OrdersController', 5, ['list']),
        exported('orders.ts', 'default', 8, ['remove']),
      ],
    });
    const imports = [{ module: './orders', path: 'orders.ts' }];
    const registered = (name: string): Condition => ({ kind: 'registered', name });
    const using = (name: string) => file('routes.ts', { imports, mounts: [mount({ module: './orders', name }, 'routes.ts')] });
    check([handlers, using('create')], 'orders.ts', registered('create'), 'yes routes.ts:9');
    check([handlers, using('list')], 'orders.ts', registered('OrdersController.list'), 'yes routes.ts:9');
    check([handlers, using('OrdersController.list')], 'orders.ts', registered('OrdersController.list'), 'yes routes.ts:9');
    check([handlers, using('OrdersController')], 'orders.ts', registered('OrdersController.list'), 'yes routes.ts:9');
    check([handlers, using('remove')], 'orders.ts', registered('remove'), 'yes routes.ts:9');
    check([handlers, using('create')], 'orders.ts', registered('OrdersController.list'), 'no where it is registered');
    check([handlers, using('__proto__')], 'orders.ts', registered('constructor'), 'no where it is registered');
  });

  it('answers requests only where a route leads to it', () => {
    const handlers = file('orders.ts', { exports: [exported('orders.ts', 'create', 2)] });
    const imports = [{ module: './orders', path: 'orders.ts' }];
    const isEntry: Condition = { kind: 'registered', name: 'create', isEntry: true };
    const target = { module: './orders', name: 'create' };
    const entry = { role: 'route', verb: 'POST', path: '/orders' } as const;
    check(
      [handlers, file('app.ts', { imports, mounts: [mount(target, 'app.ts')] })],
      'orders.ts',
      isEntry,
      'no where it is registered',
    );
    const routed = file('app.ts', { imports, mounts: [{ ...mount(target, 'app.ts'), entry }] });
    check([handlers, routed], 'orders.ts', isEntry, 'yes app.ts:9');
  });
});

describe('The project', () => {
  it('answers for the applications of the nearest manifest alone', () => {
    const app = file('src/app.ts', { app: shows('authenticates', 'src/app.ts') });
    const condition: Condition = { kind: 'app', trait: 'authenticates' };
    check([app], 'src/orders.ts', condition, 'yes src/app.ts:1');
    check([app], 'jobs/worker.ts', condition, 'no the application');
    check(
      [file('test/app.ts', { app: shows('authenticates', 'test/app.ts') })],
      'src/orders.ts',
      condition,
      'no the application',
    );
  });

  it('knows libraries from manifests and from imports', () => {
    const metrics: Condition = { kind: 'library', use: 'metrics' };
    check([], 'jobs/worker.ts', metrics, 'yes jobs/package.json:2');
    check([], 'src/orders.ts', metrics, 'no the dependencies of the project');
    check(
      [file('src/m.ts', { packages: [{ name: 'prom-client', at: at('src/m.ts') }] })],
      'src/orders.ts',
      metrics,
      'yes src/m.ts:1',
    );
  });

  it('finds a unique constraint that needs no other columns, by any spelling', () => {
    const unique = (columns: readonly string[], entity = 'orders'): Condition => ({ kind: 'unique', entity, columns });
    check([], 'a.ts', unique(['key', 'note']), 'yes schema.prisma:3');
    check([], 'a.ts', unique(['team', 'email']), 'yes schema.prisma:4');
    check([], 'a.ts', unique(['team_id']), 'no unique constraints of orders');
    check([], 'a.ts', unique(['id'], 'Order'), 'yes schema.prisma:2');
    check([], 'a.ts', unique([], 'Order'), 'yes schema.prisma:3');
    check([], 'a.ts', unique([], 'payments'), 'no unique constraints of payments');
    const model = file('models.py', {
      constraints: [{ entity: 'Payment', columns: ['key'], isPrimary: false, at: at('models.py', 4) }],
    });
    check([model], 'a.py', unique(['key'], 'payments'), 'yes models.py:4');
  });

  it('finds what undoes an entity', () => {
    const orders = file('orders.ts', { undoes: [{ entity: 'Order', what: 'DELETE /orders/:id', at: at('orders.ts', 7) }] });
    check([orders], 'a.ts', { kind: 'undo', entity: 'orders' }, 'yes orders.ts:7');
    check([orders], 'a.ts', { kind: 'undo', entity: 'users' }, 'no what undoes users');
  });
});
