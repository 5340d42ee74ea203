/** A review of one file as the engine would give it: an entry point with every state of a row, and questions beside it. */
import type { AnswerView, Checklist, ChecklistRow, FileReview, Question, RuleInfo } from '#review/file-review';
import type { Row } from '#rules/rule';

export const ANN: AnswerView = {
  kind: 'accepted-risk',
  note: 'No counter yet, the gateway has one.',
  by: 'Ann Lee <ann@example.com>',
  at: '2026-08-20',
  expires: '2027-02-20',
};

export function question(over: Partial<Question> & Pick<Question, 'rule'>): Question {
  const line = over.startLine ?? 24;
  const group = over.group ?? `${over.rule}@${over.symbol ?? 'createOrder'}`;
  return {
    id: `${group}#1`,
    mode: 'IDM-01',
    state: 'open',
    shown: true,
    group,
    confidence: 'high',
    risk: 'high',
    severity: 9,
    occurrence: 7,
    detection: 9,
    symbol: 'createOrder',
    text: 'If this request arrives twice, what happens the second time?',
    evidence: 'orders.insert in POST /orders: no key, upsert or unique conflict seen',
    code: 'await db.orders.insert(order)',
    startLine: line,
    startColumn: 3,
    endLine: line,
    endColumn: 32,
    related: [],
    fixes: [],
    rows: [],
    ...over,
  };
}

const twice = question({
  rule: 'write-not-idempotent',
  rows: ['twice'],
  related: [{ path: 'prisma/schema.prisma', startLine: 14, text: 'model Order {', note: 'the table has no unique constraint' }],
});
const halfway = question({
  rule: 'effects-not-atomic',
  rows: ['halfway'],
  mode: 'IDM-04',
  startLine: 31,
  text: 'The card is charged first: what undoes it when the insert fails?',
  evidence: 'payments.charge, then orders.insert, with nothing between them that would undo the first',
  code: 'await payments.charge(card, order.total)',
});
const input = question({
  rule: 'input-not-validated',
  rows: ['input'],
  state: 'discharged',
  startLine: 18,
  dischargedBy: [{ path: 'src/routes/orders.ts', startLine: 18, text: 'OrderSchema.parse(request.body)' }],
});
const unbounded = question({
  rule: 'query-without-limit',
  symbol: 'listOrders',
  startLine: 71,
  risk: 'medium',
  text: 'How many rows can come back a year from now?',
  evidence: 'orders.find selects by customer alone',
  code: 'return db.orders.find({ customer })',
});
const stale = question({
  rule: 'status-unchecked',
  state: 'stale',
  risk: 'medium',
  startLine: 44,
  text: 'What does the caller see when the answer is not a success?',
  evidence: 'the status of the answer is not read before its body',
  code: 'const rates = await response.json()',
  answer: { kind: 'handled', note: 'The client throws on 4xx and 5xx', by: 'Ben', at: '2026-08-20' },
});
const answered = question({
  rule: 'call-without-timeout',
  state: 'answered',
  startLine: 43,
  text: 'How long may this call wait, and what does the caller see when the deadline passes?',
  code: "const response = await fetch('https://rates.example')",
  answer: { kind: 'to-fix', note: 'OPS-231, with the new client', by: 'Ann Lee <ann@example.com>', at: '2026-09-02' },
  anchor: 'touched',
});
const discharged = question({
  rule: 'error-swallowed',
  state: 'discharged',
  startLine: 52,
  text: 'Who learns of this failure?',
  evidence: 'logger.error with the error, line 53',
  dischargedBy: [{ path: 'src/routes/orders.ts', startLine: 53, text: 'logger.error({ error }, "charge failed")' }],
});

function row(name: Row, over: Partial<ChecklistRow> & Pick<ChecklistRow, 'state' | 'evidence'>): ChecklistRow {
  return { row: name, rules: [], questions: [], group: `row:${name}@createOrder`, ...over };
}

const createOrder: Checklist = {
  title: 'POST /orders',
  symbol: 'createOrder',
  kind: 'route',
  startLine: 14,
  endLine: 58,
  inScope: true,
  rows: [
    row('input', {
      state: 'answered-by-code',
      evidence: 'OrderSchema.parse',
      at: { path: 'src/routes/orders.ts', startLine: 18 },
      rules: [input.rule],
      questions: [input.id],
    }),
    row('caller', {
      state: 'answered-by-code',
      evidence: 'requireUser on the router',
      at: { path: 'src/app.ts', startLine: 22 },
    }),
    row('twice', { state: 'open', evidence: `${twice.text} — ${twice.evidence}`, rules: [twice.rule], questions: [twice.id] }),
    row('halfway', {
      state: 'open',
      evidence: `${halfway.text} — ${halfway.evidence}`,
      rules: [halfway.rule],
      questions: [halfway.id],
    }),
    row('outage', { state: 'to-consider', evidence: 'Looked, and could not tell: the client comes from a parameter' }),
    row('seen', { state: 'answered-by-person', evidence: ANN.note, answer: ANN }),
    row('undone', { state: 'not-applicable', evidence: 'It changes nothing' }),
  ],
};

export const ORDERS: FileReview = {
  path: 'src/routes/orders.ts',
  language: 'typescript',
  version: 3,
  lines: 140,
  codeLines: 118,
  provenance: {
    ai: 62,
    human: 31,
    unknown: 25,
    inserted: 4,
    runs: [
      {
        startLine: 1,
        endLine: 80,
        author: 'ai',
        isInserted: true,
        evidence: [
          {
            source: 'commit-trailer',
            tool: 'Claude Code',
            commit: '9f31c2e0a1b2c3d4e5f60718293a4b5c6d7e8f90',
            at: '2026-11-20T10:00:00Z',
            confidence: 'high',
            why: 'commit trailer of 9f31c2e names Claude',
          },
        ],
      },
      {
        startLine: 81,
        endLine: 110,
        author: 'human',
        isInserted: false,
        evidence: [{ source: 'live-typing', confidence: 'high', why: 'typed here' }],
      },
      { startLine: 111, endLine: 140, author: 'unknown', isInserted: false, evidence: [] },
    ],
    notes: ['Looked at 214 commits that touched this file, and at the edits of this window.'],
  },
  scope: 'inserted',
  blocks: [
    { id: 'createOrder', symbol: 'createOrder', startLine: 14, endLine: 58, inScope: true },
    { id: 'listOrders', symbol: 'listOrders', startLine: 66, endLine: 80, inScope: true },
  ],
  questions: [input, twice, halfway, answered, stale, discharged, unbounded],
  checklists: [createOrder],
  decisions: [
    {
      path: 'docs/decisions/0012-deadlines.md',
      label: 'ADR-0012',
      title: 'Deadlines on outbound calls',
      status: 'accepted',
      statusText: 'accepted',
      date: '2026-03-02',
      outcome: 'Every outbound call carries a deadline of at most 3 s.',
      why: 'applies to src/**',
    },
    {
      path: 'docs/decisions/0004-retry.md',
      label: 'ADR-0004',
      title: 'Retry in the gateway',
      status: 'superseded',
      statusText: 'superseded by ADR-0015',
      supersededBy: { path: 'docs/decisions/0015-retry.md', label: 'ADR-0015' },
      why: 'named in line 12',
    },
  ],
  unplaced: [],
  notes: [],
  problems: [],
};

function rule(id: string, title: string): RuleInfo {
  return {
    id,
    mode: 'IDM-01',
    title,
    question: '',
    card: {
      detection: 'Two rows with the same client reference within a minute.',
      mitigation: 'Idempotency-Key header with a unique column; return the first result.',
      diagnostics: 'Log the key and whether the answer was replayed.',
      testing: 'Send the same request twice, concurrently.',
    },
    wouldAnswer: ['a unique key with its conflict handled', 'an Idempotency-Key read before the write'],
    severity: 9,
    occurrence: 7,
    detection: 9,
  };
}

export const RULES: ReadonlyMap<string, RuleInfo> = new Map(
  [rule('write-not-idempotent', 'Write without idempotency'), rule('effects-not-atomic', 'Two effects, no way back')].map(
    (each) => [each.id, each],
  ),
);

/** `{0}` filled in, English as it stands. */
export function translate(message: string, ...args: (string | number)[]): string {
  return message.replace(/\{(\d)\}/g, (_whole, index) => String(args[Number(index)]));
}

export const NOW = Date.parse('2026-11-23T12:00:00Z');
