/** Answers of Go's handlers: `http.Error(w, msg, code)`, `w.WriteHeader(code)`, `c.JSON(code, body)`. */
import type { Call, Expression } from '#code/model';
import { GO_ANSWERS, GO_CONTEXTS } from '#libraries/go-web';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';

export interface GoAnswer {
  readonly status: Expression | undefined;
  readonly body: Expression | undefined;
}

export function goAnswer(analysis: Analysis, call: Call): GoAnswer | undefined {
  const { callee } = call;
  if (callee.kind !== 'member') return undefined;
  const name = callee.property;
  if (name === 'Error' || name === 'NotFound') {
    if (analysis.calleeOf(call) === 'net/http:Error') return { status: call.args[2]?.value, body: call.args[1]?.value };
    return analysis.calleeOf(call) === 'net/http:NotFound' ? { status: callee, body: undefined } : undefined;
  }
  const at = GO_ANSWERS.get(name);
  if (at === undefined) return undefined;
  // fiber chains them: `c.Status(500).JSON(body)`.
  const inner = callee.object.kind === 'call' ? callee.object : undefined;
  if (inner !== undefined && lastName(inner.callee) === 'Status' && isWriter(analysis, inner))
    return { status: inner.args[0]?.value, body: call.args[0]?.value };
  if (!isWriter(analysis, call)) return undefined;
  return { status: at < 0 ? undefined : call.args[at]?.value, body: call.args[at + 1]?.value };
}

/** The status by the name of its constant: `http.StatusBadGateway` is `BAD_GATEWAY`. */
export function goStatusName(name: string): string {
  if (name === 'NotFound') return 'NOT_FOUND';
  return name.startsWith('Status')
    ? name
        .slice(6)
        .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
        .toUpperCase()
    : name;
}

function isWriter(analysis: Analysis, { callee }: Call): boolean {
  if (callee.kind !== 'member') return false;
  const origin = analysis.originOf(callee.object);
  const type = origin.kind === 'package' ? `${origin.package}.${origin.path[0] ?? ''}` : '';
  return GO_CONTEXTS.has(type) || type === 'net/http.ResponseWriter';
}
