/** Whether the caller's data is in an expression, however it is named and as long as nobody else has answered in between. */
import { type Call, type Expression, functionOf } from '#code/model';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { parameterOf } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { walk } from '../walk';
import { isRequestParameter, requestValue } from './request-values';

/** Some argument is the caller's, or was derived from it. */
export function takesRequest(analysis: Analysis, call: Call): boolean {
  return call.args.some(({ value }) => mentionsRequest(analysis, value));
}

export function mentionsRequest(analysis: Analysis, expression: Expression, depth = 4): boolean {
  let found = false;
  walk(expression, (node) => {
    if (found) return false;
    if (node.kind !== 'identifier' && node.kind !== 'member' && node.kind !== 'call' && node.kind !== 'await') return undefined;
    const value = requestValue(analysis, node);
    // What a store, a service or another system answered is no longer the caller's.
    if (value === undefined && (node.kind === 'await' || isAnswer(node) || isStored(analysis, node))) {
      found = isHandedRequest(analysis, node);
      return false;
    }
    if (value !== undefined) found = value.part !== 'headers' && value.part !== 'cookies';
    else if (node.kind === 'identifier' && depth > 0) found = isFromRequest(analysis, node, depth - 1);
    return !found;
  });
  return found;
}

/** `await readBody(request)`: what is made of the request itself is the caller's. */
function isHandedRequest(analysis: Analysis, node: Expression): boolean {
  const call = node.kind === 'await' ? node.value : node;
  return call.kind === 'call' && call.args.some(({ value }) => value.kind === 'identifier' && isWholeRequest(analysis, value));
}

function isWholeRequest(analysis: Analysis, node: Extract<Expression, { kind: 'identifier' }>): boolean {
  const source = parameterOf(analysis.originOf(node));
  const param = source?.fn.params[source.index];
  if (source === undefined || param === undefined) return false;
  const isNamed = source.path.length === 0 && isRequestParameter(param);
  return isNamed || (source.path.length === 1 && /^(?:req|request)$/.test(source.path[0] ?? ''));
}

/** A query's result: it rests on the caller's key, and is the store's. Python's drivers answer without being awaited. */
function isAnswer(node: Expression): boolean {
  if (node.kind !== 'call' || node.callee.kind !== 'member') return false;
  return (
    /^(?:execute|fetchone|fetchall|fetchrow|first|one|one_or_none|scalar|scalars|query|filter|filter_by|find|findOne|findById|get_or_404|objects)$/.test(
      node.callee.property,
    ) || writtenName(node.callee).includes('.objects.')
  );
}

/** `db.get(Slot, data["slot"])`, `find_slot(db, data["slot"])`: a row, whatever key of the caller's it was found by. */
function isStored(analysis: Analysis, node: Expression): boolean {
  if (node.kind !== 'call') return false;
  return effectsOf(analysis, functionOf(node)).some(
    ({ kind, call, via }) =>
      call === node &&
      kind === 'store-read' &&
      (via === undefined || /^(?:get|find|fetch|load|read)/i.test(lastName(node.callee))),
  );
}

function isFromRequest(analysis: Analysis, node: Extract<Expression, { kind: 'identifier' }>, depth: number): boolean {
  const binding = analysis.bindingOf(node.name, node);
  if (binding?.kind === 'declaration' && binding.value !== undefined) return mentionsRequest(analysis, binding.value, depth);
  if (binding?.kind !== 'parameter') return false;
  const param = binding.fn.params[binding.index];
  // `validate({ body, query })` of a middleware hands the request's parts over by name.
  return param !== undefined && isRequestParameter(param) && binding.path.length === 0;
}
