/** What an agent's commit says about each of its lines, in words and in weight. */
import type { Evidence } from '../origin';
import type { CommitMark, Weight } from './commit-marks';
import type { AgentCommit } from './history';

export interface CommitVerdict {
  /** Strongest first. */
  readonly evidence: readonly Evidence[];
  /** `ai`: its lines count as written by an agent; `probable`: it may be; `none`: the evidence is shown and nothing follows. */
  readonly standing: 'ai' | 'probable' | 'none';
}

/** Larger ones are imports and vendored code more often than an agent's work; measured against line-level notes. */
const IMPORT_LINES = 3000;
const IMPORT_FILES = 100;

const WEIGHTS: readonly Weight[] = ['high', 'medium', 'low', 'faint'];

export function verdictOf(commit: AgentCommit, isShallow: boolean): CommitVerdict {
  const { weight: limit, doubt } = limitOf(commit, isShallow);
  const marks = commit.marks.map((mark): CommitMark => {
    if (WEIGHTS.indexOf(mark.weight) >= WEIGHTS.indexOf(limit)) return mark;
    return { ...mark, weight: limit, ...(doubt === undefined ? {} : { doubt: mark.doubt ?? doubt }) };
  });
  const best = marks.reduce<Weight>(
    (weight, mark) => (WEIGHTS.indexOf(mark.weight) < WEIGHTS.indexOf(weight) ? mark.weight : weight),
    'faint',
  );
  return {
    evidence: marks.map((mark) => toEvidence(mark, commit)),
    standing: best === 'high' || best === 'medium' ? 'ai' : best === 'low' ? 'probable' : 'none',
  };
}

function limitOf(
  { isRoot, files, addedLines }: AgentCommit,
  isShallow: boolean,
): { readonly weight: Weight; readonly doubt?: string } {
  if (isRoot && isShallow) {
    return { weight: 'faint', doubt: 'it is the oldest commit of a shallow clone and stands for all that came before it' };
  }
  if (files > IMPORT_FILES || (addedLines ?? 0) > IMPORT_LINES) {
    const lines = addedLines === undefined ? '' : `${addedLines.toLocaleString('en-US')} lines in `;
    return { weight: 'low', doubt: `it adds ${lines}${files} files, as an import does` };
  }
  return { weight: isRoot ? 'medium' : 'high' };
}

function toEvidence({ source, tool, model, weight, doubt }: CommitMark, { hash, authoredAt }: AgentCommit): Evidence {
  const short = hash.slice(0, 7);
  const says =
    source === 'commit-author' ? `${tool} is the author of commit ${short}` : `commit trailer of ${short} names ${model ?? tool}`;
  return {
    source,
    tool,
    ...(model === undefined ? {} : { model }),
    commit: hash,
    at: authoredAt,
    confidence: weight === 'faint' ? 'low' : weight,
    why: doubt === undefined ? says : `${says}, but ${doubt}`,
  };
}
