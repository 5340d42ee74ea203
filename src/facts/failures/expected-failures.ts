/**
 * Failures that are no news: the type says what was found, the guarded code only asks or parses, it only cleans up, or the
 * loop around tries again and gives up loudly. Comments that say why are `failure-reasons.ts`.
 */
import type { Expression, FunctionNode, If, Node, Statement } from '#code/model';
import { type ErrorKind, EXPECTED_CODES, kindOfError, speaksOfOutside } from '#libraries/expected-errors';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { wordsOf } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';
import { walk } from '../walk';
import type { FailurePath } from './failure-paths';
import { guardedKinds, waitsInside } from './guarded-code';
import { byFunction, isNoStatement } from './question-functions';
import type { Reactions } from './reactions';
import { byRetry } from './retried-failures';
import { toldByCallee } from './told-inside';

export interface Expected {
  readonly at: Node;
  readonly why: string;
  /** `said`: the code says so (a narrow type, a test, a comment, an end to the tries). `nature`: it lies in what is tried. */
  readonly by: 'said' | 'nature';
}

/** Why the failure needs nobody to hear of it; `undefined` when nothing says so. */
export function whyExpected(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  return (
    byInterrupt(path) ??
    bySentinel(analysis, path) ??
    byImport(analysis, path) ??
    byCallee(analysis, path) ??
    byType(analysis, path, reactions) ??
    byTest(path) ??
    byGuarded(analysis, path, reactions) ??
    byFunction(analysis, path, reactions) ??
    byRetry(analysis, path, reactions)
  );
}

/** Go: an error that is compared with one of a name is a case of its own, and its branch is the answer. */
function bySentinel(analysis: Analysis, { types, kind, node }: FailurePath): Expected | undefined {
  if (familyOf(analysis) !== 'go' || kind !== 'handler' || types.length === 0) return undefined;
  return { by: 'said', at: node, why: `only ${types.join(', ')} is meant, and that is an answer` };
}

/** Java: who is interrupted says so to whoever asks the thread next, and ends. */
function byInterrupt({ types, statements, node }: FailurePath): Expected | undefined {
  if (!types.some((type) => /(?:^|\.)InterruptedException$/.test(type))) return undefined;
  let at: Node | undefined;
  for (const statement of statements)
    walk(statement, (each) => {
      if (each.kind === 'call' && lastName(each.callee) === 'interrupt') at ??= each;
      return at === undefined;
    });
  return at && { by: 'said', at: node, why: 'the interrupt is handed on' };
}

/** What is tried has told already. */
function byCallee(analysis: Analysis, { guarded }: FailurePath): Expected | undefined {
  const told = toldByCallee(analysis, guarded);
  return told && { by: 'said', at: told.at, why: `\`${analysis.textOf(told.at.callee, 50)}\` tells of its own failures` };
}

/** Whatever type its handler names. */
function byImport(analysis: Analysis, { guarded }: FailurePath): Expected | undefined {
  const [at] = guarded;
  return at !== undefined && guardedKinds(analysis, guarded).isImport
    ? { by: 'nature', at, why: 'asks whether a library is there' }
    : undefined;
}

function byType(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  if (path.types.length === 0) return undefined;
  const kinds = new Set<ErrorKind>(typesOf(path).map((type) => kindOfType(analysis, type)));
  const isParsing = guardedKinds(analysis, path.guarded).parses;
  const isDefault =
    reactions.defaults.length > 0 || reactions.answers.length > 0 || assignsOnly(path.guarded) || endsPlainly(path);
  const isPolling = path.types.every((type) => /(?:^|\.)TimeoutError$/.test(type)) && waitsInside(path.guarded);
  const isCancelling =
    path.types.some((type) => /(?:^|\.)CancelledError$/.test(type)) &&
    path.types.every((type) => /(?:^|\.)(?:Cancelled|Timeout)Error$/.test(type));
  if (isCancelling) return { by: 'said', at: path.node, why: 'what was cancelled has ended' };
  if (isPolling) return { by: 'nature', at: path.node, why: 'nothing has come yet' };
  if (kinds.has('other')) return undefined;
  if (kinds.has('form') && !isParsing && !isDefault && path.kind !== 'suppress') return undefined;
  return { by: 'said', at: path.node, why: `only ${path.types.join(', ')} is caught, and that is an answer` };
}

function typesOf({ node }: FailurePath): readonly Expression[] {
  if (node.kind === 'handler') return node.types.flatMap((type) => (type.kind === 'array' ? type.elements : [type]));
  if (node.kind !== 'with') return [];
  return node.items.flatMap(({ value }) => (value.kind === 'call' ? value.args.map((arg) => arg.value) : []));
}

/** An error the project defines is raised on purpose; unless its name speaks of something outside, it says what was found. */
function kindOfType(analysis: Analysis, type: Expression): ErrorKind {
  const name = writtenName(type);
  const kind = kindOfError(name);
  if (kind !== 'other' || speaksOfOutside(name)) return kind;
  const origin = analysis.originOf(type);
  const isOwn =
    origin.kind === 'project' || origin.kind === 'class' || (origin.kind === 'package' && origin.through !== undefined);
  return isOwn ? 'form' : 'other';
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

function byGuarded(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  if (path.guarded.length === 0) return undefined;
  const at = path.guarded[0] ?? path.node;
  const { only, isInert, isTelling } = guardedKinds(analysis, path.guarded);
  if (isTelling || isTeller(path.fn))
    return { by: 'nature', at, why: 'all that is tried is telling; there is nobody left to tell' };
  if (isInert && reactions.defaults.length > 0)
    return { by: 'nature', at, why: 'nothing that is tried can fail for a reason outside' };
  if (only === 'cleans-up' && path.kind !== 'listener')
    return { by: 'nature', at, why: 'clean-up on the way out; nothing rests on it' };
  if (path.fn.name === '__del__' || path.fn.name === '__exit__')
    return { by: 'nature', at, why: 'clean-up on the way out; nothing rests on it' };
  if (isInFinally(path.node)) return { by: 'nature', at, why: 'clean-up on the way out; nothing rests on it' };
  if (only === 'probes') return { by: 'nature', at, why: 'asks whether it is there; a failure is the answer no' };
  if (only === 'parses' && (hasDefault(reactions) || (!jumps(path) && assignsOnly(path.guarded)) || path.kind === 'rejection'))
    return { by: 'nature', at, why: 'reads a form; a default stands in for what has not that form' };
  if (path.kind === 'rejection' && answersYesOrNo(path)) return { by: 'nature', at, why: 'turned into yes or no' };
  return undefined;
}

/** A method of what carries log records or spans away: `class ToTable(logging.Handler)`. */
function isTeller({ cls }: FunctionNode): boolean {
  return (
    cls?.bases.some((base) =>
      /^(?:(?:logging|handlers)\.\w*Handler|(?:Span|Metric|Log(?:Record)?)\w*(?:Exporter|Processor)|Transport(?:Stream)?)$/.test(
        writtenName(base),
      ),
    ) === true
  );
}

/** Something stands in for the result; a bare `return` leaves. */
function hasDefault({ defaults }: Reactions): boolean {
  return defaults.some((each) => each.kind !== 'return' || each.value !== undefined);
}

function jumps(path: FailurePath): boolean {
  return path.statements.some(
    (statement) => statement.kind === 'return' || (statement.kind === 'other-statement' && statement.word !== 'pass'),
  );
}

function isInFinally(node: Node): boolean {
  let at: Node = node;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    const { parent }: { parent: Node } = at;
    if (parent.kind === 'try' && parent.finalizer?.some((statement) => statement === at) === true) return true;
    at = parent;
  }
  return false;
}

/** `let data = {}; try { data = JSON.parse(text) } catch {}`: what was there before is the default. */
function assignsOnly(guarded: readonly Node[]): boolean {
  return guarded.length === 1 && guarded[0]?.kind === 'expression' && guarded[0].expression.kind === 'assign';
}

/** `.then(() => true).catch(() => false)`, `locator.isVisible().catch(() => false)`, `const exists = await … .catch(() => false)`. */
function answersYesOrNo(path: FailurePath): boolean {
  if (!isBoolean(returned(path.statements))) return false;
  const tried = path.guarded[0];
  if (tried?.kind !== 'call') return false;
  if (isQuestionName(lastName(tried.callee))) return true;
  if (tried.callee.kind === 'member' && tried.callee.property === 'then') {
    const yes = tried.args[0]?.value;
    if (yes?.kind === 'function' && isBoolean(returned(yes.fn.body))) return true;
  }
  let at: Node = path.node;
  while (at.kind === 'call' || at.kind === 'await') at = at.parent;
  return at.kind === 'declare' && at.target.kind === 'identifier' && isQuestionName(at.target.name);
}

function isBoolean(value: Expression | undefined): boolean {
  return value?.kind === 'literal' && value.type === 'boolean';
}

function isQuestionName(name: string): boolean {
  return /^(?:is|has|can|should|does|exists?|supports?)$/.test(wordsOf(name)[0] ?? '');
}

function returned(body: readonly Statement[]): Expression | undefined {
  const last = body.at(-1);
  return last?.kind === 'return' ? last.value : undefined;
}

/** An empty handler in front of a plain `return None`: that is the default. */
function endsPlainly(path: FailurePath): boolean {
  const last = path.fn.body.at(-1);
  return (
    path.statements.every(isNoStatement) && last?.kind === 'return' && (last.value === undefined || last.value.kind === 'literal')
  );
}
