import assert from 'node:assert/strict';
import { sitesOf } from '#facts/entries/sites';
import { toldBy } from '#facts/failures/observability';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Every call that tells: `callee kind level`. */
async function check(code: string, expected: readonly string[], path = 'file.ts'): Promise<void> {
  const analysis = (await analyseFiles(splitFiles(code, path))).analysisOf(path);
  const told = analysis.model.items.flatMap((item) =>
    [...sitesOf(item).calls]
      .sort((one, two) => one.start - two.start)
      .flatMap((call) => {
        const found = toldBy(analysis, call);
        return found === undefined
          ? []
          : [`${analysis.textOf(call.callee)} ${found.kind}${found.kind === 'logs' ? ` ${found.level}` : ''}`];
      }),
  );
  assert.deepEqual(told, expected);
}

describe('What a call tells', () => {
  it('is a log line and its level', () =>
    check(
      `
import pino from 'pino';
import winston from 'winston';
const log = pino();
log.child({ a: 1 }).warn('x');
winston.log('error', 'x');
console.log('error');
console.error('x');
function f(req, service) {
  req.log.debug('x');
  service.auditLogger.critical('x');
  service.catalog.error('x');
}
`,
      [
        'log.child({ a: 1 }).warn logs warn',
        'winston.log logs error',
        'console.log logs info',
        'console.error logs error',
        'req.log.debug logs debug',
        'service.auditLogger.critical logs error',
      ],
    ));

  it('is a metric, a span or a captured error', () =>
    check(
      `
import * as Sentry from '@sentry/node';
import { Counter } from 'prom-client';
import { trace } from '@opentelemetry/api';
const placed = new Counter({ name: 'a', help: 'b' });
const seen = new Set();
placed.labels('x').inc();
Sentry.captureException(error);
trace.getTracer('x').startActiveSpan('y', f);
span.recordException(error);
statsd.increment('x');
seen.add('x');
`,
      [
        "placed.labels('x').inc measures",
        'Sentry.captureException captures',
        "trace.getTracer('x').startActiveSpan traces",
        'span.recordException captures',
        'statsd.increment measures',
      ],
    ));

  it('is told by helpers of this file and of others', async () => {
    await check(
      `
// file: log.ts
import pino from 'pino';
const log = pino();
export function complain(error: unknown) {
  log.error({ error });
}
// file: file.ts
import { complain } from './log';
const local = (error: unknown) => console.warn(error);
complain(error);
local(error);
`,
      ['console.warn logs warn', 'complain logs error', 'local logs warn'],
    );
  });

  it('is read in Python’s words', () =>
    check(
      `
import logging
import structlog
import traceback
from loguru import logger
log = structlog.get_logger()
logging.getLogger(__name__).exception("x")
log.warning("x")
logger.success("x")
traceback.print_exc()
print("x")
self.logger.info("x")
`,
      [
        'logging.getLogger(__name__).exception logs error',
        'log.warning logs warn',
        'logger.success logs info',
        'traceback.print_exc logs error',
        'print logs info',
        'self.logger.info logs info',
      ],
      'file.py',
    ));
});
