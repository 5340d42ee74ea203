/** A model that decides by itself how often it is asked again has no price before it has run. */
import { placeOf } from '#code/model';
import { modelLoops } from '#facts/requests/model-loops';
import { isWatched } from '#facts/runners/runner';
import { askUnless, defineRule } from './rule';

export const rule = defineRule({
  id: 'llm-no-cap',
  mode: 'COST-08',
  rows: ['outage'],
  title: 'Model asked again without a limit',
  question: 'What is the most this model call can cost, take and loop?',
  severity: 6,
  occurrence: 7,
  detection: 7,
  sources: ['OWASP LLM10:2025', 'CWE-834', 'CWE-400'],
  card: {
    detection: 'Tokens and rounds per run rise while the number of runs does not; the bill or the rate limit tells last.',
    mitigation: 'Count the rounds and stop at a number, give the run a budget of tokens and a deadline, and say that it stopped.',
    diagnostics: 'Log the rounds, the tokens and why it ended, once per run, with the id of the run.',
    testing: 'Let the model ask for a tool in every answer: the run ends after the stated rounds and says so.',
  },
  wouldAnswer: [
    'a count of rounds that is compared with a limit',
    'a deadline or a budget that ends the loop',
    'a loop over a range in place of one that is open',
  ],

  *check({ analysis, item }) {
    for (const { call, isLimited } of modelLoops(analysis, item))
      yield askUnless(isLimited, placeOf(call), {
        evidence: `\`${analysis.textOf(call.callee, 50)}\` is asked again with what it answered; nothing counts the rounds`,
        confidence: isWatched(analysis) ? 'low' : 'high',
      });
  },
});
