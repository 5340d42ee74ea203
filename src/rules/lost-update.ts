/** Of two requests that read a value, change it and write it back at once, the first one's change is gone. */
import { placeOf } from '#code/model';
import { lostUpdatesOf } from '#facts/effects/lost-updates';
import { ownFunctions } from '#facts/effects/own-functions';
import { familyOf } from '#facts/language';
import { askUnlessHeld, defineRule } from './rule';

export const rule = defineRule({
  id: 'lost-update',
  mode: 'IDM-07',
  rows: ['twice'],
  title: 'Value that is read, changed and written back',
  question: 'Two requests read this value, then both write it: which change survives?',
  severity: 9,
  occurrence: 5,
  detection: 8,
  sources: ['CWE-362', 'CWE-367', 'ASVS 2.3.4'],
  card: {
    detection: 'Compare the value with the sum of the rows that should make it up, as a metric; the difference should be zero.',
    mitigation:
      'Let the store compute the new value in one statement, or put the version that was read into the where and try again when no row matched.',
    diagnostics: 'Log the old and the new value with the id of the request; two lines with one old value are a lost change.',
    testing: 'Run the same change ten times at once against a real database: the value has moved ten times.',
  },
  wouldAnswer: [
    'one statement that computes it: SET balance = balance - 1, $inc, increment, F()',
    'a version or the old value in the where, and a look at how many rows matched',
    'the row read with a lock (FOR UPDATE) in the transaction that writes it',
  ],

  *check({ analysis, item }) {
    if (analysis.pathRole === 'migration') return;
    for (const { fn, told } of ownFunctions(analysis, item)) {
      const asked = new Set<string>();
      for (const { write, column, read, held } of lostUpdatesOf(analysis, fn)) {
        const key = `${write.entity}.${column}`;
        if (asked.has(key)) continue;
        asked.add(key);
        const place = placeOf(write.call);
        const from = read === undefined ? 'its old value' : `what ${read.label} gave`;
        yield askUnlessHeld(held, place, {
          evidence: `${write.label}: ${column} is computed from ${from}, no lock, version or atomic change seen`,
          confidence: read === undefined ? 'medium' : 'high',
          unless: familyOf(analysis) === 'java' ? [{ kind: 'unique', entity: write.entity, columns: ['version'] }] : [],
          related: read === undefined ? [] : [{ where: placeOf(read.call), note: 'where the old value is read' }],
          ...told,
        });
      }
    }
  },
});
