/** Comments that say why a failure does not matter: three words or more that name a reason, not only what is done. */
import type { Node } from '#code/model';
import { itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Expected } from './expected-failures';
import type { FailurePath } from './failure-paths';

/** Words that say nothing about why. */
const EMPTY_WORDS =
  /^(?:ignore[ds]?|ignoring|error|errors|err|exception|exceptions|here|do|does|nothing|pass|noop|op|swallow(?:ed)?|silently|silent|this|the|for|now|intentionally|intentional|empty|catch|block|handle|handler|later|todo|fixme|xxx|we|can|just|safely|it|a|an|is|on|purpose|any|all|if|and|no|not|fail|fails|failed|failing|failure|failures|bad|continue|skip|e|ex|to|of|in|with|instead|return|returns|returning|fall|falls|back|fallback|default|defaults|value|values|null|none|undefined|false|empty|array|list|object|dict|string|zero|gracefully|use|uses|using|set|result|results|when|occurs|occurred|happens|something|went|wrong|generic|log|logging|logged|suppress|suppressed|issue|issues|problem|problems|case|cases)$/;
const DIRECTIVE =
  /eslint|biome-|prettier|istanbul|c8 |noqa|nosec|pylint|type:\s*ignore|pragma|ts-(?:ignore|expect-error)|sonar|codecov|NOSONAR|ruff|mypy/i;
const ABOUT_FAILURE =
  /best.?effort|ignor|never (?:fail|break|block|throw)|(?:must|should|may|can)(?: not|n't)? (?:fail|break|block|already|be)|optional|fire.and.forget|non.?(?:fatal|critical|blocking|essential)|fail|error|throw|reject|safe to|already|does(?: not|n't) matter|harmless|swallow|not critical|on purpose|expected|okay if|ok if|fine if/i;

/** What is done with the failure, which the code shows as well. */
const RESTATES =
  /^(?:skip(?:s|ped|ping)?|ignor(?:e|es|ed|ing)|drop(?:s|ped|ping)?|discard(?:s|ed|ing)?|swallow(?:s|ed|ing)?|suppress(?:es|ed|ing)?|continu(?:e|es|ed|ing))$/;
/** What makes it safe, or a clause of its own beside what is done. */
const REASON =
  /\b(?:because|since|so|as (?:it|we|they|there)|optional|best.?effort|retr(?:y|ies|ied)|repeat(?:s|ed)?|again|next|later|until|unless|anyway|already|expected|harmless|safe|enough|elsewhere|never|only|still|without|may|might|must|should|would|will|not|cannot|nobody|nothing|(?:non|un).?(?:critical|fatal|blocking|essential|important)|matters?|meant|on purpose|by design|let (?:it|them|the))\b|n['’]t\b|[:;—(.][\s*]*\w+ \w+/i;
/** A state of the world: "storage is disabled". */
const STATES = /\b(?:is|are|was|were|has|have|had|can|could|does)\b/i;

/** A comment of three words or more that says why: in the handler, behind it, or above a one-line `.catch(() => {})`. */
export function whyHarmless(analysis: Analysis, path: FailurePath): Expected | undefined {
  for (const comment of path.comments) if (saysWhy(comment)) return reason(path, comment);
  if (path.kind !== 'rejection' && path.kind !== 'suppress' && path.kind !== 'listener') return undefined;
  const { base } = itemOf(path.node);
  const { text } = analysis.model;
  const above = lineStart(text, path.node, base);
  const before = LEADING.exec(text.slice(Math.max(0, above - MAX_COMMENT), above))?.[1];
  const behind = TRAILING.exec(text.slice(base + path.place.end, base + path.place.end + MAX_COMMENT))?.[1];
  for (const comment of [before, behind])
    if (comment !== undefined && saysWhy(comment) && ABOUT_FAILURE.test(comment)) return reason(path, comment);
  return undefined;
}

/** Comment lines right above, and the comment behind on the same line. The text is looked at, because a comment above a top-level statement is an item of its own. */
const LEADING = /((?:[ \t]*(?:\/\/|#|\*|\/\*)[^\n]*\n)+)[ \t]*$/;
const TRAILING = /^[^\n]*?((?:\/\/|#|\/\*)[^\n]*)/;
const MAX_COMMENT = 400;

function reason(path: FailurePath, comment: string): Expected {
  return { by: 'said', at: path.node, why: `a comment says why: ${comment.replace(/\s+/g, ' ').trim().slice(0, 80)}` };
}

/** Where the line begins that the node's statement stands on, as an offset in the file. */
function lineStart(text: string, node: Node, base: number): number {
  let at: Node = node;
  while (at.kind !== 'item') {
    const start = text.lastIndexOf('\n', base + at.start - 1) + 1;
    if (at.kind !== 'fn' && text.slice(start, base + at.start).trim() === '') return base + at.start;
    at = at.parent;
  }
  return base;
}

/** Some word of a reason, if not three. */
export function saysSomething(comment: string): boolean {
  return !DIRECTIVE.test(comment) && (comment.toLowerCase().match(/[a-z'’]+/g) ?? []).some((word) => !EMPTY_WORDS.test(word));
}

export function saysWhy(comment: string): boolean {
  if (DIRECTIVE.test(comment) && !/--|[—:]\s*\w+ \w+ \w+/.test(comment.replace(/type:\s*ignore|eslint-disable[\w-]*/i, '')))
    return false;
  const words = comment.toLowerCase().match(/[a-z'’]+|\d+/g) ?? [];
  // "Already stopped" tells the state in two.
  if (words[0] === 'already' && words.length === 2) return true;
  const isReason = REASON.test(comment);
  // "Skip bad records" says again what the code says; "skip: the feed repeats them" says why.
  if (!isReason && words.some((word) => RESTATES.test(word))) return false;
  const telling = words.filter((word) => !EMPTY_WORDS.test(word)).length;
  return words.length >= 3 && telling >= (isReason || STATES.test(comment) ? 2 : 3);
}
