/** A database write and an effect elsewhere cannot commit together: one of them can be there without the other. */
import { placeOf } from '#code/model';
import { type DualWrite, dualWritesOf } from '#facts/effects/dual-writes';
import { systemsInsideOneCall } from '#facts/effects/halfway';
import { ownFunctions } from '#facts/effects/own-functions';
import { ask, askUnless, defineRule } from './rule';

export const rule = defineRule({
  id: 'dual-write-no-compensation',
  mode: 'IDM-04',
  rows: ['halfway'],
  title: 'Effect in two systems without a way back',
  question: 'One of these two steps cannot be rolled back: what undoes it when the other fails?',
  severity: 9,
  occurrence: 5,
  detection: 9,
  sources: ['AWS REL04', 'microservices.io: transactional outbox, saga', 'ASVS 2.3.3'],
  card: {
    detection: 'Compare both sides on a schedule: charges without an order, objects without a row, rows whose event nobody has.',
    mitigation:
      'Write the intention with the row (outbox, pending state), let a worker do the other half and mark it; undo in the handler what cannot wait.',
    diagnostics: 'Log one id on both sides, before and after the step that cannot be taken back.',
    testing: 'Make the second step throw, and kill the process before it: both sides agree afterwards, or a job makes them.',
  },
  wouldAnswer: [
    'an undoing call in the handler of the second step',
    'an outbox row in the same transaction',
    'a pending state first, with a key that makes the other step repeatable',
  ],

  *check({ analysis, item }) {
    if (analysis.pathRole === 'migration') return;
    for (const { fn, entry, told } of ownFunctions(analysis, item)) {
      const pairs = dualWritesOf(analysis, fn);
      // What one helper does is asked there; the checklist of the entry point hears of it.
      if (pairs.length === 0 && entry !== undefined)
        for (const { place, where, holds, evidence } of systemsInsideOneCall(analysis, fn))
          yield askUnless(holds, place, {
            evidence,
            rowOnly: true,
            related: [{ where, note: 'where it happens' }],
            entry: entry.id,
            when: entry.when,
          });
      // What is left halfway is asked of the function, registered or not.
      const open = pairs.find((pair) => pair.kind === 'ask');
      for (const pair of pairs)
        if (pair.kind === 'answered')
          yield {
            kind: 'discharged',
            place: placeOf(pair.outside.call),
            by: [{ where: pair.where, what: pair.what }],
            evidence: pair.what,
            ...told,
          };
      if (open?.kind === 'ask')
        yield ask(placeOf(open.outside.call), {
          evidence: evidenceOf(open),
          confidence: open.confidence,
          related: [{ where: placeOf(open.write.call), note: open.isWriteFirst ? 'written before it' : 'written after it' }],
          ...told,
        });
    }
  },
});

function evidenceOf({ write, outside, isWriteFirst }: DualWrite): string {
  const order = isWriteFirst ? `${outside.label} after ${write.label}` : `${outside.label} before ${write.label}`;
  return `${order}: no undoing step, outbox or pending state seen`;
}
