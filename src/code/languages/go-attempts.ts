/** A call together with the tests of its error that follow it: one `try` of the model (`go-errors.ts` reads the tests). */
import { adopt, ORPHAN } from '../lowering';
import type { Handler, Statement, Try } from '../model';
import { carrierIn, errorTest, mentions, triedIn } from './go-errors';
import type { Go } from './go-reader';

/** Statements between a call and the test of its error that only get ready. */
const BETWEEN: ReadonlySet<string> = new Set(['short_var_declaration', 'expression_statement', 'defer_statement']);
const MAX_BETWEEN = 3;

/** The call at `at` with the tests of its error that follow it. */
export function attempt(go: Go, nodes: readonly number[], at: number): { statement: Statement; next: number } | undefined {
  const first = nodes[at] ?? -1;
  const carried = carrierIn(go, first);
  const name = triedIn(go, first)?.name ?? carried;
  if (name === undefined) return undefined;
  let next = at + 1;
  while (next <= at + MAX_BETWEEN && BETWEEN.has(go.kind(nodes[next] ?? -1)) && !mentions(go, nodes[next] ?? -1, name)) next++;
  const arms: Arm[] = [];
  const from = next;
  let otherwise: readonly number[] = [];
  for (; next < nodes.length; next++) {
    const found = armsOf(go, nodes[next] ?? -1, name);
    if (found === undefined) break;
    arms.push(...found.arms);
    otherwise = found.otherwise;
    if (otherwise.length > 0 || found.arms.some(({ type }) => type < 0)) {
      next++;
      break;
    }
  }
  if (arms.length === 0 || go.lowering.isTorn(first)) return undefined;
  const body = nodes.slice(at, from).flatMap((each) => go.statements(each));
  const last = nodes[next - 1] ?? first;
  return { statement: tried(go, { name, body, arms, otherwise, start: first, last }), next };
}

interface Arm {
  /** The `if` or the case. */
  readonly node: number;
  /** What the error is compared with; -1: any error. */
  readonly type: number;
  readonly body: number;
}

/** An `if` chain or a `switch` that tests nothing but the error; `otherwise` is what runs without one. */
function armsOf(go: Go, i: number, name: string): { arms: Arm[]; otherwise: number[] } | undefined {
  if (go.lowering.isTorn(i)) return undefined;
  if (go.kind(i) === 'expression_switch_statement') return casesOf(go, i, name);
  if (go.kind(i) !== 'if_statement' || go.child(i, 'initializer') >= 0) return undefined;
  const test = errorTest(go, go.child(i, 'condition'), name);
  const alternative = go.child(i, 'alternative');
  const body = go.child(i, 'consequence');
  if (test === undefined || body < 0) return undefined;
  if (test.is === 'absent')
    return alternative >= 0 && go.kind(alternative) === 'block'
      ? { arms: [{ node: alternative, type: -1, body: alternative }], otherwise: [body] }
      : undefined;
  const arm = { node: i, type: test.is === 'kind' ? test.type : -1, body };
  if (alternative < 0) return { arms: [arm], otherwise: [] };
  const more = armsOf(go, alternative, name);
  return more === undefined
    ? { arms: [arm], otherwise: [alternative] }
    : { arms: [arm, ...more.arms], otherwise: more.otherwise };
}

function casesOf(go: Go, i: number, name: string): { arms: Arm[]; otherwise: number[] } | undefined {
  if (go.child(i, 'value') >= 0 || go.child(i, 'initializer') >= 0) return undefined;
  const arms: Arm[] = [];
  const otherwise: number[] = [];
  for (const each of go.named(i)) {
    if (go.kind(each) === 'default_case') {
      otherwise.push(each);
      continue;
    }
    for (const value of go.list(go.child(each, 'value'))) {
      const test = errorTest(go, value, name);
      if (test === undefined) return undefined;
      if (test.is === 'absent') otherwise.push(each);
      // Each body is lowered once, for the first of its kinds.
      else if (arms.at(-1)?.node !== each) arms.push({ node: each, type: test.is === 'kind' ? test.type : -1, body: each });
    }
  }
  return arms.length === 0 || otherwise.length > 1 ? undefined : { arms, otherwise };
}

interface Attempt {
  readonly name: string;
  readonly body: readonly Statement[];
  readonly arms: readonly Arm[];
  readonly otherwise: readonly number[];
  readonly start: number;
  readonly last: number;
}

function tried(go: Go, { name, body, arms, otherwise, start, last }: Attempt): Statement {
  const handlers = arms.map((arm) => handler(go, arm, name));
  return adopt<Try>({
    kind: 'try',
    start: go.lowering.start(start),
    end: go.lowering.end(last),
    parent: ORPHAN,
    body,
    handlers,
    otherwise: otherwise.flatMap((each) => (go.kind(each) === 'if_statement' ? go.statements(each) : go.block(each))),
    finalizer: undefined,
    isFlat: true,
  });
}

function handler(go: Go, { node, type, body }: Arm, name: string): Handler {
  const types = type < 0 ? [] : [go.expression(type)];
  go.errors.push(name);
  const lowered = go.block(body);
  go.errors.pop();
  const start = go.lowering.start(node);
  // The error keeps its name; it stands for itself from the test on.
  const at = { start: start + 2, end: start + 2, parent: ORPHAN };
  const binding = name.includes('.') ? undefined : ({ kind: 'identifier', ...at, name } as const);
  return adopt<Handler>({
    kind: 'handler',
    start,
    end: go.lowering.end(node),
    parent: ORPHAN,
    types,
    binding,
    body: lowered,
    comments: go.lowering.commentsIn(body),
  });
}

/** `if err := f(); err != nil { … } else { … }`. */
export function initialized(go: Go, i: number, initializer: number): Statement | undefined {
  const name = triedIn(go, initializer)?.name ?? carrierIn(go, initializer);
  if (name === undefined) return undefined;
  const test = errorTest(go, go.child(i, 'condition'), name);
  const body = go.child(i, 'consequence');
  const alternative = go.child(i, 'alternative');
  if (test === undefined || body < 0) return undefined;
  const arm: Arm = { node: i, type: test.is === 'kind' ? test.type : -1, body };
  const rest = alternative < 0 ? undefined : armsOf(go, alternative, name);
  const others = alternative < 0 ? [] : [alternative];
  if (test.is === 'absent') {
    if (alternative < 0 || go.kind(alternative) !== 'block') return undefined;
    const failed: Arm = { node: alternative, type: -1, body: alternative };
    return scoped(go, i, { name, body: go.statements(initializer), arms: [failed], otherwise: [body], start: i, last: i });
  }
  const arms = rest === undefined ? [arm] : [arm, ...rest.arms];
  const otherwise = rest === undefined ? others : rest.otherwise;
  return scoped(go, i, { name, body: go.statements(initializer), arms, otherwise, start: i, last: i });
}

function scoped(go: Go, i: number, parts: Attempt): Statement {
  return adopt({ kind: 'block', ...go.at(i), body: [tried(go, parts)] });
}
