/** Python as the code model shows it: one text per construct, compared as a whole. */
import assert from 'node:assert/strict';
import { lowerFile } from '../../src/code/lower';
import type { FileModel, Item, Node } from '../../src/code/model';
import { forEachChild } from '../../src/code/walk';
import { createParser, type SyntaxParser } from '../../src/syntax/parser';
import { assets } from '../support/assets';
import { sketch } from '../support/model-sketch';

describe('Python in the code model', () => {
  let parser: SyntaxParser;
  before(async () => {
    parser = createParser(assets);
    await parser.load('python');
  });
  after(() => parser.dispose());

  async function modelOf(text: string): Promise<FileModel> {
    const model = await lowerFile(parser, 'python', text);
    assert.ok(model !== undefined);
    return model;
  }

  async function check(text: string, ...expected: readonly string[]): Promise<void> {
    const model = await modelOf(text);
    assert.deepEqual(
      model.items.flatMap((item) => item.statements.map(sketch)),
      expected,
    );
  }

  it('imports modules and names, wherever they stand', async () => {
    await check(
      [
        'import a.b, c.d as e',
        'from .models import Order as O, Item',
        'from ..db import (session,  # the pool\n)',
        'from . import views',
        'from x import *',
        'from __future__ import annotations',
        'if TYPE_CHECKING:\n    from y import Z',
        'try:\n    import ujson as json\nexcept ImportError:\n    json = None',
      ].join('\n'),
      '(import * as a from a)',
      '(import * as e from c.d)',
      '(import Order as O, Item from .models)',
      '(import session from ..db)',
      '(import views from .)',
      '(import * from x)',
      '(import annotations from __future__)',
      '(if TYPE_CHECKING {(import type Z from y)} else {})',
      '(try {(import * as json from ujson)} (catch [ImportError] - {(json = null)}) else {} finally -)',
    );
  });

  it('reads parameters with their types, defaults, stars and Annotated metadata', async () => {
    await check(
      '@app.post("/orders", status_code=201)\nasync def create(body: O, db: Annotated[Session, Depends(get_db)], n: int | None = None, /, *args: int, k: "Z" = 1, **kw) -> dict[str, list[O]]: ...',
      'export (@app.post("/orders", status_code=201) async fn create(body: O, db: Session & Depends(get_db), n: int = null, ...args: int, k: Z = 1, ...kw): dict<str, list<O>> {<...>})',
    );
    await check(
      'def f(a: Optional[t.Order], b: Union[None, "X | None"], c: Literal["x"], d: Callable[[int], str]): pass',
      "export (fn f(a: t.Order, b: X, c: Literal, d: Callable<'[int]', str>) {(pass)})",
    );
  });

  it('calls the receiver of a method `this`, and only that', async () => {
    await check(
      'class V(Base[T], Mixin, metaclass=M):\n    def m(self):\n        def inner(self): return self\n        return lambda: self.v\n    @classmethod\n    def n(cls): return cls()\n    @staticmethod\n    def s(self): return self\n    def r(root, self): return self\ndef task(self): return self',
      'export (cls V(Base[T], Mixin, metaclass=M) {(fn m(this) {(fn inner(self) {(return self)}); (return (fn () {(return this.v)}))}); (@classmethod fn n(this) {(return this())}); (@staticmethod fn s(self) {(return self)}); (fn r(root, self) {(return self)})})',
      'export (fn task(self) {(return self)})',
    );
  });

  it('reads the members of classes, also inside `if`, and nested classes', async () => {
    await check(
      'class Order(Model):\n    """Doc."""\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: str\n    key = field(default=lambda: 1)\n    listen(key)\n    if X:\n        def a(self): pass\n    class Meta:\n        unique_together = [("a", "b")]',
      'export (cls Order(Model) {id: Mapped<int> = mapped_column(primary_key=true); name: str = -; key = field(default=(fn default() {(return 1)}));  = listen(key); (fn a(this) {(pass)}); (cls Meta() {unique_together = [["a", "b"]]})})',
    );
  });

  it('keeps assignments expressions and makes annotated ones declarations', async () => {
    await check(
      'a = b = f()\nx: int = 1\ny: str\na, *b, c.d = e\nn += 1\nd["k"][0] = 2\nif (m := f()): pass',
      '(a = (b = f()))',
      '(declare export x: int = 1)',
      '(declare export y: str = -)',
      '([a ...[b, c.d]] = e)',
      '(n += 1)',
      '(d.k[0] = 2)',
      '(if (m := f()) {(pass)} else {})',
    );
  });

  it('reads strings: prefixes, escapes, f-strings, implicit concatenation', async () => {
    await check(
      `${String.raw`f"a{b!r:>{w}}{{c}}" "\tt" r"\d"`}\n"a" 'b'\n"\\x41\\u00e9"\nb"x"\n"a %s" % b\n"{}".format(b)\nf"plain"`,
      '`a{b}{w}{c}\tt\\d`',
      '"ab"',
      '"Aé"',
      '<b"x">',
      '("a %s" % b)',
      '"{}".format(b)',
      '"plain"',
    );
  });

  it('reads operators, chains, conditionals, comprehensions and spreads', async () => {
    await check(
      'a < b <= c is not None\nnot x and y or z\nx if y else z\n[f(i) for i, j in a if i]\n{k: v for k in a for v in k}\nf(*a, k=1, **b)\n{"a": 1, k: 2, **b}\n[*a, 1_000, -0x10, 2j]\nd[1:2, ...]\nf(x for x in y)',
      '(((a < b) && (b <= c)) && (c is not null))',
      '(((! x) && y) || z)',
      '(y ? x : z)',
      '(each f(i) for [i, j] in a if i)',
      '(each [k, v] for k in a for v in k)',
      'f(...a, k=1, ...b)',
      '{a: 1, ?: 2, ...b}',
      '[...a, 1000, (- 16), <2j>]',
      'd[[(other 1 2), <...>]]',
      'f((each x for x in y))',
    );
  });

  it('reads handlers with their types, binding and comments, and what is raised from what', async () => {
    await check(
      'try:\n    a()\nexcept (A, b.B) as e:\n    # why\n    raise X("m") from e\nexcept C: pass  # fine\nexcept:\n    raise\nelse:\n    ok()\nfinally:\n    bye()',
      '(try {a()} (catch [A, b.B] e {(throw X("m") from e)} # why) (catch [C] - {(pass)} # fine) (catch [] - {(throw -)}) else {ok()} finally {bye()})',
    );
    await check('try: a()\nexcept* V: pass', '(try {a()} (catch [V] - {(pass)}) else {} finally -)');
    await check('try: a()\nexcept A, e: pass', '(try {a()} (catch [A] e {(pass)}) else {} finally -)');
  });

  it('reads loops, with, asynchronous ones, and generators', async () => {
    await check(
      'async def f():\n    async with a() as x, b:\n        async for i in x: yield await i\n    for i in y: continue\n    else: done()\n    while True: break\ndef g():\n    x = yield from h()\n    return lambda: (yield)\nwith (open("a") as f, open("b")): pass',
      'export (async fn* f() {(async with a() as x, b as - {(async each i in x {(yield (await i))})}); (each i in y {(continue)}); {done()}; (while true {(break)})})',
      'export (fn* g() {(x = (yield h())); (return (fn* () {(return (yield -))}))})',
      '(with open("a") as f, open("b") as - {(pass)})',
    );
  });

  it('reads match as a switch whose captures are assigned something unknown', async () => {
    await check(
      'match c, d:\n    case Point(x=0, y=yy) if yy > 1: a()\n    case {"k": [f, *r]} | Colour.RED: b()\n    case -1: pass\n    case _: pass',
      '(switch [c, d] (case ((other Point (other 0) (other (yy := (other )))) && (yy > 1)) {a()}) (case (other (other "k" (other (f := (other )) (r := (other )))) Colour.RED) {b()}) (case (- 1) {(pass)}) (case - {(pass)}))',
    );
  });

  it('reads the smaller statements, also those of Python 2', async () => {
    await check(
      'def f():\n    global n\n    assert x, "m"\n    del a.b, c[0]\nif a: pass\nelif b: pass\nelse: c\nprint >>err, "x"\nexec "code"\ntype P = list[int]',
      'export (fn f() {(global n); (assert x "m"); (del [a.b, c[0]])})',
      '(if a {(pass)} else {(if b {(pass)} else {c})})',
      'print((other err), "x")',
      'exec("code")',
      '(type)',
    );
  });

  it('knows nothing of a broken region, and goes on around it', async () => {
    await check(
      'def ok(): return g(1, , 2)\nx = {"a": 1, "b": , "c": h()}\ny = f(1)',
      'export (fn! ok() {(return g(1, ...(broken), 2))})',
      '(x = {a: 1, ...(broken), c: h()})',
      '(y = f(1))',
    );
  });

  it('names what the module declares and mentions', async () => {
    const { items } = await modelOf(
      'import a.b\nfrom c import d as e\n@deco\ndef f(x: T = D()) -> R:\n    inner = hidden()\nclass K(B):\n    attr = F()\n    left, right = pair\nfor i, j in src: g()\nwith o() as h: pass\ntry: pass\nexcept E as err: pass',
    );
    const names = (pick: (item: Item) => ReadonlySet<string>): string =>
      items.map((item) => [...pick(item)].join(' ')).join(' | ');
    assert.equal(
      names((item) => item.declares),
      'a | e | f | K | i j | h | err',
    );
    assert.equal(
      names((item) => item.mentions),
      ' |  | deco T D R | B F pair | src g | o | E',
    );
  });

  it('places functions, calls and keys where they are written', async () => {
    const text = '@a()\ndef f(x):\n    b(c(), d[e()]["key"]).g()\n\n    return lambda: h()\n';
    const { items } = await modelOf(text);
    const fn = items[0]?.fn.functions[0];
    assert.ok(fn !== undefined);
    const cut = ({ start, end }: { readonly start: number; readonly end: number }): string => text.slice(start, end);
    assert.deepEqual(
      {
        whole: cut(fn),
        name: cut(fn.nameSpan),
        body: cut({ start: fn.bodyStart, end: fn.bodyEnd }),
        calls: fn.calls.map((call) => `${cut(call)} before ${text.slice(call.argsEnd, call.argsEnd + 1)}`),
        around: items[0]?.fn.calls.map(cut),
        inner: fn.functions.map((inner) => inner.calls.map(cut)),
      },
      {
        whole: text.trimEnd(),
        name: 'f',
        body: 'b(c(), d[e()]["key"]).g()\n\n    return lambda: h()',
        calls: ['b(c(), d[e()]["key"]) before )', 'c() before )', 'e() before )', 'b(c(), d[e()]["key"]).g() before )'],
        around: ['a()'],
        inner: [['h()']],
      },
    );
  });

  it('leaves no node without its parent', async () => {
    const text =
      'class A(B, k=C()):\n    f: Annotated[T, D()] = x or E()\n    def m(self, p=F()) -> "R": return [g(i) for i in h()][0]["k"]\nmatch a():\n    case P(q) if r(): s()\n';
    const { items } = await modelOf(text);
    let count = 0;
    const visit = (node: Node, parent: Node): void => {
      count++;
      assert.equal(node.kind === 'item' ? undefined : node.parent, parent, node.kind);
      forEachChild(node, visit, node);
    };
    for (const item of items) forEachChild(item, visit, item);
    assert.equal(count > 40, true);
  });

  it('survives nesting and chains beyond all reason', async () => {
    const hostile = [
      `${'('.repeat(50_000)}${')'.repeat(50_000)} = ${'['.repeat(50_000)}`,
      `x = ${Array(5_000).fill('a').join(' + ')}\ny = a${'.b()'.repeat(5_000)}\nz = ${Array(5_000).fill('a').join(' < ')}`,
      `if a: pass\n${'elif b: pass\n'.repeat(5_000)}${'not '.repeat(5_000)}x`,
      `${Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}${n % 2 === 0 ? 'def f():' : 'class C:'}\n`).join('')}${' '.repeat(300)}pass\n`,
    ];
    for (const text of hostile) {
      const { items } = await modelOf(text);
      const visit = (node: Node): void => forEachChild(node, visit, undefined);
      for (const item of items) visit(item);
      assert.equal(
        items.some((item) => item.isBroken),
        true,
      );
    }
  });
});
