/** YYYY-MM-DD of a time in ms since the epoch, in UTC: a record must not depend on where it was written. */
export function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
