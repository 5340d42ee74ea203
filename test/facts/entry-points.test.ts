import assert from 'node:assert/strict';
import { entryPoints } from '#facts/entries/entry-points';
import { analyseFiles, splitFiles } from '../support/analyse';

/** The id of every entry point (routes say so), in order of paths and places; `?` when it depends on another file, `-` after reads. */
async function check(code: string, expected: readonly string[], only?: string): Promise<void> {
  const { analyses } = await analyseFiles(splitFiles(code, only));
  const found = [...analyses]
    .sort((one, two) => (one.path < two.path ? -1 : 1))
    .flatMap((analysis) =>
      entryPoints(analysis).map(
        ({ role, id, when, writes }) =>
          `${role === 'route' ? 'route ' : ''}${id}${when.length > 0 ? ' ?' : ''}${writes ? '' : ' -'}`,
      ),
    );
  assert.deepEqual(found, expected);
}

describe('Entry points', () => {
  it('are the routes of an Express router, with prefixes of mounts in the file', () =>
    check(
      `
import express, { Router } from 'express';
const app = express();
const api = Router();
api.get('/orders', list);
api.route('/orders/:id').put((req, res) => res.end()).delete((req, res) => res.end());
api.post(['/a', '/b'], [one, two], async (req, res) => {});
app.use('/api', api);
function list(req, res) {}
`,
      ['route GET /api/orders -', 'route PUT /api/orders/:id', 'route DELETE /api/orders/:id', 'route POST /api/a'],
      'app.js',
    ));

  it('are not the calls of clients, maps and settings', () =>
    check(
      `
import axios from 'axios';
import request from 'supertest';
const cache = new Map();
axios.get('/orders', options);
cache.delete('orders', () => {});
request(app).post('/orders', () => {});
app.get('port');
`,
      [],
      'client.ts',
    ));

  it('are found on routers that are handed in, whatever they are called', () =>
    check(
      `
module.exports = (server, db) => {
  server.post('/orders', async (req, res) => {});
  server.get('/orders', { schema }, async (request, reply) => {});
};
`,
      ['route POST /orders', 'route GET /orders -'],
      'routes.js',
    ));

  it('are Fastify’s routes and those of the plugins registered in the file', () =>
    check(
      `
import Fastify from 'fastify';
const app = Fastify();
app.register(orders, { prefix: '/v1' });
app.route({ method: 'PATCH', url: '/x/:id', handler: async () => {} });
async function orders(scope) {
  scope.post('/orders', async () => {});
}
`,
      ['route PATCH /x/:id', 'route POST /v1/orders'],
      'app.ts',
    ));

  it('are Hono’s chained and typed routes', () =>
    check(
      `
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
const route = createRoute({ method: 'post', path: '/links', request: {}, responses: {} });
export const app = new OpenAPIHono()
  .basePath('/api')
  .get('/links', (c) => c.json([]))
  .on('DELETE', '/links/:id', (c) => c.body(null));
app.openapi(route, (c) => c.json({}));
`,
      ['route GET /api/links -', 'route DELETE /api/links/:id', 'route POST /api/links'],
      'app.ts',
    ));

  it('are Koa’s, with the name of the route left out', () =>
    check(
      `
import Router from '@koa/router';
const router = new Router({ prefix: '/documents' });
router.put('replace', '/:id', async (ctx) => {});
router.del('/:id', async (ctx) => {});
`,
      ['route PUT /documents/:id', 'route DELETE /documents/:id'],
      'documents.js',
    ));

  it('are what Nest’s decorators say', () =>
    check(
      `
import { Controller, Get, Post } from '@nestjs/common';
@Controller('cats')
export class Cats {
  @Get(':id') one() {}
  @Post() add() {}
  @MessagePattern('cat.added') added() {}
  @Cron('0 3 * * *') sweep() {}
  helper() {}
}
@Processor('mails')
export class Mails extends WorkerHost {
  async process(job) {}
}
@Resolver()
export class Dogs {
  @Query() dogs() {}
  @Mutation() addDog() {}
}
`,
      [
        'route GET /cats/:id -',
        'route POST /cats',
        'consumer cat.added',
        'job 0 3 * * *',
        'consumer mails',
        'route GET Dogs.dogs -',
        'route POST Dogs.addDog',
      ],
      'cats.ts',
    ));

  it('are made by where a file stands', () =>
    check(
      `
// file: src/app/(shop)/orders/[id]/route.ts
export async function GET() {}
export const DELETE = withUser(async () => {});
export const dynamic = 'force-dynamic';
// file: pages/api/teams/[team].ts
export default function handler(req, res) {}
// file: pages/api/users.ts
const handler = wrap(async (req, res) => {});
export default handler;
// file: src/routes/api/events.ts
const POST = wide(auth(async () => {}));
export { POST };
// file: src/app/actions.ts
'use server';
export async function addItem(data) {}
export async function listItems() {}
// file: src/queue.ts
export const handler = async (event) => { for (const record of event.Records) {} };
`,
      [
        'route /api/teams/:team -',
        'route /api/users -',
        'route GET /orders/:id -',
        'route DELETE /orders/:id',
        'route POST addItem',
        'route GET listItems -',
        'consumer handler',
        'route POST /events',
      ],
    ));

  it('are handler-shaped functions, if another file registers them', () =>
    check(
      `
export async function create(req, res) {}
export const list = async (req: Request, res: Response, next) => {};
export class Orders {
  remove(req, res) {}
}
export function measure(req, res, next) { next(); }
export const keyOf = limiter({ id: (ctx) => ctx.ip });
`,
      ['route create ? -', 'route list ? -', 'route Orders.remove ? -'],
      'controller.ts',
    ));

  it('are Flask’s and FastAPI’s decorated functions', () =>
    check(
      `
# file: flask_app.py
from flask import Blueprint
bp = Blueprint("orders", __name__, url_prefix="/orders")

@bp.route("/", methods=["GET", "POST"])
def orders():
    pass

@bp.get("/<int:order_id>")
def one(order_id):
    pass

bp.add_url_rule("/export", view_func=one, methods=["POST"])
# file: fast.py
from fastapi import APIRouter, FastAPI
router = APIRouter(prefix="/items")
app = FastAPI()

@router.put("/{item_id}")
async def replace(item_id: int):
    pass

app.include_router(router, prefix="/v1")
`,
      ['route PUT /v1/items/{item_id}', 'route POST /orders', 'route GET /orders/<int:order_id> -', 'route POST /orders/export'],
    ));

  it('are Django’s views and those of its REST framework', () =>
    check(
      `
# file: shop/views.py
from django.http import JsonResponse
from rest_framework import viewsets
from rest_framework.decorators import action, api_view

@api_view(["POST"])
def close(request, pk):
    pass

class Orders(viewsets.ModelViewSet):
    serializer_class = OrderSerializer

class Lines(viewsets.GenericViewSet):
    def list(self, request):
        pass

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        pass

def orders(request):
    if request.method == "POST":
        pass
    return JsonResponse({})

def helper(request):
    return request.user

def _private(request):
    return JsonResponse({})
`,
      ['route POST close', 'route POST Orders', 'route GET Lines -', 'route POST Lines', 'route POST orders', 'route helper ? -'],
    ));

  it('are aiohttp’s, by table, by call and by shape', () =>
    check(
      `
from aiohttp import web

routes = web.RouteTableDef()

@routes.post("/orders")
async def create(request):
    pass

async def remove(request):
    return web.Response()

def main():
    app = web.Application()
    app.router.add_delete("/orders/{id}", remove)
    app.add_routes([web.put("/orders/{id}", remove)])
`,
      ['route POST /orders', 'route remove ? -', 'route DELETE /orders/{id}', 'route PUT /orders/{id}'],
      'service.py',
    ));

  it('are consumers and jobs', () =>
    check(
      `
// file: workers.ts
import { Worker } from 'bullmq';
import { Kafka } from 'kafkajs';
import amqp from 'amqplib';
import cron from 'node-cron';
new Worker('mails', async (job) => {});
const consumer = new Kafka({}).consumer({ groupId: 'g' });
await consumer.run({ eachMessage: async ({ message }) => {} });
const channel = await (await amqp.connect('amqp://x')).createChannel();
channel.consume('orders', (message) => {});
cron.schedule('0 3 * * *', () => {});
setInterval(() => render(), 1000);
// file: tasks.py
from celery import shared_task
from apscheduler.schedulers.blocking import BlockingScheduler

scheduler = BlockingScheduler()

@shared_task(bind=True)
def send(self, order_id):
    pass

@scheduler.scheduled_job("cron", hour=3)
def purge():
    pass

def sweep():
    pass

scheduler.add_job(sweep, "interval", minutes=5)
`,
      [
        'consumer send',
        'job purge',
        'job interval',
        'consumer mails',
        'consumer eachMessage',
        'consumer orders',
        'job 0 3 * * *',
      ],
    ));

  it('are webhooks where the path or the handler says so, and open where they are meant to be', async () => {
    const { analyses } = await analyseFiles(
      `
import express from 'express';
const app = express();
app.post('/webhooks/stripe', (req, res) => {});
app.get('/api/healthz', (req, res) => {});
app.post('/api/v1/auth/login', (req, res) => {});
app.post('/users/:id/password', (req, res) => {});
app.get('/orders/:id/status', (req, res) => {});
app.post('/newsletter', (req, res) => {});
app.post('/tokens', (req, res) => {});
`,
    );
    assert.deepEqual(
      analyses.flatMap(entryPoints).map(({ role, id, openByDesign }) => `${role} ${id}: ${openByDesign ?? 'not open'}`),
      [
        'webhook POST /webhooks/stripe: not open',
        'route GET /api/healthz: A probe: it answers the platform, which carries no credentials',
        'route POST /api/v1/auth/login: It is how a caller becomes known: sign-in, sign-up or recovery',
        'route POST /users/:id/password: not open',
        'route GET /orders/:id/status: not open',
        'route POST /newsletter: A public form: it is there for people nobody knows yet',
        'route POST /tokens: not open',
      ],
    );
  });
});
