import assert from 'node:assert/strict';
import { rule } from '#rules/swallowed-error';
import { analyseFiles, splitFiles } from '../support/analyse';
import { firstFix } from '../support/fixed';

/** Everything that is asked, as `line confidence evidence`. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule).filter(({ state }) => state === 'asks');
  assert.deepEqual(
    said.map(({ line, confidence, text }) => `${line} ${confidence} ${text}`),
    expected,
  );
}

const empty = (comment: string): string => `import { mail } from './mail';
export async function send() {
  try {
    await mail.send();
  } catch {
    ${comment}
  }
}`;

describe('swallowed-error', () => {
  it('is surest of what does nothing, less of what stands in for the result', () =>
    check(
      `import { db } from './db';
export async function f(id: string) {
  try { await db.save(id); } catch {}
  try { return await db.load(id); } catch { return null; }
}
export const g = (id: string) => db.load(id).catch(() => []);`,
      [
        '3 high handler: the handler is empty',
        '4 medium handler: returns without a word',
        '6 medium rejected promise: returns `[]` in place of the result',
      ],
    ));

  it('takes a comment for a reason when it says why in three words or more', async () => {
    await check(empty('// the next run repeats it'), []);
    await check(empty('// already stopped'), []);
    await check(empty('// ignore errors here'), ['5 high handler: the handler is empty']);
    await check(empty('// return an empty list'), ['5 high handler: the handler is empty']);
    await check(empty('// eslint-disable-next-line no-empty'), ['5 high handler: the handler is empty']);
    await check(empty('// skip malformed messages'), ['5 medium handler: the handler is empty']);
    await check(empty('// skipped, because the sender repeats it'), []);
    await check(empty('// the channel is closed'), []);
    await check(empty('// best-effort'), ['5 low handler: the handler is empty']);
  });

  it('asks with low confidence of files of this machine, and one level lower inside of a handler', () =>
    check(
      `import { readFileSync } from 'node:fs';
import { db } from './db';
export function settings(path: string) {
  try { return readFileSync(path, 'utf8'); } catch { return ''; }
}
export async function f(id: string) {
  try {
    await db.save(id);
  } catch (error) {
    try { await db.revert(id); } catch {}
    throw error;
  }
}`,
      ["4 low handler: returns `''` in place of the result", '10 medium handler: the handler is empty'],
    ));

  it('tells narrow types that are answers from those that speak of the world outside', () =>
    check(
      `import requests
from .errors import InvalidPlan, PaymentUnavailable

def plan_of(text, read):
    try:
        return read(text)
    except InvalidPlan:
        return None

def charge(order, pay):
    try:
        return pay(order)
    except PaymentUnavailable:
        return None

def rates(load):
    try:
        return load()
    except requests.RequestException:
        return {}
`,
      [
        '13 medium handler of PaymentUnavailable: returns without a word',
        '19 medium handler of requests.RequestException: returns `{}` in place of the result',
      ],
      'service.py',
    ));

  it('logs with the file’s own logger and raises again', async () => {
    assert.deepEqual(
      await firstFix(
        rule,
        `import pino from 'pino';\nimport { mail } from './mail';\nconst log = pino();\nasync function f() {\n  try {\n    await mail.send();\n  } catch {}\n}\n`,
      ),
      {
        title: "Log and raise it again: log.error({ err }, 'mail.send failed')",
        text: `import pino from 'pino';\nimport { mail } from './mail';\nconst log = pino();\nasync function f() {\n  try {\n    await mail.send();\n  } catch (err) {\n    log.error({ err }, 'mail.send failed');\n    throw err;\n  }\n}\n`,
      },
    );
    assert.deepEqual(
      await firstFix(
        rule,
        `async function f(db) {\n  try {\n    return await db.load();\n  } catch (error) {\n    return null;\n  }\n}\n`,
        'service.js',
      ),
      {
        title: "Log and raise it again: console.error('db.load failed', error)",
        text: `async function f(db) {\n  try {\n    return await db.load();\n  } catch (error) {\n    console.error('db.load failed', error);\n    throw error;\n  }\n}\n`,
      },
    );
    assert.deepEqual(
      await firstFix(
        rule,
        'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef f(mail):\n    try:\n        mail.send()\n    except Exception:\n        pass\n',
        'service.py',
      ),
      {
        title: 'Log and raise it again: logger.exception("mail.send failed")',
        text: 'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef f(mail):\n    try:\n        mail.send()\n    except Exception:\n        logger.exception("mail.send failed")\n        raise\n',
      },
    );
    assert.deepEqual(
      await firstFix(
        rule,
        'def f(mail):\n    try:\n        mail.send()\n    except Exception:\n        return None\n',
        'service.py',
      ),
      {
        title: 'Log and raise it again: raise',
        text: 'def f(mail):\n    try:\n        mail.send()\n    except Exception:\n        raise\n',
      },
    );
    assert.deepEqual(
      await firstFix(
        rule,
        'def f(conn, mail):\n    try:\n        mail.send()\n    except Exception:\n        conn.rollback()\n        return None\n',
        'service.py',
      ),
      {
        title: 'Log and raise it again: raise',
        text: 'def f(conn, mail):\n    try:\n        mail.send()\n    except Exception:\n        conn.rollback()\n        raise\n',
      },
    );
  });
});
