import assert from 'node:assert/strict';
import type { SummaryContributor } from '../../src/facts/contributor';
import { summarise } from '../../src/facts/summaries/summarise';
import type { EffectSummary, ExportSummary, FileSummary } from '../../src/facts/summary';
import { analyseFile, analyseFiles } from '../support/analyse';

/** One line per export: what it is, and its members. */
function sketch(summary: FileSummary | undefined): readonly string[] {
  return (summary?.exports ?? []).map((each) =>
    [
      `${each.kind} ${each.name} @${each.at.startLine}`,
      each.origin && `= ${reference(each.origin)}`,
      each.returns && `-> ${reference(each.returns)}`,
      Object.keys(each.methods).length > 0 && `{${Object.keys(each.methods)}}`,
      Object.keys(each.fields).length > 0 &&
        `[${Object.entries(each.fields).map(([name, field]) => `${name}: ${reference(field)}`)}]`,
      each.isOpaque && 'opaque',
    ]
      .filter((part) => part !== undefined && part !== false)
      .join(' '),
  );
}

const reference = ({ package: name, module, path }: NonNullable<ExportSummary['origin']>): string =>
  `${name ?? module}:${path.join('.')}`;

const AT = { path: 'a.ts', startLine: 1, text: '' };

/** Says of every function what it is named after, and that `insert…` inserts. */
const named: SummaryContributor = {
  name: 'named',
  traitsOf: (analysis, fn) =>
    /^require/.test(fn.name)
      ? {
          authenticates: {
            at: analysis.locationOf({ item: analysis.model.items[0] ?? assert.fail(), start: 0, end: 0 }),
            what: fn.name,
          },
        }
      : {},
  effectsOf: (analysis, fn) =>
    fn.calls
      .filter((call) => analysis.textOf(call).startsWith('insert('))
      .map((call) => ({ kind: 'store-write', entity: analysis.textOf(call), operation: 'create', at: AT }) as EffectSummary),
};

describe('The summary of a file', () => {
  it('tells what TypeScript exports in all its forms', async () => {
    const { summaries } = await analyseFiles(
      `
// file: other.ts
export const far = 1;
export default class Far {}
// file: a.ts
import axios from 'axios';
import { Repository } from 'typeorm';
import { far } from './other';
const local = axios.create();
export const { get, defaults: { headers } } = local;
export function helper() { return local; }
export default helper;
export class Orders extends Repository<Order> {
  private readonly http = local;
  constructor(readonly repo: Repository<Order>) {}
  find() { return this.http; }
  handler = async () => 1;
}
export const orders = new Orders();
export const routes = { create() {}, list: helper, http: local };
export { local as client, far };
export { default as Far, far as again } from './other';
export * as everything from './other';
export { z } from 'zod';
export const { length } = 'x';
`,
      { contributors: [] },
    );
    assert.deepEqual(sketch(summaries.get('a.ts')), [
      'value get @5 = axios:create.().get',
      'value headers @5 = axios:create.().defaults.headers',
      'function helper @6 -> axios:create.()',
      'function default @6 -> axios:create.()',
      'class Orders @8 = typeorm:Repository {handler,constructor,find} [http: axios:create.(),repo: typeorm:Repository.()]',
      'value orders @14 = typeorm:Repository.() {handler,constructor,find} [http: axios:create.(),repo: typeorm:Repository.()]',
      'value routes @15 {create,list} [http: axios:create.()]',
      'value client @4 = axios:create.()',
      'value far @1',
      'class Far @2',
      'value again @1',
      'value everything @18 = /other.ts:',
      'value z @19 = zod:z',
      'value length @20',
    ]);
  });

  it('tells what CommonJS and Python export', async () => {
    const { summaries } = await analyseFiles(
      `
// file: a.js
const knex = require('knex');
const db = knex({});
function find() {}
module.exports = { db, find, inline: () => db };
exports.late = find;
// file: b.py
import requests
from typing import Any
session = requests.Session()
_private = 1
def find(): return session
class Api:
    def __init__(self): self.session = session
try:
    import fast
except ImportError:
    fast = None
`,
      { contributors: [] },
    );
    assert.deepEqual(sketch(summaries.get('a.js')), [
      'value default @4 {find,inline} [db: knex:()]',
      'value db @2 = knex:()',
      'function find @3',
      'function inline @4 -> knex:()',
      'function late @3',
    ]);
    assert.deepEqual(sketch(summaries.get('b.py')), [
      'value requests @1 = requests:',
      'value session @3 = requests:Session.()',
      'value _private @4',
      'function find @5 -> requests:Session.()',
      'class Api @6 {__init__} [session: requests:Session.()]',
      'value fast @11',
    ]);
  });

  it('gives a function what its helpers do, one file deep and across files', async () => {
    const { analyses } = await analyseFiles(
      `
// file: a.ts
export function requireUser() { check(); }
export function insertOrder() { insert('order'); }
// file: b.ts
import { requireUser, insertOrder } from './a';
function requireLocal() { check(); }
export function guarded() { requireUser(); insertOrder(); insert('own'); }
export function perhaps(flag) { if (flag) requireUser(); }
export function thin() { return requireLocal(); }
export function loops() { loops(); }
export function calls(callback) { callback(); }
`,
      { contributors: [] },
    );
    const summaries = new Map<string, FileSummary>();
    for (const analysis of analyses) {
      const imported = (module: string) => summaries.get(`${module.replace('./', '')}.ts`);
      summaries.set(analysis.path, summarise({ ...analysis, imported } as typeof analysis, [named]));
    }
    const told = (summaries.get('b.ts')?.exports ?? []).map(({ name, traits, effects, isOpaque }) => [
      name,
      traits.authenticates?.what,
      effects.map(({ entity }) => entity),
      isOpaque,
    ]);
    assert.deepEqual(told, [
      ['guarded', 'requireUser', ["insert('own')", "insert('order')"], false],
      ['perhaps', undefined, [], false],
      ['thin', 'requireLocal', [], false],
      ['loops', undefined, [], false],
      ['calls', undefined, [], true],
    ]);
  });

  it('stands when a contributor throws, and says so', async () => {
    const analysis = await analyseFile('a.ts', 'export function run() { go(); }');
    const failed: string[] = [];
    const broken: SummaryContributor = { name: 'broken', traitsOf: () => assert.fail('no'), app: () => assert.fail('no') };
    const summary = summarise(analysis, [broken, named], { hash: 'h', onError: (name) => failed.push(name) });
    assert.deepEqual([summary.hash, sketch(summary), [...new Set(failed)]], ['h', ['function run @1'], ['broken']]);
  });

  it('stays small and whole on hostile names and numbers', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => `export const x${at} = ${at};`).join('\n');
    const { summaries } = await analyseFiles(
      {
        'many.ts': many,
        'odd.ts': `
export const __proto__ = fetch;
export function constructor() { return fetch; }
export class toString { hasOwnProperty() {} __proto__ = 1; }
export const o = { ['__proto__']: () => 1, constructor() {} };
`,
        'use.ts': `import * as odd from './odd'; odd.__proto__('x'); odd.valueOf(); odd.o.constructor();`,
      },
      { contributors: [] },
    );
    assert.equal(summaries.get('many.ts')?.exports.length, 2000);
    assert.deepEqual(sketch(summaries.get('odd.ts')), [
      'value __proto__ @2',
      'function constructor @3',
      'class toString @4 {hasOwnProperty}',
      'value o @5 {__proto__,constructor}',
    ]);
    assert.deepEqual(summaries.get('use.ts')?.imports, [{ module: './odd', path: 'odd.ts' }]);
  });
});
