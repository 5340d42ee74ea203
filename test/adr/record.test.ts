/** One record at a time: what is read from each dialect, and what is no record at all. */
import assert from 'node:assert/strict';
import { readRecord } from '../../src/adr/record';
import { statusOf } from '../../src/adr/status';

const folder = { path: 'docs/adr', base: '', isGeneric: false };

function read(name: string, ...lines: readonly string[]): Record<string, unknown> | 'other' {
  const result = readRecord(`docs/adr/${name}`, folder, lines.join('\n'));
  if (result.kind === 'other') return 'other';
  const { label, title, status, statusText, date, outcome, scopes, relations } = result.record;
  const patterns = scopes.flatMap((scope) => scope.patterns.map((pattern) => `${scope.carrier} ${pattern}`));
  const supersededBy = relations.supersededBy.map((each) => each.text);
  const found = { label, title, status, statusText, date, outcome, patterns, supersededBy };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value.length > 0));
}

function check(name: string, lines: readonly string[], expected: Record<string, unknown> | 'other'): void {
  assert.deepEqual(read(name, ...lines), expected);
}

describe('decision records', () => {
  it('reads MADR 4 with front matter', () => {
    check(
      '0012-use-x.md',
      [
        '---',
        'status: "superseded by ADR-0123"',
        'date: 2024-01-05',
        '---',
        '# Use X',
        '## Decision Outcome',
        '',
        'Chosen option: "X", because it fits. It is cheap.',
      ],
      {
        label: 'ADR-0012',
        title: 'Use X',
        status: 'superseded',
        statusText: 'superseded by ADR-0123',
        date: '2024-01-05',
        outcome: 'Chosen option: "X", because it fits.',
        supersededBy: ['ADR-0123'],
      },
    );
  });

  it('reads MADR 2 and log4brains bullets before the first section, and no prose after it', () => {
    check(
      '20201016-use-slug.md',
      [
        '<!-- template: MADR -->',
        '',
        '# Use the slug',
        '',
        '* Status: accepted <!-- optional -->',
        '* Deciders: A, B',
        '* Date: 16/10/2020',
        '',
        '## Context',
        '',
        '* Status: rejected',
        '',
        '## Decision',
        '',
        'We will:',
        '',
        '* use the slug,',
        '* and no number',
      ],
      {
        label: '20201016-use-slug',
        title: 'Use the slug',
        status: 'accepted',
        statusText: 'accepted',
        date: '16/10/2020',
        outcome: 'We will: use the slug',
      },
    );
  });

  it('reads Nygard records, with the tool’s own spelling', () => {
    check(
      '0009-help.md',
      [
        '# 9. Help scripts',
        '',
        'Date: 2018-06-26',
        '',
        '## Status',
        '',
        'Accepted',
        '',
        'Superceded by [12. Better help](0012-better-help.md)',
        '',
        '## Context',
        '',
        'x',
        '',
        '## Decision',
        '',
        'Where necessary, help is generated.',
        'It is quick.',
      ],
      {
        label: 'ADR-0009',
        title: 'Help scripts',
        status: 'superseded',
        statusText: 'Superceded by 12. Better help',
        date: '2018-06-26',
        outcome: 'Where necessary, help is generated.',
        supersededBy: ['12. Better help'],
      },
    );
  });

  it('reads bold lines, tables, check boxes, setext headings, reStructuredText and AsciiDoc', () => {
    const accepted = { status: 'accepted', statusText: 'Accepted' };
    check('1-a.md', ['**Status:** ✅ Accepted | **Date:** May 2021', '', 'Text.'], {
      label: 'ADR-1',
      title: 'A',
      ...accepted,
      date: 'May 2021',
    });
    check('ADR-002-b.md', ['# ADR-002: B', '', '| Status | Date |', '|---|---|', '| Accepted | 2024 |'], {
      label: 'ADR-002',
      title: 'B',
      ...accepted,
      date: '2024',
    });
    check('PDR-003-c.md', ['# PDR-003 - C', '', '| Status | Accepted |', '|---|---|', '| Date | 2024 |'], {
      label: 'PDR-003',
      title: 'C',
      ...accepted,
      date: '2024',
    });
    check('0004-d.md', ['D', '=', '', 'Status', '------', '', '> note', '', '- [ ] Proposed', '- [x] Accepted'], {
      label: 'ADR-0004',
      title: 'D',
      ...accepted,
    });
    check(
      '0005-e.rst',
      [
        '=====',
        'E',
        '=====',
        '',
        'Status',
        '------',
        '',
        '**Accepted**',
        '',
        '.. note:: x',
        '',
        'Decision',
        '--------',
        '',
        'We follow `OEP-41 <https://e.org>`_ here.',
      ],
      { label: 'ADR-0005', title: 'E', ...accepted, outcome: 'We follow OEP-41 here.' },
    );
    check('0006-f.adoc', ['= F', '', '== Status', '', 'Accepted', '', '== Decision', '', 'Do it.'], {
      label: 'ADR-0006',
      title: 'F',
      ...accepted,
      outcome: 'Do it.',
    });
  });

  it('reads what a record is about, wherever it says so', () => {
    check(
      '0001-a.md',
      [
        '---',
        'scope: ["src/db/**", {"type": "service"}]',
        'files: "a/{b,c}.ts, d"',
        '---',
        '# A',
        '',
        '- **Applies to**: `src/x.ts`',
        '',
        '## Applies To',
        '',
        '- src/**/*.py – all of it',
        '- [the pool](lib/pool.ts)',
        '- `tests/` and `!tests/data/`',
        '- All new services',
      ],
      {
        label: 'ADR-0001',
        title: 'A',
        status: 'unstated',
        patterns: [
          'scope src/db/**',
          'files a/{b,c}.ts',
          'files d',
          'Applies To src/**/*.py',
          'Applies To lib/pool.ts',
          'Applies To tests/',
          'Applies To !tests/data/',
          'Applies to src/x.ts',
        ],
      },
    );
  });

  it('passes over templates, placeholders, indexes and other documents', () => {
    for (const lines of [
      ['# {short title, representative of solved problem and found solution}'],
      ['# [short title of solved problem and solution]', '', '- Status: [proposed | rejected | accepted]'],
      ['# ADR-NNN: <Title>'],
      ['---', 'status: "{proposed | rejected | accepted}"', '---', '# Real title'],
      ['# Real title', '', 'Status: Proposed | Accepted | Superseded by ADR-NNN'],
    ]) {
      check('0001-a.md', lines, 'other');
    }
    check('notes.md', ['# Notes', '', '## Status', '', 'fine'], 'other');
    check('notes.md', ['---', 'type: adr', '---', '# Notes'], { label: 'notes', title: 'Notes', status: 'unstated' });
    check('0001-a.md', ['---', 'status: { accepted }', '---', '# Serve `/users/{id}`'], {
      label: 'ADR-0001',
      title: 'Serve /users/{id}',
      status: 'accepted',
      statusText: 'accepted',
    });
  });

  it('shows outcomes as one plain sentence of at most 160 characters', () => {
    const outcome = (...lines: readonly string[]): unknown => {
      const found = read('0001-a.md', '# A', '', '## Decision', '', ...lines);
      return found === 'other' ? found : found.outcome;
    };
    assert.deepEqual(
      [
        outcome('Use U.S. Design, e.g. v1.2. Then more.'),
        outcome('**Option 3. Cron** is *it*! Yes.'),
        outcome('<!-- x --> See [a](b "c"), ![i](j) and `List<T>` or Map<K>. B.'),
        outcome('TBD.'),
        outcome('{describe it}'),
        outcome(`${'word '.repeat(50)}.`),
      ],
      [
        'Use U.S. Design, e.g. v1.2.',
        'Option 3. Cron is it!',
        'See a, i and List<T> or Map<K>.',
        undefined,
        undefined,
        `${'word '.repeat(31)}word…`,
      ],
    );
  });

  it('knows statuses by their words, the strongest first', () => {
    const wordings: readonly (readonly [string, string])[] = [
      ['Accepted (lazy consensus) & implemented', 'accepted'],
      ['Active', 'accepted'],
      ['Partly superseded by ADR-7', 'accepted'],
      ['Accepted, superseded by ADR-7', 'superseded'],
      ['supersedes ADR-3; accepted', 'accepted'],
      ['Replaced', 'superseded'],
      ['🚫 **Rejected**.', 'rejected'],
      ['withdrawn', 'rejected'],
      ['Obsolete', 'deprecated'],
      ['in-progress', 'proposed'],
      ['on hold', 'proposed'],
      ['Informational', 'unknown'],
      ['not unaccepted', 'unknown'],
      ['', 'unstated'],
    ];
    assert.deepEqual(
      wordings.map(([text]) => [text, statusOf(text)]),
      wordings.map((each) => [...each]),
    );
  });
});
