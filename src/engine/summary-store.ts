/**
 * The export summaries of a root's files. What an export does is found when somebody asks, and then as it would have been
 * found at once: from the summaries that were there when the file was read. Until all is found, the file's model lives on;
 * so only the newest files wait, and the others are told through.
 */
import { settle } from '#facts/summaries/lazily';
import type { FileSummary } from '#facts/summary';

/** Source text (UTF-16 units) of files that may wait: their models take some thirty times as much. */
const MAX_WAITING = 2_000_000;
/** Files that wait for one another, one behind the other: what is found through all of them must not overflow the stack. */
const MAX_CHAIN = 12;

interface Version {
  readonly summary: FileSummary;
  /** Numbers of versions rise over all files. */
  readonly since: number;
  /** While some files wait, which may have been read when this was the newest. */
  readonly before: Version | undefined;
}

export class SummaryStore {
  readonly #newest = new Map<string, Version>();
  readonly #waiting = new Map<FileSummary, number>();
  /** How many waiting files one behind the other each of them asks. */
  readonly #chains = new Map<string, number>();
  #waitingSize = 0;
  #count = 0;

  *values(): IterableIterator<FileSummary> {
    for (const { summary } of this.#newest.values()) yield summary;
  }

  has(path: string): boolean {
    return this.#newest.has(path);
  }

  get(path: string): FileSummary | undefined {
    return this.#newest.get(path)?.summary;
  }

  /** Summaries as they are now, also when asked later. */
  now(): (path: string) => FileSummary | undefined {
    const now = this.#count;
    return (path) => {
      let version = this.#newest.get(path);
      while (version !== undefined && version.since > now) version = version.before;
      return version?.summary;
    };
  }

  /** `size`: of the text whose model it still needs. */
  add(summary: FileSummary, size: number): void {
    this.#count++;
    this.#newest.set(summary.path, { summary, since: this.#count, before: this.#newest.get(summary.path) });
    const chain = 1 + Math.max(0, ...summary.imports.map(({ path }) => this.#chains.get(path ?? '') ?? 0));
    if (chain > MAX_CHAIN) {
      this.#chains.delete(summary.path);
      settle(summary);
      return;
    }
    if (summary.exports.length === 0) return;
    this.#chains.set(summary.path, chain);
    this.#waiting.set(summary, size);
    this.#waitingSize += size;
    for (const [oldest, itsSize] of this.#waiting) {
      if (this.#waitingSize <= MAX_WAITING || oldest === summary) break;
      settle(oldest);
      this.#waiting.delete(oldest);
      this.#waitingSize -= itsSize;
    }
  }

  /** Before anything changes: what waits is found as things are. */
  settleAll(): void {
    for (const summary of this.#waiting.keys()) settle(summary);
    this.#waiting.clear();
    this.#chains.clear();
    this.#waitingSize = 0;
    for (const [path, { summary, since }] of this.#newest) this.#newest.set(path, { summary, since, before: undefined });
  }

  replace(summary: FileSummary): void {
    this.settleAll();
    settle(summary);
    this.#count++;
    this.#newest.set(summary.path, { summary, since: this.#count, before: undefined });
  }

  /** As if no file had been read yet. */
  clear(): void {
    this.settleAll();
    this.#newest.clear();
  }

  delete(path: string): void {
    this.settleAll();
    this.#newest.delete(path);
  }
}
