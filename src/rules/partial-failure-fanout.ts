/** Effects begun together fail one by one: those that worked stay, and nobody knows which they were. */
import { placeOf } from '#code/model';
import { type FanOut, fanOutsOf } from '#facts/effects/fan-outs';
import { ownFunctions } from '#facts/effects/own-functions';
import { askUnlessHeld, type Confidence, defineRule } from './rule';

export const rule = defineRule({
  id: 'partial-failure-fanout',
  mode: 'RES-09',
  rows: ['halfway'],
  title: 'Effects begun together, waited for together',
  question: 'One of these fails: what about the others that already took effect?',
  severity: 8,
  occurrence: 5,
  detection: 8,
  sources: ['AWS REL04-BP04', 'AWS Lambda: partial batch responses'],
  card: {
    detection: 'Count items that were begun and items that were done, as two metrics; alert on the difference.',
    mitigation: 'Wait for every outcome, keep those that failed, and try only these again, with a key for each.',
    diagnostics: 'Log the ids of what worked and of what did not in one line at the end.',
    testing: 'Let the second of three fail: the first and the third are known to be done, and the second alone comes again.',
  },
  wouldAnswer: [
    'Promise.allSettled or return_exceptions=True, and a look at each outcome',
    'one transaction around all of them',
    'effects that are harmless the second time',
  ],

  *check({ analysis, item }) {
    for (const { fn, told } of ownFunctions(analysis, item)) {
      for (const fanOut of fanOutsOf(analysis, fn)) {
        const { call, effects, isPerItem, answer } = fanOut;
        const place = placeOf(call);
        const [first] = effects;
        if (first === undefined) continue;
        const labels = [...new Set(effects.map(({ label }) => label))];
        yield askUnlessHeld(answer, place, {
          evidence: isPerItem
            ? `${labels[0]} for every item: the first failure is all that is told`
            : `${labels.slice(0, 3).join(', ')}: the first failure is all that is told`,
          confidence: confidenceOf(fanOut),
          related: effects.slice(0, 3).map((effect) => ({ where: effect.via ?? placeOf(effect.call), note: effect.label })),
          ...told,
        });
      }
    }
  },
});

/** What reaches somebody, moves money or inserts a row; a row that is set anew can be set again. */
function confidenceOf({ effects }: FanOut): Confidence {
  const isPlain = effects.some(
    ({ kind, isRepeatable }) =>
      !isRepeatable &&
      (kind === 'store-write' || kind === 'charge' || kind === 'send' || kind === 'publish' || kind === 'remote-write'),
  );
  return isPlain ? 'high' : 'medium';
}
