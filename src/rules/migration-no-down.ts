/** The day a release has to go back, the schema it was written for does not come back by itself. */
import { placeOf } from '#code/model';
import { callsWithin } from '#facts/entries/sites';
import { downOf, downsOf, goesUp, knowsWayBack, stateOf, upsOf } from '#facts/migrations/directions';
import { irreversibleIn, whyNoWayBack } from '#facts/migrations/way-back';
import { ask, defineRule } from './rule';

export const rule = defineRule({
  id: 'migration-no-down',
  mode: 'OPS-01',
  rows: [],
  title: 'Migration without a way back',
  question: 'How is this schema change undone, and does the old version still run against it?',
  severity: 8,
  occurrence: 6,
  detection: 7,
  sources: ['Kubernetes PRR: feature enablement and rollback', 'Mercari, production readiness: rollback'],
  card: {
    detection: 'A roll-back that stops at the migration, or an old version that fails on the new schema.',
    mitigation: 'Write the way back and run it once, or make the change in steps that the old version can live with.',
    diagnostics: 'Which migrations ran since the release that works, and which of them have a way back.',
    testing: 'Up, down and up again on a copy with data, with the old version running in between.',
  },
  wouldAnswer: [
    'a down that takes back what up did',
    'reverse_code, reverse_sql',
    'a comment that says why there is no way back, and what is done instead',
  ],

  *check({ analysis, item }) {
    for (const fn of upsOf(analysis, item)) {
      if (callsWithin(fn).length === 0) continue;
      const place = { item, ...fn.nameSpan };
      const down = analysis.asWhole(downOf);
      if (down === 'works')
        yield {
          kind: 'discharged',
          place,
          by: [{ where: place, what: 'the way back is written' }],
          evidence: 'the way back is written',
        };
      else if (down === 'none')
        yield ask(place, {
          evidence: `${fn.name} changes the schema, and no way back is written`,
          confidence: knowsWayBack(analysis, fn) ? 'high' : 'medium',
        });
    }
    for (const fn of downsOf(analysis, item)) {
      const state = stateOf(fn);
      if (state === 'works' || state === 'none' || !analysis.asWhole(goesUp)) continue;
      const place = { item, ...fn.nameSpan };
      const why = whyNoWayBack(analysis, fn);
      if (why !== undefined) yield { kind: 'discharged', place, by: [{ where: place, what: why }], evidence: why };
      else
        yield ask(place, {
          evidence: `${fn.name} ${state === 'throws' ? 'refuses to go back' : 'does nothing'}, and no reason is given`,
        });
    }
    for (const { call, back, what } of irreversibleIn(analysis, item)) {
      const place = placeOf(call.callee);
      if (back !== undefined) yield { kind: 'discharged', place, by: [{ where: placeOf(back), what }], evidence: what };
      else yield ask(place, { evidence: what });
    }
  },
});
