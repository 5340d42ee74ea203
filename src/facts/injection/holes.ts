/** Who fills a hole of a text: the program itself, somebody outside, or whoever calls the function. */
import type { Expression, FunctionNode, Node } from '#code/model';
import { functionOf } from '#code/model';
import { EVENT_HANDLERS, NUMBERS, QUOTERS } from '#libraries/injection-sinks';
import type { Analysis } from '../analysis';
import { mentionsRequest } from '../input/request-mentions';
import { requestValue } from '../input/request-values';
import { parameterOf } from '../origin';
import { followed } from '../origins/followed';
import { lastName, writtenName } from '../origins/full-name';
import { walk, walkBody } from '../walk';

export type Filler =
  /** Constants, numbers, quoted or looked-up pieces; `how` where something from outside was made harmless. */
  | { readonly kind: 'safe'; readonly how: string | undefined; readonly at: Expression }
  | { readonly kind: 'outside'; readonly at: Expression; readonly via: Expression | undefined }
  | { readonly kind: 'caller'; readonly at: Expression; readonly name: string }
  | { readonly kind: 'unknown'; readonly at: Expression };

export function fillerOf(analysis: Analysis, hole: Expression): Filler {
  const at = followed(analysis, hole);
  if (isConstant(analysis, at)) return { kind: 'safe', how: undefined, at: hole };
  const listed = allowListed(analysis, hole);
  const quoted = at.kind === 'call' && (NUMBERS.has(lastName(at.callee)) || QUOTERS.test(lastName(at.callee)));
  const isNumber = at.kind === 'unary' || (at.kind === 'binary' && /^[-*/%]$|[<>=]/.test(at.operator));
  if (quoted || isNumber || listed !== undefined) {
    const how = quoted && at.kind === 'call' ? `\`${writtenName(at.callee)}(…)\`` : listed;
    return { kind: 'safe', how: fromOutside(analysis, at) ? (how ?? 'a number') : undefined, at: hole };
  }
  if (fromOutside(analysis, at)) return { kind: 'outside', at: hole, via: undefined };
  const root = rootOf(at);
  const source = parameterOf(analysis.originOf(root)) ?? parameterOf(analysis.originOf(at));
  const param = source?.fn.params[source.index];
  if (source === undefined || param === undefined) return { kind: 'unknown', at: hole };
  const isCounted = param.fallback?.kind === 'literal' && typeof param.fallback.value === 'number';
  if ((isCounted || isHarmlessType(param.type?.name ?? '')) && at.kind !== 'call')
    return { kind: 'safe', how: undefined, at: hole };
  const via = handedIn(analysis, source.fn, source.index);
  if (via !== undefined) return { kind: 'outside', at: hole, via };
  return param.name === 'this' || param.name === 'self' || param.name === 'cls'
    ? { kind: 'unknown', at: hole }
    : { kind: 'caller', at: hole, name: param.name };
}

function rootOf(at: Expression): Expression {
  let root = at;
  while (root.kind === 'member' || root.kind === 'index' || root.kind === 'cast' || root.kind === 'await')
    root = root.kind === 'cast' || root.kind === 'await' ? root.value : root.object;
  return root;
}

/** Literals, names in capitals, members of such, and what is chosen from them or made of them alone. */
function isConstant(analysis: Analysis, at: Expression, depth = 6): boolean {
  const each = (node: Expression): boolean => isConstant(analysis, followed(analysis, node), depth - 1);
  if (depth === 0) return false;
  switch (at.kind) {
    case 'literal':
    case 'function':
      return true;
    case 'conditional':
      return each(at.whenTrue) && each(at.whenFalse);
    case 'template':
      return at.parts.every((part) => typeof part === 'string' || each(part));
    case 'binary':
      return each(at.left) && each(at.right);
    case 'array':
      return at.elements.every(each);
    case 'object':
      return at.entries.every(({ value }) => each(value));
    case 'identifier':
      return /^_?[A-Z][A-Z0-9_]+$/.test(at.name) && analysis.bindingOf(at.name, at)?.kind !== 'parameter';
    case 'member':
      return /^_?[A-Z][A-Z0-9_]+$/.test(at.property) && requestValue(analysis, at) === undefined;
    // `COLUMNS[request.args['sort']]`: whatever is asked for, one of these comes out.
    case 'index':
      return each(at.object);
    case 'call':
      return (
        (at.callee.kind === 'member' &&
          /^(?:get|join|keys|values|map|fill|repeat)$/.test(at.callee.property) &&
          each(at.callee.object)) ||
        (/^(?:join|keys)$/.test(lastName(at.callee)) && at.args.every(({ value }) => each(value)))
      );
    case 'comprehension':
      return each(at.element);
    default:
      return false;
  }
}

/** The request, the event of a function in the cloud, the command line, what a person types. */
export function fromOutside(analysis: Analysis, at: Expression): boolean {
  if (mentionsRequest(analysis, at)) return true;
  let found = false;
  walk(at, (node) => {
    if (found) return false;
    if (node.kind !== 'identifier' && node.kind !== 'member' && node.kind !== 'call') return undefined;
    found = requestValue(analysis, node) !== undefined || isEvent(analysis, node);
    return !found;
  });
  return found;
}

function isEvent(analysis: Analysis, node: Expression): boolean {
  if (node.kind === 'call') return node.callee.kind === 'identifier' && /^(?:input|raw_input)$/.test(node.callee.name);
  if (node.kind === 'member') return /^(?:sys\.argv|process\.argv)$/.test(writtenName(node));
  if (node.kind !== 'identifier') return false;
  const value = followed(analysis, node);
  if (value !== node) return fromOutside(analysis, value);
  const binding = analysis.bindingOf(node.name, node);
  if (binding?.kind === 'bound') return binding.source !== undefined && fromOutside(analysis, binding.source);
  if (binding?.kind === 'declaration' && binding.path.length > 0 && binding.value !== undefined)
    return binding.value.kind !== 'identifier' || binding.value.name !== node.name ? fromOutside(analysis, binding.value) : false;
  if (binding?.kind !== 'parameter') return false;
  const param = binding.fn.params[binding.index];
  if (param === undefined) return false;
  if (binding.index === 0 && param.name === 'event')
    return EVENT_HANDLERS.test(binding.fn.name) || binding.path.length > 0 || isExportedHandler(analysis, binding.fn);
  return isRouteParameter(binding.fn, param);
}

function isExportedHandler(analysis: Analysis, fn: FunctionNode): boolean {
  return analysis.exportNameOf(fn) !== undefined && fn.params[1]?.name === 'context';
}

/** `@app.route("/users/<name>") def user(name)`: a part of the path. */
function isRouteParameter(
  fn: FunctionNode,
  param: { readonly name: string; readonly type: { readonly name: string } | undefined },
): boolean {
  return fn.decorators.some(
    (each) =>
      each.kind === 'call' &&
      /^(?:route|get|post|put|patch|delete)$/.test(lastName(each.callee)) &&
      each.args[0]?.value.kind === 'literal' &&
      new RegExp(`[<{](?:string:|path:|str:)?${param.name}[:}>]`).test(String(each.args[0].value.value)) &&
      !isHarmlessType(param.type?.name ?? ''),
  );
}

function isHarmlessType(name: string): boolean {
  return /^(?:number|boolean|bigint|int|float|bool|Decimal|UUID|uuid\.UUID|datetime|date|Date|Literal|timedelta)$/.test(name);
}

/** A call of the function in this file that hands something from outside in at this place. */
function handedIn(analysis: Analysis, fn: FunctionNode, index: number): Expression | undefined {
  if (fn.name === '') return undefined;
  analysis.restsOn(fn, { usesOf: fn.name });
  for (const each of analysis.functions)
    for (const call of each.calls) {
      if (lastName(call.callee) !== fn.name || analysis.calledFunction(call) !== fn) continue;
      const shift = fn.params[0]?.name === 'this' ? 1 : 0;
      const given =
        call.args.find(({ name }) => name !== undefined && name === fn.params[index]?.name) ?? call.args[index - shift];
      if (given !== undefined && !given.spread && fillerIsOutside(analysis, given.value)) return given.value;
    }
  return undefined;
}

function fillerIsOutside(analysis: Analysis, given: Expression): boolean {
  const at = followed(analysis, given);
  if (at.kind === 'call' && (NUMBERS.has(lastName(at.callee)) || QUOTERS.test(lastName(at.callee)))) return false;
  return fromOutside(analysis, at) && allowListed(analysis, given) === undefined;
}

/** A condition of the function looks for it among what is allowed, or matches it whole against a pattern. */
function allowListed(analysis: Analysis, hole: Expression): string | undefined {
  const name = writtenName(hole);
  if (name === '' || (hole.kind !== 'identifier' && hole.kind !== 'member')) return undefined;
  let found: string | undefined;
  const see = (node: Node): boolean | undefined => {
    const test = node.kind === 'if' || node.kind === 'conditional' ? node.test : undefined;
    if (test === undefined || found !== undefined) return found === undefined;
    walk(test, (inner) => {
      if (inner.kind === 'binary' && /^(?:not )?in$/.test(inner.operator) && writtenName(inner.left) === name)
        found = `\`${analysis.textOf(inner, 60)}\``;
      if (
        inner.kind === 'call' &&
        /^(?:includes|has|test|match|fullmatch|isdigit|isalnum|isidentifier|isInteger|isSafeInteger)$/.test(
          lastName(inner.callee),
        ) &&
        (inner.args.some(({ value }) => writtenName(value) === name) ||
          (inner.callee.kind === 'member' && writtenName(inner.callee.object) === name))
      )
        found = `\`${analysis.textOf(inner, 60)}\``;
      return found === undefined;
    });
    return undefined;
  };
  walkBody(functionOf(hole), see);
  return found;
}
