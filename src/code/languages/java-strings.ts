/** Values of Java's string literals and text blocks. */
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ', '0': '\0' };

/** `raw` with its quotes. */
export function stringValue(raw: string): string {
  if (raw.startsWith('"""')) return unescaped(textBlock(raw.slice(3, -3)));
  return unescaped(raw.slice(1, -1));
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u+([0-9a-fA-F]{4})|\r?\n|([\s\S]))/g, (_, four?: string, one?: string) => {
    if (four !== undefined) return String.fromCharCode(Number.parseInt(four, 16));
    return one === undefined ? '' : (SIMPLE[one] ?? one);
  });
}

/** A text block begins on the line after the quotes, and is as far to the left as its leftmost line (JEP 378). */
function textBlock(inside: string): string {
  const lines = inside.split('\n').slice(1);
  const indents = lines
    .filter((line, at) => line.trim() !== '' || at === lines.length - 1)
    .map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents);
  return lines.map((line, at) => (at === lines.length - 1 ? line.slice(shared) : line.slice(shared).trimEnd())).join('\n');
}
