/** What the function's own documentation, or a comment above the `try`, says of failing: that it is one of its results. */
import { type Item, itemOf, type Node } from '#code/model';
import { WEIGHED } from '#libraries/failure-stakes';
import type { Analysis } from '../analysis';
import type { FailurePath } from './failure-paths';

/** Failing is described as a result, or as something that need not work. */
export function saysFailureIsFine(analysis: Analysis, path: FailurePath): boolean {
  // What stands above a function is an item of its own.
  analysis.asWhole(commentsBetween);
  const above = commentAbove(analysis, path.node);
  if (above !== undefined && (WEIGHED.test(above) || TOLERATED.test(above))) return true;
  const doc = documentationOf(analysis, path);
  return doc !== undefined && (WEIGHED.test(doc) || TOLERATED.test(doc) || isResult(doc));
}

/** "never throws", "swallow errors since …", "must not fail the request". */
const TOLERATED =
  /\b(?:never|without|does(?: not|n't)|do(?: not|n't)|won'?t|must(?: not|n't)|should(?: not|n't)|cannot|can't|not) (?:ever )?(?:throw\w*|rais\w*|fail(?:ing)? (?:the|its|a|our|this)|block\w* (?:the|a|on)|break\w* (?:the|a)|crash\w*|abort\w*|take down)|\b(?:swallow|ignore)s? (?:all |any |\w+ )?(?:errors?|failures?|exceptions?)\b|\b(?:errors?|failures?|exceptions?) (?:is|are|here are) (?:ignored|swallowed|suppressed|tolerated|expected|harmless|(?:only )?logged at debug)/i;

const NO_RESULT =
  /\b(?:null|none|undefined|nothing|false|empty|\[\]|\{\}|as[- ]is|unchanged|default|fallback|original|zero|-1)\b|""|''/i;
const FAILING =
  /\b(?:on|if|when|in case of|upon|after)\b[^.\n]{0,60}\b(?:fail\w*|errors?|exceptions?|unavailable|unreachable|invalid|malformed|cannot|can't|could not|couldn't|unreadable|not (?:available|reachable|supported|installed|configured|valid|running))\b/i;

/** "None on failure", "returns null if the host is unreachable", "if it is invalid, the text as is". */
function isResult(doc: string): boolean {
  return doc
    .split(/(?:\.\s|\n\s*\n|\n\s*\*\s*@|\n\s*\*\s*\n)/)
    .some((sentence) => NO_RESULT.test(sentence) && FAILING.test(sentence));
}

function commentsBetween(analysis: Analysis): string {
  const { text } = analysis.model;
  return analysis
    .itemsWhere(isComment)
    .map(({ base, end }) => text.slice(base, base + end))
    .join('\n');
}

const isComment = ({ statements, comments }: Item): boolean => statements.length === 0 && comments.length > 0;

/** The comment lines right above the path's statement, or above an `if` that holds nothing else. */
function commentAbove(analysis: Analysis, node: Node): string | undefined {
  const { base } = itemOf(node);
  let at: Node = node;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    if (at.kind === 'try' || at.kind === 'with' || at.kind === 'expression' || (at.kind === 'if' && at.then.length === 1)) {
      const comment = linesAbove(analysis.model.text, base + at.start);
      if (comment !== undefined) return comment;
    }
    if (at.kind === 'if' || at.kind === 'loop') return undefined;
    at = at.parent;
  }
  return undefined;
}

/** JSDoc or comment lines above the function, or the docstring it begins with. */
function documentationOf(analysis: Analysis, { fn }: FailurePath): string | undefined {
  let at: Node = fn;
  while (at.kind === 'fn' && at.name === '' && at.parent.kind !== 'item') at = outer(at);
  if (at.kind !== 'fn') return undefined;
  const [first] = at.body;
  if (first?.kind === 'expression' && first.expression.kind === 'literal' && typeof first.expression.value === 'string')
    return first.expression.value;
  return linesAbove(analysis.model.text, itemOf(at).base + lineOf(analysis, at));
}

function outer(node: Node): Node {
  if (node.kind === 'item') return node;
  let at: Node = node.parent;
  while (at.kind !== 'fn' && at.kind !== 'item') at = at.parent;
  return at;
}

/** Offset of the first token of the statement that declares the function: `export const f = …`, decorators, `async def`. */
function lineOf(analysis: Analysis, node: Node): number {
  const { text } = analysis.model;
  const { base } = itemOf(node);
  const start = text.lastIndexOf('\n', base + node.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start, base + node.start))?.[0].length ?? 0;
  return start + indent - base;
}

/** Comment lines, with at most the declaration of what is tried for in between. */
const LEADING = /((?:[ \t]*(?:\/\/|#|\*|\/\*)[^\n]*\n)+)(?:[ \t]*(?:let|var) [^\n=]*;?\n)?[ \t]*$/;
const MAX_COMMENT = 1500;

/** Comment lines that end right above the offset. */
function linesAbove(text: string, offset: number): string | undefined {
  return LEADING.exec(text.slice(Math.max(0, offset - MAX_COMMENT), offset))?.[1];
}
