/** Comments that say why a failure does not matter: three words or more that name a reason, not only what is done. */
import type { Node } from '#code/model';
import { itemOf } from '#code/model';
import type { Analysis } from './analysis';
import type { Expected } from './expected-failures';
import type { FailurePath } from './failure-paths';

/** Words that say nothing about why. */
const EMPTY_WORDS =
  /^(?:ignore[ds]?|ignoring|error|errors|err|exception|exceptions|here|do|does|nothing|pass|noop|op|swallow(?:ed)?|silently|silent|this|the|for|now|intentionally|intentional|empty|catch|block|handle|handler|later|todo|fixme|xxx|we|can|just|safely|it|a|an|is|on|purpose|any|all|if|and|no|not|fail|fails|failure|failures|continue|skip|e|ex|to|of|in|with|instead|return|returns|returning|fall|falls|back|fallback|default|defaults|value|values|null|none|undefined|false|empty|array|list|object|dict|string|zero|gracefully|use|uses|using|set|result|results|when|occurs|occurred|happens|something|went|wrong|generic|log|logging|logged|suppress|suppressed|issue|issues|problem|problems|case|cases)$/;
const DIRECTIVE =
  /eslint|biome-|prettier|istanbul|c8 |noqa|nosec|pylint|type:\s*ignore|pragma|ts-(?:ignore|expect-error)|sonar|codecov|NOSONAR|ruff|mypy/i;
const ABOUT_FAILURE =
  /best.?effort|ignor|never (?:fail|break|block|throw)|(?:must|should|may|can)(?: not|n't)? (?:fail|break|block|already|be)|optional|fire.and.forget|non.?(?:fatal|critical|blocking|essential)|fail|error|throw|reject|safe to|already|does(?: not|n't) matter|harmless|swallow|not critical|on purpose|expected|okay if|ok if|fine if/i;

/** A comment of three words or more that says why: in the handler, behind it, or above a one-line `.catch(() => {})`. */
export function whyHarmless(analysis: Analysis, path: FailurePath): Expected | undefined {
  for (const comment of path.comments)
    if (saysWhy(comment))
      return { by: 'said', at: path.node, why: `a comment says why: ${comment.replace(/\s+/g, ' ').slice(0, 80)}` };
  if (path.kind !== 'rejection' && path.kind !== 'suppress' && path.kind !== 'listener') return undefined;
  const item = itemOf(path.node);
  const { text } = analysis.model;
  const at = statementStart(path.node);
  for (const comment of item.comments) {
    const between =
      comment.end <= at
        ? text.slice(item.base + comment.end, item.base + at)
        : text.slice(item.base + path.place.end, item.base + comment.start);
    const isNear =
      comment.end <= at
        ? /^\s*$/.test(between) && (between.match(/\n/g) ?? []).length <= 1
        : comment.start >= path.place.end && !between.includes('\n');
    const words = text.slice(item.base + comment.start, item.base + comment.end);
    if (isNear && saysWhy(words) && ABOUT_FAILURE.test(words))
      return { by: 'said', at: path.node, why: `a comment says why: ${words.replace(/\s+/g, ' ').slice(0, 80)}` };
  }
  return undefined;
}

/** Where the statement that holds the node begins. */
function statementStart(node: Node): number {
  let at: Node = node;
  let start = 0;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    start = at.start;
    if (STATEMENTS.has(at.kind)) break;
    at = at.parent;
  }
  return start;
}

const STATEMENTS: ReadonlySet<Node['kind']> = new Set(['expression', 'declare', 'return', 'with', 'export']);

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
  return words.length >= 3 && words.filter((word) => !EMPTY_WORDS.test(word)).length >= 2;
}
