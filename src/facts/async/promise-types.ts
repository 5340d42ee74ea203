/** What a declared type says of promises. */
import type { TypeRef } from '#code/model';

/** `Promise<T>`, also among others: `Promise<T> | undefined`. */
export function isPromiseType(type: TypeRef | undefined): boolean {
  return type?.name === 'Promise';
}

/** A promise and nothing else, so that asking whether it is there is always yes. */
export function isAlwaysPromise(type: TypeRef | undefined): boolean {
  return (
    type?.name === 'Promise' && type.text.startsWith('Promise<') && !/\b(?:null|undefined|void)\b|\|/.test(outside(type.text))
  );
}

/** The text without what stands between angle brackets. */
function outside(text: string): string {
  let depth = 0;
  let kept = '';
  for (const char of text) {
    if (char === '<') depth += 1;
    if (depth === 0) kept += char;
    if (char === '>') depth -= 1;
  }
  return kept;
}

/** `() => void`, alone, in brackets, as the elements of a list: what it gives back is looked at by nobody. */
export function takesNothingBack(type: TypeRef | undefined): boolean {
  return type !== undefined && /=>\s*void\s*[)>\]]*(?:\[\])?(?:,[^=]*)?$/.test(type.text) && !/Promise/.test(type.text);
}
