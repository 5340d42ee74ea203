/**
 * All evidence of each line side by side, and what follows from it. A person's mark outweighs what was seen, keys that were
 * seen outweigh what a commit says of all its lines at once, and that outweighs the shape of an edit. Nothing makes a line
 * human but a person's keys or word.
 */
import type { Claim, LineEvidence } from './live/claim';
import type { Evidence, OriginRun } from './origin';
import type { CommitVerdict } from './sources/commit-verdict';

/** What is known of one line. */
export interface LineFacts {
  readonly isBlank: boolean;
  /** Against the last commit; undefined: there is nothing to compare with. */
  readonly isUncommitted: boolean | undefined;
  readonly live: LineEvidence | undefined;
  /** What the line's commit says; for an uncommitted line, what the commit of the line it replaced says. */
  readonly commit: CommitVerdict | undefined;
}

/** Runs over all lines, without gaps. */
export function toRunsOfOrigin(lines: readonly LineFacts[]): readonly OriginRun[] {
  const judge = createJudge();
  const runs: (OriginRun & { readonly key: string; endLine: number })[] = [];
  let blanks = 0;
  for (const [index, line] of lines.entries()) {
    const last = runs[runs.length - 1];
    // A blank line is nobody's work: it goes with the line above it, or at the very top with the first that is not blank.
    if (line.isBlank) {
      if (last === undefined) blanks++;
      else last.endLine = index + 1;
      continue;
    }
    const { key, verdict } = judge(line);
    if (last?.key === key) last.endLine = index + 1;
    else runs.push({ ...verdict, key, startLine: index + 1 - (last === undefined ? blanks : 0), endLine: index + 1 });
  }
  if (runs.length === 0 && lines.length > 0) return [{ ...UNKNOWN, startLine: 1, endLine: lines.length }];
  return runs.map(({ key: _, ...run }) => run);
}

type Verdict = Omit<OriginRun, 'startLine' | 'endLine'>;

const UNKNOWN: Verdict = { author: 'unknown', isInserted: false, evidence: [] };

/** Lines that share their facts share one verdict; a file has few different ones. */
function createJudge(): (line: LineFacts) => { readonly key: string; readonly verdict: Verdict } {
  const known = new Map<
    LineEvidence | undefined,
    Map<CommitVerdict | undefined, Map<boolean | undefined, ReturnType<typeof judge>>>
  >();
  const judge = (line: LineFacts) => {
    const verdict = verdictOf(line);
    const evidence = verdict.evidence.map(({ source, commit, why, tool }) => [source, commit, why, tool].join('\0'));
    return { key: [verdict.author, verdict.qualifier, verdict.isInserted, ...evidence].join('\0'), verdict };
  };
  return (line) => {
    const ofLive = getOrAdd(known, line.live, () => new Map());
    const ofCommit = getOrAdd(ofLive, line.commit, () => new Map());
    return getOrAdd(ofCommit, line.isUncommitted, () => judge(line));
  };
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** From this share on a line is what the greater part of it is. */
const MOSTLY = 0.5;
/** An agent's line stays an agent's until this much of it was typed anew. */
const REWRITTEN = 2 / 3;
/** A block or a mark still holds for a line of which this much is left. */
const LEFT = 1 / 3;

function verdictOf({ live, commit, isUncommitted }: LineFacts): Verdict {
  const isAgents = commit?.standing === 'ai';
  const ofCommit = isUncommitted === true ? [] : (commit?.evidence ?? []);
  if (live === undefined)
    return isUncommitted === true ? { ...UNKNOWN, isInserted: true, evidence: [UNCOMMITTED] } : byCommit(commit, ofCommit);

  const { mark, markShare, block, blockShare, typed, typedShare } = live;
  const isTyped = typedShare >= (isAgents ? REWRITTEN : MOSTLY);
  const ofMark = mark === undefined ? [] : [markEvidence(mark)];
  const ofKeys = typed === undefined ? [] : [typingEvidence(typed, typedShare)];
  const ofBlock = block === undefined ? [] : [arrivalEvidence(block)];
  const evidence = [...ofMark, ...(isTyped ? ofKeys : []), ...ofCommit, ...(isTyped ? [] : ofKeys), ...ofBlock];

  if (mark !== undefined && markShare >= LEFT) {
    if (mark.kind === 'marked-human') return { author: 'human', isInserted: false, evidence };
    return { author: 'ai', ...changedIf(typedShare > 0 && markShare < 1), isInserted: true, evidence };
  }
  if (blockShare >= LEFT) {
    if (isAgents && isUncommitted !== true) return { author: 'ai', ...changedIf(typedShare > 0), isInserted: true, evidence };
    return { author: 'unknown', qualifier: 'probable', isInserted: true, evidence };
  }
  if (isTyped) return { author: 'human', isInserted: false, evidence };
  if (typedShare > 0) {
    if (!isAgents) return { author: 'unknown', isInserted: false, evidence };
    return { author: 'ai', qualifier: 'changed-by-person', isInserted: true, evidence: [...(commit?.evidence ?? []), ...ofKeys] };
  }
  // Little of an agent's line changed, and not by keys: it is still the agent's.
  if (isUncommitted === true && isAgents)
    return { author: 'ai', isInserted: true, evidence: [...(commit?.evidence ?? []), ...ofBlock] };
  return isUncommitted === true
    ? { ...UNKNOWN, isInserted: true, evidence: [UNCOMMITTED, ...evidence] }
    : byCommit(commit, evidence);
}

function byCommit(commit: CommitVerdict | undefined, evidence: readonly Evidence[]): Verdict {
  if (commit?.standing === 'ai') return { author: 'ai', isInserted: true, evidence };
  if (commit?.standing === 'probable') return { author: 'unknown', qualifier: 'probable', isInserted: true, evidence };
  return { author: 'unknown', isInserted: false, evidence };
}

function changedIf(isChanged: boolean): { readonly qualifier?: 'changed-by-person' } {
  return isChanged ? { qualifier: 'changed-by-person' } : {};
}

const UNCOMMITTED: Evidence = { source: 'uncommitted', confidence: 'low', why: 'not committed, and nobody was seen typing it' };

function markEvidence({ kind, at, by }: Claim): Evidence {
  const as = kind === 'marked-ai' ? 'AI-written' : "a person's";
  return { source: 'marked-by-hand', at: toIso(at), confidence: 'high', why: `${by ?? 'somebody'} marked it as ${as}` };
}

function typingEvidence({ at, why }: Claim, share: number): Evidence {
  return { source: 'live-typing', at: toIso(at), confidence: share >= 0.9 ? 'high' : 'medium', why };
}

function arrivalEvidence({ kind, at, why }: Claim): Evidence {
  if (kind === 'pasted') return { source: 'paste', at: toIso(at), confidence: 'low', why };
  if (kind === 'reload') return { source: 'reload', at: toIso(at), confidence: 'low', why };
  const guess = kind === 'short' ? 'taken from a list, pasted, or written by a program' : 'probably AI-written, or pasted';
  return { source: 'live-insertion', at: toIso(at), confidence: 'low', why: `${why}: ${guess}` };
}

function toIso(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : new Date(0).toISOString();
}
