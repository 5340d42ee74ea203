/** What a text looks like: drawn at random, thought up as a password, a word that names something, or none of them. */

export type Looks = 'random' | 'thought-up' | 'word' | 'no-secret';

/** Bits per character from which a text of 16 and more looks drawn at random: hexadecimal digits have 4 at most, English words about 3. */
const RANDOM_BITS = 3.2;

export function looksOf(text: string): Looks {
  // Sentences, addresses, paths, markup, hashes of secrets.
  if (text.length < 3 || /\s\S*\s\S*\s/.test(text) || /[\n<>{}]|:\/\/|^[./~$#?&@]|^\w+\//.test(text)) return 'no-secret';
  if (/^\$(?:2[aby]|argon2|pbkdf2)/.test(text)) return 'no-secret';
  // Names of settings, i18n keys, dotted members, dates, versions, content types.
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) || /^[\w-]+(?:\.[A-Za-z][\w-]*)+$/.test(text)) return 'no-secret';
  if (/^[\d.:/-]+$/.test(text) && text.length < 16) return /^\d{4,}$/.test(text) ? 'thought-up' : 'no-secret';
  if (!/\d/.test(text) && /^[A-Za-z]+(?:[-_: ][A-Za-z]+)*$/.test(text)) {
    const hasManyTurns = text.length >= 20 && !/[-_: ]/.test(text) && (text.match(/[a-z][A-Z]/g) ?? []).length >= 5;
    return hasManyTurns ? 'random' : 'word';
  }
  const isOne = /^[\w+/=.~-]+$/.test(text);
  const parts = text.split(/[-_.]/);
  const hasDigitsInside = parts.some((part) => /[A-Za-z]\d+[A-Za-z]|\d[A-Za-z]+\d/.test(part) && part.length >= 8);
  if (isOne && text.length >= 16 && bitsOf(text) >= RANDOM_BITS && hasDigitsInside) return 'random';
  // `oauth2`, `access-token-v1`: a word with a number behind it.
  return /^[A-Za-z]+(?:[-_:][A-Za-z]+)*[-_:]?v?\d{1,2}$/.test(text) ? 'word' : 'thought-up';
}

/** Shannon entropy per character. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

export interface AddressCredential {
  readonly what: string;
  readonly isPlaceholder: boolean;
  readonly confidence: 'low' | 'high';
}

const HERE = /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|[\w-]+(?:[:/]|$))/;

/** `postgres://user:password@host`: a password in an address. One of this machine opens nothing to others. */
export function addressCredential(text: string): AddressCredential | undefined {
  if (!text.includes('://')) return undefined;
  const match = /^[a-z][\w+.-]*:\/\/[^\s:@/]*:([^\s@/]+)@([^\s]*)$/i.exec(text);
  const [, password = '', host = ''] = match ?? [];
  if (match === null || /[{}$<>%*]/.test(password)) return undefined;
  const isPlaceholder = /^(?:pass(?:word)?|pwd|secret|user|username|xxx+|\.+|your.*|key|token)$/i.test(password);
  return {
    what: 'an address with a password in it',
    isPlaceholder: isPlaceholder && !HERE.test(host),
    confidence: HERE.test(host) ? 'low' : 'high',
  };
}
