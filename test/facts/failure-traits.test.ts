import assert from 'node:assert/strict';
import { analyseFiles } from '../support/analyse';

/** What the summaries say of failure: `path export: trait (what)`, and `path: trait` for the whole application. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const { summaries } = await analyseFiles(code);
  const kept = new Set(['deadline', 'retries', 'checks-status', 'logs', 'measures', 'traces', 'handles-errors', 'breaker']);
  const said = [...summaries].flatMap(([path, { exports, app }]) => [
    ...exports.flatMap(({ name, traits }) =>
      Object.entries(traits).flatMap(([trait, shown]) => (kept.has(trait) ? [`${path} ${name}: ${trait} (${shown.what})`] : [])),
    ),
    ...Object.entries(app).flatMap(([trait, shown]) => (kept.has(trait) ? [`${path}: ${trait} (${shown.what})`] : [])),
  ]);
  assert.deepEqual(said.sort(), [...expected].sort());
}

describe('What a file’s summary says of failure', () => {
  it('is read from wrappers, clients and helpers', () =>
    check(
      `
// file: http.ts
import axios from 'axios';
import knex from 'knex';
import pino from 'pino';
import { Counter } from 'prom-client';
const log = pino();
const placed = new Counter({ name: 'a', help: 'b' });
export const api = axios.create({ timeout: 5_000 });
export const bare = axios.create({});
export const db = knex({ client: 'pg', connection: { statement_timeout: 5_000 } });
export const within = <T>(work: Promise<T>, ms: number) =>
  Promise.race([work, new Promise<never>((_, reject) => setTimeout(reject, ms))]);
export async function load(id: string) {
  const response = await fetch(id, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error('bad');
  return response.json();
}
export function complain(error: unknown) { log.error({ error }); }
export function note(text: string) { log.info(text); }
export function count() { placed.inc(); }
export function checked(response: Response) { if (!response.ok) throw new Error('bad'); }
`,
      [
        'http.ts api: deadline (timeout: 5_000 of the client)',
        'http.ts db: deadline (statement_timeout: 5_000)',
        'http.ts within: deadline (races with new Promise<never>((_, reject) => setTimeout(reje…)',
        'http.ts load: deadline (signal: AbortSignal.timeout(2_000))',
        'http.ts load: checks-status (response.ok)',
        'http.ts complain: logs (log.error({ error }))',
        'http.ts count: measures (placed.inc())',
        'http.ts checked: checks-status (response.ok)',
      ],
    ));

  it('is read from what an application puts around everything', () =>
    check(
      `
// file: app.ts
import express from 'express';
import * as Sentry from '@sentry/node';
import promBundle from 'express-prom-bundle';
const app = express();
const api = express.Router();
app.use(promBundle({}));
api.use((error, req, res, next) => { console.error(error); res.status(500).end(); });
Sentry.setupExpressErrorHandler(app);
// file: app.py
import logging
from flask import Flask
app = Flask(__name__)
logger = logging.getLogger(__name__)

@app.errorhandler(Exception)
def failed(error):
    logger.error("failed", exc_info=error)
    return "", 500

@app.errorhandler(404)
def not_found(error):
    return "", 404
`,
      [
        'app.ts: measures (express-prom-bundle)',
        'app.ts: handles-errors (Sentry.setupExpressErrorHandler)',
        'app.ts: logs (Sentry.setupExpressErrorHandler)',
        'app.py failed: logs (logger.error("failed", exc_info=error))',
        'app.py: handles-errors (app.errorhandler(Exception))',
        'app.py: logs (logger.error("failed", exc_info=error))',
      ],
    ));

  it('ends where functions hand their work to one another', () =>
    check(
      `
// file: loop.ts
export function one(work: Promise<void>) { return two(work); }
export function two(work: Promise<void>) { return one(work); }
export function self(work: Promise<void>): Promise<void> { return self(work); }
`,
      [],
    ));
});
