/** Two writes that do not commit together leave the first without the second when the process stops between them. */
import { placeOf } from '#code/model';
import { writesInsideOneCall } from '#facts/effects/halfway';
import { ownFunctions } from '#facts/effects/own-functions';
import { partialWritesOf } from '#facts/effects/partial-writes';
import { ask, askUnless, defineRule } from './rule';

export const rule = defineRule({
  id: 'multi-write-no-transaction',
  mode: 'IDM-03',
  rows: ['halfway'],
  title: 'Writes that do not commit together',
  question: 'If the process dies between these writes, what state is left and who repairs it?',
  severity: 9,
  occurrence: 6,
  detection: 8,
  sources: ['ASVS 2.3.3', 'CWE-662'],
  card: {
    detection: 'A query that finds the first row without the second, run as a metric; it should be zero.',
    mitigation: 'Put both writes into one transaction, or write first the row from which the other can be derived again.',
    diagnostics: 'Log the ids of both rows in one line after the last write; a first id without that line is a half.',
    testing: 'Make the second write throw: the first is not there afterwards.',
  },
  wouldAnswer: [
    'one transaction around both writes, each on its handle',
    'one statement that writes both',
    'one commit of the session after both',
  ],

  *check({ analysis, item }) {
    if (analysis.pathRole === 'migration') return;
    for (const { fn, entry, told } of ownFunctions(analysis, item)) {
      const registered = entry === undefined ? {} : { entry: entry.id, when: entry.when };
      const found = partialWritesOf(analysis, fn);
      if (found === undefined) {
        // A half inside of one helper is asked there; the checklist of the entry point hears of it.
        for (const { place, where, holds, evidence } of entry === undefined ? [] : writesInsideOneCall(analysis, fn))
          yield askUnless(holds, place, {
            evidence,
            rowOnly: true,
            related: [{ where, note: 'where it happens' }],
            ...registered,
          });
        continue;
      }
      const { first, second } = found;
      const place = placeOf(second.call);
      // What is left halfway is asked of the function, registered or not.
      if (found.kind === 'unclear') yield { kind: 'silent', place, why: found.why, ...told };
      else if (found.kind === 'together')
        yield {
          kind: 'discharged',
          place,
          by: [{ where: found.where, what: found.what }],
          evidence: `${first.label} and ${second.label} commit together: ${found.what}`,
          ...told,
        };
      else
        yield ask(place, {
          evidence: `${second.label} after ${first.label}: no transaction seen around both`,
          confidence: found.confidence,
          related: [{ where: placeOf(first.call), note: 'the first write' }],
          unless: found.unless,
          ...told,
        });
    }
  },
});
