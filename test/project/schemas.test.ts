import assert from 'node:assert/strict';
import type { Constraint } from '../../src/facts/project-facts';
import type { Manifest } from '../../src/project/manifest';
import { parsePackageJson } from '../../src/project/package-json';
import { parsePrismaSchema } from '../../src/project/prisma-schema';
import { parsePyproject, parseRequirements } from '../../src/project/python-manifests';
import { parseSqlSchema } from '../../src/project/sql-schema';

const constraints = (found: readonly Constraint[]): readonly string[] =>
  found.map(({ entity, columns, isPrimary, at }) => `${at.startLine} ${entity}(${columns}) ${isPrimary ? 'primary' : 'unique'}`);

const dependencies = (manifest: Manifest | undefined): readonly string[] =>
  [...(manifest?.dependencies ?? [])].map(([name, at]) => `${at.startLine} ${name}`);

describe('Schemas', () => {
  it('of Prisma name unique fields and combinations', () =>
    assert.deepEqual(
      constraints(
        parsePrismaSchema(
          'schema.prisma',
          `model Order {
  id     Int    @id @default(autoincrement())
  key    String @unique // once
  userId Int
  // note @unique
  @@unique([userId, key(sort: Desc)], name: "once")
  @@map("orders")
}
enum Kind { A }
model Member { team Int
  user Int
  @@id([team, user]) }`,
        ),
      ),
      ['2 Order(id) primary', '3 Order(key) unique', '6 Order(userId,key) unique', '12 Member(team,user) primary'],
    ));

  it('in SQL name constraints of tables, indexes and later additions', () =>
    assert.deepEqual(
      constraints(
        parseSqlSchema(
          'a.sql',
          `-- CREATE TABLE nothing (a INT UNIQUE);
CREATE TABLE IF NOT EXISTS public."order_items" (
  id BIGSERIAL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  note TEXT DEFAULT 'a, b UNIQUE',
  amount NUMERIC(10, 2) CHECK (amount > 0),
  CONSTRAINT once UNIQUE (order_id, sku),
  UNIQUE KEY by_name (name),
  FOREIGN KEY (order_id) REFERENCES orders (id)
);
create unique index concurrently if not exists one_open on orders using btree (customer_id, lower(email)) where open;
CREATE INDEX plain ON orders (a);
ALTER TABLE ONLY payments ADD CONSTRAINT payments_key UNIQUE (idempotency_key);
alter table refunds add primary key (id);`,
        ),
      ),
      [
        '3 order_items(id) primary',
        '4 order_items(key) unique',
        '7 order_items(order_id,sku) unique',
        '8 order_items(name) unique',
        '11 orders(customer_id,email) unique',
        '13 payments(idempotency_key) unique',
        '14 refunds(id) primary',
      ],
    ));
});

describe('Hostile configuration', () => {
  it('costs no more than its length', () => {
    const long = 50_000;
    const started = Date.now();
    for (const part of ['/*', '"', "'", '{', ',', ', ', '--', '(', 'create table a (', 'a', ' ', '\\"', 'x.', '@', '[', '\n'])
      for (const text of [part.repeat(long / part.length), `create table t (${part.repeat(long / part.length)}`]) {
        parsePackageJson('package.json', text);
        parseSqlSchema('a.sql', text);
        parsePrismaSchema('a.prisma', `model A {\n${text}`);
        parseRequirements('requirements.txt', text);
        parsePyproject('pyproject.toml', `[project]\n${text}`);
      }
    const took = Date.now() - started;
    assert.ok(took < 5000, `it took ${took} ms`);
  });
});

describe('Manifests', () => {
  it('of npm name all dependencies with their line, whatever their names', () => {
    const [manifest] = parsePackageJson(
      'api/package.json',
      `{
  "name": "api",
  "dependencies": { "express": "^4",
    "__proto__": "1" },
  "devDependencies": { "prom-client": "1" }
}`,
    );
    assert.deepEqual(
      [manifest?.folder, manifest?.name, dependencies(manifest)],
      ['api', 'api', ['3 express', '4 __proto__', '5 prom-client']],
    );
    assert.deepEqual(parsePackageJson('package.json', '[half'), []);
  });

  it('of Python are read from requirements, PEP 621, Poetry and groups', () => {
    assert.deepEqual(
      dependencies(
        parseRequirements(
          'svc/requirements/base.txt',
          `# comment
Django==5.0
prometheus_client>=0.2  # metrics
celery[redis] ; python_version > "3"
-r other.txt
git+https://example.org/x
httpx @ https://example.org/h`,
        ),
      ),
      ['2 django', '3 prometheus-client', '4 celery', '7 httpx'],
    );
    assert.deepEqual(parseRequirements('svc/requirements/base.txt', '').folder, 'svc');
    assert.deepEqual(
      dependencies(
        parsePyproject(
          'pyproject.toml',
          `[project]
name = "shop"
dependencies = [
  "fastapi[standard]>=0.1",
  'SQLAlchemy',
]
[project.optional-dependencies]
dev = ["pytest"]
[tool.poetry.dependencies]
python = "^3.12"
structlog = { version = "24" }
[tool.ruff]
select = ["E", "F"]`,
        ),
      ),
      ['4 fastapi', '5 sqlalchemy', '8 pytest', '11 structlog'],
    );
  });
});
