/** Go as the code model shows it: one text per construct, compared as a whole. */
import assert from 'node:assert/strict';
import { lowerFile } from '../../src/code/lower';
import { createParser, type SyntaxParser } from '../../src/syntax/parser';
import { assets } from '../support/assets';
import { sketch } from '../support/model-sketch';

describe('Go in the code model', () => {
  let parser: SyntaxParser;
  before(async () => {
    parser = createParser(assets);
    await parser.load('go');
  });
  after(() => parser.dispose());

  async function check(text: string, ...expected: readonly string[]): Promise<void> {
    const model = await lowerFile(parser, 'go', text);
    assert.deepEqual(
      model?.items.flatMap((item) => item.statements.map(sketch)),
      expected,
    );
  }
  const body = (text: string, ...expected: readonly string[]): Promise<void> =>
    check(`func f() error {\n${text}\n}`, `(fn f() {${expected.join('; ')}})`);

  it('imports packages by path, under the name they are used by', async () => {
    await check(
      'package a\n\nimport (\n\t"net/http"\n\tpg "github.com/lib/pq"\n\t_ "embed"\n\t"github.com/go-chi/chi/v5"\n\t"gopkg.in/yaml.v3"\n)',
      '(import * from .)',
      '(import * as http from net/http)',
      '(import * as pg from github.com/lib/pq)',
      '(import  from embed)',
      '(import * as chi from github.com/go-chi/chi)',
      '(import * as yaml from gopkg.in/yaml.v3)',
    );
  });

  it('has structs as classes, and methods as functions with their receiver at hand', async () => {
    await check(
      'type S struct {\n\tbase.Model\n\tdb *sql.DB `json:"-"`\n}\n\nfunc (s *S) Get(ctx context.Context, a, b string) (*Row, error) { return s.db.Find(a), nil }',
      'export (cls S(base.Model) {Model: base.Model = -; db: sql.DB = -})',
      'export (fn S.Get(ctx: context.Context, a: string, b: string): Row {(declare s: S = -); (return s.db.Find(a))})',
    );
  });

  it('tries a call whose error is tested behind it', async () => {
    await body(
      'x, err := g()\nif err != nil {\n\treturn err\n}\nreturn nil',
      '(try {(declare x: - = g()); (declare err: - = -)} (catch [] err {(throw err)}) else {} finally -)',
      '(return -)',
    );
    await body(
      'if err := g(); errors.Is(err, ErrA) {\n\ta()\n} else if err != nil {\n\tb()\n}',
      '{(try {(declare err: - = g())} (catch [ErrA] err {a()}) (catch [] err {b()}) else {} finally -)}',
    );
    await body(
      'err := g()\nswitch {\ncase errors.Is(err, ErrA):\n\ta()\ncase err != nil:\n\tb()\ndefault:\n\tc()\n}',
      '(try {(declare err: - = g())} (catch [ErrA] err {a()}) (catch [] err {b()}) else {c()} finally -)',
    );
  });

  it('leaves tests alone that ask for more than the error', async () => {
    await body(
      'x, err := g()\nif err != nil || x.Code != 200 {\n\ta()\n}',
      '(declare x: - = g())',
      '(declare err: - = -)',
      '(if ((err != null) || (x.Code != 200)) {a()} else {})',
    );
  });

  it('drops what is assigned to nothing', async () => {
    await body('_ = g() // best effort', '(try {g()} (catch [] - {} // best effort) else {} finally -)');
  });

  it('raises errors that are made, and gives back those that may be nil', async () => {
    await body('return fmt.Errorf("a: %w", b)', '(throw fmt.Errorf("a: %w", b))');
    await body('return g()', '(return g())');
  });

  it('has literals, loops, goroutines, selects and type switches', async () => {
    await body(
      'c := &http.Client{Timeout: 3 * time.Second}\nfor i, v := range xs {\n\tgo h(v)\n}\ndefer c.Close()',
      '(declare c: - = new http.Client({Timeout: (3 * time.Second)}))',
      '(each v in xs {(go h(v))})',
      '(defer c.Close())',
    );
    await body(
      'select {\ncase v := <-ch:\n\ta(v)\ncase <-ctx.Done():\n}',
      '(switch (other ) (case (<- ch) {(declare v: - = -); a(v)}) (case (<- ctx.Done()) {}))',
    );
    await body('switch { case a: b()\ndefault: c() }', '(if a {b()} else {c()})');
  });
});
