/** The head of the view: whose lines these are, in figures that cover all code lines, and how that is known. */
import type { Evidence, OriginRun } from '#provenance/origin';
import type { FileReview } from '#review/file-review';
import type { Header } from './protocol/view-model';
import { timeAgo } from './time-ago';
import type { Words } from './words';

export function toHeader(review: FileReview, now: number, words: Words): Header {
  const { t } = words;
  const { ai, human, unknown, inserted, runs, notes } = review.provenance;
  const known = knownFrom(runs, now, words);
  const slash = review.path.lastIndexOf('/');
  return {
    name: review.path.slice(slash + 1),
    folder: slash < 0 ? '' : review.path.slice(0, slash),
    ...(review.codeLines === 0
      ? {}
      : { bar: { ai, human, unknown, label: t('{0} lines AI, {1} human, {2} unknown', ai, human, unknown) } }),
    legend:
      review.codeLines === 0
        ? []
        : [
            { kind: 'ai', text: t('{0} AI', ai) },
            { kind: 'human', text: t('{0} human', human) },
            {
              kind: 'unknown',
              text: inserted === 0 ? t('{0} unknown', unknown) : t('{0} unknown, {1} of them inserted', unknown, inserted),
            },
          ],
    known,
    ...(known.length > 0
      ? {
          notRight: {
            label: t('not right?'),
            title: t('Say who wrote these lines'),
            post: { kind: 'not-right', path: review.path },
          },
        }
      : {}),
    // Where nothing is known, how it was looked up is the answer.
    notes: { title: t('How it was looked up'), sentences: notes, isOpen: known.length === 0 },
  };
}

/** Lines that get a bar: AI, probably AI, and what nobody was seen typing. */
export function isInserted({ author, qualifier, isInserted }: OriginRun): boolean {
  return author === 'ai' || qualifier === 'probable' || isInserted;
}

/** Inserted, and nobody has said by whom. */
export function isUnconfirmed(run: OriginRun): boolean {
  return run.author === 'unknown' && isInserted(run);
}

/** One line per kind of evidence of inserted lines, those with most lines first. */
function knownFrom(runs: readonly OriginRun[], now: number, words: Words): readonly string[] {
  const lines = new Map<string, number>();
  for (const run of runs) {
    const [strongest] = run.evidence;
    if (strongest === undefined || !isInserted(run)) continue;
    const said = describeEvidence(strongest, now, words);
    lines.set(said, (lines.get(said) ?? 0) + run.endLine - run.startLine + 1);
  }
  return [...lines].sort(([, one], [, two]) => two - one).map(([said]) => said);
}

/** `Claude Code, 3 days ago · known from a commit trailer (9f31c2e)` */
export function describeEvidence({ tool, model, at, source, commit, why }: Evidence, now: number, words: Words): string {
  const { t } = words;
  const who = [tool, model].filter((part) => part !== undefined).join(', ');
  const when = at === undefined ? '' : timeAgo(at, now, words.locale);
  const hash = commit?.slice(0, 7) ?? '';
  const sources: Readonly<Record<Evidence['source'], string>> = {
    'commit-trailer': t('known from a commit trailer ({0})', hash),
    'commit-author': t('known from a commit’s author ({0})', hash),
    'live-typing': t('seen typed in the editor'),
    'live-insertion': t('seen inserted in one go in the editor'),
    paste: t('seen pasted in the editor'),
    reload: t('seen written from outside while the file was open'),
    uncommitted: t('uncommitted, and nobody was seen typing it'),
    'marked-by-hand': t('marked by hand'),
  };
  const known = sources[source] ?? why;
  const said = who === '' ? joined(', ', known, when) : joined(' · ', joined(', ', who, when), known);
  return said.charAt(0).toLocaleUpperCase(words.locale) + said.slice(1);
}

function joined(separator: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(separator);
}
