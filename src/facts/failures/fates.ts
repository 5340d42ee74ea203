/** What becomes of a failure: somebody learns of it, the caller is answered, it was expected, or it is gone. */
import type { Call, FunctionNode, Node, Pattern } from '#code/model';
import { kindOfCall } from '#libraries/expected-errors';
import type { Analysis } from '../analysis';
import { lastName, writtenName } from '../origins/full-name';
import { isWithin } from '../walk';
import type { Answer } from './answers';
import { BUILT_IN } from './built-ins';
import { type Expected, whyExpected } from './expected-failures';
import { isNothing } from './failure-marks';
import type { FailurePath } from './failure-paths';
import { saysSomething, whyHarmless } from './failure-reasons';
import { lookedAt } from './looked-at';
import { type Reactions, reactionsOf } from './reactions';
import { isInHandler, whyWeak } from './weak-drops';

export type Fate =
  /** Logged, counted, captured, raised, handed on: somebody learns of it. */
  | { readonly kind: 'seen'; readonly at: Node; readonly what: string; readonly answer: Answer | undefined }
  /** The caller gets an answer that says failure, and nobody else hears of it. */
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** The failure is itself the answer, or cannot matter; `why` says how that was seen. */
  | ({ readonly kind: 'expected' } & Expected)
  /** Gone. `high`: nothing at all is done; `medium`: something stands in for the result; `low`: which is what is often wanted. */
  | { readonly kind: 'dropped'; readonly confidence: 'high' | 'medium' | 'low'; readonly how: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What becomes of the failure on this path. */
export function fateOf(analysis: Analysis, path: FailurePath): Fate {
  if (path.kind === 'finally')
    return { kind: 'dropped', confidence: 'high', how: 'leaves `finally`, and the error in flight is gone' };
  const reactions = reactionsTo(analysis, path);
  const { heard, marked, answers } = reactions;
  const failure = answers.find((answer) => answer.isFailure);
  if (heard !== undefined) return { kind: 'seen', at: heard.node, what: heard.what, answer: failure };
  const expected = whyExpected(analysis, path, reactions);
  if (expected !== undefined) return { kind: 'expected', ...expected };
  if (failure !== undefined) return { kind: 'answered', answer: failure };
  if (marked !== undefined) return { kind: 'seen', at: marked.node, what: marked.what, answer: undefined };
  if (path.fn.isBroken) return { kind: 'unknown', why: 'part of the function could not be read' };
  const harmless = whyHarmless(analysis, path);
  if (harmless !== undefined) return { kind: 'expected', ...harmless };
  const test = lookedAt(analysis, path, reactions);
  if (test !== undefined)
    return {
      kind: 'seen',
      at: test.test,
      what: `told where it is not there: ${analysis.textOf(test.test, 40)}`,
      answer: undefined,
    };
  const fate = dropped(analysis, path, reactions);
  if (fate.kind !== 'dropped') return fate;
  if (whyWeak(analysis, path, reactions) !== undefined) return { ...fate, confidence: 'low' };
  // The failure that matters is on its way already.
  if (isInHandler(path)) return { ...fate, confidence: fate.confidence === 'high' ? 'medium' : 'low' };
  // A type that is named, a word of comment: somebody looked.
  return fate.confidence === 'high' && (path.comments.some(saysSomething) || isNarrow(path))
    ? { ...fate, confidence: 'medium' }
    : fate;
}

export function reactionsTo(analysis: Analysis, path: FailurePath): Reactions {
  return reactionsOf(analysis, { statements: path.statements, binding: bindingOf(path) });
}

function isNarrow({ types }: FailurePath): boolean {
  return types.length > 0 && !types.some((type) => /^(?:Exception|BaseException|Error)$/.test(type));
}

function bindingOf(path: FailurePath): Pattern | undefined {
  if (path.node.kind === 'handler') return path.node.binding;
  if (path.kind === 'branch' && path.node.kind === 'if') return path.fn.params[0]?.target;
  return callbackOf(path.node)?.params[0]?.target;
}

function callbackOf(node: Node): FunctionNode | undefined {
  if (node.kind !== 'call') return undefined;
  const value = node.args.at(-1)?.value;
  return value?.kind === 'function' ? value.fn : undefined;
}

function dropped(analysis: Analysis, path: FailurePath, { quiet, defaults, calls, answers }: Reactions): Fate {
  if (path.kind === 'suppress')
    return { kind: 'dropped', confidence: 'high', how: `suppresses ${path.types.join(', ') || 'every error'}` };
  const success = answers[0];
  if (success !== undefined)
    return { kind: 'dropped', confidence: 'medium', how: `answers \`${analysis.textOf(success.node, 50)}\` as if it had worked` };
  if (quiet !== undefined)
    return {
      kind: 'dropped',
      confidence: 'medium',
      how: `only \`${analysis.textOf(quiet, 50)}\`, below warn or without the error`,
    };
  const fallback = defaults.find((each) => calls.some((call) => isWithin(call, each)));
  if (fallback !== undefined) return { kind: 'unknown', why: `falls back to ${analysis.textOf(fallback, 50)}` };
  const untold = calls.find((call) => mayTell(analysis, call));
  if (untold !== undefined) return { kind: 'unknown', why: `${analysis.textOf(untold, 50)} may tell` };
  const value = defaults.find((each) => each.kind === 'return');
  if (value?.kind === 'return')
    return {
      kind: 'dropped',
      confidence: 'medium',
      how: isNothing(value.value)
        ? 'returns without a word'
        : `returns \`${analysis.textOf(value.value ?? value, 40)}\` in place of the result`,
    };
  if (defaults.length > 0) return { kind: 'dropped', confidence: 'medium', how: 'puts a default in place of the result' };
  if (calls[0] !== undefined)
    return { kind: 'dropped', confidence: 'medium', how: `only \`${analysis.textOf(calls[0], 50)}\`, then it goes on` };
  const jump = path.statements.find((statement) => statement.kind === 'other-statement' && statement.word === 'continue');
  if (jump !== undefined) return { kind: 'dropped', confidence: 'medium', how: 'goes on with the next one' };
  return { kind: 'dropped', confidence: 'high', how: 'the handler is empty' };
}

/** A call that could not be read may log; one of a package, of the language or of this file that was looked at does not. */
function mayTell(analysis: Analysis, call: Call): boolean {
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'project') return analysis.exported(origin)?.isOpaque !== false;
  if (analysis.calledFunction(call) !== undefined || origin.kind === 'package') return false;
  if (origin.kind === 'global') return !BUILT_IN.has(origin.path[0] ?? '');
  return kindOfCall(writtenName(call.callee)) !== 'cleans-up' && !/^set[A-Z_]/.test(lastName(call.callee));
}
