/** What a handler of Go takes from its caller: read from the request or its context, or put into a variable that it binds. */
import type { Call, Expression, FunctionNode, Identifier } from '#code/model';
import { functionOf, placeOf } from '#code/model';
import { GO_BINDS, GO_CONTEXTS, GO_REQUEST_PARTS } from '#libraries/go-web';
import type { RequestPart } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { type Fact, no, unknown, yes } from '../fact';
import { joinPath, type Origin } from '../origin';
import { lastName } from '../origins/full-name';

/** `r.URL.Query().Get("x")`, `c.Param("id")`: the path after the request, without the parameter's own type. */
export function goPart(path: string): RequestPart | undefined {
  return GO_REQUEST_PARTS.find(([pattern]) => pattern.test(path))?.[1];
}

/** The parameter is a request or a context that holds one, by its type. */
export function isGoRequest(origin: Origin): boolean {
  return origin.kind === 'package' && GO_CONTEXTS.has(typeOf(origin)) ? true : typeOfOrigin(origin) === 'net/http.Request';
}

function typeOf(origin: Extract<Origin, { kind: 'package' }>): string {
  return `${origin.package}.${origin.path[0] ?? ''}`;
}

function typeOfOrigin(origin: Origin): string {
  return origin.kind === 'package' ? typeOf(origin) : '';
}

interface Bound {
  readonly part: RequestPart;
  readonly call: Call;
}

/** The call before the mention that put the caller's data into the variable. */
export function boundFrom(analysis: Analysis, name: Identifier): Bound | undefined {
  const binding = analysis.bindingOf(name.name, name);
  if (binding?.kind !== 'declaration') return undefined;
  const fn = functionOf(name);
  for (const call of fn.calls) {
    if (call.start >= name.start || call.callee.kind !== 'member') continue;
    const part = GO_BINDS.get(call.callee.property);
    const target = call.args[0]?.value;
    if (part === undefined || target?.kind !== 'identifier' || target.name !== name.name) continue;
    const made = analysis.bindingOf(target.name, target);
    if (made?.kind === 'declaration' && made.node === binding.node && readsRequest(analysis, call)) return { part, call };
  }
  return undefined;
}

/** `c.ShouldBindJSON(&x)`, `json.NewDecoder(r.Body).Decode(&x)`. */
function readsRequest(analysis: Analysis, call: Call): boolean {
  if (call.callee.kind !== 'member') return false;
  const { object } = call.callee;
  const from: Expression | undefined = object.kind === 'call' ? object.args[0]?.value : object;
  if (from === undefined) return false;
  const origin = analysis.originOf(from);
  if (lastName(call.callee) !== 'Decode') return isGoRequest(origin);
  return isGoRequest(origin) && goPart(joinPath(afterType(origin))) === 'body';
}

export function afterType(origin: Origin): readonly string[] {
  return origin.kind === 'package' ? origin.path.slice(2) : [];
}

/** gin checks what it binds by the tags of its type; what a type of another file says is not seen here. */
export function boundTypesChecked(analysis: Analysis, fn: FunctionNode): Fact {
  for (const call of fn.calls) {
    if (!GO_BINDS.has(lastName(call.callee)) || lastName(call.callee) === 'Decode' || !readsRequest(analysis, call)) continue;
    const target = call.args[0]?.value;
    const origin = target && analysis.originOf(target);
    const what = analysis.textOf(call, 60);
    if (origin?.kind === 'project') return unknown(`what the type behind ${what} says`);
    if (origin?.kind !== 'class') continue;
    const tagged = origin.cls.fields.find(({ decorators }) =>
      decorators.some((tag) => tag.kind === 'literal' && /\bbinding:"[^"]*[a-z]/.test(String(tag.value))),
    );
    if (tagged !== undefined) return yes(placeOf(call), `${what}: ${origin.cls.name} has rules on ${tagged.name}`);
  }
  return no('the types that are bound');
}
