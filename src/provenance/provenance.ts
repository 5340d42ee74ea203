/**
 * Who wrote which lines of a file, as far as it can be known here. Joins what commits say with what was seen of edits, now
 * or earlier, and keeps the live record: a few seconds after the last edit of an open document and when it is closed.
 */
import type { LineRange } from '#base/span';
import type { Host } from '#host/ports';
import { type LineFacts, toRunsOfOrigin } from './assemble';
import { splitLines } from './line-text';
import { placeRuns, toRuns } from './live/anchor';
import type { Claim, LineEvidence, LiveLines } from './live/claim';
import { lineSpans } from './live/fold';
import type { LiveEdit } from './live/live-edit';
import { createLiveStore } from './live/store';
import { Tracker } from './live/tracker';
import { historyNotes, type LiveSight, liveNotes, noGitNote } from './notes';
import type { FileProvenance } from './origin';
import { replacedLine } from './replaced-line';
import type { AgentPattern } from './sources/commit-marks';
import type { CommitVerdict } from './sources/commit-verdict';
import { type Committed, createHeadFiles } from './sources/head-files';

export interface ProvenanceOptions {
  /** Agents of the team's own, beside those that are known. */
  readonly agents?: readonly AgentPattern[];
}

export interface Provenance {
  /** Runs over all lines of `text`, which is the newest text of an open document or any text of the file. `path`: from the facts root. */
  of(path: string, text: string): Promise<FileProvenance>;
  /** Changed and untracked files that are there, from the facts root: where a terminal agent may have been. Sorted. */
  insertedPaths(): Promise<readonly string[]>;
  /** Every path that could have an inserted line: those above, those an agent's commit touched, those with a live record; undefined where that cannot be told. */
  candidatePaths(): Promise<ReadonlySet<string> | undefined>;
  /** An open document is followed from here on. */
  open(path: string, text: string): void;
  edit(path: string, edit: LiveEdit, textAfter: string): void;
  close(path: string): void;
  /** A person says who wrote the lines. Rejects with a sentence when it cannot be kept. */
  mark(path: string, text: string, lines: LineRange, as: 'ai' | 'human', by: string): Promise<void>;
  /** HEAD, the index or files on disk changed. */
  invalidate(): void;
  /** What was seen of open documents is on disk when this resolves. */
  flush(): Promise<void>;
}

/** Typing goes on in bursts; the record is written when it pauses for so long (ms). */
const PAUSE = 2000;

interface OpenDocument {
  readonly tracker: Tracker;
  /** Resolves when the record has been read into the tracker. */
  readonly isRestored: Promise<void>;
  hasNews: boolean;
}

export function createProvenance(host: Host, options: ProvenanceOptions = {}): Provenance {
  const { git, clock } = host;
  const heads = git === undefined ? undefined : createHeadFiles(git, options.agents ?? []);
  const store = createLiveStore(host);
  const documents = new Map<string, OpenDocument>();
  /** Claims of another program's writes that were recorded; until then git itself may be that program. */
  const recorded = new WeakSet<Claim>();
  const writing = new Map<string, Promise<void>>();
  const fromTop = (path: string) => `${git?.prefix ?? ''}${path}`;

  async function recall(path: string, lines: readonly string[]) {
    const { runs, problems } = await store.read(fromTop(path));
    const live = placeRuns(lines, runs);
    for (const { evidence } of runs) if (evidence.block !== undefined) recorded.add(evidence.block);
    return { live, problems };
  }

  async function liveLines(
    path: string,
    text: string,
    lines: readonly string[],
  ): Promise<LiveSight & { readonly live: LiveLines }> {
    const document = documents.get(path);
    await document?.isRestored;
    if (document === undefined || document.tracker.text !== text) return { ...(await recall(path, lines)), isOpen: false };
    return { live: document.tracker.lines(), problems: [], isOpen: true };
  }

  async function of(path: string, text: string): Promise<FileProvenance> {
    const lines = splitLines(text);
    const [committed, sight, history] = await Promise.all([
      heads?.of(fromTop(path), text, lines),
      liveLines(path, text, lines),
      heads?.history(),
    ]);
    const facts = toFacts(lines, sight.live, committed);
    const runs = toRunsOfOrigin(facts);
    const notes = history === undefined ? [noGitNote(host.noGit)] : historyNotes(history, runs, committed);
    return { runs, notes: [...notes, ...liveNotes(sight, facts)] };
  }

  function toFacts(lines: readonly string[], live: LiveLines, committed: Committed | undefined): readonly LineFacts[] {
    return lines.map((line, index) => {
      const isUncommitted = uncommittedAt(committed, index);
      const seen = live[index];
      const base = seen !== undefined && isUncommitted === true ? replacedLine(committed, lines, index) : undefined;
      return {
        isBlank: line.trim() === '',
        isUncommitted,
        live: seen !== undefined && isUncommitted === false ? withoutGitsOwn(seen) : seen,
        commit: isUncommitted === true ? base : committedVerdict(committed, index),
      };
    });
  }

  /** A file that changed on disk and is as committed was changed by git: a checkout, a pull. */
  function withoutGitsOwn(evidence: LineEvidence): LineEvidence | undefined {
    const { block, ...rest } = evidence;
    if (block?.kind !== 'reload' || recorded.has(block)) return evidence;
    return rest.markShare + rest.typedShare === 0 ? undefined : { ...rest, blockShare: 0 };
  }

  /** Appends what the record does not know yet; rejects when it cannot be written. One at a time for each file. */
  function record(path: string, document: OpenDocument): Promise<void> {
    const before = writing.get(path) ?? Promise.resolve();
    const next = before.then(async () => {
      await document.isRestored;
      if (!document.hasNews || !host.isTrusted) return;
      document.hasNews = false;
      const { text } = document.tracker;
      const live = document.tracker.lines();
      const lines = splitLines(text);
      // Whether git wrote the file can be told only by where HEAD is now.
      if (live.some((each) => each?.block?.kind === 'reload' && !recorded.has(each.block))) heads?.invalidate();
      const [known, committed] = await Promise.all([recall(path, lines), heads?.of(fromTop(path), text, lines)]);
      const kept = live.map((each, index) =>
        each !== undefined && uncommittedAt(committed, index) === false ? withoutGitsOwn(each) : each,
      );
      const runs = toRuns(lines, kept, (index) => !saysTheSame(kept[index], known.live[index]));
      await store.append(fromTop(path), clock.now(), runs);
      for (const { evidence } of runs) if (evidence.block !== undefined) recorded.add(evidence.block);
    });
    writing.set(
      path,
      next.catch(() => {}),
    );
    return next;
  }

  /** The same in the background, where nobody waits for it. */
  function keep(path: string, document: OpenDocument): Promise<void> {
    return record(path, document).catch((cause: unknown) =>
      host.log.warn(`What was seen of edits in ${path} was not kept. ${messageOf(cause)}`),
    );
  }

  return {
    of,
    insertedPaths: async () => (heads === undefined ? [] : below((await heads.workTree()).changed, git?.prefix ?? '')),
    candidatePaths: async () => {
      const recordedPaths = await store.paths();
      if (heads === undefined || recordedPaths === undefined) return undefined;
      const [{ changed }, { touched }] = await Promise.all([heads.workTree(), heads.history()]);
      return new Set(below([...changed, ...touched, ...recordedPaths], git?.prefix ?? ''));
    },
    open: (path, text) => {
      const tracker = new Tracker(text);
      const isRestored = recall(path, splitLines(text)).then(
        ({ live }) => tracker.restore(live),
        (cause: unknown) => host.log.warn(`The live record of ${path} was not read. ${messageOf(cause)}`),
      );
      documents.set(path, { tracker, isRestored, hasNews: false });
    },
    edit: (path, edit, textAfter) => {
      const document = documents.get(path);
      if (document === undefined) return;
      document.tracker.apply(edit, textAfter);
      if (document.hasNews) return;
      document.hasNews = true;
      void settle(document.tracker).then(() => keep(path, document));
    },
    close: (path) => {
      const document = documents.get(path);
      documents.delete(path);
      if (document !== undefined) void keep(path, document);
    },
    mark: async (path, text, range, as, by) => {
      const document = documents.get(path) ?? { tracker: new Tracker(text), isRestored: Promise.resolve(), hasNews: true };
      if (!documents.has(path)) document.tracker.restore((await recall(path, splitLines(text))).live);
      await document.isRestored;
      const spans = lineSpans(document.tracker.text).slice(range.startLine - 1, range.endLine);
      const [first, last] = [spans[0], spans[spans.length - 1]];
      if (first === undefined || last === undefined) throw new Error('These lines are not in the file any more.');
      const kind = as === 'ai' ? 'marked-ai' : 'marked-human';
      document.tracker.mark(first.start, last.end, { kind, at: clock.now(), why: 'marked by hand', by });
      document.hasNews = true;
      await record(path, document);
    },
    invalidate: () => heads?.invalidate(),
    flush: async () => {
      await Promise.all([...documents].map(([path, document]) => keep(path, document)));
      await Promise.all(writing.values());
    },
  };

  /** Resolves when a document has been still for a while. */
  async function settle(tracker: Tracker): Promise<void> {
    for (let seen = -1; seen !== tracker.version; ) {
      seen = tracker.version;
      await clock.sleep(PAUSE);
    }
  }
}

function uncommittedAt(committed: Committed | undefined, index: number): boolean | undefined {
  if (committed === undefined || committed.kind === 'unknown') return undefined;
  if (committed.kind === 'new') return true;
  return committed.match?.[index] === -1 && (committed.incoming === undefined || committed.incoming[index] === -1);
}

function committedVerdict(committed: Committed | undefined, index: number): CommitVerdict | undefined {
  if (committed?.kind !== 'known') return undefined;
  return committed.verdicts?.[committed.match === undefined ? index : (committed.match[index] ?? -1)];
}

function saysTheSame(one: LineEvidence | undefined, other: LineEvidence | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const isSameClaim = (a: Claim | undefined, b: Claim | undefined) => a?.kind === b?.kind && a?.at === b?.at && a?.by === b?.by;
  const isClose = (a: number, b: number) => Math.abs(a - b) < 0.1;
  return (
    isSameClaim(one.mark, other.mark) &&
    isSameClaim(one.block, other.block) &&
    isSameClaim(one.typed, other.typed) &&
    isClose(one.markShare, other.markShare) &&
    isClose(one.blockShare, other.blockShare) &&
    isClose(one.typedShare, other.typedShare)
  );
}

/** Paths from the top level as paths from the facts root; those outside of it left out. Sorted. */
function below(paths: Iterable<string>, prefix: string): readonly string[] {
  return [...new Set(paths)]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .sort();
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
