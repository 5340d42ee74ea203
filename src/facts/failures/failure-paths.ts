/**
 * Failure paths: every place of a function where a failure arrives: handler, rejected promise, error branch, suppressed or
 * overridden error. What becomes of it is `fates.ts`.
 */

import type {
  Call,
  Expression,
  FunctionNode,
  Handler,
  Node,
  OtherStatement,
  Pattern,
  Place,
  Statement,
  Try,
  With,
} from '#code/model';
import { itemOf, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { familyOf, hasPromises } from '../language';
import { printOrigin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { leavesOf } from '../origins/pattern-leaves';
import { walk, walkBody } from '../walk';

export interface FailurePath {
  readonly kind: 'handler' | 'rejection' | 'branch' | 'listener' | 'suppress' | 'finally';
  /** What a face underlines: the head of the handler. */
  readonly place: Place;
  readonly node: Node;
  /** What can fail: a try's body, the promise, the with's body. */
  readonly guarded: readonly Node[];
  /** Statements that handle it. */
  readonly statements: readonly Statement[];
  /** Name the error has in the handler. */
  readonly error: string | undefined;
  /** Types it is narrowed to by the handler's head, as written; empty: everything. */
  readonly types: readonly string[];
  readonly comments: readonly string[];
  /** Where the handler's statements begin and end in the item, for a fix. */
  readonly body: { readonly start: number; readonly end: number } | undefined;
  readonly fn: FunctionNode;
}

/** Of `except`, `catch` and Go's `if`. */
const HEAD_LENGTH = { javascript: 5, python: 6, go: 2, java: 5 } as const;

const remembered = new WeakMap<Analysis, Map<FunctionNode, readonly FailurePath[]>>();

/** Failure paths in the function's own code, in source order; callbacks given to `.catch` and the like are part of it. */
export function failurePathsOf(analysis: Analysis, fn: FunctionNode): readonly FailurePath[] {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  const known = ofFile.get(fn);
  if (known !== undefined) return known;
  const paths: FailurePath[] = [];
  walkBody(fn, (node) => {
    if (node.kind === 'try') {
      for (const handler of node.handlers) paths.push(handlerPath(analysis, node, handler, fn));
      paths.push(...overridden(analysis, node, fn));
    } else if (node.kind === 'call') {
      const path = rejectionPath(analysis, node, fn) ?? listenerPath(analysis, node, fn);
      if (path !== undefined) paths.push(path);
    } else if (node.kind === 'with') {
      const path = suppressPath(analysis, node, fn);
      if (path !== undefined) paths.push(path);
    }
    return undefined;
  });
  const branch = callbackBranch(fn);
  if (branch !== undefined) paths.unshift(branch);
  ofFile.set(fn, paths);
  return paths;
}

function handlerPath(analysis: Analysis, attempt: Try, handler: Handler, fn: FunctionNode): FailurePath {
  const head = handler.binding?.end ?? handler.types.at(-1)?.end ?? handler.start + HEAD_LENGTH[familyOf(analysis)];
  return {
    kind: 'handler',
    place: { item: itemOf(handler), start: handler.start, end: Math.min(head, handler.end) },
    node: handler,
    guarded: attempt.body,
    statements: handler.body,
    error: nameOf(handler.binding),
    types: handler.types.flatMap((type) => (type.kind === 'array' ? type.elements : [type])).map(writtenName),
    comments: handler.comments,
    body: { start: handler.body[0]?.start ?? head, end: handler.body.at(-1)?.end ?? handler.end },
    fn,
  };
}

function nameOf(binding: Pattern | undefined): string | undefined {
  return binding?.kind === 'identifier' ? binding.name : binding === undefined ? undefined : leavesOf(binding)[0]?.name;
}

/** `promise.catch(f)`, `promise.then(_, f)`; `f` an inline function, a local one, or a named nothing. */
function rejectionPath(analysis: Analysis, call: Call, fn: FunctionNode): FailurePath | undefined {
  if (call.callee.kind !== 'member') return undefined;
  const { property, object, propertyStart } = call.callee;
  const handler =
    property === 'catch' && call.args.length > 0
      ? call.args[0]?.value
      : property === 'then' && call.args.length === 2
        ? call.args[1]?.value
        : undefined;
  if (handler === undefined || !hasPromises(analysis) || isSchema(analysis, object)) return undefined;
  return callbackPath(
    analysis,
    'rejection',
    call,
    handler,
    { item: itemOf(call), start: propertyStart, end: call.end },
    [object],
    fn,
  );
}

/** zod's `.catch(default)` gives a value, not a handler. */
function isSchema(analysis: Analysis, object: Expression): boolean {
  const origin = analysis.originOf(object);
  return origin.kind === 'package' && /^(?:zod|valibot|yup|joi)/.test(origin.package);
}

/** `emitter.on('error', f)`. */
function listenerPath(analysis: Analysis, call: Call, fn: FunctionNode): FailurePath | undefined {
  if (call.callee.kind !== 'member' || !/^(?:on|once|addListener|addEventListener)$/.test(call.callee.property)) return undefined;
  const [event, listener] = call.args;
  if (event?.value.kind !== 'literal' || event.value.value !== 'error' || listener === undefined) return undefined;
  return callbackPath(analysis, 'listener', call, listener.value, placeOf(call), [call.callee.object], fn);
}

function callbackPath(
  analysis: Analysis,
  kind: 'rejection' | 'listener',
  call: Call,
  handler: Expression,
  place: Place,
  guarded: readonly Node[],
  fn: FunctionNode,
): FailurePath | undefined {
  const callback = analysis.functionValue(handler);
  if (callback === undefined) {
    if (!/^(?:noop|no_op|nop|ignore|swallow|doNothing|emptyFunction)$/i.test(lastName(handler))) return undefined;
    return { kind, place, node: call, guarded, statements: [], error: undefined, types: [], comments: [], body: undefined, fn };
  }
  return {
    kind,
    place,
    node: call,
    guarded,
    statements: callback.body,
    error: nameOf(callback.params[0]?.target),
    types: [],
    comments: commentsIn(analysis, callback),
    body: { start: callback.bodyStart, end: callback.bodyEnd },
    fn,
  };
}

export function commentsIn(analysis: Analysis, node: { readonly start: number; readonly end: number } & Node): readonly string[] {
  const item = itemOf(node);
  return item.comments
    .filter((comment) => comment.start >= node.start && comment.end <= node.end)
    .map((comment) => analysis.model.text.slice(item.base + comment.start, item.base + comment.end));
}

/** `with contextlib.suppress(Exception):`. */
function suppressPath(analysis: Analysis, node: With, fn: FunctionNode): FailurePath | undefined {
  const item = node.items.find(
    (each) =>
      each.value.kind === 'call' && /^contextlib:suppress$|^:suppress$/.test(printOrigin(analysis.originOf(each.value.callee))),
  );
  if (item?.value.kind !== 'call') return undefined;
  return {
    kind: 'suppress',
    place: placeOf(item.value),
    node,
    guarded: node.body,
    statements: [],
    error: undefined,
    types: item.value.args.map((arg) => (arg.spread ? '*' : writtenName(arg.value))),
    comments: commentsIn(analysis, node),
    body: undefined,
    fn,
  };
}

/** `return`, `break` or `continue` in a `finally`: whatever error was on its way out is forgotten. */
function overridden(analysis: Analysis, attempt: Try, fn: FunctionNode): readonly FailurePath[] {
  const paths: FailurePath[] = [];
  for (const statement of attempt.finalizer ?? []) {
    walk(statement, (node) => {
      const jump =
        node.kind === 'return' ||
        (node.kind === 'other-statement' &&
          (node.word === 'break' || node.word === 'continue') &&
          leaves(analysis, node, attempt));
      if (jump)
        paths.push({
          kind: 'finally',
          place: placeOf(node),
          node,
          guarded: attempt.body,
          statements: [],
          error: undefined,
          types: [],
          comments: [],
          body: undefined,
          fn,
        });
      return !jump;
    });
  }
  return paths;
}

/** The jump goes out of the `finally`: no loop (or, for an unlabelled `break`, switch) of the finally stops it. */
function leaves(analysis: Analysis, node: OtherStatement, attempt: Try): boolean {
  // A label may name something further out; so may none of ours.
  if (/^\w+\s+\w/.test(analysis.textOf(node))) return true;
  let at: Node = node;
  while (at.kind !== 'item' && at !== attempt) {
    if (at.kind === 'loop') return false;
    if (at.kind === 'switch' && node.word === 'break' && analysis.model.language !== 'python') return false;
    at = at.parent;
  }
  return true;
}

/** `(err, data) => { if (err) return; … }`: the first branch of an error-first callback. */
function callbackBranch(fn: FunctionNode): FailurePath | undefined {
  const first = fn.params[0]?.target;
  if (
    first?.kind !== 'identifier' ||
    !/^(?:e|err|error|ex)$/.test(first.name) ||
    fn.params.length < 2 ||
    fn.parent.kind !== 'function'
  )
    return undefined;
  const branch = fn.body[0];
  if (branch?.kind !== 'if' || branch.test.kind !== 'identifier' || branch.test.name !== first.name) return undefined;
  return {
    kind: 'branch',
    place: { item: itemOf(branch), start: branch.start, end: branch.test.end },
    node: branch,
    guarded: [],
    statements: branch.then,
    error: first.name,
    types: [],
    comments: [],
    body: { start: branch.then[0]?.start ?? branch.test.end, end: branch.then.at(-1)?.end ?? branch.end },
    fn,
  };
}
