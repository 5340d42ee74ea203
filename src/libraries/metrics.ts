/**
 * Metrics and traces: packages, the methods that record something, and what measures every request of an app by itself
 * (middleware, plug-ins, auto-instrumentation). Each row was read from the package's own documentation.
 */

export type Signal = 'measures' | 'traces';

/** Packages that record when used, by what they record. A name that ends in `/` stands for a scope. */
const PACKAGES: Readonly<Record<string, Signal>> = {
  'prom-client': 'measures',
  '@promster/': 'measures',
  'hot-shots': 'measures',
  'node-statsd': 'measures',
  statsd: 'measures',
  'statsd-client': 'measures',
  'datadog-metrics': 'measures',
  '@aws-lambda-powertools/metrics': 'measures',
  'aws-embedded-metrics': 'measures',
  '@willsoto/nestjs-prometheus': 'measures',
  prometheus_client: 'measures',
  datadog: 'measures',
  'datadog.dogstatsd': 'measures',
  'opentelemetry.metrics': 'measures',
  django_prometheus: 'measures',
  aioprometheus: 'measures',
  'io.micrometer.core.instrument': 'measures',
  'io.micrometer.core.annotation': 'measures',
  'io.micrometer.observation': 'measures',
  'io.prometheus.client': 'measures',
  'io.prometheus.metrics.core.metrics': 'measures',
  'com.codahale.metrics': 'measures',
  'io.opentelemetry.api.metrics': 'measures',
  'org.eclipse.microprofile.metrics': 'measures',
  'io.opentelemetry.api.trace': 'traces',
  'io.opentelemetry.instrumentation.annotations': 'traces',
  'io.micrometer.tracing': 'traces',
  '@opentelemetry/api': 'traces',
  '@opentelemetry/': 'traces',
  'dd-trace': 'traces',
  'aws-xray-sdk': 'traces',
  'aws-xray-sdk-core': 'traces',
  '@aws-lambda-powertools/tracer': 'traces',
  '@sentry/tracing': 'traces',
  'nestjs-otel': 'traces',
  newrelic: 'traces',
  opentelemetry: 'traces',
  'opentelemetry.trace': 'traces',
  ddtrace: 'traces',
  'aws_xray_sdk.core': 'traces',
  'newrelic.agent': 'traces',
  elasticapm: 'traces',
  logfire: 'traces',
};

/** Methods that record a value or a time. On a value from one of the packages each counts; by name alone only `DISTINCT`. */
export const RECORD_METHODS: ReadonlySet<string> = new Set([
  'inc',
  'dec',
  'add',
  'set',
  'observe',
  'record',
  'startTimer',
  'time',
  'timing',
  'timer',
  'increment',
  'incr',
  'decrement',
  'gauge',
  'histogram',
  'distribution',
  'count',
  'track_inprogress',
  'count_exceptions',
  'addMetric',
  'add_metric',
  'putMetric',
  'put_metric',
  'zero',
]);

/** The ones among them that say it by themselves, for a handle that is a metric by its last word alone. */
export const DISTINCT_RECORD: ReadonlySet<string> = new Set([
  'inc',
  'observe',
  'startTimer',
  'increment',
  'incr',
  'gauge',
  'timing',
  'histogram',
  'distribution',
  'record',
  'count',
  'addMetric',
  'add_metric',
  'putMetric',
  'put_metric',
]);

/** Last words of handles that are metrics: for what is imported from a file that was not read (`metrics.increment(…)`). */
export const METRIC_WORDS: ReadonlySet<string> = new Set([
  'metric',
  'metrics',
  'statsd',
  'dogstatsd',
  'stats',
  'meter',
  'prom',
  'prometheus',
  'telemetry',
  'counter',
  'counters',
  'histogram',
  'gauge',
]);

/** Last words of handles that are tracers or spans. */
export const TRACE_WORDS: ReadonlySet<string> = new Set(['tracer', 'span', 'tracing', 'xray', 'segment', 'subsegment']);

export const SPAN_METHODS: ReadonlySet<string> = new Set([
  'startActiveSpan',
  'startSpan',
  'start_as_current_span',
  'start_span',
  'trace',
  'wrap',
  'captureAsyncFunc',
  'in_subsegment',
  'capture',
  'span',
  'startSegment',
  'startBackgroundTransaction',
  'setStatus',
  'set_status',
]);

/** What measures or traces every request of the app it is put into, as a full canonical name. */
export const APP_INSTRUMENTATION: Readonly<Record<string, Signal>> = {
  'express-prom-bundle': 'measures',
  'express-prometheus-middleware': 'measures',
  'prometheus-api-metrics': 'measures',
  '@promster/express': 'measures',
  '@promster/fastify': 'measures',
  '@promster/hapi': 'measures',
  'fastify-metrics': 'measures',
  '@hono/prometheus': 'measures',
  '@hono/otel': 'traces',
  'koa-prometheus': 'measures',
  'koa-prom': 'measures',
  '@echo-health/koa-prometheus-exporter': 'measures',
  'swagger-stats': 'measures',
  'express-status-monitor': 'measures',
  '@willsoto/nestjs-prometheus': 'measures',
  'nestjs-otel': 'traces',
  'connect-datadog': 'measures',
  'dd-trace': 'traces',
  newrelic: 'traces',
  'elastic-apm-node': 'traces',
  '@fastify/otel': 'traces',
  '@autotelic/fastify-opentelemetry': 'traces',
  '@opentelemetry/auto-instrumentations-node': 'traces',
  '@opentelemetry/sdk-node': 'traces',
  '@opentelemetry/instrumentation-http': 'traces',
  '@opentelemetry/instrumentation-express': 'traces',
  '@opentelemetry/instrumentation-fastify': 'traces',
  '@opentelemetry/instrumentation-koa': 'traces',
  '@opentelemetry/instrumentation-nestjs-core': 'traces',
  '@vercel/otel': 'traces',
  applicationinsights: 'traces',
  prometheus_flask_exporter: 'measures',
  prometheus_fastapi_instrumentator: 'measures',
  starlette_exporter: 'measures',
  starlette_prometheus: 'measures',
  flask_prometheus_metrics: 'measures',
  aioprometheus: 'measures',
  django_prometheus: 'measures',
  'ddtrace.auto': 'traces',
  'opentelemetry.instrumentation.flask': 'traces',
  'opentelemetry.instrumentation.fastapi': 'traces',
  'opentelemetry.instrumentation.django': 'traces',
  'opentelemetry.instrumentation.celery': 'traces',
  'opentelemetry.instrumentation.aiohttp_server': 'traces',
  'opentelemetry.instrumentation.asgi': 'traces',
  'opentelemetry.instrumentation.wsgi': 'traces',
  'elasticapm.contrib.flask': 'traces',
  'elasticapm.contrib.starlette': 'traces',
};

/** What a package records; `undefined` when it is no metrics or tracing library. */
export function signalOf(packageName: string): Signal | undefined {
  const own = Object.hasOwn(PACKAGES, packageName) ? PACKAGES[packageName] : undefined;
  if (own !== undefined) return own;
  const scope = packageName.startsWith('@') ? packageName.slice(0, packageName.indexOf('/') + 1) : '';
  return Object.hasOwn(PACKAGES, scope) ? PACKAGES[scope] : undefined;
}
