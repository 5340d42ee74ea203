import assert from 'node:assert/strict';
import { rule } from '#rules/sensitive-in-logs';
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

describe('sensitive-in-logs', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['DAT-01', 7, 6, 6]);
  });

  it('names what is written, and is surer of what opens a door than of an address', () =>
    check(
      `import { Logger } from '@nestjs/common';
const logger = new Logger('users');
export function f(user: { email: string; token: string }) {
  logger.log('invited ' + user.email);
  logger.log(\`\${user.email} has \${user.token}\`);
  logger.debug(user.token);
  logger.debug(user.email);
}`,
      [
        '4 medium `logger.log` writes `user.email` as it is: no mask, hash or cut on the way',
        '5 high `logger.log` writes `user.email` and `user.token` as they are: no mask, hash or cut on the way',
        '6 medium `logger.debug` writes `user.token` as it is: no mask, hash or cut on the way',
        '7 low `logger.debug` writes `user.email` as it is: no mask, hash or cut on the way',
      ],
    ));

  it('follows a text to what it is made of', () =>
    check(
      `import logging
def f(password, session):
    line = f"password is {password}"
    logging.info(line)
    shown = mask(password)
    logging.info(shown)
    payload = {"user": 1, "secret": session.key_of_door}
    logging.info("sending %s", payload)
`,
      [
        '4 high `logging.info` writes `password` as it is: no mask, hash or cut on the way',
        '8 high `logging.info` writes `secret` as it is: no mask, hash or cut on the way',
      ],
      'service.py',
    ));

  it('is unsure of what is written only while debugging', () =>
    check(
      `import logging
from django.conf import settings
def f(token):
    if settings.DEBUG:
        logging.info(token)
`,
      ['5 low `logging.info` writes `token` as it is: no mask, hash or cut on the way'],
      'service.py',
    ));

  it('knows a logger whose streams are filtered, and no value that happens to be masked', () =>
    check(
      `// file: log.ts
import { load } from './late';
import { withSanitizer } from './sanitizer';
export const log = load().createLogger({ name: 'app', streams: [process.stdout].map(withSanitizer) });
// file: sign-in.ts
import { log } from './log';
export const f = (token: string) => log.info({ token });
`,
      [],
    ));

  it('asks where one line masks and the next does not', () =>
    check(
      `import pino from 'pino';
import { redact } from './redact';
const log = pino();
export function f(token: string) {
  log.info({ token: redact(token) });
  log.info({ token });
}`,
      ['6 high `log.info` writes `token` as it is: no mask, hash or cut on the way'],
    ));

  it('puts the masking function that is there around the value, or a word in its place', async () => {
    assert.deepEqual(
      await firstFix(
        rule,
        `import { redact } from './redact';\nexport const f = (token: string) => console.log(\`token \${token}\`);`,
      ),
      {
        title: 'Keep it out of the log: redact(token)',
        text: `import { redact } from './redact';\nexport const f = (token: string) => console.log(\`token \${redact(token)}\`);`,
      },
    );
    assert.deepEqual(await firstFix(rule, `export const f = (token: string) => console.log('in', { token });`), {
      title: `Keep it out of the log: '[redacted]'`,
      text: `export const f = (token: string) => console.log('in', { token: '[redacted]' });`,
    });
    assert.deepEqual(await firstFix(rule, 'def f(token):\n    print("token", token)\n', 'service.py'), {
      title: 'Keep it out of the log: "[redacted]"',
      text: 'def f(token):\n    print("token", "[redacted]")\n',
    });
    assert.equal(await firstFix(rule, `export const f = (token: string) => console.log(\`token \${token}\`);`), undefined);
  });
});
