/** Brokers deliver at least once: a message that comes again does again what it did. */
import { redeliveryOf, toldOf } from '#facts/effects/idempotency';
import { entryPointsOf } from '#facts/entries/entry-points';
import { askUnless, defineRule } from './rule';

export const rule = defineRule({
  id: 'consumer-no-dedupe',
  mode: 'IDM-05',
  rows: ['twice'],
  title: 'Message that is handled again when it comes again',
  question: 'This message will be delivered more than once: what makes the second delivery harmless?',
  severity: 8,
  occurrence: 6,
  detection: 9,
  sources: ['AWS SQS: at-least-once delivery', 'Kafka: message delivery semantics', 'AWS REL04-BP04'],
  card: {
    detection: 'Count rows or sends with one message id, as a metric; more than one is a message that was handled twice.',
    mitigation:
      'Keep the id of the message under a unique constraint in the transaction of its effects, or write so that the second time changes nothing.',
    diagnostics: 'Log the message id and how often it was delivered with every message.',
    testing: 'Hand the consumer the same message twice: one row, one send, both acknowledged.',
  },
  wouldAnswer: [
    'the id of the message kept under a unique constraint, or looked up first',
    'an upsert or ON CONFLICT on a natural key',
    'a state that is checked before and changed with it',
  ],

  *check({ analysis, item }) {
    for (const entry of entryPointsOf(analysis, item)) {
      const verdict = redeliveryOf(analysis, entry);
      if (verdict === undefined) continue;
      const { holds, place, asked } = toldOf(verdict, entry);
      yield askUnless(holds, place, asked);
    }
  },
});
