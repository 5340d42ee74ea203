/** Values of JavaScript's string and number literals. */
import { codePoint } from './code-point';

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** The text a string or template chunk stands for; `raw` without its quotes. */
export function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_, braced, four, two, one) => {
      const hex: string | undefined = braced ?? four ?? two;
      if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
      if (one === '\n' || one === '\r\n' || one === '\r' || one === '\u2028' || one === '\u2029') return '';
      return SIMPLE[one] ?? one;
    },
  );
}

/** `undefined` for a bigint. */
export function numberValue(text: string): number | undefined {
  if (text.endsWith('n')) return undefined;
  return Number(text.includes('_') ? text.replaceAll('_', '') : text);
}
