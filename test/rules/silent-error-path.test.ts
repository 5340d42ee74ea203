import assert from 'node:assert/strict';
import { rule } from '#rules/silent-error-path';
import { rule as swallowed } from '#rules/swallowed-error';
import { analyseFiles, splitFiles } from '../support/analyse';
import { firstFix } from '../support/fixed';

const route = (handler: string): string => `import express from 'express';
import { place } from './orders';
const app = express();
app.post('/orders', async (req, res) => {
  try {
    res.status(201).json(await place(req.body));
  } catch (error) {
    ${handler}
  }
});`;

/** What both rules say of a handler: never two questions about one. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const { run } = await analyseFiles(splitFiles(code, path));
  assert.deepEqual(
    [...run(rule), ...run(swallowed)]
      .filter(({ state }) => state !== 'silent')
      .map(({ line, state, confidence, text }) => `${line} ${state}${confidence ? ` ${confidence}` : ''}: ${text}`),
    expected,
  );
}

describe('silent-error-path', () => {
  it('asks of answers, swallowed-error of what is dropped, and one of them alone', async () => {
    await check(route(`res.status(500).json({ error: 'no' });`), [
      '7 asks high: POST /orders answers 500; the handler has no log line, metric or raise',
    ]);
    await check(route(`res.json([]);`), ['7 asks medium: handler: answers `res.json([])` as if it had worked']);
    await check(route(`return;`), ['7 asks medium: handler: returns without a word']);
    await check(route(`res.status(500).json({ error: String(error) });`), [
      '7 asks high: POST /orders answers 500; the handler has no log line, metric or raise',
    ]);
  });

  it('finds answered what the handler logs, or hands to a helper that does', async () => {
    await check(route(`console.error('order', error); res.status(500).end();`), ['7 discharged: logged: console.error']);
    await check(
      `import express from 'express';
import { place } from './orders';
const app = express();
const fail = (res, error) => {
  console.error(error);
  res.status(500).end();
};
app.post('/orders', async (req, res) => {
  try {
    res.json(await place(req.body));
  } catch (error) {
    fail(res, error);
  }
});`,
      ['11 discharged: logged: fail'],
      'service.js',
    );
  });

  it('logs in front of the answer and leaves it as it is', async () => {
    assert.deepEqual(await firstFix(rule, route(`res.status(500).json({ error: 'no' });`)), {
      title: "Log the error: console.error('place failed', error)",
      text: route(`console.error('place failed', error);\n    res.status(500).json({ error: 'no' });`),
    });
    const view = (body: string): string => `import structlog
from flask import Blueprint, jsonify

log = structlog.get_logger()
orders = Blueprint("orders", __name__)


@orders.post("/orders")
def create(place):
    try:
        return jsonify(place())
    except Exception:
        ${body}
`;
    assert.deepEqual(await firstFix(rule, view('return jsonify({"error": "no"}), 500'), 'service.py'), {
      title: 'Log the error: log.exception("place failed")',
      text: view('log.exception("place failed")\n        return jsonify({"error": "no"}), 500'),
    });
  });
});
