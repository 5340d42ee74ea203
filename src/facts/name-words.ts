/** Names are read word by word: `requireAuth`, `require_auth` and `require-auth` say the same, `author` is not `auth`. */

/** Lower-case words of an identifier, a dotted path, a header or a route path. */
export function wordsOf(name: string): readonly string[] {
  let words = REMEMBERED.get(name);
  if (words === undefined) {
    words = taken(name);
    // A code base says the same few thousand names over and over; what it does not say again is let go.
    if (REMEMBERED.size >= MAX_REMEMBERED) REMEMBERED.clear();
    REMEMBERED.set(name, words);
  }
  return words;
}

const REMEMBERED = new Map<string, readonly string[]>();
const MAX_REMEMBERED = 5000;

function taken(name: string): readonly string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return spaced
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export function hasWord(name: string, words: ReadonlySet<string>): boolean {
  return wordsOf(name).some((word) => words.has(word));
}

/** Letters and digits alone, lower case: `order_ref`, `orderRef` and `order-ref` are one. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
