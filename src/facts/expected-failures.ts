/**
 * Failures that are no news: the type says what was found, the guarded code only asks or parses, it only cleans up, a
 * comment says why it does not matter, or the loop around tries again and gives up loudly.
 */
import type { Call, Expression, FunctionNode, Handler, If, Loop, Node, Statement } from '#code/model';
import { itemOf } from '#code/model';
import { type ErrorKind, EXPECTED_CODES, kindOfCall, kindOfError } from '#libraries/expected-errors';
import type { Analysis } from './analysis';
import type { FailurePath } from './failure-paths';
import { lastName, writtenName } from './full-name';
import { wordsOf } from './name-words';
import type { Reactions } from './reactions';
import { requestOf } from './requests';
import { walk } from './walk';

export interface Expected {
  readonly at: Node;
  readonly why: string;
  /** `said`: the code says so (a narrow type, a test, a comment, an end to the tries). `nature`: it lies in what is tried. */
  readonly by: 'said' | 'nature';
}

/** Why the failure needs nobody to hear of it; `undefined` when nothing says so. */
export function whyExpected(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  return (
    byType(analysis, path, reactions) ??
    byTest(path) ??
    byGuarded(analysis, path, reactions) ??
    byFunction(path, reactions) ??
    byRetry(analysis, path, reactions)
  );
}

function byType(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  if (path.types.length === 0) return undefined;
  const kinds = new Set<ErrorKind>(path.types.map(kindOfError));
  const isParsing = guardedKinds(analysis, path.guarded).parses;
  const hasDefault = reactions.defaults.length > 0 || reactions.answers.length > 0;
  if (kinds.has('other')) return undefined;
  if (kinds.has('form') && !isParsing && !hasDefault && path.kind !== 'suppress') return undefined;
  return { by: 'said', at: path.node, why: `only ${path.types.join(', ')} is caught, and that is an answer` };
}

/** `if (err.code === 'ENOENT')`, `if (err instanceof NotFoundError)`, `if (err.response?.status === 404)`. */
function byTest(path: FailurePath): Expected | undefined {
  if (path.error === undefined) return undefined;
  let found: If | undefined;
  for (const statement of path.statements)
    walk(statement, (node) => {
      if (node.kind === 'if' && namesExpected(node.test, path.error ?? '')) found ??= node;
      return found === undefined;
    });
  return found === undefined ? undefined : { by: 'said', at: found.test, why: 'the handler tells this failure from others' };
}

function namesExpected(test: Expression, error: string): boolean {
  let isAbout = false;
  let isExpected = false;
  walk(test, (node) => {
    if (node.kind === 'identifier' && node.name === error) isAbout = true;
    if (node.kind === 'binary' && node.operator === 'instanceof' && kindOfError(writtenName(node.right)) === 'absence')
      isExpected = true;
    if (
      node.kind === 'literal' &&
      (EXPECTED_CODES.has(String(node.value)) ||
        node.value === 404 ||
        node.value === 409 ||
        node.value === 410 ||
        node.value === 304)
    )
      isExpected = true;
    if (
      node.kind === 'call' &&
      lastName(node.callee) === 'isinstance' &&
      node.args.some((arg) => kindOfError(writtenName(arg.value)) === 'absence')
    )
      isExpected = true;
    return undefined;
  });
  return isAbout && isExpected;
}

interface Guarded {
  readonly parses: boolean;
  readonly probes: boolean;
  readonly cleansUp: boolean;
  readonly only: 'parses' | 'probes' | 'cleans-up' | undefined;
  /** Calls and awaits nothing: a wrong index or a missing key at most. */
  readonly isInert: boolean;
}

/** What the guarded code does, by all of its calls. */
function guardedKinds(analysis: Analysis, guarded: readonly Node[]): Guarded {
  const kinds = new Set<string>();
  let isInert = true;
  const see = (call: Call): void => {
    const name = writtenName(call.callee);
    const origin = analysis.originOf(call.callee);
    const kind = requestOf(analysis, call) !== undefined ? 'other' : kindOfCall(name);
    kinds.add(kind === 'plain' && origin.kind === 'package' ? 'other' : kind);
  };
  for (const node of guarded)
    walk(node, (each) => {
      if (each.kind === 'call' || each.kind === 'await' || each.kind === 'throw' || each.kind === 'loop' || each.kind === 'with')
        isInert = false;
      if (each.kind === 'call') see(each);
      if (each.kind === 'import') kinds.add('probes');
      return undefined;
    });
  const others = [...kinds].filter((kind) => kind !== 'plain');
  const only = others.length === 1 && others[0] !== 'other' ? (others[0] as Guarded['only']) : undefined;
  return { parses: kinds.has('parses'), probes: kinds.has('probes'), cleansUp: kinds.has('cleans-up'), only, isInert };
}

function byGuarded(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  if (path.guarded.length === 0) return undefined;
  const at = path.guarded[0] ?? path.node;
  const { only, isInert } = guardedKinds(analysis, path.guarded);
  if (isInert && reactions.defaults.length > 0)
    return { by: 'nature', at, why: 'nothing that is tried can fail for a reason outside' };
  if (only === 'cleans-up' && path.kind !== 'listener')
    return { by: 'nature', at, why: 'clean-up on the way out; nothing rests on it' };
  if (path.fn.name === '__del__' || path.fn.name === '__exit__')
    return { by: 'nature', at, why: 'clean-up on the way out; nothing rests on it' };
  if (only === 'probes') return { by: 'nature', at, why: 'asks whether it is there; a failure is the answer no' };
  if (only === 'parses' && (reactions.defaults.length > 0 || assignsOnly(path.guarded) || path.kind === 'rejection'))
    return { by: 'nature', at, why: 'reads a form; a default stands in for what has not that form' };
  if (path.kind === 'rejection' && answersYesOrNo(path)) return { by: 'nature', at, why: 'turned into yes or no' };
  return undefined;
}

/** `let data = {}; try { data = JSON.parse(text) } catch {}`: what was there before is the default. */
function assignsOnly(guarded: readonly Node[]): boolean {
  return guarded.length === 1 && guarded[0]?.kind === 'expression' && guarded[0].expression.kind === 'assign';
}

/** `.then(() => true).catch(() => false)`. */
function answersYesOrNo(path: FailurePath): boolean {
  const then = path.guarded[0];
  if (then?.kind !== 'call' || then.callee.kind !== 'member' || then.callee.property !== 'then') return false;
  const yes = then.args[0]?.value;
  const value = yes?.kind === 'function' ? returned(yes.fn.body) : undefined;
  return value?.kind === 'literal' && value.type === 'boolean';
}

function returned(body: readonly Statement[]): Expression | undefined {
  const last = body.at(-1);
  return last?.kind === 'return' ? last.value : undefined;
}

const QUESTION_WORDS =
  /^(?:is|has|can|should|does|exists?|supports?|check|verify|verifies|validate|valid|matches|try|maybe|safe|probe|ping|compare|parse|detect|test)$/;

/** `isReachable()`, `verify_signature()`, `safeParse()`: false or nothing is what the function is there to say. */
function byFunction(path: FailurePath, reactions: Reactions): Expected | undefined {
  const fallback = reactions.defaults.length === 1 ? reactions.defaults[0] : undefined;
  if (fallback?.kind !== 'return' || fallback.value === undefined) return undefined;
  const words = wordsOf(nameOfFunction(path.fn));
  const isQuestion = words.length > 0 && (QUESTION_WORDS.test(words[0] ?? '') || words.includes('safe') || words.includes('or'));
  const { value } = fallback;
  const isPlain = value.kind === 'literal' || (value.kind === 'identifier' && value.name === 'undefined');
  if (!isQuestion || !isPlain) return undefined;
  if (value.kind === 'literal' && value.value === true) return undefined;
  return {
    by: 'nature',
    at: fallback,
    why: `${path.fn.name} is there to say so: \`${value.kind === 'literal' ? String(value.value) : 'undefined'}\` is its answer`,
  };
}

/** The nearest name: a callback belongs to the function around it. */
function nameOfFunction(fn: FunctionNode): string {
  let at: Node = fn;
  while (at.kind !== 'item') {
    if (at.kind === 'fn' && at.name !== '') return at.name;
    at = at.parent;
  }
  return '';
}

/** In a loop that leaves on success and says so when it gives up: the tries before are no news. */
function byRetry(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  const loop = loopOf(path.node);
  if (loop === undefined || path.node.kind !== 'handler') return undefined;
  const leavesOnSuccess = leavesLoop(path.node, loop);
  const pauses = reactions.calls.some(isPause);
  const isCounted =
    loop.style === 'for' ||
    (loop.source !== undefined && /range|attempt|retries|delays|backoff/i.test(analysis.textOf(loop.source)));
  if (!leavesOnSuccess || !(pauses || isCounted)) return undefined;
  const after = following(loop);
  const givesUp = after.find((statement) => holdsThrow(statement));
  if (givesUp !== undefined) return { by: 'said', at: givesUp, why: 'tried again, and raised when the tries are used up' };
  return pauses ? { by: 'nature', at: loop, why: 'tried again after a pause' } : undefined;
}

/** `sleep(1)`, `await delay(500)`, `new Promise((resolve) => setTimeout(resolve, 1000))`. */
function isPause(call: Call): boolean {
  if (/^(?:sleep|delay|wait|setTimeout|backoff|pause)$/i.test(lastName(call.callee))) return true;
  const executor = call.isNew ? call.args[0]?.value : undefined;
  return executor?.kind === 'function' && executor.fn.calls.some(isPause);
}

function loopOf(node: Node): Loop | undefined {
  let at: Node = node;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    if (at.kind === 'loop') return at;
    at = at.parent;
  }
  return undefined;
}

function leavesLoop(handler: Handler, loop: Loop): boolean {
  const attempt = handler.parent;
  if (attempt.kind !== 'try') return false;
  let found = false;
  const seek = (statement: Statement): void =>
    walk(statement, (node) => {
      if (node.kind === 'return' || (node.kind === 'other-statement' && node.word === 'break')) found = true;
      return !found && node.kind !== 'handler';
    });
  for (const statement of [...attempt.body, ...attempt.otherwise]) seek(statement);
  for (const statement of loop.body) if (!found && statement.start > attempt.end) seek(statement);
  return found;
}

/** Statements after the loop in its own list. */
function following(loop: Loop): readonly Statement[] {
  const { parent } = loop;
  const lists: (readonly Statement[])[] = [];
  if (parent.kind === 'fn' || parent.kind === 'block' || parent.kind === 'with') lists.push(parent.body);
  else if (parent.kind === 'if') lists.push(parent.then, parent.otherwise);
  else if (parent.kind === 'try') lists.push(parent.body);
  else if (parent.kind === 'item') lists.push(parent.statements);
  for (const list of lists) {
    const at = list.indexOf(loop);
    if (at >= 0) return list.slice(at + 1);
  }
  return [];
}

function holdsThrow(statement: Statement): boolean {
  let found = false;
  walk(statement, (node) => {
    if (node.kind === 'throw') found = true;
    return !found;
  });
  return found;
}

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

export function saysWhy(comment: string): boolean {
  if (DIRECTIVE.test(comment) && !/--|[—:]\s*\w+ \w+ \w+/.test(comment.replace(/type:\s*ignore|eslint-disable[\w-]*/i, '')))
    return false;
  const words = comment.toLowerCase().match(/[a-z'’]+|\d+/g) ?? [];
  return words.length >= 3 && words.filter((word) => !EMPTY_WORDS.test(word)).length >= 2;
}
