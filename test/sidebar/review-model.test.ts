import assert from 'node:assert/strict';
import type { FileReview, Question } from '#review/file-review';
import type { ReviewInput } from '#sidebar/review-input';
import { toReviewModel } from '#sidebar/review-model';
import { createWords } from '#sidebar/words';
import { NOW, ORDERS, question, RULES, translate } from '../support/orders-review';

const words = createWords(translate, 'en');

function model(review: Partial<FileReview> = {}, input: Partial<ReviewInput> = {}) {
  const made = toReviewModel({
    review: { ...ORDERS, ...review },
    rules: RULES,
    isTrusted: true,
    hasHistory: true,
    open: 4,
    elsewhere: [],
    now: NOW,
    words,
    ...input,
  });
  assert.equal(made.kind, 'review');
  return made as Extract<typeof made, { kind: 'review' }>;
}

/** `? Twice: If this request …`, as a reader would say a row. */
function lines(
  rows: readonly { glyph: string; name?: string; what: string; place?: string; quote?: string }[],
): readonly string[] {
  return rows.map(({ glyph, name, what, place, quote }) =>
    [glyph, name && `${name}:`, what, place && `(${place})`, quote && `“${quote}”`].filter(Boolean).join(' '),
  );
}

describe('the model of the Review view', () => {
  it('says whose lines the file has and how that is known', () => {
    assert.deepEqual(model().header, {
      name: 'orders.ts',
      folder: 'src/routes',
      bar: { ai: 62, human: 31, unknown: 25, label: '62 lines AI, 31 human, 25 unknown' },
      legend: [
        { kind: 'ai', text: '62 AI' },
        { kind: 'human', text: '31 human' },
        { kind: 'unknown', text: '25 unknown, 4 of them inserted' },
      ],
      known: ['Claude Code, 3 days ago · known from a commit trailer (9f31c2e)'],
      notRight: { label: 'not right?', title: 'Say who wrote these lines', post: { kind: 'not-right', path: ORDERS.path } },
      notes: { title: 'How it was looked up', sentences: ORDERS.provenance.notes, isOpen: false },
    });
  });

  it('gives an entry point its seven rows, each in its state', () => {
    const [entry] = model().entries;
    assert.ok(entry);
    assert.deepEqual([entry.title, entry.detail, entry.badge], ['POST /orders', 'createOrder · lines 14–58', '2 open']);
    assert.deepEqual(lines(entry.rows), [
      '✓ Input: OrderSchema.parse, line 18',
      '✓ Caller: requireUser on the router, app.ts 22',
      '? Twice: If this request arrives twice, what happens the second time?',
      '? Halfway: The card is charged first: what undoes it when the insert fails?',
      '○ Outage: Looked, and could not tell: the client comes from a parameter',
      '! Seen: Accepted risk until 2027-02-20 · Ann Lee “No counter yet, the gateway has one.”',
      '– Undone: It changes nothing',
    ]);
  });

  it('opens a row to the code, the evidence, the card of the failure mode and the form', () => {
    const part = model().entries[0]?.rows[2]?.parts[0];
    assert.deepEqual(
      { ...part, form: part?.form?.choices.map(({ label, placeholder }) => `${label}: ${placeholder}`) },
      {
        group: 'write-not-idempotent@createOrder',
        ask: 'If this request arrives twice, what happens the second time?',
        places: [
          {
            line: 24,
            code: 'await db.orders.insert(order)',
            title: 'Show line 24',
            post: { kind: 'open', path: ORDERS.path, line: 24 },
          },
        ],
        evidence: 'orders.insert in POST /orders: no key, upsert or unique conflict seen',
        seen: [
          {
            label: 'the table has no unique constraint → schema.prisma 14',
            title: 'model Order {',
            post: { kind: 'open', path: 'prisma/schema.prisma', line: 14 },
          },
        ],
        terms: [
          { term: 'Detection', text: 'Two rows with the same client reference within a minute.' },
          { term: 'Mitigation', text: 'Idempotency-Key header with a unique column; return the first result.' },
          { term: 'Diagnostics', text: 'Log the key and whether the answer was replayed.' },
          { term: 'Testing', text: 'Send the same request twice, concurrently.' },
          { term: 'Answered by', text: 'a unique key with its conflict handled; an Idempotency-Key read before the write' },
        ],
        scores: { text: 'S 9 · O 7 · D 9 · RPN 567', title: 'Severity 9, occurrence 7, detection 9: risk priority number 567' },
        page: { label: 'Why am I asked?', post: { kind: 'open-page', rule: 'write-not-idempotent' } },
        form: [
          'Handled: Where? (file, test, setting)',
          'Accept risk: Why, and until when? (until 2027-06-30)',
          'N/A: Why can this not happen here?',
          'To fix: Issue or owner',
        ],
      },
    );
  });

  it('takes the answer of a row nobody could settle under the row’s own group', () => {
    const part = model().entries[0]?.rows[4]?.parts[0];
    assert.deepEqual(
      [part?.group, part?.ask, part?.form?.saved],
      ['row:outage@createOrder', 'How long does it wait, who retries, what does the caller see?', undefined],
    );
  });

  it('offers an answer on record for editing and taking back', () => {
    const part = model().entries[0]?.rows[5]?.parts[0];
    assert.deepEqual(part?.form?.saved, {
      kind: 'accepted-risk',
      note: 'No counter yet, the gateway has one.',
      line: 'Accepted risk until 2027-02-20 · Ann Lee, 2026-08-20',
    });
    assert.deepEqual(part?.form?.takeBack?.post, { kind: 'take-back', path: ORDERS.path, group: 'row:seen@createOrder' });
  });

  it('lists the other questions by risk, and folds what is settled', () => {
    const handled = question({
      rule: 'retry-without-limit',
      state: 'answered',
      startLine: 60,
      text: 'Who may repeat this?',
      answer: { kind: 'handled', note: 'The queue repeats it, three times', by: 'Ben', at: '2026-09-02' },
    });
    const { title, badge, groups, folds } = model({ questions: [...ORDERS.questions, handled] }).questions;
    assert.deepEqual([title, badge], ['Other questions', '3']);
    assert.deepEqual(
      [...groups, ...folds].map((each) => [each.title, lines(each.rows)]),
      [
        [
          'High risk',
          [
            '□ How long may this call wait, and what does the caller see when the deadline passes? (createOrder, line 43) “To fix · Ann Lee: OPS-231, with the new client”',
          ],
        ],
        [
          'Medium risk',
          [
            '↻ What does the caller see when the answer is not a success? (createOrder, line 44)',
            '? How many rows can come back a year from now? (listOrders, line 71)',
          ],
        ],
        [
          '1 answered by people',
          ['✓ Who may repeat this? (createOrder, line 60) “Handled · Ben: The queue repeats it, three times”'],
        ],
        ['1 answered by the code', ['✓ Who learns of this failure? (createOrder, line 52)']],
      ],
    );
  });

  it('asks of a stale answer whether it is still true', () => {
    const part = model().questions.groups[1]?.rows[0]?.parts[0];
    assert.equal(
      part?.changed,
      'The code changed since Ben answered (2026-08-20): “The client throws on 4xx and 5xx”. Still true?',
    );
    assert.deepEqual(part?.form?.stillTrue?.post, {
      kind: 'answer',
      path: ORDERS.path,
      group: 'status-unchecked@createOrder',
      answer: 'handled',
      note: 'The client throws on 4xx and 5xx',
    });
  });

  it('shows what changed since an answer where there is a history, for one whose code changed a little too', () => {
    const changes = (input: Partial<ReviewInput> = {}) => {
      const { groups } = model({}, input).questions;
      return groups.flatMap(({ rows }) => rows.flatMap(({ parts }) => parts.flatMap(({ showChange }) => showChange?.post ?? [])));
    };
    assert.deepEqual(changes(), [
      { kind: 'show-change', path: ORDERS.path, group: 'call-without-timeout@createOrder' },
      { kind: 'show-change', path: ORDERS.path, group: 'status-unchecked@createOrder' },
    ]);
    assert.deepEqual(changes({ hasHistory: false }), []);
  });

  it('says of an answer whose day has passed that it has, and asks for another', () => {
    const questions = ORDERS.questions.map((each) =>
      each.state === 'stale' && each.answer !== undefined
        ? { ...each, answer: { ...each.answer, expires: '2026-11-01', isExpired: true as const } }
        : each,
    );
    const part = model({ questions }).questions.groups[1]?.rows[0]?.parts[0];
    assert.deepEqual(
      [part?.changed, part?.showChange, part?.form?.stillTrue],
      [
        'Ben answered this until 2026-11-01, which has passed: “The client throws on 4xx and 5xx”. What holds now?',
        undefined,
        undefined,
      ],
    );
  });

  it('shows the places of a group as one question', () => {
    const second = question({
      rule: 'query-without-limit',
      symbol: 'listOrders',
      startLine: 75,
      id: 'query-without-limit@listOrders#2',
      risk: 'medium',
    });
    const row = model({ questions: [...ORDERS.questions, second] }).questions.groups[1]?.rows[1];
    assert.equal(row?.place, 'listOrders, line 71, and 1 more');
    assert.deepEqual(
      row?.parts[0]?.places.map(({ line }) => line),
      [71, 75],
    );
  });

  it('keeps a group one question where its first place is hidden, or one place is new and another stale', () => {
    const at = (startLine: number, over: Partial<Question>) =>
      question({ rule: 'query-in-loop', symbol: 'list', startLine, id: `query-in-loop@list#${startLine}`, ...over });
    const answer = { kind: 'handled' as const, note: 'one query per page', by: 'Ann <a@x>', at: '2026-05-02' };
    const rowsOf = (...questions: readonly Question[]) =>
      model({ questions, checklists: [] }).questions.groups.flatMap(({ rows }) => rows);
    const [hidden, ...noMore] = rowsOf(at(3, { shown: false, hiddenBy: 'confidence', confidence: 'low' }), at(5, {}), at(9, {}));
    assert.deepEqual(
      [hidden?.place, hidden?.parts[0]?.places.map(({ line }) => line), noMore],
      ['list, line 5, and 1 more', [5, 9], []],
    );
    const [mixed, ...none] = rowsOf(at(3, { state: 'stale', answer }), at(5, {}));
    const part = mixed?.parts[0];
    assert.deepEqual([mixed?.glyph, part?.places.map(({ line }) => line), none], ['?', [3, 5], []]);
    assert.equal(part?.changed, 'The code changed since Ann answered (2026-05-02): “one query per page”. Still true?');
    // “Still true” would speak for a place nobody has looked at.
    assert.equal(part?.form?.stillTrue, undefined);
  });

  it('leaves out what is not in scope, and what is too uncertain to ask', () => {
    const hidden = (['scope', 'confidence', 'row-only'] as const).map((hiddenBy) =>
      question({ rule: `hidden-by-${hiddenBy}`, shown: false, hiddenBy }),
    );
    assert.deepEqual(model({ questions: [...ORDERS.questions, ...hidden] }).questions, model().questions);
  });

  it('folds what a comment ignores, with its reason, and takes no answer there', () => {
    const ignored = {
      ...question({ id: 'call-without-timeout@pay#1', group: 'call-without-timeout@pay', rule: 'call-without-timeout' }),
      state: 'suppressed' as const,
      shown: false,
      hiddenBy: 'suppressed' as const,
      ignored: { startLine: 7, reason: 'the platform cancels it' },
    };
    const [fold] = model({ questions: [ignored], checklists: [] }).questions.folds;
    assert.equal(fold?.title, '1 ignored in the code');
    assert.equal(fold?.rows[0]?.quote, 'Ignored in line 7: the platform cancels it');
    assert.equal(fold?.rows[0]?.parts[0]?.form, undefined);
  });

  it('folds a rule that often does not apply, says why, and takes an answer there', () => {
    const folded = {
      ...question({ group: 'unbounded-query@list', rule: 'unbounded-query' }),
      shown: false,
      hiddenBy: 'confidence' as const,
      folded: { answers: 24, notApplicable: 9 },
    };
    const [fold] = model({ questions: [folded], checklists: [] }).questions.folds;
    assert.equal(fold?.title, '1 of rules that often do not apply here');
    assert.equal(fold?.rows[0]?.quote, 'Folded: 9 of 24 answers say “not applicable”');
    assert.ok(fold?.rows[0]?.parts[0]?.form);
  });

  it('says so when there is nothing left to ask', () => {
    const questions = ORDERS.questions.filter(({ state }) => state === 'discharged');
    assert.equal(
      model({ questions, checklists: [] }).questions.note,
      'No open questions in 66 inserted lines. 2 are answered by the code.',
    );
  });

  it('says how it looked where no line is known to be AI-written, and offers the ways on', () => {
    const provenance = { ...ORDERS.provenance, ai: 0, inserted: 0, runs: [] };
    const { notices } = model({ blocks: [], checklists: [], questions: [], provenance });
    assert.deepEqual(
      notices.map(({ text, actions }) => [text, actions.map(({ label }) => label)]),
      [
        [
          'No line of this file is known to be AI-written: no commit, note or agent record says so. That does not make it human.',
          ['Review this file anyway', 'Mark a selection as AI-written'],
        ],
      ],
    );
  });

  it('asks who wrote what was inserted and nobody confirmed', () => {
    const run = { startLine: 1, endLine: 9, author: 'unknown', isInserted: true, evidence: [] } as const;
    const [notice] = model({ provenance: { ...ORDERS.provenance, inserted: 9, runs: [run] } }).notices;
    assert.equal(notice?.text, '9 lines were inserted, and nobody confirmed by whom.');
    assert.deepEqual(
      notice?.actions.map(({ label, post }) => [label, post]),
      [
        ['An AI wrote them', { kind: 'confirm', path: ORDERS.path, as: 'ai' }],
        ['I wrote them', { kind: 'confirm', path: ORDERS.path, as: 'human' }],
      ],
    );
  });

  it('names restricted mode, an unread language and every part that is off', () => {
    const said = (review: Partial<FileReview>, input: Partial<ReviewInput> = {}) =>
      model(review, input).notices.map(({ text, isProblem, actions }) => [
        text,
        isProblem,
        ...actions.map(({ post }) => post.kind),
      ]);
    const problem = 'Part of the review is off: the rule write-not-idempotent failed in this file. The rest is complete.';
    const unread = 'Not reviewed: Go is not read yet (TypeScript, JavaScript and Python are).';
    assert.deepEqual(said({ problems: [problem] }, { isTrusted: false }), [
      ['Restricted mode: the rules read the text alone. git is not asked, and nothing can be written.', false, 'manage-trust'],
      [problem, true, 'show-log'],
    ]);
    assert.deepEqual(said({ language: '', problems: [unread] }), [[unread, false]]);
    assert.deepEqual(said({ language: '' }), [
      [
        'Questions are asked of TypeScript, JavaScript, Python, Go and Java. Of this file only the origin of its lines is known.',
        false,
      ],
    ]);
  });

  it('lists the decisions with their state, their outcome and their successor', () => {
    assert.deepEqual(model().decisions?.items, [
      {
        glyph: '●',
        tone: 'ok',
        state: 'accepted',
        open: {
          label: 'ADR-0012 Deadlines on outbound calls',
          post: { kind: 'open', path: 'docs/decisions/0012-deadlines.md', line: 1 },
        },
        detail: 'accepted 2026-03-02 · “Every outbound call carries a deadline of at most 3 s.” · applies to src/**',
      },
      {
        glyph: '◐',
        tone: 'ask',
        state: 'superseded',
        open: { label: 'ADR-0004 Retry in the gateway', post: { kind: 'open', path: 'docs/decisions/0004-retry.md', line: 1 } },
        detail: 'superseded by ADR-0015 · named in line 12',
        successor: { label: 'now ADR-0015', post: { kind: 'open', path: 'docs/decisions/0015-retry.md', line: 1 } },
      },
    ]);
  });

  it('leaves MADR’s phrase out of an outcome', () => {
    const [decision] = ORDERS.decisions;
    assert.ok(decision);
    const outcome = 'Chosen option: "A deadline on every call", because defaults differ.';
    assert.match(
      model({ decisions: [{ ...decision, outcome }] }).decisions?.items[0]?.detail ?? '',
      /“A deadline on every call, because defaults differ\.”/,
    );
  });

  it('closes with the count every face gives, and what was settled beside it', () => {
    assert.deepEqual(model().figures, { open: '4 open questions', rest: '1 to consider · 1 stale' });
  });

  it('names the other files with inserted lines', () => {
    const files = [
      { path: 'src/refunds.ts', open: 3 },
      { path: 'worker/mail.py', open: 0 },
    ];
    assert.deepEqual(
      model({}, { elsewhere: files }).elsewhere?.items.map(({ open, detail }) => [open.label, detail]),
      [
        ['src/refunds.ts', '3 open'],
        ['worker/mail.py', 'no open questions'],
      ],
    );
  });
});
