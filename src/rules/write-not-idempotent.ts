/** A request that arrives twice does twice what it does, unless something tells the second from the first. */
import { toldOf, verdictOf } from '#facts/effects/idempotency';
import { entryPointsOf } from '#facts/entries/entry-points';
import { askUnless, defineRule } from './rule';

export const rule = defineRule({
  id: 'write-not-idempotent',
  mode: 'IDM-01',
  rows: ['twice'],
  title: 'Write that a repeated request repeats',
  question: 'If this request arrives twice, what happens the second time?',
  severity: 9,
  occurrence: 7,
  detection: 9,
  sources: ['AWS REL04-BP04', 'IETF draft Idempotency-Key', 'Stripe API: idempotent requests'],
  card: {
    detection: 'Count rows (or charges) with the same content from the same caller within a minute; alert when there are any.',
    mitigation:
      'Take a key from the client, store it with the row under a unique constraint, answer the second request with the first result.',
    diagnostics: 'Log the key and whether it was seen before with every write.',
    testing: 'Send the same request twice, one after the other and at the same time: one row, one charge, two equal answers.',
  },
  wouldAnswer: [
    'an Idempotency-Key or request id that is looked up or stored',
    'an upsert, ON CONFLICT or get_or_create on a natural key',
    'a unique constraint whose violation is handled',
  ],

  *check({ analysis, item }) {
    for (const entry of entryPointsOf(analysis, item)) {
      const verdict = verdictOf(analysis, entry);
      if (verdict === undefined) continue;
      const { holds, place, asked } = toldOf(verdict, entry);
      yield askUnless(holds, place, asked);
    }
  },
});
