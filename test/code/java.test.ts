/** Java as the code model shows it: one text per construct, compared as a whole. */
import assert from 'node:assert/strict';
import { lowerFile } from '../../src/code/lower';
import { createParser, type SyntaxParser } from '../../src/syntax/parser';
import { assets } from '../support/assets';
import { sketch } from '../support/model-sketch';

describe('Java in the code model', () => {
  let parser: SyntaxParser;
  before(async () => {
    parser = createParser(assets);
    await parser.load('java');
  });
  after(() => parser.dispose());

  async function sketchOf(text: string): Promise<readonly string[]> {
    const model = await lowerFile(parser, 'java', text);
    assert.ok(model !== undefined);
    return model.items.flatMap((item) => item.statements.map(sketch));
  }

  async function check(text: string, ...expected: readonly string[]): Promise<void> {
    assert.deepEqual(await sketchOf(text), expected);
  }

  /** Statements of a method of a class that has a field `orders`, a method `save` and no base. */
  async function checkBody(text: string, expected: string): Promise<void> {
    const [cls = ''] = await sketchOf(`class A { Orders orders; void save() {} void m(int n) { ${text} } }`);
    const found = /fn m\(n: int\): void \{(.*)\}\)\}\)$/s.exec(cls)?.[1];
    assert.equal(found, expected);
  }

  it('imports classes from packages, members from classes, and everything of a package', async () => {
    await check(
      'package com.acme;\nimport java.util.List;\nimport com.acme.Order.Line;\nimport static a.b.C.d;\nimport a.b.*;',
      '(package)',
      '(import List from java.util)',
      '(import Order.Line as Line from com.acme)',
      '(import C.d as d from a.b)',
      '(import * from a.b)',
    );
  });

  it('reads annotations as decorators, of classes and methods', async () => {
    await check(
      '@RestController @RequestMapping(path = "/o", produces = {"a"})\nclass A extends B implements C, D<E> { @Autowired private X x; @PostMapping("/p") List<O> m(@Valid O o, String... more) throws IOException { return null; } }',
      'export (@RestController @RequestMapping(path="/o", produces=["a"]) cls A(B, C, D) {x: X = -; (@PostMapping("/p") fn m(o: O, ...more: String): List<O> {(return null)})})',
    );
  });

  it('says this where a member is used without it, and names the class around for its members', async () => {
    await checkBody(
      'orders.put(n); save(); other(); int orders = 1; use(orders);',
      'this.orders.put(n); this.save(); other(); (declare orders: int = 1); use(orders)',
    );
    await check(
      'class A { X x; class B { void m() { x.go(); } } }',
      'export (cls A() {x: X = -; (cls B() {(fn m(): void {A.x.go()})})})',
    );
    await check(
      'class A extends B { void m() { inherited.go(Other.x); } }',
      'export (cls A(B) {(fn m(): void {this.inherited.go(Other.x)})})',
    );
  });

  it('reads try with resources as a with inside of the try', async () => {
    await checkBody(
      'try (var in = open(n)) { use(in); } catch (A | B e) { /* why */ } finally { save(); }',
      '(try {(with open(n) as in {use(in)})} (catch [A, B] e {} /* why */) else {} finally {this.save()})',
    );
    await checkBody('try (Reader r = open(n)) { use(r); }', '(with open(n) as r {use(r)})');
    await checkBody('synchronized (this) { save(); }', '(with this as - {this.save()})');
  });

  it('reads loops, lambdas and method references', async () => {
    await checkBody('for (int i = 0; i < n; i++) use(i);', '(for (i < n) {use(i)})');
    await checkBody('for (O o : orders.all()) { continue; }', '(each o in this.orders.all() {(continue)})');
    await checkBody('do { n--; } while (n > 0);', '(do (n > 0) {(-- n)})');
    await checkBody(
      'go(x -> x.id(), (a, b) -> { return a; }, this::save, O::new);',
      'go((fn (x) {(return x.id())}), (fn (a, b) {(return a)}), this.save, O.new)',
    );
  });

  it('reads both forms of switch, and returns what a returned one gives', async () => {
    await checkBody(
      'switch (n) { case 1: case 2: save(); break; default: }',
      '(switch n (case 1 {}) (case 2 {this.save(); (break)}) (case - {}))',
    );
    await checkBody(
      'return switch (n) { case 1 -> "a"; default -> { yield "b"; } };',
      '(switch n (case 1 {(return "a")}) (case - {{(return "b")}}))',
    );
  });

  it('reads text blocks, casts, patterns and anonymous classes', async () => {
    await checkBody('var s = """\n    a\n      b""";', '(declare s: - = "a\\n  b")');
    await checkBody('if (o() instanceof Big big) use((Small) big);', '(if (o() instanceof Big) {use((big as Small))} else {})');
    await checkBody(
      'new T() { @Override public void run() { save(); } }.start();',
      'new (cls (T) {(@Override fn run(): void {A.save()})})().start()',
    );
  });

  it('reads records, enums and interfaces as classes', async () => {
    await check(
      'record Line(@NotNull String sku, int qty) { Line { check(qty); } int twice() { return qty * 2; } }',
      'export (cls Line() {sku: String = -; qty: int = -; (fn constructor() {check(this.qty)}); (fn twice(): int {(return (this.qty * 2))})})',
    );
    await check(
      'enum State { NEW("n"); final String v; State(String v) { this.v = v; } }',
      'export (cls State() {NEW = new State("n"); v: String = -; (fn constructor(v: String) {(this.v = v)})})',
    );
    await check(
      'interface Repo extends Jpa<O, Long> { @Query("x") List<O> all(); }',
      'export (cls Repo(Jpa) {(@Query("x") fn all(): List<O> {})})',
    );
  });

  it('keeps what is whole where one statement is torn', async () => {
    const [cls = ''] = await sketchOf('class A { void a() { go(; } void b() { save(1); } }');
    assert.match(cls, /fn b\(\): void \{save\(1\)\}/);
  });
});
