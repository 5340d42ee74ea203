/** Answers an entry point gives for failures: those of its handlers, and those of branches that look at a result. */
import type { FunctionNode, If, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { listsOf } from '../effects/order';
import type { EntryPoint } from '../entry-point';
import { outboundRequests } from '../requests/requests';
import { importStatements } from '../runners/imports';
import { isWithin, walk } from '../walk';
import { type Answer, answersIn } from './answers';
import { type FailurePath, failurePathsOf } from './failure-paths';
import { isHeard, toldBy } from './observability';

/** The function and those inside it that run as part of it. */
export function functionsWithin(fn: FunctionNode): readonly FunctionNode[] {
  return [fn, ...fn.functions.flatMap(functionsWithin)];
}

/** Failure paths of an entry point's handler, nested functions included. */
export function failurePathsWithin(analysis: Analysis, fn: FunctionNode): readonly FailurePath[] {
  return functionsWithin(fn).flatMap((each) => failurePathsOf(analysis, each));
}

/** A store, a service or a queue is asked in what the handler guards: its outage arrives here too. */
export function guardsEffect(analysis: Analysis, path: FailurePath): boolean {
  const isGuarded = (node: Node): boolean => path.guarded.some((each) => isWithin(node, each));
  return (
    effectsOf(analysis, path.fn).some(({ call }) => isGuarded(call)) ||
    outboundRequests(analysis, path.fn).some(({ call }) => isGuarded(call))
  );
}

export interface BranchAnswer {
  readonly answer: Answer;
  /** The call in the same branch that tells, where there is one. */
  readonly heard: Node | undefined;
}

/** Server errors answered in a branch that is no handler: `if (!charge.ok) return res.status(502)…`. */
export function branchAnswers(analysis: Analysis, { handler }: EntryPoint): readonly BranchAnswer[] {
  return functionsWithin(handler).flatMap((fn) =>
    answersIn(analysis, fn.body).flatMap((answer): readonly BranchAnswer[] => {
      const { status } = answer;
      if (status === undefined || !ASKED.has(status)) return [];
      const branch = branchOf(answer.node, fn);
      return branch === undefined
        ? []
        : [{ answer, heard: heardIn(analysis, branch.inside) ?? heardBefore(analysis, branch.at) }];
    }),
  );
}

/** 501 says that it is not there and 503 is mostly said on purpose: maintenance, not ready, too busy. */
const ASKED: ReadonlySet<number> = new Set([500, 502, 504]);

/** The `if` the answer stands in and its statements there; `undefined` inside of a handler, which is a failure path of its own. */
function branchOf(node: Node, fn: FunctionNode): { readonly at: If; readonly inside: readonly Statement[] } | undefined {
  let branch: { readonly at: If; readonly inside: readonly Statement[] } | undefined;
  let child = node;
  let at = node;
  while (at !== fn && at.kind !== 'item') {
    child = at;
    at = at.parent;
    if (at.kind === 'handler') return undefined;
    if (at.kind === 'if' && branch === undefined)
      branch = { at, inside: at.then.some((each) => each === child) ? at.then : at.otherwise };
    if (at.kind === 'fn' && at !== fn) return undefined;
  }
  return branch;
}

function heardIn(analysis: Analysis, statements: readonly Statement[]): Node | undefined {
  let found: Node | undefined;
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'throw' || (node.kind === 'call' && isHeard(toldBy(analysis, node)))) found ??= node;
      return found === undefined;
    });
  return found;
}

/** Told by a statement beside the branch, before it: `log.error(e); if (!res.headersSent) res.status(500)…`. */
function heardBefore(analysis: Analysis, branch: If): Node | undefined {
  const beside = listsOf(branch.parent).find((list) => list.includes(branch)) ?? [];
  const before = beside.slice(0, beside.indexOf(branch));
  return heardIn(
    analysis,
    before.filter(({ kind }) => kind === 'expression'),
  );
}

/** Django logs every answer of 400 and above under `django.request`, 5xx at error. */
export function frameworkLogsAnswers(analysis: Analysis): boolean {
  return importStatements(analysis).some(({ module }) => /^(?:django|rest_framework)(?:\.|$)/.test(module));
}
