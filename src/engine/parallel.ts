/** Work on many values with a few under way at once: enough to keep git busy, not so many as to drown the machine. */
const AT_ONCE = 4;

/** Results in the order of the values. */
export async function inParallel<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const runner = async (): Promise<void> => {
    while (next < values.length) {
      const at = next++;
      results[at] = await work(values[at] as T);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
  return results;
}
