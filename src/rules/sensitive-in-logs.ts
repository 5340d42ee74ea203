/** A log is read by more people than the database, kept longer, and copied to places nobody lists. */
import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { redactEdit } from '#facts/disclosure/edit-redact';
import { type LogWrite, sensitiveWrites } from '#facts/disclosure/log-writes';
import type { Written } from '#facts/disclosure/written-values';
import { sitesOf } from '#facts/entries/sites';
import { isServiceCode } from '#facts/failures/service-code';
import { runnerOf } from '#facts/runners/runner';
import { ask, type Confidence, defineRule, type Fix, type Outcome } from './rule';

export const rule = defineRule({
  id: 'sensitive-in-logs',
  mode: 'DAT-01',
  rows: [],
  title: 'Sensitive value in a log line',
  question: 'Who can read this log, and should they see this value?',
  severity: 7,
  occurrence: 6,
  detection: 6,
  sources: ['ASVS 16.2.5', 'ASVS 14.2.4', 'CWE-532', 'Mercari, production readiness: non-sensitive log'],
  card: {
    detection: 'A search of the log store for the shape of a token, a card number, an address; a scanner on the log pipeline.',
    mitigation: 'Redact in the logger, purge the lines that are there, and change the secrets that were written.',
    diagnostics: 'An id, a length or the last four characters tell one value from another.',
    testing: 'Run the path with a marked secret and assert that no line of the captured log holds it.',
  },
  wouldAnswer: [
    'an id, a length or a hash in its place',
    'a masking function around it, or the last four characters',
    'redaction in the logger (`redact` of pino, a filter, a processor)',
  ],
  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const write of sensitiveWrites(analysis, fn)) yield outcomeOf(analysis, write);
  },
});

function outcomeOf(analysis: Analysis, write: LogWrite): Outcome {
  const place = placeOf(write.call);
  const plain = write.values.filter(({ masked }) => masked === undefined);
  const [first] = write.values;
  if (plain.length === 0) {
    const what = `\`${first?.name ?? ''}\`: ${first?.masked ?? 'masked'}`;
    return { kind: 'discharged', place, by: [{ where: placeOf(first?.at ?? write.call), what }], evidence: what };
  }
  const names = [...new Set(plain.map(({ name }) => `\`${name}\``))];
  return ask(place, {
    evidence: `\`${write.label}\` writes ${listed(names)} as ${plain.length === 1 ? 'it is' : 'they are'}: no mask, hash or cut on the way`,
    confidence: confidenceOf(analysis, write, plain),
    related: plain.slice(0, 5).map(({ at, name }) => ({ where: placeOf(at), note: name })),
    fixes: plain.flatMap((each) => fixFor(analysis, each)).slice(0, 2),
    unless: write.isPrint ? [] : [{ kind: 'app', trait: 'redacts' }],
  });
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).slice(0, 3).join(', ')} and ${names.at(-1)}`;
}

/** What somebody runs and reads alone is theirs to see; an address is worth less than what opens a door. */
function confidenceOf(analysis: Analysis, write: LogWrite, values: readonly Written[]): Confidence {
  const { level, label } = write;
  if (runnerOf(analysis) !== 'unattended' || write.isDebugging) return 'low';
  const isSecret = values.some(({ kind, name }) => kind === 'secret' || (kind === 'whole' && !/body|data|json|form/i.test(name)));
  const isQuiet = level === 'debug' || level === 'trace' || /debug|trace/i.test(label);
  if (isSecret) return isQuiet ? 'medium' : 'high';
  return isQuiet || (write.isPrint && !isServiceCode(analysis)) ? 'low' : 'medium';
}

function fixFor(analysis: Analysis, value: Written): readonly Fix[] {
  const edit = redactEdit(analysis, value);
  return edit === undefined
    ? []
    : [{ title: `Keep it out of the log: ${edit.text}`, safety: 'suggested', at: placeOf(value.at), edits: edit.edits }];
}
