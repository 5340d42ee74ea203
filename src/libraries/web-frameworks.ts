/**
 * What web frameworks call a router, a route, a hook and the parts of a request. Names are "full names": package and
 * path in one, as `fullName` writes them (`express.Router()`, `fastify()`, `aiohttp.web.Application()`). Read from each
 * framework's own documentation of the versions current in 2025 and the one before.
 */

import { GO_APPLICATIONS, GO_ROUTERS } from './go-web';

/** How routes are written: who is called, in which order, and what the handler gets. */
export type Dialect = 'express' | 'koa' | 'hono' | 'fastify' | 'flask' | 'fastapi' | 'aiohttp' | 'go';

/** Values that routes are hung on. Calls chained to them (`.basePath()`, `.withTypeProvider()`) are the same router. */
export const ROUTERS: ReadonlyMap<string, Dialect> = new Map([
  ...rows('express', [
    'express()',
    'express.Router()',
    'express.Express()',
    'express.Application()',
    'express.IRouter()',
    'express-promise-router()',
    'next-connect()',
    'next-connect.createRouter()',
    'polka()',
    'restify.createServer()',
  ]),
  ...rows('koa', ['koa()', '@koa/router()', '@koa/router.Router()', 'koa-router()', 'koa-joi-router()']),
  ...rows('hono', ['hono.Hono()', 'hono/quick.Hono()', 'hono/tiny.Hono()', '@hono/zod-openapi.OpenAPIHono()']),
  ...rows('fastify', ['fastify()', 'fastify.fastify()', 'fastify.default()', 'fastify.FastifyInstance()']),
  ...rows('flask', [
    'flask.Flask()',
    'flask.Blueprint()',
    'apiflask.APIFlask()',
    'apiflask.APIBlueprint()',
    'flask_smorest.Blueprint()',
    'flask_openapi3.APIBlueprint()',
    'quart.Quart()',
    'quart.Blueprint()',
    'sanic.Sanic()',
    'sanic.Blueprint()',
  ]),
  ...rows('fastapi', [
    'fastapi.FastAPI()',
    'fastapi.APIRouter()',
    'fastapi.routing.APIRouter()',
    'ninja.NinjaAPI()',
    'ninja.Router()',
  ]),
  ...rows('go', GO_ROUTERS),
  ...rows('aiohttp', ['aiohttp.web.Application()', 'aiohttp.web.RouteTableDef()', 'aiohttp.web.UrlDispatcher()']),
]);

function rows(dialect: Dialect, names: readonly string[]): readonly (readonly [string, Dialect])[] {
  return names.map((name) => [name, dialect] as const);
}

/** Those that listen themselves, and so are hung on nothing else. */
export const APPLICATIONS: ReadonlySet<string> = new Set([
  'express()',
  'koa()',
  'polka()',
  'restify.createServer()',
  'fastify()',
  'fastify.fastify()',
  'fastify.default()',
  'flask.Flask()',
  'apiflask.APIFlask()',
  'quart.Quart()',
  'sanic.Sanic()',
  'fastapi.FastAPI()',
  'ninja.NinjaAPI()',
  'aiohttp.web.Application()',
  ...GO_APPLICATIONS,
]);

/** Packages that bind a router whose name alone is looked at when its origin is not known. */
export const ROUTER_NAMES: ReadonlySet<string> = new Set([
  'app',
  'router',
  'server',
  'fastify',
  'api',
  'scope',
  'instance',
  'routes',
  'blueprint',
  'bp',
]);

/** Method names of routers and what they mean; '' takes any verb. */
export const VERBS: ReadonlyMap<string, string> = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['del', 'DELETE'],
  ['options', 'OPTIONS'],
  ['head', 'HEAD'],
  ['all', ''],
]);

export const WRITE_VERBS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Fastify hooks that run before the handler, in the order of its lifecycle; what is thrown there ends the request. */
export const HOOKS_BEFORE: ReadonlySet<string> = new Set(['onRequest', 'preParsing', 'preValidation', 'preHandler']);

/** Nest's route decorators, by name (`@nestjs/common`), and what they make of a method. */
export const NEST_VERBS: ReadonlyMap<string, string> = new Map([
  ['Get', 'GET'],
  ['Post', 'POST'],
  ['Put', 'PUT'],
  ['Patch', 'PATCH'],
  ['Delete', 'DELETE'],
  ['All', ''],
  ['Mutation', 'POST'],
  ['Query', 'GET'],
]);

/** Class-based views: base class (last name) → dialect of its methods. Django, Django REST framework, Flask, aiohttp. */
export const VIEW_BASES: ReadonlyMap<string, 'django' | 'drf' | 'flask' | 'aiohttp'> = new Map([
  ['django.views.View', 'django'],
  ['django.views.generic.View', 'django'],
  ['django.views.generic.base.View', 'django'],
  ['django.views.generic.TemplateView', 'django'],
  ['django.views.generic.FormView', 'django'],
  ['django.views.generic.CreateView', 'django'],
  ['django.views.generic.UpdateView', 'django'],
  ['django.views.generic.DeleteView', 'django'],
  ['rest_framework.views.APIView', 'drf'],
  ['flask.views.MethodView', 'flask'],
  ['flask.views.View', 'flask'],
  ['flask_restful.Resource', 'flask'],
  ['flask_restx.Resource', 'flask'],
  ['aiohttp.web.View', 'aiohttp'],
  ...[
    'rest_framework.viewsets.ModelViewSet',
    'rest_framework.viewsets.ReadOnlyModelViewSet',
    'rest_framework.viewsets.GenericViewSet',
    'rest_framework.viewsets.ViewSet',
    'rest_framework.generics.GenericAPIView',
    'rest_framework.generics.CreateAPIView',
    'rest_framework.generics.ListAPIView',
    'rest_framework.generics.RetrieveAPIView',
    'rest_framework.generics.DestroyAPIView',
    'rest_framework.generics.UpdateAPIView',
    'rest_framework.generics.ListCreateAPIView',
    'rest_framework.generics.RetrieveUpdateAPIView',
    'rest_framework.generics.RetrieveDestroyAPIView',
    'rest_framework.generics.RetrieveUpdateDestroyAPIView',
  ].map((name) => [name, 'drf'] as const),
]);

/** Bases that write without a method of their own being written: the class alone is the entry point. */
export const GENERIC_WRITES: ReadonlySet<string> = new Set([
  'ModelViewSet',
  'CreateAPIView',
  'DestroyAPIView',
  'UpdateAPIView',
  'ListCreateAPIView',
  'RetrieveUpdateAPIView',
  'RetrieveDestroyAPIView',
  'RetrieveUpdateDestroyAPIView',
  'CreateModelMixin',
  'UpdateModelMixin',
  'DestroyModelMixin',
  'CreateView',
  'UpdateView',
  'DeleteView',
]);

/** Methods of view classes and the verb that reaches them. */
export const VIEW_METHODS: ReadonlyMap<string, string> = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['list', 'GET'],
  ['retrieve', 'GET'],
  ['create', 'POST'],
  ['update', 'PUT'],
  ['partial_update', 'PATCH'],
  ['destroy', 'DELETE'],
  ['perform_create', 'POST'],
  ['perform_update', 'PUT'],
  ['perform_destroy', 'DELETE'],
  ['form_valid', 'POST'],
]);

/** What a request object calls the parts the caller fills, as the path after the request; the first match decides. */
export type RequestPart = 'body' | 'query' | 'params' | 'headers' | 'cookies';

export const REQUEST_PARTS: readonly (readonly [RegExp, RequestPart])[] = [
  [/^(request\.)?(body|rawBody)\b/, 'body'],
  [/^(req\.)?(json|parseBody|formData|form_data|form|text|blob|arrayBuffer|post|get_json|get_data|read)\(\)/, 'body'],
  [/^(json|form|data|POST|FILES|files|file|values)\b/, 'body'],
  [/^(request\.)?(query|querystring|args|GET|query_params)\b/, 'query'],
  [/^(req\.)?(query|queries)\(\)/, 'query'],
  [/^(nextUrl\.)?searchParams\b/, 'query'],
  [/^(params|match_info|view_args|path_params)\b/, 'params'],
  [/^(req\.)?param\(\)/, 'params'],
  [/^(request\.)?(headers|META)\b/, 'headers'],
  [/^(req\.)?(header|get|get_header)\(\)/, 'headers'],
  [/^(request\.)?(cookies|signedCookies|COOKIES)\b/, 'cookies'],
];

/** Parameter names that hold the request (or the context that holds it) in a handler, guard or helper. */
export const REQUEST_NAMES: ReadonlySet<string> = new Set(['req', 'request', 'ctx', 'c', 'context', 'event', 'info']);

/** Module-level request objects: Flask and its kin hand the current request out as an import. */
export const REQUEST_GLOBALS: ReadonlySet<string> = new Set(['flask.request', 'quart.request']);
