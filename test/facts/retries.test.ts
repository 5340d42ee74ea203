import assert from 'node:assert/strict';
import { sitesOf } from '#facts/entries/sites';
import { outboundRequests } from '#facts/requests/requests';
import { retryAround } from '#facts/requests/retries';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Of each request what tries it again: `by what`, then what is known of cap, growth and jitter (`?` when it is not). */
async function check(code: string, expected: readonly string[], path = 'file.ts'): Promise<void> {
  const analysis = (await analyseFiles(splitFiles(code, path))).analysisOf(path);
  const told = (word: string, value: boolean | undefined): string =>
    value === undefined ? ` ${word}?` : value ? ` ${word}` : '';
  const found = analysis.model.items.flatMap((item) =>
    [item.fn, ...sitesOf(item).functions].flatMap((fn) =>
      outboundRequests(analysis, fn).map(({ call }) => {
        const retry = retryAround(analysis, call);
        return retry === undefined
          ? 'none'
          : `${retry.by} ${retry.by === 'loop' ? '' : `${retry.what} `}:${told('capped', retry.isCapped)}${told('grows', retry.grows)}${told('jitters', retry.jitters)}`;
      }),
    ),
  );
  assert.deepEqual(found, expected);
}

describe('Retries', () => {
  it('are those of a library, with what its options say', () =>
    check(
      `
import pRetry from 'p-retry';
import { retry, handleAll, ExponentialBackoff } from 'cockatiel';
const policy = retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() });
const once = () => fetch('https://a.example');
const two = () => pRetry(() => fetch('https://a.example'), { retries: 2, randomize: true });
const three = () => policy.execute(() => fetch('https://a.example'));
const four = (options) => pRetry(() => fetch('https://a.example'), { retries: Infinity });
`,
      [
        'none',
        'library pRetry, retries: 2 : capped grows jitters',
        'library retry, maxAttempts: 3, backoff: new ExponentialBackoff() : capped grows jitters',
        'library pRetry, retries: Infinity : grows',
      ],
    ));

  it('are loops that leave when it worked and go round when it did not', () =>
    check(
      `
async function counted() {
  for (let attempt = 0; attempt < 3; attempt++) {
    try { return await fetch('https://a.example'); } catch { await sleep(2 ** attempt * Math.random()); }
  }
}
async function forever() {
  while (true) {
    try { return await fetch('https://a.example'); } catch { await sleep(1000); }
  }
}
async function each(urls) {
  for (const url of urls) {
    try { await fetch(url); } catch (error) { console.error(error); }
  }
}
`,
      ['loop : capped grows jitters', 'loop :', 'none'],
    ));

  it('are decorators and the queue’s own', () =>
    check(
      `
import requests
import backoff
from celery import shared_task
from tenacity import retry, stop_after_attempt, wait_random_exponential

@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(max=2))
def one():
    requests.get("https://a.example", timeout=1)

@backoff.on_exception(backoff.expo, Exception, max_tries=4)
def two():
    requests.get("https://a.example", timeout=1)

@shared_task(autoretry_for=(Exception,), max_retries=5, retry_backoff=True)
def three():
    requests.get("https://a.example", timeout=1)

@shared_task(bind=True, max_retries=None)
def four(self):
    requests.get("https://a.example", timeout=1)
`,
      [
        'library retry, stop=stop_after_attempt(3), wait=wait_random_exponential(max=2) : capped grows jitters',
        'library backoff.on_exception, max_tries=4 : capped grows jitters',
        'queue autoretry_for=(Exception,), max_retries=5, retry_backoff=True : capped grows jitters',
        'queue max_retries=None :',
      ],
      'file.py',
    ));
});
