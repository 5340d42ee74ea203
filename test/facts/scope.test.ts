import assert from 'node:assert/strict';
import type { Item } from '../../src/code/model';
import type { Binding } from '../../src/facts/analysis';
import { createAnalysis, type OwnedAnalysis } from '../../src/facts/create-analysis';
import { sitesOf } from '../../src/facts/entries/sites';
import { namesTouchedBy } from '../../src/facts/origins/dependencies';
import { analyseFile } from '../support/analyse';

/** What the first argument of every call of `see` is bound to, in the order of the calls. */
async function check(path: string, text: string, expected: readonly string[]): Promise<void> {
  const analysis = await analyseFile(path, text);
  const calls = analysis.model.items.flatMap((item) => sitesOf(item).calls);
  const seen = calls
    .filter(({ callee }) => callee.kind === 'identifier' && callee.name === 'see')
    .sort((a, b) => lineOf(analysis, a) - lineOf(analysis, b))
    .map(({ args }) => {
      const argument = args[0]?.value;
      assert.ok(argument?.kind === 'identifier', 'see() is given a name');
      return describeBinding(analysis, analysis.bindingOf(argument.name, argument));
    });
  assert.deepEqual(seen, expected);
}

function lineOf(analysis: OwnedAnalysis, node: Parameters<OwnedAnalysis['textOf']>[0]): number {
  let at = node;
  while (at.kind !== 'item') at = at.parent;
  return analysis.locationOf({ item: at, start: node.start, end: node.end }).startLine;
}

function describeBinding(analysis: OwnedAnalysis, binding: Binding | undefined): string {
  switch (binding?.kind) {
    case 'import':
      return `import ${binding.imported} of ${binding.module}`;
    case 'declaration': {
      const value = binding.value === undefined ? 'nothing' : analysis.textOf(binding.value);
      return [binding.isConstant ? 'is' : 'may be', value, ...binding.path].join(' ');
    }
    case 'parameter':
      return ['parameter', binding.index, ...binding.path].join(' ');
    case 'function':
      return `function ${binding.fn.name}`;
    case 'class':
      return `class ${binding.cls.name}`;
    case 'bound':
      return [binding.by, binding.source === undefined ? '' : analysis.textOf(binding.source), ...binding.path].join(' ');
    default:
      return 'nothing';
  }
}

describe('Names in TypeScript', () => {
  it('are found from the inside outwards', () =>
    check(
      'a.ts',
      `
import def, { a as renamed, type T } from 'm';
import * as all from 'n';
see(def);
see(renamed);
see(all);
const { x: { y: [first] }, ...rest } = load();
see(first);
see(rest);
function outer(p, { q = 1, r: [s] }) {
  see(p);
  see(q);
  see(s);
  const p2 = p;
  return () => see(p2);
}
class C { method() { see(C); see(outer); } }
see(missing);
for (const [k, v] of Object.entries(o)) see(v);
try { go(); } catch ({ message }) { see(message); }
`,
      [
        'import default of m',
        'import a of m',
        'import * of n',
        'is load() x y 0',
        'is load()',
        'parameter 0',
        'parameter 1 q',
        'parameter 1 r 0',
        'is p',
        'class C',
        'function outer',
        'nothing',
        'loop Object.entries(o) 1',
        'catch  message',
      ],
    ));

  it('are known as far as every way to the place agrees', () =>
    check(
      'a.ts',
      `
let once = first();
let twice = first();
function later() { twice = second(); }
let empty;
function fill() { empty = filled(); }
see(once);
see(twice);
see(empty);
function flow() {
  let v = one();
  see(v);
  v = two();
  see(v);
  if (flag) { v = three(); see(v); }
  see(v);
  { const v = inner(); see(v); }
  while (flag) { see(v); v = four(); }
}
function branches() {
  let w;
  if (flag) w = left(); else w = right();
  see(w);
  switch (flag) { case 1: { const z = in_case(); see(z); } }
}
function varies() { if (flag) { var late = hoisted(); } see(late); }
`,
      [
        'is first()',
        'may be first()',
        'is filled()',
        'is one()',
        'is two()',
        'is three()',
        'may be two()',
        'is inner()',
        'may be two()',
        'may be left()',
        'is in_case()',
        'is hoisted()',
      ],
    ));
});

describe('Names in Python', () => {
  it('belong to the function that assigns them', () =>
    check(
      'a.py',
      `
import a.b
import a.c as c
from m import x as renamed
see(a)
see(c)
see(renamed)
limit = 1
def read():
    see(limit)
def write():
    global limit
    limit = 2
def local():
    limit = 3
    see(limit)
class C:
    def method(self, p: int = 1, *args, **kwargs):
        see(p)
        with open(p) as f, lock:
            see(f)
        for i, item in enumerate(p):
            see(item)
        total = [see(each) for each in p if each]
        def inner():
            nonlocal total
            total = see(total)
`,
      [
        'import * of a',
        'import * of a.c',
        'import x of m',
        'may be 1',
        'is 3',
        'parameter 1',
        'with open(p)',
        'loop enumerate(p) 1',
        'comprehension p',
        'may be [see(each) for each in p if each]',
      ],
    ));
});

describe('What an item rests on', () => {
  it('is every module-level name that was looked up on the way, and what mentions a name that was asked about', async () => {
    const { model, path } = await analyseFile(
      'a.ts',
      `
import axios from 'axios';
const base = axios;
const api = base.create();
const router = Router();
router.use(guard);
export function run() { return api.get('x'); }
export function other() { return 1; }
`,
    );
    const analysis = createAnalysis({ model, path, summaries: () => undefined });
    const [, , , , , run, other] = model.items;
    assert.ok(run !== undefined && other !== undefined);
    for (const call of run.fn.functions[0]?.calls ?? []) analysis.originOf(call.callee);
    assert.deepEqual([...analysis.dependenciesOf(run)].sort(), ['api', 'axios', 'base']);
    assert.deepEqual([...analysis.dependenciesOf(other)], []);
    analysis.bindingOf('router', other.fn.functions[0] ?? other);
    assert.deepEqual(
      analysis.mentioning('router').map((item) => analysis.textOf(item)),
      ['router.use(guard);'],
    );
    assert.deepEqual([...analysis.dependenciesOf(other)].sort(), ['mention:router', 'router']);
  });
});

describe('What an item changes for others', () => {
  it('is what it declares and mentions, but not the router it only adds a route to', async () => {
    const touched = (item: Item) => namesTouchedBy(item, false).filter((name) => !name.startsWith('use:'));
    const { model } = await analyseFile(
      'a.ts',
      `
app.post('/a', guard, async (req) => { await db(req); });
app.use(guard);
app.get('/b', handlerOf(app));
app.route('/c').all(guard).get(run);
const limit = bound(guard);
`,
    );
    assert.deepEqual(model.items.map(touched), [
      ['mention:guard'],
      ['mention:app', 'mention:guard'],
      ['mention:app', 'mention:handlerOf'],
      ['mention:app', 'mention:guard', 'mention:run'],
      ['limit', 'mention:bound', 'mention:guard'],
    ]);
    const python = await analyseFile(
      'a.py',
      `@app.post("/a", dependencies=[Depends(user)])\ndef create(): pass\n@app.middleware("http")\ndef log(): pass\n`,
    );
    assert.deepEqual(python.model.items.map(touched), [
      ['create', 'mention:Depends', 'mention:user'],
      ['log', 'mention:app'],
    ]);
  });
});

describe('The role of a file', () => {
  it('shows in its path or in its first comment', async () => {
    const roles = {
      'src/orders.ts': 'source',
      'src/orders.test.ts': 'test',
      'tests/conftest.py': 'test',
      'src/__tests__/a.ts': 'test',
      'src/latest/a.ts': 'source',
      'src/testimonials.ts': 'source',
      'Button.stories.tsx': 'example',
      'examples/a.ts': 'example',
      'migrations/0001_initial.py': 'migration',
      'api/versions/orders.py': 'source',
      'alembic/versions/ab12cd34_add.py': 'migration',
      'scripts/seed.ts': 'script',
      'manage.py': 'script',
      'vite.config.ts': 'script',
      'src/api.generated.ts': 'generated',
      'proto/a_pb2.py': 'generated',
    };
    const found = await Promise.all(Object.keys(roles).map(async (path) => [path, (await analyseFile(path, 'x = 1')).pathRole]));
    assert.deepEqual(Object.fromEntries(found), roles);
    const generated = await analyseFile(
      'src/client.ts',
      '/* eslint-disable */\n// This file was generated by a tool. DO NOT EDIT.\nexport const a = 1;\n',
    );
    assert.equal(generated.pathRole, 'generated');
    const spoken = await analyseFile('src/client.ts', 'export const a = 1;\n// Do not edit the order.\n');
    const bundled = [
      'var __defProp = Object.defineProperty;\nvar a = 1;',
      'var url = require("node:url").href;\n"use strict";var $=Object.defineProperty;var b=Object.getOwnPropertyNames;',
      '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });',
    ];
    for (const text of bundled) {
      assert.equal((await analyseFile('plugin/store.js', text)).pathRole, 'generated', text);
      assert.equal((await analyseFile('plugin/store.ts', text)).pathRole, 'source', text);
    }
    assert.equal(spoken.pathRole, 'source');
  });
});
