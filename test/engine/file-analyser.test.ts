/** What the rules say of a file that was edited is what they say of the same text read afresh. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { TextEdit } from '#base/span';
import { createFileModel } from '#code/live-model';
import { lowerFile } from '#code/lower';
import { toAnalysedFile } from '#engine/analysed-file';
import { createFileAnalyser, type FileAnalyser } from '#engine/file-analyser';
import { RULES } from '#rules/registry.generated';
import { type Language, languageOf } from '#syntax/language';
import { createParser } from '#syntax/parser';
import { assets } from '../support/assets';

const parser = createParser(assets);
const sample = (path: string): string => readFileSync(join(__dirname, '../../samples/orders', path), 'utf8');

/** Items that look at one another: routers used and mounted, helpers, guards, clients, names that get values elsewhere. */
const ROUTES = `import express, { Router } from 'express';
import axios from 'axios';
import { requireUser } from './auth';
import { db } from './db';
const app = express();
const api = axios.create({ timeout: 1000 });
let client = axios.create();
export const orders = Router();
const admin = Router();
orders.use(requireUser);
function guard(request, response, next) {
  if (!request.user) return response.status(401).end();
  next();
}
function install(router) {
  router.use(guard);
  admin.use(guard);
}
install(admin);
async function charge(id) {
  await api.post('/charges', { id });
  await db('charges').insert({ id });
}
const configure = () => {
  client = axios.create({ timeout: 10 });
};
orders.post('/orders', async (request, response) => {
  await db('orders').insert(request.body);
  await charge(request.body.id);
  response.status(201).end();
});
admin.delete('/orders/:id', guard, async (request, response) => {
  await client.delete('/orders/' + request.params.id);
  await db('orders').where({ id: request.params.id }).delete();
  response.end();
});
export async function refund(request, response) {
  await client.post('/refunds', request.body);
  response.end();
}
class Sender {
  http = axios.create();
  async send(order) {
    try {
      await this.http.post('/mails', order);
    } catch (error) {}
  }
}
setInterval(async () => new Sender().send(await db('orders').first()), 1000);
app.use('/admin', admin);
app.use(orders);
app.post('/refunds', refund);
`;

/** Functions of a file of server actions and of a Next.js route. */
const ACTIONS = `'use server';
import { db } from './db';
import { auth } from './auth';
export async function placeOrder(form) {
  await db('orders').insert({ sku: form.get('sku') });
}
export const cancelOrder = async (id) => {
  'use server';
  await auth();
  await db('orders').where({ id }).delete();
};
async function notify(id) {
  const response = await fetch('https://example.org/' + id);
  return response.json();
}
export { notify as tell };
`;

const SERVICE = `import requests
from fastapi import APIRouter, Depends, FastAPI
from .auth import current_user
from .db import session
app = FastAPI()
router = APIRouter(dependencies=[Depends(current_user)])
http = requests.Session()
retries = 0
def charge(order):
    http.post("https://example.org/charges", json=order)
    session.add(order)
    session.commit()
def configure():
    global http
    http = requests.Session()
@router.post("/orders")
def place(order: dict):
    session.add(order)
    session.commit()
    charge(order)
@app.delete("/orders/{id}")
def cancel(id: str):
    try:
        requests.delete("https://example.org/" + id, timeout=3)
    except Exception:
        pass
app.include_router(router)
`;

/** What one route tells of a table, another one is asked about. */
const NOTES = `
import express from 'express';
import { requireUser } from './auth';
import { prisma } from './db';
const app = express();
app.use(requireUser);
app.get('/notes/:id', async (req, res) => {
  const note = await prisma.note.findUnique({ where: { id: req.params.id } });
  res.json(note);
});
app.post('/notes', async (req, res) => {
  const owner = { ownerId: req.user.id };
  await prisma.note.create({ data: { ...owner, ownerId: req.user.id, text: String(req.body.text) } });
  res.sendStatus(201);
});
export async function count(id: string) {
  const note = await prisma.note.findUniqueOrThrow({ where: { id } });
  await prisma.note.update({ where: { id }, data: { views: note.views + 1 } });
}
`;

interface Sample {
  readonly path: string;
  readonly text: string;
  /** Lines that are typed in. */
  readonly lines: readonly string[];
}

const TS_LINES: readonly string[] = [
  'orders.use(guard);',
  'admin.use(requireUser);',
  'app.use(admin);',
  "app.get('/health', refund);",
  'const guard = requireUser;',
  'client = api;',
  "'use server';",
  '  await db("orders").update({ a: 1 });',
  "  await fetch('https://example.org');",
  'export default app;',
  'export { admin, charge };',
  'import { guard } from "./guard";',
  'function charge() {}',
  'async function later() {',
  '}',
  '// note',
  'const app = Router();',
  "fetch('https://example.org');",
  'setInterval(charge, 10);',
  "window.location.href = '/';",
  "await import('./later');",
];
const PY_LINES: readonly string[] = [
  'app.include_router(router, dependencies=[Depends(current_user)])',
  'router = APIRouter()',
  'http = requests.Session()',
  'import http',
  'def charge(order):',
  '    http.get("https://example.org")',
  '    session.commit()',
  '@router.get("/x")',
  'charge({})',
  '# note',
  '@app.middleware("http")',
  'input("sure?")',
  'while True: charge({})',
  'import click',
];

/** Classes of one file that rest on one another: a repository, a helper that writes, a client, annotations of its own. */
const CLASSES = `import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;
interface OrderRepository extends JpaRepository<Order, Long> {
  boolean existsByKey(String key);
}
class Clients {
  static final RestTemplate PAYMENTS = new RestTemplate();
}
class Orders {
  private final OrderRepository orders;
  Orders(OrderRepository orders) { this.orders = orders; }
  Order place(String key) {
    if (orders.existsByKey(key)) return null;
    Clients.PAYMENTS.postForObject("https://pay.example.com/charges", key, Charge.class);
    return orders.save(new Order(key));
  }
}
@PreAuthorize("isAuthenticated()")
@interface Known {}
@RestController
class OrderController {
  private final Orders orders;
  OrderController(Orders orders) { this.orders = orders; }
  @PostMapping("/orders")
  Order create(@RequestBody String key) { return orders.place(key); }
  @Known
  @DeleteMapping("/orders/{id}")
  void remove(@PathVariable String id) { orders.place(id); }
}
`;

const JAVA_LINES: readonly string[] = [
  'class Extra { void run() {} }\n',
  'private final RestTemplate rest = new RestTemplate();\n',
  'try { save(); } catch (Exception e) { }\n',
  '@PreAuthorize("isAuthenticated()")\n',
  'import java.util.List;\n',
  'orders.save(order);\n',
  '}\n',
];

/** A service of Go in one file: routes, a group with a guard, methods that rest on fields, a client, a store. */
const GO_SERVICE = `package orders

import (
	"database/sql"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

var client = &http.Client{Timeout: 5 * time.Second}

type Product struct {
	ID    uint
	Stock int
}

type Handler struct {
	db  *gorm.DB
	sql *sql.DB
	log *slog.Logger
}

func Register(r *gin.Engine, h *Handler) {
	api := r.Group("/api", requireUser())
	api.POST("/products", h.Create)
	r.POST("/products/:id/take", h.Take)
}

func requireUser() gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.GetHeader("Authorization") == "" {
			c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "sign in"})
			return
		}
		c.Next()
	}
}

func (h *Handler) Create(c *gin.Context) {
	var product Product
	if err := c.ShouldBindJSON(&product); err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	if err := h.db.Create(&product).Error; err != nil {
		h.fail(c, err)
		return
	}
	c.JSON(http.StatusCreated, product)
}

func (h *Handler) Take(c *gin.Context) {
	var product Product
	if err := h.db.First(&product, c.Param("id")).Error; err != nil {
		c.Status(http.StatusNotFound)
		return
	}
	product.Stock = product.Stock - 1
	h.db.Save(&product)
	resp, err := client.Get("https://stock.example.com/")
	if err != nil {
		h.fail(c, err)
		return
	}
	defer resp.Body.Close()
}

func (h *Handler) fail(c *gin.Context, err error) {
	h.log.Error("failed", "error", err)
	c.Status(http.StatusInternalServerError)
}
`;

const GO_LINES: readonly string[] = [
  'func extra() {}\n',
  'var other = &http.Client{}\n',
  '\tif err != nil {\n\t\treturn\n\t}\n',
  '\tr.Use(requireUser())\n',
  'func (h *Handler) Extra(c *gin.Context) { h.db.Create(&Product{}) }\n',
  '\t_ = h.db\n',
  'import "os"\n',
  '}\n',
];

const SAMPLES: readonly Sample[] = [
  { path: 'routes.ts', text: ROUTES, lines: TS_LINES },
  { path: 'app/actions.ts', text: ACTIONS, lines: TS_LINES },
  {
    path: 'notes.ts',
    text: NOTES,
    lines: [
      "app.get('/mine', async (req, res) => res.json(await prisma.note.findMany({ where: { ownerId: req.user.id } })));",
      '  @VersionColumn() version: number;',
      "app.post('/x', async (req, res) => {",
      '});',
      ...TS_LINES,
    ],
  },
  { path: 'orders.ts', text: sample('typescript/hardened/orders.ts'), lines: TS_LINES },
  { path: 'bare.js', text: sample('typescript/grown/orders.ts'), lines: TS_LINES },
  { path: 'service.py', text: SERVICE, lines: PY_LINES },
  { path: 'orders.py', text: sample('python/hardened/orders.py'), lines: PY_LINES },
  { path: 'OrderController.java', text: sample('java/grown/OrderController.java'), lines: JAVA_LINES },
  { path: 'Classes.java', text: CLASSES, lines: JAVA_LINES },
  { path: 'Hardened.java', text: sample('java/hardened/OrderController.java'), lines: JAVA_LINES },
  { path: 'CreditClient.java', text: sample('java/hardened/CreditClient.java'), lines: JAVA_LINES },
  { path: 'service.go', text: GO_SERVICE, lines: GO_LINES },
];

/** One change of the lines of a text; numbers are taken modulo what there is. */
interface Step {
  readonly kind: 'remove' | 'insert' | 'repeat' | 'move' | 'rename' | 'type';
  readonly at: number;
  readonly to: number;
}

function lineAfter({ kind, at, to }: Step, text: string, typed: readonly string[]): string {
  const lines = text.split('\n');
  const from = at % lines.length;
  const line = lines[from] ?? '';
  switch (kind) {
    case 'remove':
      lines.splice(from, 1);
      break;
    case 'insert':
      lines.splice(from, 0, typed[to % typed.length] ?? '');
      break;
    case 'repeat':
      lines.splice(to % lines.length, 0, line);
      break;
    case 'move':
      lines.splice(from, 1);
      lines.splice(to % (lines.length + 1), 0, line);
      break;
    case 'rename':
      lines[from] = line.replace(/\w+/, NAMES[to % NAMES.length] ?? 'x');
      break;
    case 'type':
      lines[from] = `${line.slice(0, to % (line.length + 1))};${line.slice(to % (line.length + 1))}`;
  }
  return lines.join('\n');
}

const NAMES: readonly string[] = ['orders', 'admin', 'guard', 'charge', 'client', 'app', 'export', 'router', 'http'];

/** The smallest replacement that turns one text into the other. */
function editOf(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** Everything that reviews are made of, as plain data. */
function plain(path: string, analyser: FileAnalyser): unknown {
  const { findings, entries, blocks, codeLines, comments, failed } = toAnalysedFile(path, analyser);
  return {
    findings: findings.map(({ finding: { rule, ...finding }, when, unless }) => ({ rule: rule.id, finding, when, unless })),
    entries,
    blocks: blocks.map(({ lines, ...block }) => ({ ...block, summary: block.summary, lines })),
    codeLines,
    comments,
    failed,
  };
}

function createAnalyser(path: string, model: Parameters<typeof createFileAnalyser>[1]): FileAnalyser {
  const view = { path, summaries: () => undefined, isLocal: () => false, resolveModule: () => undefined };
  const onFailure = (_: string, cause: unknown): never => {
    throw cause;
  };
  return createFileAnalyser({ ...view, rules: RULES, onFailure }, model);
}

async function check(path: string, texts: readonly string[]): Promise<void> {
  const language = languageOf(path) as Language;
  const [first = '', ...rest] = texts;
  const live = await createFileModel(parser, language, first);
  assert.ok(live);
  const analyser = createAnalyser(path, live.model);
  let before = first;
  for (const after of rest) {
    const change = live.edit([editOf(before, after)], after);
    assert.ok(change);
    analyser.update(change.model, change.changed, change.removed);
    before = after;
    // Of broken texts the parser makes another tree from scratch than edit by edit.
    const whole = await lowerFile(parser, language, after);
    assert.ok(whole);
    const isWhole: boolean = ![...whole.items, ...live.model.items].some((item) => item.isBroken);
    assert.deepEqual(plain(path, analyser), plain(path, createAnalyser(path, isWhole ? whole : live.model)), after);
  }
  live.dispose();
}

const step = fc.record({
  kind: fc.constantFrom<Step['kind']>('remove', 'insert', 'insert', 'repeat', 'move', 'move', 'rename', 'type'),
  at: fc.nat(1000),
  to: fc.nat(1000),
});

describe('the analysis of an edited file', function () {
  this.timeout(60_000);

  it('follows the directive at the top: the exports of a file of server actions are entry points', async () => {
    const plain = ACTIONS.slice(ACTIONS.indexOf('import'));
    await check('app/actions.ts', [plain, ACTIONS, `// ours\n${ACTIONS}`, plain]);
  });

  it('follows what a function puts on a router: the routes of other items are behind it', async () => {
    const open = ROUTES.replace('  admin.use(guard);\n', '').replace("'/orders/:id', guard, ", "'/orders/:id', ");
    const behind = open.replace('router.use(guard);', 'admin.use(requireUser);');
    await check('routes.ts', [open, behind, open]);
  });

  it('follows what is said above a function, and the callers that look at what it gives back', async () => {
    const shelf = `import { store } from './store';
// The shelf of a book, or null when the store is unavailable.
async function shelfOf(book) {
  try {
    return await store.shelf(book);
  } catch {
    return null;
  }
}
async function lend(book) {
  const shelf = await shelfOf(book);
  if (shelf === null) throw new Error('no shelf');
  return shelf;
}
`;
    const unsaid = shelf.replace(', or null when the store is unavailable', '');
    const unread = unsaid.replace("  if (shelf === null) throw new Error('no shelf');\n", '');
    const said = shelf.replace("  if (shelf === null) throw new Error('no shelf');\n", '');
    await check('shelves.ts', [shelf, unsaid, unread, said, unread, shelf]);
  });

  it('follows items that change places', async () => {
    const use = 'orders.use(requireUser);\n';
    await check('routes.ts', [ROUTES, ROUTES.replace(use, '') + use, ROUTES]);
  });

  for (const { path, text, lines } of SAMPLES)
    it(`is that of its text, whatever lines come, go and move (${path})`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
          const texts = [text];
          for (const each of steps) texts.push(lineAfter(each, texts.at(-1) ?? '', lines));
          await check(path, texts);
        }),
        { numRuns: Number(process.env.RUNS ?? 20), ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
      );
    });
});
