/** What one benchmark reports. Medians; `ratio` is the median of the ratios of pairs measured back to back. */
export interface Figure {
  readonly what: string;
  readonly peer: string;
  readonly ratio: number;
  readonly goal: number;
  readonly ms: number;
  readonly peerMs: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, two) => one - two);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

export function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export async function timeAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
