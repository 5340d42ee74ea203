/** The checks both directions share. */

/** Longest text that is taken, in UTF-16 units: a note is a line or two, a path not much more. */
const LONGEST = 4000;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST;
}

/** 1-based. */
export function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
