/** `3 days ago`, in the reader's language. */
const STEPS = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `at`: ISO 8601; `now`: ms since the epoch. '' for what is no date. */
export function timeAgo(at: string, now: number, locale: string): string {
  const past = Date.parse(at);
  if (Number.isNaN(past)) return '';
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const age = Math.max(0, now - past);
  for (const [unit, length] of STEPS) if (age >= length) return format.format(-Math.floor(age / length), unit);
  return format.format(0, 'minute');
}
