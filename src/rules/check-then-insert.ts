/** Between the look whether a row is there and the insert, another request can insert it. */
import { placeOf } from '#code/model';
import { checkedInsertsOf } from '#facts/effects/checked-inserts';
import { ownFunctions } from '#facts/effects/own-functions';
import { askUnlessHeld, defineRule } from './rule';

export const rule = defineRule({
  id: 'check-then-insert',
  mode: 'IDM-08',
  rows: ['twice'],
  title: 'Insert that relies on a look before it',
  question: 'Another request can pass this same check before the insert: what then?',
  severity: 7,
  occurrence: 7,
  detection: 8,
  sources: ['CWE-367', 'ASVS 2.3.4'],
  card: {
    detection: 'Count rows with the same natural key, as a metric; more than one is a pair that passed the check together.',
    mitigation:
      'Put a unique constraint on the columns that are checked, insert first, and answer the refusal; or use an upsert.',
    diagnostics: 'Log the refused key where the constraint refuses it; without a constraint, the two ids and their times.',
    testing: 'Send the same request twice at the same time against a real database: one row, and the second answer says so.',
  },
  wouldAnswer: [
    'a unique constraint on the columns that are checked',
    'an upsert, ON CONFLICT or get_or_create',
    'the check under a lock in the transaction of the insert',
  ],

  *check({ analysis, item }) {
    if (analysis.pathRole === 'migration') return;
    for (const { fn, told } of ownFunctions(analysis, item)) {
      for (const { insert, look, held } of checkedInsertsOf(analysis, fn)) {
        const place = placeOf(insert.call);
        const columns = look.selects ?? [];
        yield askUnlessHeld(held, place, {
          evidence: `${look.label} looks first by ${columns.join(', ')}: no unique constraint, lock or upsert seen`,
          confidence: look.confidence === 'high' && insert.confidence === 'high' ? 'high' : 'medium',
          related: [{ where: placeOf(look.call), note: 'the look before it' }],
          unless: [{ kind: 'unique', entity: insert.entity, columns }],
          ...told,
        });
      }
    }
  },
});
