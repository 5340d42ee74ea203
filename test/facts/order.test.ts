import assert from 'node:assert/strict';
import { following } from '#facts/effects/order';
import { callsWithin } from '#facts/entries/sites';
import { analyseFiles } from '../support/analyse';

/** How `b()` follows `a()` in a function body. */
async function check(body: string, expected: 'no' | 'then' | 'failed', language: 'ts' | 'py' = 'ts'): Promise<void> {
  const code = language === 'ts' ? `async function f(x) {\n${body}\n}` : `def f(x):\n${body}`;
  const path = `file.${language}`;
  const [fn] = (await analyseFiles({ [path]: code })).analysisOf(path).functions;
  const named = (name: string) =>
    fn && callsWithin(fn).find(({ callee }) => callee.kind === 'identifier' && callee.name === name);
  const [one, two] = [named('a'), named('b')];
  assert.ok(one !== undefined && two !== undefined);
  assert.equal(following(one, two), expected, body);
}

describe('What follows what', () => {
  it('is source order on one path', async () => {
    await check('a(); b();', 'then');
    await check('b(); a();', 'no');
    await check('if (x) { a(); } b();', 'then');
    await check('for (const i of x) { a(); b(); }', 'then');
    await check('await Promise.all([a(), b()]);', 'then');
  });

  it('never leads from one branch into another', async () => {
    await check('if (x) { a(); } else { b(); }', 'no');
    await check('return x ? a() : b();', 'no');
    await check('switch (x) { case 1: a(); break; default: b(); }', 'no');
    await check('if (x) a(); else if (!x) b();', 'no');
  });

  it('never leads from one test into another that excludes it', async () => {
    await check("if (x === 'a') { a(); } if (x === 'b') { b(); }", 'no');
    await check('if (x.is && x.on) { a(); } if (!x.on) { b(); }', 'no');
    await check("if (x === 'a') { a(); x = 'b'; } if (x === 'b') { b(); }", 'then');
    await check("if (x === 'a') { a(); } if (y === 'b') { b(); }", 'then');
    await check("if (x !== 'a') { a(); } if (x !== 'b') { b(); }", 'then');
    await check('    if "a" in x.POST:\n        a()\n    if "b" in x.POST:\n        b()', 'no', 'py');
    await check('    if "a" in x:\n        a()\n    if "b" in x:\n        b()', 'then', 'py');
  });

  it('ends where a path is left', async () => {
    await check('if (x) { a(); return; } b();', 'no');
    await check('if (x) return a(); b();', 'no');
    await check('if (x) { a(); throw x; } b();', 'no');
    await check('for (const i of x) { if (i) { a(); continue; } b(); }', 'no');
    await check('for (const i of x) { a(); break; } b();', 'then');
    await check('x.forEach((i) => { a(); return; }); b();', 'then');
    await check('    if x:\n        a()\n        abort(404)\n    b()', 'no', 'py');
    await check('    with x:\n        a()\n        return 1\n    b()', 'no', 'py');
    await check('    if x:\n        a()\n        raise_api_error(404)\n    b()', 'no', 'py');
    await check('    if x:\n        a()\n        raise_for_status(x)\n    b()', 'then', 'py');
  });

  it('is a handler only when what it guards failed', async () => {
    await check('try { a(); } catch { b(); }', 'failed');
    await check('a(); try { x(); } catch { b(); }', 'then');
    await check('try { x(); } catch { a(); } b();', 'then');
    await check('await a().catch(() => b());', 'failed');
    await check('try { a(); } finally { b(); }', 'then');
    await check('    try:\n        a()\n    except ValueError:\n        b()', 'failed', 'py');
    await check('    try:\n        x()\n    except ValueError:\n        a()\n    else:\n        b()', 'no', 'py');
  });

  it('evaluates arguments before the call, and runs callbacks after it', async () => {
    await check('b(a());', 'then');
    await check('a(b());', 'no');
    await check('a(() => b());', 'then');
  });
});
