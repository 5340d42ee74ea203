/** Which decisions govern a file, and why, in folders of every kind. */
import assert from 'node:assert/strict';
import type { Comment } from '../../src/adr/anchors';
import { createDecisionIndex, type DecisionIndex } from '../../src/adr/decision-index';
import { createMemoryFiles } from '../support/memory-host';

async function indexOf(files: Readonly<Record<string, string>>, folder?: string): Promise<DecisionIndex> {
  const index = createDecisionIndex(createMemoryFiles(files), folder === undefined ? {} : { folder });
  await index.load();
  return index;
}

/** `label: why` of what governs the path, in order. */
async function check(
  files: Readonly<Record<string, string>>,
  path: string,
  comments: readonly Comment[],
  expected: readonly string[],
): Promise<void> {
  const index = await indexOf({ [path]: '', ...files });
  const found = index.decisionsFor(path, comments).map(({ label, status, why }) => `${label} ${status}: ${why}`);
  assert.deepEqual(found, expected);
}

function adr(status: string, more = ''): string {
  return `# Title\n\n## Status\n\n${status}\n\n${more}\n\n## Context\n\nWhy.\n\n## Decision\n\nWe do it. And more.\n`;
}

function on(line: number, text: string): Comment {
  return { line, text };
}

describe('decisions that govern a file', () => {
  it('shows a record as plain data', async () => {
    const index = await indexOf({
      'docs/decisions/0007-use-outbox.md': [
        '---',
        'status: "accepted"',
        'date: 2024-3-01',
        'applies-to: ["src/orders/**"]',
        '---',
        '',
        '# Use an **outbox** for <b>events</b>',
        '',
        '## Context and Problem Statement',
        '',
        'Events get lost.',
        '',
        '## Decision Outcome',
        '',
        'Chosen option: "[Outbox](https://example.org/outbox)", because it needs e.g. no broker in `v1.2`. It is simple.',
      ].join('\n'),
      'src/orders/create.ts': '',
    });
    assert.deepEqual(index.decisionsFor('src/orders/create.ts', []), [
      {
        path: 'docs/decisions/0007-use-outbox.md',
        label: 'ADR-0007',
        title: 'Use an outbox for events',
        status: 'accepted',
        statusText: 'accepted',
        date: '2024-3-01',
        outcome: 'Chosen option: "Outbox", because it needs e.g. no broker in v1.2.',
        why: 'applies-to src/orders/**',
      },
    ]);
  });

  it('orders by the strength of the link, then by closeness', async () => {
    await check(
      {
        'docs/adr/0001-named.md': adr('Accepted'),
        'docs/adr/0002-wide.md': `---\nfiles: src/**\n---\n${adr('Accepted')}`,
        'docs/adr/0003-close.md': `---\nscope:\n  - "src/api/*.{ts,js}"\n---\n${adr('Accepted')}`,
        'docs/adr/0004-listed.md': adr('Accepted', '## Applies To\n\n- `src/api/` and its tests\n- Backend services'),
        'docs/adr/0005-files.md': `# T\n\n**Status**: Accepted\n\n**Files**:\n- src/api/a.ts\n- !src/api/b.ts\n\n## Decision\n\nX\n`,
        'docs/adr/0006-mentions.md': adr('Accepted', 'See `src/api/a.ts`.'),
        'docs/adr/0007-silent.md': adr('Accepted'),
      },
      'src/api/a.ts',
      [on(3, '// ADR-0001'), on(9, '// see ADR 1')],
      [
        'ADR-0001 accepted: named in lines 3 and 9',
        'ADR-0003 accepted: scope src/api/*.{ts,js}',
        'ADR-0002 accepted: files src/**',
        'ADR-0005 accepted: Files src/api/a.ts',
        'ADR-0004 accepted: Applies To src/api/',
        'ADR-0006 accepted: mentions src/api/a.ts',
      ],
    );
  });

  it('reads globs: folders, exclusions, dot files, case, braces, and no more', async () => {
    const files = (patterns: string): Record<string, string> => ({
      'docs/adr/0001-x.md': `---\napplies-to: ${patterns}\n---\n${adr('Accepted')}`,
    });
    const governs = async (patterns: string, path: string): Promise<boolean> => {
      const index = await indexOf({ ...files(patterns), [path]: '' });
      return index.decisionsFor(path, []).length > 0;
    };
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['src', 'src/deep/a.ts', true],
      ['./src/', 'src/a.ts', true],
      ['/src/*', 'src/a.ts', true],
      ['src/*', 'src/deep/a.ts', false],
      ['src/**/*.ts', 'src/a.ts', true],
      ['"**/.env*"', 'app/.env.local', true],
      ['src/[ab].ts', 'src/b.ts', true],
      ['src/?.ts', 'src/ab.ts', false],
      ['SRC/**', 'src/a.ts', false],
      ['["src/**", "!src/gen/**"]', 'src/gen/a.ts', false],
      ['"src/{api,db}/**, lib/**"', 'lib/a.ts', true],
      ['"src/{api,db}/**, lib/**"', 'src/db/a.ts', true],
      ['src', 'srcs/a.ts', false],
      ['src/+(a|b).ts', 'src/a.ts', false],
      ['backend services', 'backend', false],
    ];
    const found: boolean[] = [];
    for (const [patterns, path] of cases) found.push(await governs(patterns, path));
    assert.deepEqual(
      cases.map(([patterns, path], n) => [patterns, path, found[n]]),
      cases.map((each) => [...each]),
    );
  });

  it('finds what comments name, in every form', async () => {
    const files = {
      'docs/adr/0042-x.md': adr('Accepted'),
      'docs/adr/DL-047-y.md': adr('Accepted'),
      'docs/adr/2025-12-01-slug-of-it.md': adr('Accepted'),
    };
    const forms = [
      '// ADR-0042',
      'See ADR42.',
      '/* @ADR( 42 ) */',
      '# dl:adr 0042',
      '// adr#42',
      '// [ADR-42](../docs/adr/0042-x.md)',
      '// ../docs/adr/0042-x.md',
      '// docs/adr/0042-x.md.',
      '// https://example.org/repo/blob/main/docs/adr/0042-x.md',
      '// ADR: 0042-x',
    ];
    for (const form of forms) await check(files, 'src/a.ts', [on(1, form)], ['ADR-0042 accepted: named in line 1']);
    await check(files, 'src/a.ts', [on(1, 'a\nb @decision(DL-047)')], ['DL-047 accepted: named in line 2']);
    await check(files, 'src/a.ts', [on(1, '// DL-47')], ['DL-047 accepted: named in line 1']);
    await check(files, 'src/a.ts', [on(1, '// ADR: 2025-12-01-slug-of-it')], ['2025-12-01-slug-of-it accepted: named in line 1']);
    for (const other of ['// quadr 42', '// load-adr-42', '// ADR-42000', '// adr 2042-42-01', '// adr 0x42', '// XY-42']) {
      await check(files, 'src/a.ts', [on(1, other)], []);
    }
  });

  it('lets a package’s own folder govern the package, and resolves its numbers there first', async () => {
    const files = {
      'docs/adr/0001-root.md': adr('Accepted'),
      'packages/api/docs/adr/0001-api.md': adr('Accepted'),
      'packages/api/docs/adr/0002-scoped.md': `---\napplies-to: src/db/**\n---\n${adr('Accepted')}`,
      'packages/api/src/db/a.ts': '',
      'packages/web/docs/adr/0003-web.md': adr('Proposed'),
    };
    await check(files, 'packages/api/src/a.ts', [on(1, 'ADR-1')], ['ADR-0001 accepted: named in line 1']);
    await check(
      files,
      'packages/api/src/db/a.ts',
      [],
      ['ADR-0002 accepted: applies-to src/db/**', 'ADR-0001 accepted: decided for packages/api'],
    );
    await check(files, 'packages/web/a.ts', [], ['ADR-0003 proposed: decided for packages/web']);
    await check(files, 'packages/api/docs/adr/0001-api.md', [], []);
  });

  it('knows folders by settings and by custom', async () => {
    const index = await indexOf(
      {
        '.adr-dir': 'notes/why\n',
        'notes/why/0001-a.md': adr('Accepted'),
        '.log4brains.yml':
          'project:\n  adrFolder: ./docs/choices\n  packages:\n    - name: web\n      path: ./apps/web\n      adrFolder: ./apps/web/why\n',
        'docs/choices/20250101-b.md': adr('Accepted'),
        'apps/web/why/20250102-c.md': adr('Accepted'),
        'tools/adrs.toml': 'adr_dir = "records"\n',
        'tools/records/0001-d.md': adr('Accepted'),
        'docs/7-DEVELOPMENT/decisions/infra/ADR-001-e.md': adr('Accepted'),
        'docs/architecture/0001-f.md': adr('Accepted'),
        'docs/architecture/overview.md': adr('Accepted'),
        'team/minutes/0001-g.md': adr('Accepted'),
        'own/0001-h.md': adr('Accepted'),
        'docs/adr/2025-03-04-i/README.md': adr('Accepted'),
        'docs/adr/README.md': adr('Accepted'),
        'docs/adr/templates/0001-t.md': adr('Accepted'),
        'docs/adr/0000-template.md': adr('Accepted'),
        'docs/adr/0031-typed-templates.md': adr('Accepted'),
        'docs/adr/notes.md': 'Some notes.',
        'docs/adr/by-sections.md': adr('Accepted'),
        'docs/adr/picture.png': '',
      },
      'own/',
    );
    assert.deepEqual(
      { folders: index.folders, count: index.count, web: index.decisionsFor('apps/web/a.ts', []).map((each) => each.why) },
      {
        folders: [
          'apps/web/why',
          'docs/7-DEVELOPMENT/decisions',
          'docs/adr',
          'docs/architecture',
          'docs/choices',
          'notes/why',
          'own',
          'tools/records',
        ],
        count: 10,
        web: ['decided for ./apps/web'.replace('./', '')],
      },
    );
  });

  it('shows what is no longer in force only where the code still names it, and what took its place', async () => {
    const files = {
      'doc/adr/0001-old.md': `---\napplies-to: src/**\n---\n${adr('Superceded by [2. New](0002-new.md)')}`,
      'doc/adr/0002-new.md': adr('Accepted\n\nSupercedes [1. Old](0001-old.md)'),
      'doc/adr/0003-dead.md': `---\napplies-to: src/**\n---\n${adr('Deprecated')}`,
    };
    await check(files, 'src/a.ts', [], ['ADR-0002 accepted: supersedes ADR-0001, applies-to src/**']);
    await check(
      files,
      'src/a.ts',
      [on(4, 'ADR-1, ADR-3')],
      [
        'ADR-0001 superseded: named in line 4',
        'ADR-0002 accepted: supersedes ADR-0001, named in line 4',
        'ADR-0003 deprecated: named in line 4',
      ],
    );
    const index = await indexOf(files);
    assert.deepEqual(index.decisionsFor('src/a.ts', [on(4, 'ADR-1')])[0]?.supersededBy, {
      path: 'doc/adr/0002-new.md',
      label: 'ADR-0002',
    });
  });

  it('lets a successor inherit patterns only when it states none of its own', async () => {
    await check(
      {
        'docs/adr/0001-old.md': `---\napplies-to: src/**\n---\n${adr('superseded by ADR-2')}`,
        'docs/adr/0002-new.md': `---\napplies-to: lib/**\n---\n${adr('Accepted')}`,
      },
      'src/a.ts',
      [],
      [],
    );
  });

  it('reads a package’s patterns as the package’s own', async () => {
    const files = {
      'services/a/.claude/decisions/0001-x.md': `---\napplies-to: ["**/orders.ts", services/a/lib/**]\n---\n${adr('Accepted')}`,
      'services/a/src/orders.ts': '',
      'services/a/lib/b.ts': '',
    };
    await check(files, 'services/a/src/orders.ts', [], ['ADR-0001 accepted: applies-to **/orders.ts']);
    await check(files, 'services/a/lib/b.ts', [], ['ADR-0001 accepted: applies-to services/a/lib/**']);
    await check(files, 'services/b/src/orders.ts', [], []);
  });

  it('survives records that supersede each other in a circle', async () => {
    await check(
      { 'docs/adr/0001-a.md': adr('superseded by ADR-2'), 'docs/adr/0002-b.md': adr('superseded by ADR-0001') },
      'src/a.ts',
      [on(1, 'ADR-1')],
      ['ADR-0001 superseded: named in line 1'],
    );
  });

  it('says what is wrong with the records, and with a file’s links', async () => {
    const index = await indexOf({
      'docs/adr/0001-a.md': adr('Accepted'),
      'docs/adr/0001-b.md': adr('Accepted'),
      'docs/adr/PDR-001-c.md': adr('Accepted'),
      'docs/adr/0002-d.md': `---\napplies-to: [src/gone/**, src/a.ts, "${'*a'.repeat(9)}"]\n---\n${adr('Accepted')}`,
      'docs/adr/0003-e.md': adr('Accepted', '## Links\n\n- Supersedes [ADR-0004](0004-f.md)'),
      'docs/adr/0004-f.md': adr('Accepted'),
      'docs/adr/0005-g.md': `---\nstatus: "accepted\ndate: [\n---\n${adr('Accepted')}`,
      'src/a.ts': '',
    });
    const [yaml = '', ...others] = index.problems;
    assert.match(yaml, /^docs\/adr\/0005-g\.md was read as a decision, though its front matter could not be read \(.+\)\.$/);
    assert.deepEqual(others, [
      '2 decisions are numbered ADR-0001 (docs/adr/0001-a.md, docs/adr/0001-b.md): a comment that names the number means all of them; renumber the later one.',
      'docs/adr/0002-d.md: the pattern src/gone/** of applies-to matches no file.',
      `docs/adr/0002-d.md: the pattern ${'*a'.repeat(9)} of applies-to has too many wildcards to be used.`,
      'docs/adr/0003-e.md supersedes ADR-0004, whose status still reads "Accepted" (docs/adr/0004-f.md).',
    ]);
    assert.deepEqual(
      index.problemsFor('src/a.ts', [
        on(1, 'ADR-1 and ADR-99'),
        on(7, 'adr: see-below docs/adr/0100-x.md https://e.org/adr/1.md'),
      ]),
      [
        'src/a.ts, line 1: no decision record is ADR-99; looked in docs/adr.',
        'src/a.ts, line 7: no decision record is docs/adr/0100-x.md; looked in docs/adr.',
      ],
    );
    assert.deepEqual((await indexOf({})).problemsFor('src/a.ts', [on(1, 'ADR-1')]), []);
  });

  it('knows which changes call for reading again', async () => {
    const index = await indexOf({ 'docs/adr/0001-a.md': adr('Accepted') });
    const paths = ['docs/adr/0002-new.md', '.adr-dir', 'src/.log4brains.yml', 'src/a.ts', 'docs/guide.md', 'docs/adr/a.png'];
    assert.deepEqual(
      paths.filter((path) => index.isSource(path)),
      ['docs/adr/0002-new.md', '.adr-dir', 'src/.log4brains.yml'],
    );
  });

  it('takes hostile documents for what they are, in bounded time', async () => {
    const started = performance.now();
    const deep = '>'.repeat(60_000);
    const files = createMemoryFiles({
      'docs/adr/0001-html.md':
        '# <img src=x onerror=alert(1)>Title\n\n<script>alert(1)</script>\n\n## Status\n\n<b>Accepted</b>\n\n## Decision\n\n<a href="javascript:x">Do</a> it.\n',
      'docs/adr/0002-deep.md': `# T\n\n${deep}`,
      'docs/adr/0003-lists.md': `# T\n\n${'- '.repeat(60_000)}x`,
      'docs/adr/0004-large.md': `# T\n\n${'x'.repeat(300_000)}`,
      'docs/adr/0005-binary.md': '# T\0\n',
      'docs/adr/0006-brackets.md': `# T\n\n## Decision\n\n${'['.repeat(50_000)}${'<!-- '.repeat(10_000)}${'**a '.repeat(10_000)}`,
      'docs/adr/0007-bomb.md':
        '---\na: &a [x, x]\nb: &b [*a, *a]\nstatus: [*b, accepted]\n__proto__: { status: rejected }\n---\n# T\n',
      'docs/adr/0008-flow.md': `---\nstatus: ${'['.repeat(60_000)}\n---\n# T\n`,
      'docs/adr/0009-table.md': `# T\n\n${'| a '.repeat(5_000)}\n${'|--'.repeat(5_000)}\n`,
      'docs/adr/0010-globs.md': `---\napplies-to: "${','.repeat(50_000)}"\nfiles: ["{{{{a", "[", "{1..100000000}"]\n---\n# T\n`,
      '.log4brains.yml': 'project: {{{',
      '.adr-dir': '../../etc',
      'src/a.ts': '',
    });
    const unreadable = { ok: false as const, why: 'too large' as const, detail: '' };
    const index = createDecisionIndex({
      ...files,
      read: async (path) => (path.includes('0004') ? unreadable : files.read(path)),
    });
    await index.load();
    const spam = Array.from({ length: 300 }, (_, n) =>
      on(n + 1, `// adr: ${'adr-'.repeat(2_000)} ${'../'.repeat(2_000)}docs/adr/0001-html.md`),
    );
    const decisions = index.decisionsFor('src/a.ts', [...spam, on(999, 'ADR-1')]);
    assert.deepEqual(
      decisions.map(({ title, status, outcome, why }) => [title, status, outcome, why]),
      [['Title', 'accepted', 'Do it.', 'named in line 999']],
    );
    assert.deepEqual(
      index.problems.filter((problem) => /could not be read as a decision/.test(problem)),
      [
        'docs/adr/0002-deep.md could not be read as a decision: it is nested too deeply.',
        'docs/adr/0003-lists.md could not be read as a decision: it is nested too deeply.',
        'docs/adr/0004-large.md could not be read as a decision (too large).',
        'docs/adr/0005-binary.md could not be read as a decision (binary).',
      ],
    );
    assert.equal(performance.now() - started < 10_000, true);
  });
});
