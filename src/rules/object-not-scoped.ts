/** Who is signed in may ask for any id: without the owner in the selection, one caller reaches another one's record. */
import { placeOf } from '#code/model';
import { ownedAccessesOf } from '#facts/caller/owned-records';
import { entryPointsOf } from '#facts/entries/entry-points';
import { ask, defineRule } from './rule';

export const rule = defineRule({
  id: 'object-not-scoped',
  mode: 'SEC-02',
  rows: ['caller'],
  title: 'Record that is reached by its id alone',
  question: 'Can one tenant or user reach another one’s record through this identifier?',
  severity: 9,
  occurrence: 6,
  detection: 8,
  sources: ['CWE-639', 'OWASP API1', 'ASVS 8.2.2'],
  card: {
    detection: 'Count answers whose record belongs to somebody else than the caller, as a metric; it should be zero.',
    mitigation: 'Put the caller’s id or tenant into the where of every access, or load through a query that already has it.',
    diagnostics: 'Log the caller and the owner of the record with every access.',
    testing: 'Ask for the record of one user with the credential of another: not found, and nothing changed.',
  },
  wouldAnswer: [
    'the caller’s id or tenant in the where',
    'a check of the owner after the row is found, before it is used',
    'a guard that lets only administrators in',
  ],

  *check({ analysis, item }) {
    for (const entry of entryPointsOf(analysis, item)) {
      if (entry.role !== 'route' || entry.openByDesign !== undefined) continue;
      for (const { effect, owner, scoped } of ownedAccessesOf(analysis, entry)) {
        const place = placeOf(effect.call);
        const told = { entry: entry.id, when: entry.when };
        if (scoped !== undefined) {
          yield { kind: 'discharged', place, by: [scoped], evidence: scoped.what, ...told };
          continue;
        }
        yield ask(place, {
          evidence: `${effect.label} by ${(effect.selects ?? []).join(', ')} of the request, ${owner.column} is not part of it`,
          confidence: 'high',
          related: [{ where: owner.where, note: `${owner.column} says whose it is` }],
          ...told,
        });
      }
    }
  },
});
