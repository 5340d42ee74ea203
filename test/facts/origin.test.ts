import assert from 'node:assert/strict';
import { analyseFile, analyseFiles } from '../support/analyse';
import { originsAsked } from '../support/origins';

async function check(path: string, text: string): Promise<void> {
  const { said, found } = originsAsked(await analyseFile(path, text));
  assert.ok(said.length > 0, 'the text asks for nothing');
  assert.deepEqual(found, said);
}

describe('Origins in TypeScript and JavaScript', () => {
  it('lead from every form of import to the package', () =>
    check(
      'a.ts',
      `
import axios, { isAxiosError as isHttp } from 'axios';
import * as http from 'node:http';
import express = require('express');
const { Pool: PgPool } = require('pg');
const pino = require('pino');
axios.create(); //= axios:create
axios.default.get('x'); //= axios:get
isHttp(e); //= axios:isAxiosError
http.request('x'); //= http:request
express.Router(); //= express:Router
new PgPool(); //= pg:Pool
pino(); //= pino:
(await import('got')).default('x'); //= got:
require('knex')({ client: 'pg' }); //= knex:
`,
    ));

  it('follow constants, aliases, destructuring and fields', () =>
    check(
      'a.ts',
      `
import axios from 'axios';
import { PrismaClient } from '@prisma/client';
const api = axios.create({ timeout: 1 });
const { get, defaults: { headers } } = api;
const [first, ...others] = axios.list();
const prisma = new PrismaClient() as PrismaClient;
const again = prisma!;
const clients = { http: api, deep: { db: prisma } };
const { deep: { db } } = clients;
api.post('x'); //= axios:create().post
get('x'); //= axios:create().get
headers.common(); //= axios:create().defaults.headers.common
first.run(); //= axios:list().0.run
others.at(0); //= axios:list().at
again.order.create(); //= @prisma/client:PrismaClient().order.create
clients.http.get('x'); //= axios:create().get
clients['deep'].db.order.find(); //= @prisma/client:PrismaClient().order.find
db.user.find(); //= @prisma/client:PrismaClient().user.find
(await api.get('x')).data.map(f); //= axios:create().get().data.map
`,
    ));

  it('agree or stay unknown where a name can hold several things', () =>
    check(
      'a.ts',
      `
import axios from 'axios';
import got from 'got';
import { Pool } from 'pg';
let pool: Pool | undefined;
function lazy() {
  if (!pool) pool = new Pool();
  return pool;
}
let client = axios;
function swap() { client = got; }
const either = flag ? axios.create() : got.extend();
const same = flag ? axios.create({ a: 1 }) : axios.create({ b: 2 });
const fallback = options.client ?? axios.create();
lazy().query('x'); //= pg:Pool().query
client.get('x'); //= unknown
either.get('x'); //= unknown
same.get('x'); //= axios:create().get
fallback.get('x'); //= axios:create().get
function straight() {
  let api = axios.create();
  api.get('x'); //= axios:create().get
  api = got.extend();
  api.get('y'); //= got:extend().get
  if (flag) api = axios.create();
  api.get('z'); //= unknown
}
function around() {
  let api = axios.create();
  for (const url of urls) {
    api.get(url); //= unknown
    api = got.extend();
  }
}
function shadowed() {
  const axios = got;
  { const axios = new Pool(); axios.query('x'); } //= pg:Pool().query
  axios.get('x'); //= got:get
}
function hoisted() {
  use(); //= function use
  function use() {}
}
`,
    ));

  it('keep the parameter that a declared type or default explains', () =>
    check(
      'a.ts',
      `
import axios, { type AxiosInstance } from 'axios';
import type { Request } from 'express';
import type { Knex } from 'knex';
interface Order { run(): void }
export async function handler(req: Request, order: Order, trx: Knex.Transaction, { log }, http: AxiosInstance = axios, other = axios.create(), ...rest) {
  req.body.items(); //= express:Request().body.items
  order.run(); //= parameter 1.run
  trx('orders'); //= knex:Knex.Transaction()
  log.info('x'); //= parameter 3.log.info
  http.get('x'); //= axios:AxiosInstance().get
  other.get('x'); //= axios:create().get
  rest.map(f); //= parameter 6.map
}
`,
    ));

  it('know the members of classes, injected and assigned', () =>
    check(
      'a.ts',
      `
import { Repository } from 'typeorm';
import { HttpService } from '@nestjs/axios';
import axios from 'axios';
class Base { protected readonly shared = axios.create(); helper() {} }
export class Orders extends Base {
  private readonly retrying = axios.create();
  private late: axios.AxiosInstance;
  constructor(@InjectRepository(Order) private readonly repo: Repository<Order>, private readonly http: HttpService, given = axios) {
    super();
    this.given = given;
  }
  private make() { return this.repo.manager; }
  handle = async () => this.http.axiosRef.get('x'); //= @nestjs/axios:HttpService().axiosRef.get
  async run() {
    this.repo.save({}); //= typeorm:Repository().save
    this.retrying.get('x'); //= axios:create().get
    this.late.get('x'); //= axios:AxiosInstance().get
    this.given.get('x'); //= axios:get
    this.shared.get('x'); //= axios:create().get
    this.make().query('x'); //= typeorm:Repository().manager.query
    this.run(); //= function run
    this.helper(); //= function helper
    [1].forEach(() => this.repo.find()); //= expression array.forEach
  }
}
class Prisma extends PrismaClient {}
new Orders().run(); //= function run
new Orders().repo.find(); //= typeorm:Repository().find
const controller = { list() { return this.find(); }, find() {} }; //= function find
controller.list(); //= function list
`,
    ));

  it('see through helpers that give back one thing', () =>
    check(
      'a.ts',
      `
import knex from 'knex';
import axios from 'axios';
import { promisify } from 'node:util';
import { exec } from 'node:child_process';
const instance = knex({});
function getDb() { return instance; }
async function getClient(): Promise<axios.AxiosInstance> { return anything(); }
const instrument = (client, name) => { client.name = name; return client; };
function makeOrders(db) { return { insert: () => db('orders').insert({}), http: axios.create() }; } //= axios:create
const run = promisify(exec);
const orders = makeOrders(instance);
getDb()('orders'); //= knex:()
(await getClient()).get('x'); //= axios:AxiosInstance().get
instrument(axios.create(), 'x').get('x'); //= axios:create().get
instrument(instance, 'y').raw('x'); //= knex:().raw
run('ls'); //= child_process:exec
orders.insert(); //= function insert
orders.http.get('x'); //= axios:create().get
Object.freeze(instance).raw('x'); //= knex:().raw
getDb.bind(null)(); //= function getDb
function endless() { return endless(); }
endless().run(); //= function endless().run
`,
    ));

  it('give the callback of a transaction what the library hands it', () =>
    check(
      'a.ts',
      `
import { PrismaClient } from '@prisma/client';
import knex from 'knex';
const prisma = new PrismaClient();
await prisma.$transaction(async (tx) => {
  await tx.order.create({}); //= @prisma/client:PrismaClient().order.create
});
await knex({}).transaction(async (trx) => {
  await trx('orders').insert({}); //= knex:()().insert
});
await somebody.transaction(async (trx) => {
  await trx('orders').insert({}); //= parameter 0().insert
});
`,
    ));

  it('tell globals from what is assumed and from what is not known', () =>
    check(
      'a.js',
      `
fetch('x'); //= :fetch
globalThis.fetch('x'); //= :fetch
process.env.KEY.trim(); //= :process.env.KEY.trim
axios.get('x'); //= ?axios:get
prisma.order.create({}); //= ?@prisma/client:PrismaClient().order.create
try { x(); } catch (error) { error.report(); } //= unknown
for (const job of queue.jobs()) job.run(); //= :queue.jobs().[].run
`,
    ));

  it('end where code goes round in circles', () =>
    check(
      'a.js',
      `
let a = b;
let b = a;
a.run(); //= unknown
class A extends B {}
class B extends A {}
new A().missing.run(); //= class A().missing.run
const __proto__ = constructor;
__proto__.toString(); //= :constructor.toString
const o = { __proto__: null, constructor: fetch };
o.constructor('x'); //= :fetch
o.hasOwnProperty('x'); //= expression object.hasOwnProperty
`,
    ));
});

describe('Origins on hostile input', () => {
  const many = (count: number, line: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');

  it('stop where chains of names, calls, classes and files get too long', async () => {
    await check(
      'a.js',
      `const a0 = fetch;\n${many(5000, (at) => `const a${at + 1} = a${at};`)}\na5000('x'); //= unknown\na1('x'); //= :fetch\n`,
    );
    const circle = await analyseFile(
      'b.js',
      many(3000, (at) => `function f${at}() { return f${(at + 1) % 3000}(); }`),
    );
    for (const fn of circle.functions) for (const call of fn.calls) assert.equal(circle.originOf(call).kind, 'function');
    await check(
      'c.js',
      `class C0 { run() {} }\n${many(2000, (at) => `class C${at + 1} extends C${at} {}`)}\nnew C3().run(); //= function run\nnew C2000().run(); //= class C2000().run\n`,
    );
    await check('d.js', `let x = 1;\n${many(3000, (at) => `x = x || f${at}();\nx.run();`)}\nx.end(); //= unknown\n`);
    const files = Object.fromEntries(
      many(300, (at) => `f${at}.ts`)
        .split('\n')
        .map((path, at) => [path, `export { x } from './f${at + 1}';\nexport * from './f${(at * 7) % 300}';`]),
    );
    const { summaries } = await analyseFiles({ ...files, 'f300.ts': 'export const x = fetch;' }, { contributors: [] });
    assert.equal(summaries.get('f0.ts')?.exports.length, 1);
  });
});

describe('Origins in Python', () => {
  it('name the package by its longest module, however it was imported', () =>
    check(
      'a.py',
      `
import requests
import urllib.request
import sqlalchemy.orm as orm
from django.db import models, transaction
from django.db.models import F as Field
import aiohttp
requests.get("x") #= requests:get
urllib.request.urlopen("x") #= urllib.request:urlopen
orm.Session() #= sqlalchemy.orm:Session
models.CharField() #= django.db.models:CharField
Field("x") #= django.db.models:F
transaction.atomic() #= django.db.transaction:atomic
aiohttp.web.Application() #= aiohttp.web:Application
`,
    ));

  it('follow assignments in the order they happen', () =>
    check(
      'a.py',
      `
import requests, httpx
try:
    import ujson as json
except ImportError:
    import json
client = None
def lazy():
    global client
    if client is None:
        client = httpx.Client()
    return client
def run(flag, session=None):
    session = session or requests.Session()
    reply = session.get("x") #= requests:Session().get
    reply = reply.json() #= requests:Session().get().json
    reply.items() #= requests:Session().get().json().items
    if flag:
        api = httpx.Client()
    else:
        api = requests.Session()
    api.get("x") #= unknown
    lazy().get("x") #= httpx:Client().get
    json.dumps({}) #= unknown
    if (found := session.get("y")):
        found.close() #= requests:Session().get().close
    [
      each.close() #= requests:Session().all().[].close
      for each in session.all()
    ]
    query = session.query(Order)
    if flag:
        query = query.filter(a=1)
    query.all() #= requests:Session().query().all
    (a, b) = httpx.pair()
    a.run() #= httpx:pair().0.run
`,
    ));

  it('enter context managers and loops', () =>
    check(
      'a.py',
      `
import aiohttp
from contextlib import contextmanager
from sqlalchemy.orm import Session
from psycopg_pool import ConnectionPool
pool = ConnectionPool("x")
@contextmanager
def session_scope():
    session = Session()
    try:
        yield session
    finally:
        session.close() #= sqlalchemy.orm:Session().close
async def run():
    with pool.connection() as conn, conn.transaction():
        conn.execute("x") #= psycopg_pool:ConnectionPool().connection().execute
    async with aiohttp.ClientSession() as http, http.get("x") as reply:
        reply.raise_for_status() #= aiohttp:ClientSession().get().raise_for_status
    with session_scope() as s:
        s.add(1) #= sqlalchemy.orm:Session().add
    for row in conn.rows():
        row.use() #= psycopg_pool:ConnectionPool().connection().rows().[].use
`,
    ));

  it('know the members of classes and what their bases give', () =>
    check(
      'a.py',
      `
import requests
from django.db import models
from functools import cached_property
class Invite(models.Model):
    team = models.CharField()
    @classmethod
    def make(cls):
        return cls.objects.create() #= django.db.models:Model.objects.create
class Api:
    retries = requests.Session()
    def __init__(self, url, session: requests.Session | None = None, log=None):
        self.session = session or requests.Session()
        self.log = log
    @cached_property
    def admin(self):
        return requests.Session()
    @property
    def url(self): return self._url
    def get(self):
        self.session.get("x") #= requests:Session().get
        self.retries.get("x") #= requests:Session().get
        self.admin.get("x") #= requests:Session().get
        self.log.info("x") #= parameter 3.info
        self.get() #= function get
        self.missing.run() #= class Api().missing.run
Invite.objects.get_or_create(a=1) #= django.db.models:Model.objects.get_or_create
Invite().save() #= django.db.models:Model().save
Invite.make() #= function make
Api("x").session.close() #= requests:Session().close
class Repository(Generic[T]):
    def find(self): pass
class Orders(Repository[Invite]):
    def all(self):
        self.find() #= function find
class Adapter(requests.adapters.HTTPAdapter):
    def send(self, request):
        return super().send(request) #= requests.adapters:HTTPAdapter().send
`,
    ));

  it('take what dependency injection hands in', () =>
    check(
      'a.py',
      `
from typing import Annotated, Any, Optional
from fastapi import Depends, Request
from sqlalchemy.orm import Session
from sqlalchemy.ext.asyncio import AsyncSession
def get_db():
    yield Session()
def get_user(db: Session = Depends(get_db)):
    return db.query(User).first() #= sqlalchemy.orm:Session().query().first
SessionDep = Annotated[Session, Depends(get_db)]
async def create(body: dict, any: Any, db=Depends(get_db), a: SessionDep = None, b: Annotated[AsyncSession, Depends(x)] = None, c: Optional[Session] = None, user=Depends(get_user), request: Request = None):
    db.add(1) #= sqlalchemy.orm:Session().add
    a.add(1) #= sqlalchemy.orm:Session().add
    b.add(1) #= sqlalchemy.ext.asyncio:AsyncSession().add
    c.add(1) #= sqlalchemy.orm:Session().add
    user.check() #= sqlalchemy.orm:Session().query().first().check
    body.items() #= parameter 0.items
    any.run() #= parameter 1.run
    request.json() #= fastapi:Request().json
`,
    ));
});

describe('Origins across files', () => {
  async function checkProject(text: string): Promise<void> {
    const { analyses } = await analyseFiles(text, { contributors: [] });
    const asked = analyses.map(originsAsked);
    assert.ok(asked.some(({ said }) => said.length > 0));
    assert.deepEqual(
      asked.flatMap(({ found }) => found),
      asked.flatMap(({ said }) => said),
    );
  }

  it('lead through exports, re-exports, factories, classes and their fields', () =>
    checkProject(`
// file: src/db.ts
import knex from 'knex';
import axios from 'axios';
export const db = knex({ client: 'pg' });
export const getDb = () => db;
export default db;
export const traced = (client, name) => { client.name = name; return client; };
export class Clients { constructor(readonly http = axios.create()) {} client() { return this.http; } }
// file: src/index.ts
export * from './db.js';
export { default as main, getDb as connection } from './db';
export * as inner from './db';
import { Clients } from './db';
export const clients = new Clients();
export function makeRepo(knex) { return { db, all: () => knex('x') }; } //= parameter 0
import { db } from './db';
// file: src/legacy.js
const { db } = require('./db');
module.exports = { db, connect: () => db };
// file: src/use.ts
import { db, main, connection, inner, clients, makeRepo, Clients } from '.';
import all, * as named from './db';
import legacy from './legacy';
const { connect } = require('./legacy');
db('x'); //= knex:()
main('x'); //= knex:()
connection()('x'); //= knex:()
inner.db('x'); //= knex:()
all('x'); //= knex:()
named.getDb()('x'); //= knex:()
legacy.db('x'); //= knex:()
named.traced(axios.create(), 'x').get('x'); //= ?axios:create().get
connect()('x'); //= knex:()
clients.client().get('x'); //= axios:create().get
clients.http.get('x'); //= axios:create().get
new Clients().http.get('x'); //= axios:create().get
makeRepo(db).db('x'); //= knex:()
makeRepo(db).all(); //= .:makeRepo().all
class Service { constructor(private readonly clients: Clients) {} run() { this.clients.client().get('x'); } } //= axios:create().get
`));

  it('lead through Python packages, relative and star imports', () =>
    checkProject(`
# file: shop/__init__.py
# file: shop/db.py
from sqlalchemy.orm import sessionmaker, DeclarativeBase
SessionLocal = sessionmaker()
class Base(DeclarativeBase): ...
def get_db():
    with SessionLocal() as session:
        yield session
# file: shop/models/__init__.py
from .order import Order
# file: shop/models/order.py
from ..db import Base
class Order(Base):
    __tablename__ = "orders"
# file: shop/api.py
import shop.db
from shop import db as database, models
from shop.models import Order
from .models.order import *
from fastapi import Depends
def create(session=Depends(database.get_db)):
    session.add(1) #= sqlalchemy.orm:sessionmaker()().add
    Order.query.all() #= sqlalchemy.orm:DeclarativeBase.query.all
    models.Order.query.all() #= sqlalchemy.orm:DeclarativeBase.query.all
    shop.db.SessionLocal() #= sqlalchemy.orm:sessionmaker()
    unknown_name.run() #= :unknown_name.run
`));

  it('hold in circles of imports as well', () =>
    checkProject(`
# file: app/__init__.py
from .log import logger
from .main import create_app
# file: app/log.py
import logging
def configure():
    return logging.getLogger(__name__)
logger = configure()
# file: app/main.py
from . import logger
from .views import bp
def create_app():
    logger.info("x") #= logging:getLogger().info
# file: app/views.py
from flask import Blueprint
from app.main import create_app
bp = Blueprint("x")
bp.route("/") #= flask:Blueprint().route
`));

  it('remember by which name of the project a thing was reached', async () => {
    const { analysisOf } = await analyseFiles(
      `
// file: db.ts
import { PrismaClient } from '@prisma/client';
class Store extends PrismaClient {}
export const store = new Store();
// file: use.ts
import { store as s } from './db';
s.order.create({});
`,
      { contributors: [] },
    );
    const analysis = analysisOf('use.ts');
    const origin = analysis.originOf(analysis.model.items[1]?.fn.calls[0]?.callee ?? assert.fail());
    assert.deepEqual(origin.kind === 'package' && origin.through, { name: 'store', module: './db', traits: {} });
  });

  it('do not loop where files import each other', async () => {
    const { analysisOf } = await analyseFiles(
      `
// file: a.ts
export { x as y } from './b';
import { y } from './a';
y.run();
// file: b.ts
export { y as x } from './a';
export * from './b';
`,
      { contributors: [] },
    );
    const analysis = analysisOf('a.ts');
    const call = analysis.model.items[2]?.fn.calls[0] ?? assert.fail();
    assert.equal(analysis.originOf(call.callee).kind, 'project');
  });
});
