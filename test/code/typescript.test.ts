/** How TypeScript, TSX and JavaScript become the code model: whole statements as short text. */
import assert from 'node:assert/strict';
import { lowerFile, lowerWhole } from '#code/lower';
import type { FileModel, FunctionNode, Node } from '#code/model';
import { itemOf } from '#code/model';
import { forEachChild } from '#code/walk';
import { importedModules } from '#facts/origins/imported-modules';
import type { Language } from '#syntax/language';
import { createParser } from '#syntax/parser';
import { assets } from '../support/assets';
import { sketchStatements } from '../support/model-sketch';

const parser = createParser(assets);

async function lower(text: string, language: Language = 'typescript'): Promise<FileModel> {
  const model = await lowerFile(parser, language, text);
  assert.ok(model);
  return model;
}

/** The statements of the text, one line each, are `expected`; parents are right throughout. */
async function check(text: string, expected: string | readonly string[], language: Language = 'typescript'): Promise<void> {
  const model = await lower(text, language);
  for (const item of model.items) checkParents(item);
  const lines = sketchStatements(model.items.flatMap((item) => item.statements)).split('\n');
  assert.deepEqual(lines, typeof expected === 'string' ? [expected] : expected);
}

function checkParents(node: Node): void {
  forEachChild(
    node,
    (child) => {
      assert.ok('parent' in child && child.parent === node, `the parent of ${child.kind} in ${node.kind}`);
      checkParents(child);
    },
    undefined,
  );
}

describe('TypeScript lowered', () => {
  it('is an outline where that is enough: places, code lines, comments and imports', async () => {
    const text = [
      "import { a } from './a';",
      '// A word.',
      'describe("a", () => { it("b", () => a()); });',
      "const b = require('./b');",
      "it('c', async () => { await import('./c'); });",
    ].join('\n');
    const whole = await lower(text);
    const outline = await lowerFile(parser, 'typescript', text, undefined, () => true);
    assert.ok(outline);
    const places = ({ items }: FileModel) =>
      items.map(({ base, end, comments, codeLines, isBroken }) => ({ base, end, comments, codeLines, isBroken }));
    assert.deepEqual(places(outline), places(whole));
    assert.deepEqual(
      outline.items.map(({ statements }) => statements.map(({ kind }) => kind)),
      [['import'], [], [], ['import'], ['expression']],
    );
    assert.deepEqual(
      importedModules(outline).map(({ module }) => module),
      importedModules(whole).map(({ module }) => module),
    );
    assert.deepEqual(places(lowerWhole(parser, outline)), places(whole));
    assert.equal((await lowerFile(parser, 'typescript', text, undefined, () => false))?.isOutline, undefined);
  });

  it('names what an import binds, in every form', async () => {
    await check(`import a, { b as c, d } from 'm';`, '(import default as a, b as c, d from m)');
    await check(`import * as a from './m';`, '(import * as a from ./m)');
    await check(`import type { A } from 'm';`, '(import type A from m)');
    await check(`import 'm';`, '(import  from m)');
    await check(`import a = require('m');`, '(import * as a from m)');
    await check(`import { default as a, "b-c" as d } from 'm';`, '(import default as a, b-c as d from m)');
  });

  it('takes a require or an awaited import in a declaration for an import', async () => {
    await check(`const a = require('m');`, '(import * as a from m)', 'javascript');
    await check(
      `const { a, b: c } = require('m'), d = require('n').e;`,
      ['(import a, b as c from m)', '(import e as d from n)'],
      'javascript',
    );
    await check(`const { a } = await import('m');`, '(import a from m)');
    await check(`const a = (await import('m')).default;`, '(import default as a from m)');
  });

  it('leaves a require that takes more than names apart, or is not of a constant, a declaration', async () => {
    await check(`const { a = 1 } = require('m');`, '(declare {a: a = 1}: - = require("m"))');
    await check('const a = require(name);', '(declare a: - = require(name))');
    await check(`const a = require('m')();`, '(declare a: - = require("m")())');
  });

  it('names what is exported, in both module systems', async () => {
    await check(`export { a as b, c } from './m';`, '(export a as b, c as c - from ./m)');
    await check(`export * from './m'; export * as n from './n';`, ['(export * as * - from ./m)', '(export * as n - from ./n)']);
    await check('export default app;', '(export app as default app from -)');
    await check('export = app;', '(export app as default app from -)');
    await check(
      'module.exports = { a, b: c, d: 1 };',
      '(export  as default, a as a, c as b,  as d {a: a, b: c, d: 1} from -)',
      'javascript',
    );
    await check(
      'exports.a = async () => {}; module.exports.b = c;',
      ['(export  as a (async fn a() {}) from -)', '(export c as b c from -)'],
      'javascript',
    );
    await check('exports = module.exports = create;', '(export create as default create from -)', 'javascript');
    await check(
      'var app = exports = module.exports = a();',
      ['(declare app: - = a())', '(export app as default - from -)'],
      'javascript',
    );
    await check('function f() { module.exports = a; }', '(fn f() {(module.exports = a)})', 'javascript');
  });

  it('gives functions the name of their variable, property, key or field', async () => {
    await check('const a = () => b, c = function own() {}, d = (async (e) => e) as F;', [
      '(declare a: - = (fn a() {(return b)}))',
      '(declare c: - = (fn own() {}))',
      '(declare d: - = ((async fn d(e) {(return e)}) as F))',
    ]);
    await check('a.b = function () {};', '(a.b = (fn b() {}))');
    await check(
      'x({ a: () => {}, async b() {}, get c() { return 1 }, "d-e": () => {} });',
      'x({a: (fn a() {}), b: (async fn b() {}), c: (fn c() {(return 1)}), d-e: (fn d-e() {})})',
    );
    await check('class A { b = async () => {}; static #c = 1; }', '(cls A() {b = (async fn b() {}); #c = 1})');
  });

  it('keeps decorators, parameter properties and what a class stands on', async () => {
    await check(
      `@Controller('a') export class A extends B<C> implements D, e.F {
        constructor(private readonly g: G, @Inject(H) h?: I) { super(); }
        @Get(':id') @UseGuards(J) async k(@Param('id') id: string): Promise<void> {}
      }`,
      'export (@Controller("a") cls A(B, D, e.F) {(fn constructor(g: G, h: I) {super()}); (@Get(":id") @UseGuards(J) async fn k(id: string): Promise<void> {})})',
    );
    const [item] = (await lower('class A { constructor(private a: A, b: B) {} }')).items;
    assert.deepEqual(
      item?.classes[0]?.methods[0]?.params.map((each) => each.isField),
      [true, false],
    );
    await check('class A { @Field() a?: B = 1; static { c(); } }', '(cls A() {a: B = 1; (fn () {c()})})');
    await check('class A { @b() c() {} }', '(cls A() {(@b() fn c() {})})', 'javascript');
  });

  it('reads parameters and patterns with their defaults and rests', async () => {
    await check('function a({ b, c: [d, , e], ...f }: G = {}, ...h) {}', '(fn a({b: b, c: [d, -, e] ...f}: G = {}, ...h) {})');
    await check('function a({ b = 1, c: d = 2 }, e = 3, ...f) {}', '(fn a({b: b = 1, c: d = 2}, e = 3, ...f) {})', 'javascript');
    await check('[a, b.c, ...d] = e; ({ f, g: h[0] = 1 } = i);', ['([a, b.c ...d] = e)', '({f: f, g: h[0] = 1} = i)']);
    await check('function a(this: B, c) {}', '(fn a(c) {})');
    await check('a => a', '(fn (a) {(return a)})', 'javascript');
  });

  it('sees through optional chaining, parentheses, casts and constant subscripts', async () => {
    await check(`a?.b?.(c)['d']?.[0]!;`, '(a.b(c).d[0] as -)');
    await check('(a as B).c; (<D>e).f; g satisfies H;', ['(a as B).c', '(e as D).f', '(g as H)']);
    await check('new A<B>(...c); new D;', ['new A<B>(...c)', 'new D()']);
    await check('import.meta.env.A; import("a");', ['import.meta.env.A', 'import("a")']);
  });

  it('reads templates, tagged ones too, and the values of literals', async () => {
    await check(
      `sql\`select \${a} from b\`; \`c\${d}\\n\`; \`plain\`;`,
      ['`select {a} from b`', '`c{d}\n`'.split('\n'), '"plain"'].flat(),
    );
    await check(String.raw`'it\'s'; "\u{41}\x42"; 1_000; 0x10; 5n; /a/g;`, [`"it's"`, '"AB"', '1000', '16', '<5n>', '</a/g>']);
  });

  it('keeps object keys, and says where they are not known', async () => {
    await check(`x({ a, 'b-c': 1, [d]: 2, ['e']: 3, 4: 5, ...f });`, 'x({a: a, b-c: 1, ?: 2, e: 3, 4: 5, ...f})');
  });

  it('lowers every statement of control', async () => {
    await check('for (let i = 0; i < n; i++) a(i);', '(for (i < n) {a(i)})');
    await check('for await (const a of b()) c; for (d in e) {}', ['(async each a in b() {c})', '(each d in e {})']);
    await check('do { a } while (b); while (c) d;', ['(do b {a})', '(while c {d})']);
    await check('if (a) b; else if (c) { d } else e;', '(if a {b} else {(if c {d} else {e})})');
    await check(
      'switch (a) { case 1: case 2: b(); break; default: c() }',
      '(switch a (case 1 {}) (case 2 {b(); (break)}) (case - {c()}))',
    );
    await check(
      'try { a } catch ({ b }) { /* why */ } finally { c }',
      '(try {a} (catch [] {b: b} {} /* why */) else {} finally {c})',
    );
    await check('try { a } catch { }', '(try {a} (catch [] - {}) else {} finally -)');
    await check('a: for (;;) { continue a }', '(for - {(continue)})');
    await check('function* a() { yield* b; yield; throw c }', '(fn* a() {(yield b); (yield -); (throw c)})');
  });

  it('keeps what types name', async () => {
    await check('let a: Promise<B | null>, c: D[], e: ns.F<G>, h: { i: J }, k: readonly L[], m: null | N;', [
      '(declare a: Promise<B> = -)',
      '(declare c: Array<D> = -)',
      '(declare e: ns.F<G> = -)',
      `(declare h: '{ i: J }' = -)`,
      '(declare k: Array<L> = -)',
      '(declare m: N = -)',
    ]);
  });

  it('reads past what only the type checker reads', async () => {
    await check('interface A {} type B = C; declare const d: E; function f(): void; abstract class G { abstract h(): void }', [
      '(interface)',
      '(type)',
      '(declare d: E = -)',
      '(function)',
      '(cls G() {})',
    ]);
    await check('enum A { B = 1, C } namespace D { e() }', ['(declare A: - = {B: 1, C: <C>})', '{e()}']);
  });

  it('holds the expressions of JSX', async () => {
    await check(
      'const a = <B c={d} e="f" {...g} onClick={() => h()}>text {i} {/* no */} <p>{j}</p></B>;',
      '(declare a: - = (other B d "f" ...g (fn onClick() {(return h())}) i (other j)))',
      'tsx',
    );
  });

  it('makes what it cannot parse broken, in its place, and flags who holds it', async () => {
    await check('function a() { b(; c) }\nd();', ['(fn! a() {b(...(broken), c)})', 'd()']);
    await check('const a = ;\nb();\nc();', ['(declare a: - = (broken))', 'c()']);
    await check('a({ b: 1, c: , d: 2 });', 'a({b: 1, ...(broken), d: 2})');
    const [item, next] = (await lower('function a() { if (b { c() } }\nfunction d() {}')).items;
    assert.deepEqual([item?.isBroken, item?.fn.functions[0]?.isBroken, next?.isBroken], [true, true, false]);
  });

  it('takes indented pieces of a file without a whole for broken, and keeps what starts its line', async () => {
    const { items } = await lower(`import a from 'a';\nasync function b() {\n  await c({\n  const d = 1;\n  e(d);\n`);
    assert.equal(sketchStatements(items[0]?.statements ?? []), '(import default as a from a)');
    for (const item of items.slice(1)) assert.equal(item.isBroken, true);
  });

  it('goes no deeper than it may', async () => {
    const { items } = await lower(
      `a(${'['.repeat(50_000)}${']'.repeat(50_000)});\nb(${'(('.repeat(300)}c${'))'.repeat(300)});\n${'!'.repeat(5_000)}d;`,
    );
    assert.deepEqual(
      items.map((item) => [item.isBroken, item.fn.calls.length]),
      [
        [true, 1],
        [true, 1],
        [true, 0],
      ],
    );
  });

  it('lists calls in reading order, each with the function it stands in', async () => {
    const { items } = await lower('a(b(), () => c(d()))().e(f());\nclass G { h = i(); j() { k(); } }');
    const callees = (fn: FunctionNode) => sketchStatements(fn.calls.map((each) => ({ ...each.callee }) as never)).split('\n');
    assert.deepEqual(
      items.map((item) => callees(item.fn)),
      [['a', 'b', 'a(b(), (fn () {(return c(d()))}))', 'a(b(), (fn () {(return c(d()))}))().e', 'f'], ['i']],
    );
    assert.deepEqual(
      items.map((item) => item.fn.functions.map(callees)),
      [[['c', 'd']], [['k']]],
    );
    for (const item of items) for (const call of item.fn.calls) assert.equal(itemOf(call), item);
  });

  it("knows a method's class, the span of a name and of a body", async () => {
    const text = 'class A { b = async () => 1; c(d) { return () => 2; } }';
    const [item] = (await lower(text)).items;
    const spans = item?.fn.functions.map((fn) => [
      fn.cls?.name,
      text.slice(fn.nameSpan.start, fn.nameSpan.end),
      text.slice(fn.bodyStart, fn.bodyEnd),
    ]);
    assert.deepEqual(spans, [
      ['A', 'b', '1'],
      ['A', 'c', '{ return () => 2; }'],
    ]);
    assert.equal(item?.fn.functions[1]?.functions[0]?.cls, undefined);
  });

  it('says what an item declares and what it mentions outside of functions', async () => {
    const { items } = await lower(
      'const { a, b: [c] } = d(() => e, f.g);\n{ let h; var i; }\nj.k(l, { m });\n@n class O extends P { q = r }\nexport { s as t };',
    );
    const sets = items.map((item) => [[...item.declares].join(), [...item.mentions].join()]);
    assert.deepEqual(sets, [
      ['a,c', 'd,f'],
      ['i', ''],
      ['', 'j,l,m'],
      ['O', 'n,P,r'],
      ['', 's'],
    ]);
  });

  it('counts code lines and keeps comments, relative to the item', async () => {
    const { items } = await lower(
      '// one\n\nfunction a() { // two\n\n  /* three\n  */ b();\r\n  // four\n  `five\n\n  six`;\n}\n',
    );
    assert.deepEqual(
      items.map(({ base, codeLines, comments }) => [base, codeLines, comments.length]),
      [
        [0, [], 1],
        [8, [0, 3, 5, 7, 8], 3],
      ],
    );
  });

  it('places an argument that would be added just before the closing parenthesis', async () => {
    const text = 'a(b, c);new D';
    const calls = (await lower(text)).items.flatMap((item) => item.fn.calls);
    assert.deepEqual(
      calls.map((each) => each.argsEnd),
      [6, -1],
    );
  });
});
