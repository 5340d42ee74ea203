/** What an entry point did can be taken back, or the entry point switched off: in minutes, without a deploy, or not. */

import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import type { Condition } from '#facts/condition';
import { effectsOf } from '#facts/effects/effects';
import { entityName } from '#facts/effects/entity-name';
import { headOf } from '#facts/entries/entry-places';
import { type Entry, entryPointsOf } from '#facts/entries/entry-points';
import { entityOfPath, isReversibleByState, switchFact, undoes } from '#facts/entries/undo';
import { yes } from '#facts/fact';
import { isWatched } from '#facts/runners/runner';
import { askUnless, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'no-kill-switch',
  mode: 'OPS-07',
  rows: ['undone'],
  title: 'No way back and no switch',
  question: 'How is this reversed, or switched off in five minutes without a deploy?',
  severity: 6,
  occurrence: 6,
  detection: 8,
  sources: ['Kubernetes PRR: feature enablement and rollback'],
  rowOnly: true,
  card: {
    detection: 'Rows or messages of this entry point that had to be mended by hand; how long the last roll-back took.',
    mitigation: 'A flag or setting around the work, and an operation that takes one result back.',
    diagnostics: 'Keep with every row what made it (request, flag state), so that a bad hour can be selected.',
    testing: 'Do it, take it back, and compare; switch it off and see the refusal.',
  },
  wouldAnswer: [
    'an operation for the same thing that cancels, refunds or deletes it',
    'a state that can be changed back, a mark instead of a deletion',
    'a feature flag or a setting that is read at run time',
  ],

  *check({ analysis, item }) {
    // Who sits before it switches it off by going away.
    if (isWatched(analysis)) return;
    for (const entry of entryPointsOf(analysis, item)) if (entry.writes) yield entryPoint(analysis, entry);
  },
});

function entryPoint(analysis: Analysis, entry: Entry): Outcome {
  const place = headOf(entry);
  const about = { entry: entry.id, when: entry.when };
  const flag = switchFact(
    analysis,
    entry.handler,
    entry.chain.map(({ expression }) => expression),
  );
  if (flag.kind === 'yes') return askUnless(flag, place, { evidence: '', ...about });

  const effects = effectsOf(analysis, entry.handler);
  const writes = effects.filter((effect) => effect.kind === 'store-write');
  // What has left the house does not come back with a column.
  const isInside = !effects.some(({ kind }) => kind === 'send' || kind === 'charge' || kind === 'remote-write');
  const state = isInside
    ? writes.find((effect) => (effect.operation === 'update' || undoes(entry)) && isReversibleByState(analysis, effect))
    : undefined;
  if (state !== undefined)
    return askUnless(yes(placeOf(state.call), `${state.label} changes a state that can be changed back`), place, {
      evidence: '',
      ...about,
    });

  const entities = [...new Set([...writes.map((effect) => entityName(effect.entity)), entityOfPath(entry.path)])].filter(
    (entity) => entity !== '',
  );
  // A deletion is no way back of itself.
  const unless: readonly Condition[] = undoes(entry) ? [] : entities.map((entity) => ({ kind: 'undo', entity }));
  const what = writes[0] === undefined ? 'back what it did' : `${writes[0].label} back`;
  return askUnless({ kind: 'no', looked: [] }, place, {
    evidence: `${entry.id}: nothing seen that takes ${what}, and no flag or setting around it`,
    confidence: 'low',
    rowOnly: true,
    unless,
    ...about,
  });
}
