/** A text that is put together from pieces is read as a whole: what a piece says can be more than a value. */
import { type Place, placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { sitesOf } from '#facts/entries/sites';
import { type Injection, injectionsIn } from '#facts/injection/injections';
import { writtenName } from '#facts/origins/full-name';
import { isWithin } from '#facts/walk';
import { ask, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'injection',
  mode: 'SEC-04',
  rows: ['input'],
  title: 'Text from outside in a query, a command or code',
  question: 'Can text from outside change the meaning of this?',
  severity: 10,
  occurrence: 5,
  detection: 4,
  sources: ['CWE-89', 'CWE-78', 'CWE-95', 'ASVS 1.2.4', 'ASVS 1.2.5'],
  card: {
    detection: 'Statements and commands of a new shape in the database’s and the host’s own logs; errors of syntax as a metric.',
    mitigation:
      'Hand the value over beside the text: a parameter, an argument of its own. Choose names from a list that is written down.',
    diagnostics: 'The statement or the command as it was run, with the id of the request.',
    testing: 'Send a quote, a semicolon and a backtick where a name is expected: they come back as they were sent.',
  },
  wouldAnswer: [
    'parameters beside the statement, or a tagged template that makes them',
    'arguments in a list, without a shell',
    'a name that is looked up in a list of those allowed',
  ],

  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const injection of injectionsIn(analysis, fn)) yield outcomeOf(analysis, injection);
  },
});

const READ_AS = { sql: 'SQL', shell: 'a command line', code: 'code', template: 'a template' } as const;

function outcomeOf(analysis: Analysis, injection: Injection): Outcome {
  const { at, built, open, closed, language, confidence } = injection;
  const [first] = open;
  // Where something from outside gets in is where it is mended, be it run later or not.
  const isBuiltBefore = language === 'sql' && confidence === 'high' && built !== undefined && !isWithin(built, at);
  const place = isBuiltBefore ? placeOf(built) : placeIn(at);
  if (first === undefined) {
    const by = closed.map((each) => ({ where: placeOf(each.at), what: each.how ?? 'constant' }));
    return { kind: 'discharged', place, by, evidence: by[0]?.what ?? '' };
  }
  const from = open.find(({ kind }) => kind === 'outside') ?? first;
  const name = at.kind === 'call' ? `${writtenName(at.callee)}: ` : '';
  const whose =
    from.kind === 'outside'
      ? from.via === undefined
        ? 'comes from outside'
        : `is \`${analysis.textOf(from.via, 40)}\`, which comes from outside`
      : from.kind === 'caller'
        ? 'is whatever the caller hands in'
        : 'is not known to be constant';
  const related = [
    ...(isBuiltBefore ? [{ where: placeIn(at), note: 'where the text is read' }] : []),
    ...(isBuiltBefore || built === undefined || isWithin(built, at)
      ? []
      : [{ where: placeOf(built), note: 'where the text is put together' }]),
    ...(from.kind === 'outside' && from.via !== undefined ? [{ where: placeOf(from.via), note: 'what is handed in' }] : []),
  ];
  return ask(place, {
    evidence: `${name}\`${analysis.textOf(from.at, 60)}\` becomes part of ${READ_AS[language]} and ${whose}`,
    confidence,
    related,
  });
}

/** From the method on: a chain begins lines above. */
function placeIn(at: Injection['at']): Place {
  const place = placeOf(at);
  return at.kind === 'call' && at.callee.kind === 'member' ? { ...place, start: at.callee.propertyStart } : place;
}
