/** What a name says of its value. */
import { DEEDS, FORM_WORDS, HARMLESS_WORDS, PERSONAL_NOUNS, SECRET_NOUNS } from '#libraries/sensitive-words';
import { HANDING_OUT } from '#libraries/value-forms';
import { wordsOf } from '../name-words';

export type Sensitivity = 'secret' | 'personal';

const remembered = new Map<string, Sensitivity | 'none'>();
const MAX_REMEMBERED = 5000;

export function sensitivityOf(name: string): Sensitivity | undefined {
  let known = remembered.get(name);
  if (known === undefined) {
    known = judged(wordsOf(name)) ?? 'none';
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(name, known);
  }
  return known === 'none' ? undefined : known;
}

function judged(all: readonly string[]): Sensitivity | undefined {
  if (all.length === 0 || all.some((word) => HARMLESS_WORDS.has(word))) return undefined;
  if (all.length === 2 && DEEDS.has(all[0] ?? '') && all[1] !== 'token') return undefined;
  const words = [...all];
  for (;;) {
    const ends = [words.slice(-1), words.slice(-2), words.slice(-3)].map((each) => each.join(' '));
    if (ends.some((end) => SECRET_NOUNS.has(end) || SECRET_NOUNS.has(end.replace(/\d+$/, '')))) return 'secret';
    if (ends.some((end) => PERSONAL_NOUNS.has(end))) return 'personal';
    const last = words.at(-1) ?? '';
    if (words.length < 2 || !(FORM_WORDS.has(last) || /^\d+$/.test(last))) return undefined;
    words.pop();
  }
}

/** `getPassword()`, `generate_token()`: what comes back is what the rest of the name says. */
export function handsOutSecret(name: string): boolean {
  const [verb = '', ...rest] = wordsOf(name);
  return HANDING_OUT.has(verb) && rest.length > 0 && judged(rest) === 'secret';
}

/** A session's id opens a browser's session, and is a plain number in most others: it is told apart by who names it. */
export function isSessionId(written: string): boolean {
  return /(?:^|\.)(?:req|request|ctx|context)\.(?:session\.(?:id|session_key)|sessionID)$/.test(written);
}
