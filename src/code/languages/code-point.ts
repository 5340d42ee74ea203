/** The character of an escape in a string; U+FFFD for a number that is none. */
export function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
