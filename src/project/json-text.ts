/** JSON as people write it in configuration: comments and trailing commas. Values are `unknown` until looked at. */
import { blanked } from './blanked';

/** `undefined` when it is no JSON even so. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(withoutComments(text));
    } catch {
      return undefined;
    }
  }
}

/** Strings are kept as they are; a comma before a closing bracket goes. */
function withoutComments(text: string): string {
  const plain = blanked(text, { lineComment: '//', quote: '"', escapes: 'backslash', strings: 'kept' });
  const outside = blanked(plain, { lineComment: '//', quote: '"', escapes: 'backslash', strings: 'blanked' });
  const parts: string[] = [];
  let from = 0;
  for (let comma = outside.indexOf(','); comma >= 0; comma = outside.indexOf(',', comma + 1)) {
    let next = comma + 1;
    while (outside.charCodeAt(next) <= 32) next++;
    // A blanked string looks like space: what stands there in the text decides.
    if (plain.slice(comma + 1, next).trim() !== '' || (outside[next] !== '}' && outside[next] !== ']')) continue;
    parts.push(plain.slice(from, comma));
    from = comma + 1;
  }
  return parts.join('') + plain.slice(from);
}

/** A member of an object, own ones only: keys come from files that anybody may have written. */
export function member(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

export function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
