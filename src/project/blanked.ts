/** Takes comments (and strings) out of a text in one pass, so that no text, however made, costs more than its length. */

export interface Blanking {
  /** What begins a comment that ends with its line. */
  readonly lineComment: '//' | '--';
  readonly quote: '"' | "'";
  /** A quote inside a string is escaped by a backslash, or doubled. */
  readonly escapes: 'backslash' | 'doubled';
  /** Strings give way to spaces too. */
  readonly strings: 'kept' | 'blanked';
}

/** Line breaks and offsets stay. An unclosed comment or string goes to the end. */
export function blanked(text: string, { lineComment, quote, escapes, strings }: Blanking): string {
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  const blank = (start: number, end: number): void => {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, ' '));
    from = end;
  };
  while (at < text.length) {
    const char = text[at];
    if (char === quote) {
      const end = endOfString(text, at, quote, escapes);
      if (strings === 'blanked') blank(at, end);
      at = end;
    } else if (char === lineComment[0] && text.startsWith(lineComment, at)) {
      const end = text.indexOf('\n', at);
      blank(at, end < 0 ? text.length : end);
      at = from;
    } else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      blank(at, end < 0 ? text.length : end + 2);
      at = from;
    } else at++;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function endOfString(text: string, start: number, quote: string, escapes: Blanking['escapes']): number {
  for (let at = start + 1; at < text.length; at++) {
    if (escapes === 'backslash' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (escapes === 'backslash' || text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}
