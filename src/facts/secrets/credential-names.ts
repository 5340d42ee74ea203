/** What a name says of the credential it stands for. */
import { ISSUED, NOT_THE_SECRET, TRUSTED } from '#libraries/secret-formats';
import { wordsOf } from '../name-words';

/** `trusted`: this program lets in whoever knows it; `issued`: another system does; `keyed`: a key of some kind. */
export type Credential = 'trusted' | 'issued' | 'keyed';

export function credentialWords(name: string): Credential | undefined {
  const words = wordsOf(name)
    .join(' ')
    .replace(/(?: \d+| default| value| fallback| raw| dev| prod| production)+$/, '');
  if (NOT_THE_SECRET.test(words)) return undefined;
  if (ISSUED.test(words)) return 'issued';
  if (TRUSTED.test(words)) return 'trusted';
  return /(?:^| )key$/.test(words) ? 'keyed' : undefined;
}
