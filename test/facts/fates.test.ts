import assert from 'node:assert/strict';
import { sitesOf } from '#facts/entries/sites';
import { failurePathsOf } from '#facts/failures/failure-paths';
import { fateOf } from '#facts/failures/fates';
import { analyseFiles, splitFiles } from '../support/analyse';

/** What becomes of each failure: `line kind fate: how`. */
async function check(code: string, expected: readonly string[], path = 'file.ts'): Promise<void> {
  const analysis = (await analyseFiles(splitFiles(code, path))).analysisOf(path);
  const found = analysis.model.items.flatMap((item) =>
    [item.fn, ...sitesOf(item).functions].flatMap((fn) =>
      failurePathsOf(analysis, fn).map((each) => {
        const fate = fateOf(analysis, each);
        const how =
          fate.kind === 'dropped'
            ? `${fate.confidence}, ${fate.how}`
            : fate.kind === 'seen'
              ? fate.what
              : fate.kind === 'answered'
                ? String(fate.answer.status)
                : fate.why;
        return `${analysis.locationOf(each.place).startLine} ${each.kind} ${fate.kind}: ${how}`;
      }),
    ),
  );
  assert.deepEqual(found, expected);
}

describe('What becomes of a failure', () => {
  it('is that somebody learns of it, wherever the error goes', () =>
    check(
      `
import { work } from './work';
async function f(job, done, state) {
  try { await work(); } catch (e) { throw e; }
  try { await work(); } catch (e) { done(e); }
  try { await work(); } catch (e) { const text = String(e); job.fail(text); }
  try { await work(); } catch (e) { state.error = e; }
  try { await work(); } catch { state.ok = false; }
  try { await work(); } catch { return { ok: false, reason: 'away' }; }
  try { await work(); } catch { process.exit(1); }
  try { await work(); } catch (e) { if (e.code === 'EPIPE') return; }
}
`,
      [
        '3 handler seen: raised on',
        '4 handler seen: handed on: done(e)',
        '5 handler seen: handed on: job.fail(text)',
        '6 handler seen: handed on: state.error = e',
        '7 handler seen: recorded: state.ok = false',
        '8 handler answered: undefined',
        '9 handler seen: ends the program: process.exit(1)',
        '10 handler expected: the handler tells this failure from others',
      ],
    ));

  it('is that it is gone, or cannot be told', () =>
    check(
      `
import { backup, work } from './work';
async function f(job, other) {
  try { await work(); } catch {}
  try { await work(); } catch (e) { void e; }
  try { return await work(); } catch { return backup(); }
  try { await work(); } catch { other(); }
  try { await work(); } catch { job = undefined; }
  await work().catch(() => undefined);
  await work().catch(other);
}
`,
      [
        '3 handler dropped: high, the handler is empty',
        '4 handler dropped: high, the handler is empty',
        '5 handler unknown: falls back to return backup();',
        '6 handler unknown: other() may tell',
        '7 handler dropped: medium, puts a default in place of the result',
        '8 rejection dropped: medium, returns without a word',
      ],
    ));

  it('is no news where the code only asks, reads a form or cleans up', () =>
    check(
      `
import os
import json

def f(conn, path, queue, text):
    try:
        conn.close()
    except Exception:
        pass
    try:
        return json.loads(text)
    except Exception:
        return {}
    try:
        import numpy
    except Exception:
        numpy = None
    try:
        item = queue.get(timeout=1)
    except TimeoutError:
        return None
    try:
        conn.commit()
    finally:
        try:
            conn.notify()
        except Exception:
            pass
`,
      [
        '7 handler expected: clean-up on the way out; nothing rests on it',
        '11 handler expected: reads a form; a default stands in for what has not that form',
        '15 handler expected: asks whether a library is there',
        '19 handler expected: nothing has come yet',
        '26 handler expected: clean-up on the way out; nothing rests on it',
      ],
      'file.py',
    ));
});
