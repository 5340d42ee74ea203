/** A model kept through edits is the model of the text, and what was not touched stays the same object. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { TextEdit } from '#base/span';
import { createFileModel, type LiveModel } from '#code/live-model';
import { lowerFile, lowerItems, loweringOf } from '#code/lower';
import type { FileModel, Node } from '#code/model';
import { forEachChild } from '#code/walk';
import type { Language } from '#syntax/language';
import { createParser, type SyntaxDocument } from '#syntax/parser';
import { assets } from '../support/assets';

const parser = createParser(assets);
const root = join(__dirname, '../..');

const TEXTS: Readonly<Record<Language, string>> = {
  typescript: readFileSync(join(root, 'src/syntax/parser.ts'), 'utf8'),
  tsx: 'import a from "b";\n// c\nexport const D = ({ e }) => {\n  const [f, g] = h(0);\n  return <i j={k}>{e.map((l) => <m key={l}>{l}</m>)}</i>;\n};\n\nn(D);\n',
  javascript: `const a = require('b');\nmodule.exports.c = async (d) => {\n  try {\n    await d.e(\`f\${g}\`);\n  } catch (h) {\n    // i\n  }\n};\nclass J extends K { l = 1; m() {} }\nfor (const n of o) p(n);\n`,
  python:
    'import a\nfrom b import c as d\n\n@e.f("/g")\nasync def h(i: int = 1, *j):\n    """k"""\n    with l() as m:\n        for n in o:\n            await m.p(n)\n    # q\n    return {"r": f"{s}t"}\n\nclass U(V):\n    w = 1\n\n    def x(self):\n        pass\n\nif y:\n    z()\n',
  go: 'package a\n\nimport "b/c"\n\n// d\nfunc (e *F) G(h int) (i, error) {\n\tj, err := c.K(h)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tdefer j.L()\n\tgo func() { m <- n }()\n\tfor _, o := range p {\n\t\tq(o)\n\t}\n\treturn i{R: `s`}, nil\n}\n\ntype F struct {\n\tt *u.V `w:"x"`\n}\n',
  java: 'package a;\n\nimport b.C;\n\n/** d */\n@E("f")\nclass G extends H {\n  private final I i = J.k();\n  @L void m(N o) {\n    try { o.p(q -> q.r()); } catch (S t) { /* u */ }\n  }\n}\n',
};

/** Pieces that open, close and break things. */
const PIECES = [
  '',
  '\n',
  ' ',
  'x',
  '1',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ';',
  ':',
  ',',
  '.',
  '`',
  '"',
  "'",
  '${',
  '//',
  '/*',
  '*/',
  '#',
  '    ',
  '\n    y()\n',
  'await z(1);\n',
  'if (a) {',
  'def f():\n    ',
  '\r\n',
  '😀',
  '\\',
];

interface Step {
  readonly edits: readonly TextEdit[];
  readonly after: string;
}

/** One batch of edits of `text` from shares of its length: replacements that do not overlap, or a line moved whole. */
function stepOf(text: string, cuts: readonly number[], pieces: readonly string[]): Step {
  const at = cuts.map((share) => Math.round(share * text.length)).sort((a, b) => a - b);
  const edits: TextEdit[] = [];
  for (let i = 0; i + 1 < at.length; i += 2) {
    const start = at[i] ?? 0;
    edits.push({ start, end: Math.min(at[i + 1] ?? start, start + 40), text: pieces[i / 2] ?? '' });
  }
  let after = text;
  for (const edit of [...edits].reverse()) after = after.slice(0, edit.start) + edit.text + after.slice(edit.end);
  return { edits, after };
}

/** The model as plain data: everything but parents, with every span as the text it stands for. */
function plain(model: FileModel): unknown {
  return model.items.map((item) => ({ ...(strip(item) as object), shown: spans(item, model.text.slice(item.base)) }));
}

/** Nodes that are listed a second time (calls, functions, classes) become their spans. */
function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (value instanceof Set) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  const isFunction = 'kind' in value && value.kind === 'fn';
  const entries = Object.entries(value).filter(([key]) => key !== 'parent');
  return Object.fromEntries(
    entries.map(([key, held]) => [key, LISTED.has(key) || (isFunction && key === 'cls') ? spanOf(held) : strip(held)]),
  );
}

const LISTED: ReadonlySet<string> = new Set(['calls', 'functions', 'classes']);

function spanOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spanOf);
  const node = value as Node | undefined;
  return node && `${node.kind} ${node.start}-${node.end}`;
}

function spans(node: Node, text: string): string[] {
  const found = [`${node.kind} ${text.slice(node.start, node.end)}`];
  forEachChild(node, (child) => found.push(...spans(child, text)), undefined);
  return found;
}

async function openModel(language: Language, text: string): Promise<LiveModel> {
  const live = await createFileModel(parser, language, text);
  assert.ok(live);
  return live;
}

/**
 * The model is that of `twin`, the same tree lowered whole. Of broken texts the parser makes another tree from scratch than
 * edit by edit, so only the model of a whole text is compared to that of its text alone.
 */
async function checkSame(live: LiveModel, twin: SyntaxDocument): Promise<void> {
  const { language, text } = live.model;
  const items = lowerItems(loweringOf(language, twin.names), twin.flatten(), text, twin.isTorn);
  assert.deepEqual(plain(live.model), plain({ language, text, items }));
  const whole = await lowerFile(parser, language, text);
  assert.ok(whole);
  if (!whole.items.some((item) => item.isBroken)) assert.deepEqual(plain(live.model), plain(whole));
}

const batch = fc.record({
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }),
  pieces: fc.array(fc.constantFrom(...PIECES), { minLength: 3, maxLength: 3 }),
});

describe('a model kept through edits', () => {
  for (const language of ['typescript', 'tsx', 'javascript', 'python'] as const) {
    it(`is the model of the text from scratch, whatever is typed, taken back or stopped (${language})`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), fc.nat(), async (batches, stopAt) => {
          const live = await openModel(language, TEXTS[language]);
          const twin = parser.open(language, TEXTS[language]);
          assert.ok(twin);
          const before = new Set(live.model.items);
          let text = TEXTS[language];
          const undo: string[] = [];
          for (const [index, { cuts, pieces }] of batches.entries()) {
            undo.push(text);
            const { edits, after } = stepOf(text, cuts, pieces);
            text = after;
            twin.edit(edits, after);
            if (index === stopAt % 8 && live.edit(edits, after, () => true) === undefined) live.edit([], after);
            else if (live.model.text !== after) live.edit(edits, after);
            await checkSame(live, twin);
          }
          // Undo, each as one replacement of everything.
          for (const old of undo.reverse()) {
            const edits = [{ start: 0, end: text.length, text: old }];
            live.edit(edits, old);
            twin.edit(edits, old);
            text = old;
          }
          await checkSame(live, twin);
          assert.equal(before.size, live.model.items.length);
          live.dispose();
          twin.dispose();
        }),
        { numRuns: 40 },
      );
    });
  }

  it('tells what is new and what is gone, and moves the rest as it is', async () => {
    const live = await openModel('typescript', 'a();\n\nfunction b() {\n  c();\n}\n\n// d\ne();\n');
    const [a, b, d, e] = live.model.items;
    const change = live.edit([{ start: 23, end: 24, text: 'long' }], 'a();\n\nfunction b() {\n  long();\n}\n\n// d\ne();\n');
    assert.ok(change);
    assert.deepEqual(change.removed, [b]);
    assert.deepEqual([change.model.items[0], change.model.items[2], change.model.items[3]], [a, d, e]);
    assert.deepEqual(change.changed, [change.model.items[1]]);
    assert.deepEqual(
      change.model.items.map((item) => item.base),
      [0, 6, 34, 39],
    );
    live.dispose();
  });

  it('keeps every item of a text that is put back or moved as a whole', async () => {
    const text = 'a();\nfunction b() {}\nc();\n';
    const live = await openModel('typescript', text);
    const before = live.model.items;
    const moved = 'function b() {}\nc();\na();\n';
    const change = live.edit([{ start: 0, end: text.length, text: moved }], moved);
    assert.deepEqual([change?.changed, change?.removed], [[], []]);
    assert.deepEqual(live.model.items, [before[1], before[2], before[0]]);
    live.dispose();
  });
});
