/** Anyone can send what looks like an event: who sent it is known by its signature, or not at all. */
import { senderFact } from '#facts/caller/sender';
import { effectsOf, isWrite } from '#facts/effects/effects';
import { headOf } from '#facts/entries/entry-places';
import { entryPointsOf } from '#facts/entries/entry-points';
import { askUnless, defineRule } from './rule';

export const rule = defineRule({
  id: 'webhook-unverified',
  mode: 'SEC-14',
  rows: ['caller'],
  title: 'Webhook whose sender is not checked',
  question: 'How do we know this event came from the sender it names?',
  severity: 8,
  occurrence: 5,
  detection: 7,
  sources: ['CWE-345', 'CWE-347', 'Stripe: verify webhook signatures', 'GitHub: validating webhook deliveries'],
  card: {
    detection: 'Count deliveries without a valid signature as a metric; the first one is somebody trying.',
    mitigation:
      'Verify the signature over the raw body with the sender’s own library, in constant time, before anything is read.',
    diagnostics: 'Log the id of the event and whether its signature held.',
    testing: 'Send an event with a wrong signature and one without any: both are refused and nothing is written.',
  },
  wouldAnswer: [
    'the sender’s own check: constructEvent, verify, validate',
    'an HMAC over the raw body compared in constant time',
    'a shared secret in the path or a header that is compared, or a guard in front',
  ],

  *check({ analysis, item }) {
    for (const entry of entryPointsOf(analysis, item)) {
      if (entry.role !== 'webhook') continue;
      const sender = entry.authenticates.kind === 'yes' ? entry.authenticates : senderFact(analysis, entry.handler);
      const holds = sender.kind === 'yes' ? sender : entry.authenticates;
      const does = effectsOf(analysis, entry.handler).some(isWrite);
      yield askUnless(holds, headOf(entry), {
        evidence: `${entry.id}: no check of the sender’s signature seen in the handler or in front of it`,
        confidence: does ? 'high' : 'low',
        when: entry.when,
        entry: entry.id,
      });
    }
  },
});
