/** What is in the repository is known to everybody who ever cloned it, and stays in its history when the line is gone. */
import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { type HardcodedSecret, hardcodedSecrets } from '#facts/secrets/hardcoded';
import { refusedFallback } from '#facts/secrets/refused-fallback';
import { ask, askUnless, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'hardcoded-secret',
  mode: 'SEC-07',
  rows: [],
  reads: 'constants',
  title: 'Credential written in the code',
  question: 'Is this a real credential, and how would we rotate it?',
  severity: 9,
  occurrence: 5,
  detection: 5,
  sources: ['CWE-798', 'ASVS 13.3.1'],
  card: {
    detection: 'Secret scanning of the whole history on every push; an alert when the credential is used from somewhere new.',
    mitigation: 'Revoke it first, issue a new one into the secret store, then remove the line: history keeps the old one.',
    diagnostics: 'The issuer’s access log tells when and from where the credential was used.',
    testing: 'Start without the setting: the program refuses and names the setting.',
  },
  wouldAnswer: [
    'the value read from the environment or a secret store, and a start that fails without it',
    'a stand-in that production refuses: a check of the environment that throws',
    'a text that is plainly a placeholder',
  ],

  *check({ analysis, item }) {
    for (const secret of hardcodedSecrets(analysis, item)) yield outcomeOf(analysis, secret);
  },
});

/** The evidence tells the name, the kind and the length: the text itself is never repeated. */
function outcomeOf(analysis: Analysis, secret: HardcodedSecret): Outcome {
  const { at, name, what, isFallback, isPlaceholder, confidence } = secret;
  const place = placeOf(at);
  if (isPlaceholder) {
    const evidence = `${name === '' ? 'the text' : `\`${name}\``}: a placeholder, it opens nothing`;
    return { kind: 'discharged', place, by: [{ where: place, what: 'a placeholder' }], evidence };
  }
  if (!isFallback) return ask(place, { evidence: `${name === '' ? 'the code' : `\`${name}\``} holds ${what}`, confidence });
  const evidence = `where \`${name}\` is not set, ${what} from the code is used`;
  return askUnless(refusedFallback(analysis, at, name), place, { evidence, confidence });
}
