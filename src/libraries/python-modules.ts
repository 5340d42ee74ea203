/**
 * Dotted Python modules that are often reached through their parent (`from django.db import models`). An import and a
 * member access look alike, so the ones whose members mean something to the tables are listed.
 */
const TREE: Readonly<Record<string, string>> = {
  aiohttp: 'web web_exceptions client client_exceptions',
  alembic: 'op context',
  asyncio: 'timeouts',
  botocore: 'config exceptions',
  celery: 'app canvas exceptions schedules signals utils utils.log',
  concurrent: 'futures',
  django:
    'apps conf contrib contrib.admin contrib.auth contrib.auth.decorators contrib.auth.mixins contrib.auth.models core core.cache ' +
    'core.exceptions core.mail core.management core.validators db db.models db.models.functions db.transaction db.utils dispatch forms ' +
    'http shortcuts test urls utils utils.decorators views views.decorators views.decorators.cache views.decorators.csrf ' +
    'views.decorators.http views.generic',
  email: 'message mime',
  fastapi: 'concurrency encoders exceptions middleware params responses routing security testclient',
  flask: 'views',
  google: 'cloud cloud.pubsub_v1 cloud.storage cloud.firestore cloud.tasks_v2 cloud.bigquery',
  http: 'client server cookies',
  kombu: 'mixins',
  logging: 'config handlers',
  marshmallow: 'fields validate exceptions',
  motor: 'motor_asyncio',
  multiprocessing: 'pool dummy',
  opentelemetry: 'trace metrics instrumentation sdk sdk.trace sdk.metrics',
  os: 'path',
  psycopg: 'rows errors sql types pool',
  psycopg2: 'extras errors sql pool extensions',
  pydantic: 'v1 fields types',
  redis: 'asyncio exceptions lock client',
  requests: 'adapters auth exceptions sessions api',
  rest_framework:
    'authentication decorators exceptions filters generics mixins pagination parsers permissions renderers request response routers ' +
    'serializers settings status test throttling validators views viewsets',
  sqlalchemy:
    'dialects dialects.postgresql dialects.mysql dialects.sqlite engine event exc ext ext.asyncio ext.declarative orm pool schema sql types',
  sqlmodel: 'ext ext.asyncio ext.asyncio.session',
  starlette:
    'applications authentication background concurrency datastructures endpoints exceptions middleware middleware.base requests ' +
    'responses routing status testclient',
  stripe: 'error checkout webhook',
  tornado: 'web httpclient ioloop',
  twilio: 'rest',
  urllib: 'request parse error',
  urllib3: 'exceptions util util.retry',
  wtforms: 'fields validators',
};

const MODULES: ReadonlySet<string> = new Set(
  Object.entries(TREE).flatMap(([top, inner]) => inner.split(' ').map((each) => `${top}.${each}`)),
);

export function isPythonModule(dotted: string): boolean {
  return MODULES.has(dotted);
}
