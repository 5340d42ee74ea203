/** Services in several styles, and what is asked of them: lines end in the marks of the rule's page. */
import assert from 'node:assert/strict';
import { rule } from '#rules/route-without-authz';
import { analyseFiles } from '../support/analyse';
import { examplesOf } from '../support/rule-page';

async function check(language: 'ts' | 'js' | 'py', code: string): Promise<void> {
  const [example] = examplesOf(`\`\`\`${language}${code}\`\`\``);
  assert.ok(example);
  const { run } = await analyseFiles(example.files);
  const said = run(rule).filter(({ state, confidence }) => state === 'discharged' || (state === 'asks' && confidence !== 'low'));
  const lines = new Set(said.map(({ path, line, state }) => `${path}:${line} ${state}`));
  assert.deepEqual([...lines].sort(), example.expected);
}

describe('route-without-authz', () => {
  it('reads nested routers, guarded where the outermost is mounted', () =>
    check(
      'ts',
      `
// file: src/routes/orders.ts
import { Router } from 'express';
import { prisma } from '../prisma';
const router = Router();
router.post('/', async (req, res) => { // discharged
  const { sku } = req.body;
  res.json(await prisma.order.create({ data: { sku, userId: req.user.id } }));
});
export default router;
// file: src/routes/index.ts
import { Router } from 'express';
import orders from './orders';
export const api = Router();
api.use('/orders', orders);
// file: src/middleware/auth.ts
import { verify } from './jwt';
export const auth = () => async (req, res, next) => {
  try {
    req.user = await verify(req.header('authorization'));
    next();
  } catch (err) {
    next(createError(401));
  }
};
// file: src/app.ts
import express from 'express';
import helmet from 'helmet';
import { api } from './routes';
import { auth } from './middleware/auth';
const app = express();
app.use(helmet());
app.use(express.json());
app.use('/v1', auth(), api);
export default app;
`,
    ));

  it('reads a controller class whose router is mounted behind a guard', () =>
    check(
      'ts',
      `
// file: src/orders.controller.ts
import { Router, type Request, type Response } from 'express';
import { OrderService } from './order.service';
export class OrdersController {
  readonly router = Router();
  constructor(private readonly service: OrderService) {
    this.router.post('/', this.create); // discharged
    this.router.delete('/:id', (req, res) => this.remove(req, res)); // discharged
  }
  create = async (req: Request, res: Response) => {
    res.status(201).json(await this.service.create(req.user.id, req.body.sku));
  };
  async remove(req: Request, res: Response) {
    await this.service.remove(req.params.id);
    res.sendStatus(204);
  }
}
// file: src/app.ts
import express from 'express';
import { OrdersController } from './orders.controller';
import { requireAuth } from './auth';
const app = express();
const orders = new OrdersController(service);
app.use('/orders', requireAuth, orders.router);
`,
    ));

  it('reads a router factory with a guard that is handed in', () =>
    check(
      'ts',
      `
// file: src/orders.ts
import { Router } from 'express';
export function ordersRouter({ db, auth }) {
  const router = Router();
  router.use(auth.required);
  router.post('/orders', async (req, res) => { // discharged
    await db('orders').insert({ sku: req.body.sku });
    res.sendStatus(201);
  });
  return router;
}
export function publicRouter({ db }) {
  const router = Router();
  router.post('/orders', async (req, res) => { // asks
    await db('orders').insert({ sku: req.body.sku });
    res.sendStatus(201);
  });
  return router;
}
// file: src/app.ts
import express from 'express';
import { ordersRouter, publicRouter } from './orders';
const app = express();
app.use('/api', ordersRouter({ db, auth }));
app.use('/pub', publicRouter({ db }));
`,
    ));

  it('reads a router factory mounted by an application that is guarded as a whole', () =>
    check(
      'ts',
      `
// file: src/orders.ts
import { Router } from 'express';
export function ordersRouter({ db }) {
  const router = Router();
  router.post('/orders', async (req, res) => { // discharged
    await db('orders').insert({ sku: req.body.sku });
    res.sendStatus(201);
  });
  return router;
}
// file: src/app.ts
import express from 'express';
import { ordersRouter } from './orders';
import { requireSession } from './session';
export function createApp(db) {
  const app = express();
  app.use(requireSession);
  app.use('/api', ordersRouter({ db }));
  return app;
}
`,
    ));

  it('reads routers that are made in one file, handed on by another and mounted in a third', () =>
    check(
      'ts',
      `
// file: src/notes/routes.ts
import express from 'express';
export function createNotesRouter(service): express.Router {
  const router = express.Router();
  router.post('/', async (req, res) => res.json(await service.add(req.body.text))); // discharged
  router.delete('/:id', async (req, res) => res.json(await db.query('DELETE FROM notes WHERE id = $1', [req.params.id]))); // discharged
  return router;
}
// file: src/notes/module.ts
import { createNotesRouter } from './routes';
export const notesRoutes = createNotesRouter(makeService());
// file: src/notes/index.ts
export { notesRoutes } from './module';
// file: src/files/routes.ts
import express from 'express';
export function createFilesRouter({ db }) {
  const router = express.Router();
  router.post('/', async (req, res) => res.json(await db.query('INSERT INTO files (name) VALUES ($1)', [req.body.name]))); // discharged
  return router;
}
// file: src/files/index.ts
import { createFilesRouter } from './routes';
export function createFilesModule(db) {
  return createFilesRouter({ db });
}
// file: src/open/routes.ts
import express from 'express';
export function createOpenRouter({ db }) {
  const router = express.Router();
  router.post('/', async (req, res) => res.json(await db.query('INSERT INTO files (name) VALUES ($1)', [req.body.name]))); // asks
  return router;
}
// file: src/open/module.ts
import { createOpenRouter } from './routes';
export const openRoutes = createOpenRouter({ db });
// file: src/server.ts
import express from 'express';
import { createFilesModule } from './files';
import { notesRoutes } from './notes';
import { openRoutes } from './open/module';
import { requireSession } from './session';
const app = express();
const filesRoutes = createFilesModule(db);
app.use('/notes', requireSession, notesRoutes);
app.use('/files', requireSession, filesRoutes);
app.use('/open', openRoutes);
app.listen(3000);
`,
    ));

  it('reads server actions that ask for the session', () =>
    check(
      'ts',
      `
// file: app/actions.ts
'use server';
import { auth } from '@/auth';
import { redirect } from 'next/navigation';
import { db } from '@/lib/db';
import { requireUser } from '@/lib/session';
export async function createPost(formData: FormData) { // discharged
  const session = await auth();
  if (!session?.user?.id) redirect('/login');
  await db.post.create({ data: { title: String(formData.get('title')), authorId: session.user.id } });
}
export async function removePost(id: string) { // discharged
  const user = await requireUser();
  await db.post.delete({ where: { id, authorId: user.id } });
}
export async function publish(id: string) { // discharged
  const user = await requireUser();
  if (user.role !== 'editor') throw new Error('Forbidden');
  await db.post.update({ where: { id }, data: { published: true } });
}
// file: lib/session.ts
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { decrypt } from './crypto';
export async function requireUser() {
  const cookie = (await cookies()).get('session')?.value;
  const session = await decrypt(cookie);
  if (!session?.userId) {
    redirect('/login');
  }
  return session;
}
// file: tsconfig.json
{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }
`,
    ));

  it('reads Next route handlers: a wrapper, a cron secret, a pages handler', () =>
    check(
      'ts',
      `
// file: app/api/orders/route.ts
import { NextResponse } from 'next/server';
import { withAuth } from '@/lib/with-auth';
import { db } from '@/lib/db';
export const POST = withAuth(async (req, { user }) => { // discharged
  const { sku } = await req.json();
  return NextResponse.json(await db.order.create({ data: { sku, userId: user.id } }));
});
// file: app/api/cron/route.ts
import { db } from '@/lib/db';
export async function POST(req: Request) { // discharged
  if (req.headers.get('authorization') !== \`Bearer \${process.env.CRON_SECRET}\`) {
    return new Response('no', { status: 401 });
  }
  await db.session.deleteMany({ where: { expires: { lt: new Date() } } });
  return Response.json({ ok: true });
}
// file: pages/api/teams.ts
import { getServerSession } from 'next-auth/next';
import { prisma } from '../../lib/prisma';
export default async function handler(req, res) { // discharged
  const session = await getServerSession(req, res, authOptions);
  if (!session) {
    res.status(401).json({ error: 'unauthorized' });
    return;
  }
  if (req.method === 'POST') {
    await prisma.team.create({ data: { name: req.body.name } });
  }
  res.end();
}
`,
    ));

  it('reads Nest with a global guard made by hand', () =>
    check(
      'ts',
      `
// file: src/main.ts
import { NestFactory, Reflector } from '@nestjs/core';
import { AppModule } from './app.module';
import { AuthGuard } from './auth/auth.guard';
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.useGlobalGuards(new AuthGuard(app.get(Reflector)));
  await app.listen(3000);
}
bootstrap();
// file: src/auth/auth.guard.ts
import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private reflector, private jwt: JwtService) {}
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest();
    const token = this.extract(request);
    if (!token) throw new UnauthorizedException();
    try {
      request.user = await this.jwt.verifyAsync(token);
    } catch {
      throw new UnauthorizedException();
    }
    return true;
  }
  private extract(request) {
    const [type, token] = request.headers.authorization?.split(' ') ?? [];
    return type === 'Bearer' ? token : undefined;
  }
}
// file: src/orders/orders.controller.ts
import { Controller, Post, Body, Req } from '@nestjs/common';
import { OrdersService } from './orders.service';
import { CreateOrderDto } from './dto';
@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}
  @Post() // discharged
  create(@Body() dto: CreateOrderDto, @Req() req) {
    return this.orders.create(dto);
  }
}
`,
    ));

  it('reads Fastify hooks that name a decorator of a plugin', () =>
    check(
      'ts',
      `
// file: src/server.ts
import Fastify from 'fastify';
import authPlugin from './plugins/auth';
import orders from './routes/orders';
const app = Fastify();
app.register(authPlugin);
app.register(orders, { prefix: '/orders' });
// file: src/plugins/auth.ts
import fp from 'fastify-plugin';
export default fp(async (fastify) => {
  fastify.decorate('authenticate', async (request, reply) => {
    try {
      await request.jwtVerify();
    } catch (err) {
      reply.send(err);
    }
  });
});
// file: src/routes/orders.ts
import type { FastifyPluginAsync } from 'fastify';
const orders: FastifyPluginAsync = async (fastify) => {
  fastify.addHook('onRequest', fastify.authenticate);
  fastify.post('/', async (request) => { // discharged
    return fastify.knex('orders').insert({ sku: request.body.sku });
  });
};
export default orders;
// file: src/routes/open.ts
export default async function open(fastify) {
  fastify.post('/x', async (request) => { // asks
    return fastify.knex('orders').insert({ sku: request.body.sku });
  });
}
`,
    ));

  it('reads Hono with a bearer guard on the application of another file', () =>
    check(
      'ts',
      `
// file: src/index.ts
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { orders } from './orders';
const app = new Hono().basePath('/api');
app.use('*', bearerAuth({ token: process.env.TOKEN }));
app.route('/orders', orders);
export default app;
// file: src/orders.ts
import { Hono } from 'hono';
import { db } from './db';
export const orders = new Hono<{ Bindings: Env }>()
  .post('/', async (c) => { // discharged
    const { sku } = await c.req.json();
    await db.insert(table).values({ sku });
    return c.json({}, 201);
  })
  .delete('/:id', async (c) => { // discharged
    await db.delete(table).where(eq(table.id, c.req.param('id')));
    return c.body(null, 204);
  });
`,
    ));

  it('reads Koa, from the guard on', () =>
    check(
      'js',
      `
// file: auth.js
exports.requireUser = async (ctx, next) => {
  const user = await ctx.db.sessions.find(ctx.cookies.get('sid'));
  ctx.assert(user, 401);
  ctx.state.user = user;
  await next();
};
// file: app.js
const Koa = require('koa');
const Router = require('@koa/router');
const { requireUser } = require('./auth');
const { knex } = require('./db');
const app = new Koa();
const router = new Router();
router.get('/healthz', (ctx) => { ctx.body = 'ok'; });
router.use(requireUser);
router.post('/items', async (ctx) => { // discharged
  ctx.body = await knex('items').insert({ name: ctx.request.body.name, owner: ctx.state.user.id });
});
app.use(router.routes()).use(router.allowedMethods());
`,
    ));

  it('reads CommonJS: passport, and a guard on what is mounted', () =>
    check(
      'js',
      `
// file: server.js
const express = require('express');
const passport = require('passport');
const app = express();
app.use(passport.initialize());
app.post('/items', passport.authenticate('jwt', { session: false }), async (req, res) => { // discharged
  res.json(await Item.create({ name: req.body.name }));
});
app.use('/admin', require('./admin-guard'), require('./admin'));
app.listen(3000);
// file: admin-guard.js
module.exports = function adminOnly(req, res, next) {
  if (!req.session || !req.session.user || req.session.user.role !== 'admin') {
    return res.redirect('/login');
  }
  return next();
};
// file: admin.js
const router = require('express').Router();
router.post('/users', async (req, res) => { // discharged
  await User.create({ name: req.body.name });
  res.sendStatus(201);
});
module.exports = router;
`,
    ));

  it('reads FastAPI: dependencies of dependencies, factories and callable classes', () =>
    check(
      'py',
      `
# file: app/api/deps.py
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()


def principal(credentials: HTTPAuthorizationCredentials = Depends(bearer)):
    return decode(credentials.credentials)


def needs(scope: str):
    def check(who=Depends(principal)):
        if scope not in who.scopes:
            raise HTTPException(status_code=status.HTTP_403_FORBIDDEN)
        return who

    return check


class RoleChecker:
    def __init__(self, roles):
        self.roles = roles

    def __call__(self, user=Depends(principal)):
        if user.role not in self.roles:
            raise HTTPException(status_code=403)
# file: app/api/orders.py
from fastapi import APIRouter, Depends

from .deps import RoleChecker, principal, needs

router = APIRouter()


@router.post("/orders")  # discharged
def create(payload: OrderIn, who=Depends(needs("orders:write"))):
    session.add(Order(sku=payload.sku))
    session.commit()


@router.delete("/orders/{id}", dependencies=[Depends(RoleChecker(["admin"]))])  # discharged
def delete(id: int):
    session.query(Order).filter_by(id=id).delete()
    session.commit()


@router.put("/orders/{id}")  # discharged
def replace(id: int, payload: OrderIn, who: Principal = Depends(principal)):
    session.query(Order).filter_by(id=id).update({"sku": payload.sku})
    session.commit()
`,
    ));

  it('reads FastAPI: a router of routers with a dependency', () =>
    check(
      'py',
      `
# file: app/main.py
from fastapi import FastAPI

from app.api import api_router

app = FastAPI()
app.include_router(api_router, prefix="/api")
# file: app/api/__init__.py
from fastapi import APIRouter, Depends

from app.security import current_active_user
from app.api import items

api_router = APIRouter(dependencies=[Depends(current_active_user)])
api_router.include_router(items.router, prefix="/items")
# file: app/security.py
from fastapi_users import FastAPIUsers

fastapi_users = FastAPIUsers(get_user_manager, [backend])
current_active_user = fastapi_users.current_user(active=True)
# file: app/api/items.py
from fastapi import APIRouter

router = APIRouter()


@router.post("")  # discharged
async def create_item(payload: ItemIn, db: AsyncSession):
    db.add(Item(name=payload.name))
    await db.commit()
`,
    ));

  it('reads Flask: a hook in the application factory', () =>
    check(
      'py',
      `
# file: app/__init__.py
from flask import Flask

from .auth import check_token
from .orders import bp


def create_app():
    app = Flask(__name__)
    app.before_request(check_token)
    app.register_blueprint(bp)
    return app
# file: app/auth.py
from flask import abort, request

from .tokens import verify


def check_token():
    if request.path == "/healthz":
        return None
    header = request.headers.get("Authorization", "")
    if not verify(header.removeprefix("Bearer ")):
        abort(401)
# file: app/orders.py
from flask import Blueprint, request

bp = Blueprint("orders", __name__)


@bp.post("/orders")  # discharged
def create_order():
    conn.execute("INSERT INTO orders (sku) VALUES (%s)", (request.json["sku"],))
    return "", 201
`,
    ));

  it('reads Flask: a hook of the blueprint', () =>
    check(
      'py',
      `
from flask import Blueprint, g, redirect, request, url_for

from db import get_db

bp = Blueprint("notes", __name__)


@bp.before_request
def guard():
    if g.user is None:
        return redirect(url_for("auth.login"))


@bp.route("/notes", methods=("GET", "POST"))  # discharged
def notes():
    if request.method == "POST":
        get_db().execute("INSERT INTO notes (text) VALUES (?)", (request.form["text"],))
        get_db().commit()
    return ""
`,
    ));

  it('reads Flask: decorators of extensions', () =>
    check(
      'py',
      `
from flask import Flask, request
from flask_httpauth import HTTPTokenAuth
from flask_jwt_extended import jwt_required

app = Flask(__name__)
auth = HTTPTokenAuth(scheme="Bearer")


@app.post("/a")  # discharged
@auth.login_required
def a():
    db.session.add(Thing(name=request.json["name"]))
    db.session.commit()
    return "", 201


@app.post("/b")  # discharged
@jwt_required()
def b():
    db.session.add(Thing(name=request.json["name"]))
    db.session.commit()
    return "", 201


@app.post("/c")  # asks
@jwt_required(optional=True)
def c():
    db.session.add(Thing(name=request.json["name"]))
    db.session.commit()
    return "", 201
`,
    ));

  it('reads aiohttp: middlewares of the application', () =>
    check(
      'py',
      `
# file: service/middleware.py
from aiohttp import web


@web.middleware
async def authenticate(request, handler):
    token = request.headers.get("Authorization")
    user = await request.app["tokens"].lookup(token)
    if user is None:
        raise web.HTTPUnauthorized()
    request["user"] = user
    return await handler(request)
# file: service/orders.py
from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/orders")  # discharged
async def create_order(request):
    body = await request.json()
    await request.app["pool"].execute("INSERT INTO orders (sku) VALUES ($1)", body["sku"])
    return web.json_response({}, status=201)


async def delete_order(request):  # discharged
    await request.app["pool"].execute("DELETE FROM orders WHERE id = $1", request.match_info["id"])
    return web.Response(status=204)
# file: service/main.py
from aiohttp import web

from .middleware import authenticate
from .orders import delete_order, routes


def create_app():
    app = web.Application(middlewares=[authenticate])
    app.add_routes(routes)
    app.router.add_delete("/orders/{id}", delete_order)
    return app
`,
    ));

  it('reads Django REST framework: permissions of the project and chosen ones', () =>
    check(
      'py',
      `
# file: shop/permissions.py
from rest_framework.permissions import BasePermission


class IsShopOwner(BasePermission):
    def has_object_permission(self, request, view, obj):
        return obj.owner_id == request.user.id

    def has_permission(self, request, view):
        return bool(request.user and request.user.is_authenticated)
# file: shop/views.py
from rest_framework import viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import IsAuthenticated

from .permissions import IsShopOwner


class ShopViewSet(viewsets.ModelViewSet):
    permission_classes = [IsShopOwner]
    serializer_class = ShopSerializer

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):  # discharged
        Shop.objects.filter(pk=pk).update(open=False)


class StockViewSet(viewsets.ModelViewSet):
    serializer_class = StockSerializer

    def get_permissions(self):
        if self.action == "list":
            return []
        return [IsAuthenticated()]

    def perform_create(self, serializer):  # discharged
        serializer.save()


@api_view(["POST"])  # discharged
@permission_classes([IsAuthenticated])
def reopen(request, pk):
    Shop.objects.filter(pk=pk).update(open=True)
`,
    ));

  it('reads Django: URL patterns and method decorators', () =>
    check(
      'py',
      `
# file: blog/urls.py
from django.contrib.auth.decorators import login_required
from django.urls import path

from . import views

urlpatterns = [
    path("posts/new", login_required(views.create)),
    path("posts/<int:pk>/like", views.like),
    path("posts/<int:pk>/edit", views.Edit.as_view()),
]
# file: blog/views.py
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.contrib.auth.decorators import login_required
from django.views.generic import UpdateView

from .models import Post


def create(request):  # discharged
    if request.method == "POST":
        Post.objects.create(title=request.POST["title"])
    return JsonResponse({})


def like(request, pk):  # asks
    Post.objects.filter(pk=pk).update(likes=1)
    return JsonResponse({})


@method_decorator(login_required, name="dispatch")
class Edit(UpdateView):  # discharged
    model = Post
    fields = ["title"]
`,
    ));

  it('reads FastAPI: a key compared in the handler', () =>
    check(
      'py',
      `
from fastapi import FastAPI, Header, HTTPException

app = FastAPI()


@app.post("/ingest")  # discharged
async def ingest(payload: Payload, x_api_key: str = Header()):
    if x_api_key != settings.API_KEY:
        raise HTTPException(status_code=401)
    await db.execute(insert(Event).values(kind=payload.kind))


@app.middleware("http")
async def timing(request, call_next):
    return await call_next(request)


@app.put("/flags/{name}")  # asks
async def flag(name: str, payload: FlagIn):
    await db.execute(update(Flag).where(Flag.name == name).values(on=payload.on))
`,
    ));
  it('says what was looked at, names the guard of a neighbour, and keeps plain reads in the checklist', async () => {
    const { run } = await analyseFiles(`
import express from 'express';
import { upload } from './upload';
import { requireUser } from './auth';
const app = express();
app.get('/posts', async (req, res) => res.json(await db.post.findMany()));
app.post('/posts', upload.single('image'), async (req, res) => res.json(await prisma.post.create({ data: { a: 1 } })));
app.delete('/posts/:id', requireUser, async (req, res) => {});
const open = express();
open.get('/posts', async (req, res) => res.json(await prisma.post.findMany()));
open.post('/webhooks/stripe', async (req, res) => res.end());
`);
    assert.deepEqual(
      run(rule).map(({ line, state, text, confidence, rowOnly }) => [line, state, confidence ?? '', rowOnly ?? false, text]),
      [
        [5, 'asks', 'low', false, 'GET /posts: no guard seen in its chain, the router or the application'],
        [6, 'asks', 'high', false, 'POST /posts: no guard seen here, requireUser stands before DELETE /posts/:id'],
        [7, 'discharged', '', false, 'requireUser'],
        [9, 'asks', 'low', false, 'GET /posts: no guard seen in its chain, the router or the application'],
      ],
    );
  });
  it('is quieter about links that carry a secret by which the row is found', () =>
    check(
      'py',
      `
# file: urls.py
from django.urls import path

from . import views

urlpatterns = [path("<ping_key>/<slug>", views.ping), path("checks/<slug>", views.rename)]
# file: views.py
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .models import Check


@csrf_exempt
@require_POST
def ping(request, ping_key, slug):
    check = Check.objects.get(slug=slug, project__ping_key=ping_key)
    check.pings.create(body=request.body)
    return HttpResponse("OK")


@csrf_exempt
@require_POST
def rename(request, slug):  # asks
    check = Check.objects.get(slug=slug)
    check.pings.create(body=request.body)
    return HttpResponse("OK")
`,
    ));
  it('is quieter about a front that hands its requests on, not about one that spends somebody’s money', () =>
    check(
      'ts',
      `
// file: frontend/src/app/api/ask/route.ts
import { passOn } from '../pass-on';
export async function POST(request: Request) {
  return passOn(request, '/api/ask');
}
// file: frontend/src/app/api/pass-on.ts
export async function passOn(request: Request, path: string) {
  const base = process.env.BACKEND_URL;
  return fetch(\`\${base}\${path}\`, { method: 'POST', headers: request.headers, body: await request.text() });
}
// file: frontend/src/app/api/draw/route.ts
export async function POST(request: Request) { // asks
  return fetch('https://pictures.example.com/v1/images', { method: 'POST', body: await request.text() });
}
`,
    ));
});
