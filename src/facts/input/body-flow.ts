/**
 * Whether the caller's whole body is in a value, under whatever names: through locals and destructuring, spreads, JSON
 * parsing, copies, a model made of it, one helper. What was parsed by a schema or picked field by field is no longer it.
 */
import type { Call, Expression, FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { wordsOf } from '../name-words';
import { type Origin, parameterOf } from '../origin';
import { fullName, lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import { requestValue } from './request-values';
import { isCheckingCall } from './validation-calls';

export interface WholeBody {
  /** Where it is taken from the request, or spread into something else: what a reader has to see. */
  readonly source: Expression;
  readonly part: 'body' | 'query' | 'params';
  /** How it got in: `as it is`, `by spread`, … */
  readonly how: 'whole' | 'spread' | 'model';
}

const DEPTH = 8;

/** Calls that give back the mapping they are given, whoever owns them. By full name or, for methods, last name. */
const COPIES: ReadonlySet<string> = new Set([
  'JSON.parse',
  'json.loads',
  'orjson.loads',
  'ujson.loads',
  'dict',
  'Object.assign',
  'Object.fromEntries',
  'structuredClone',
  'copy.copy',
  'copy.deepcopy',
  'lodash.cloneDeep',
  'lodash.clone',
  'lodash.merge',
  'lodash.extend',
  'lodash.assign',
  'lodash.defaults',
  'cast',
  'typing.cast',
]);

/** Methods of stores and models that make an entity of what they are given, without writing it yet. */
const MAKERS: ReadonlySet<string> = new Set([
  'create',
  'build',
  'merge',
  'preload',
  'hydrate',
  'fill',
  'from',
  'fromJSON',
  'fromJson',
  'from_dict',
  'construct',
  'model_construct',
]);

/** The whole body in the expression's value, or `undefined` when it is not, or cannot be told. */
export function wholeBody(analysis: Analysis, expression: Expression, depth = DEPTH): WholeBody | undefined {
  if (depth === 0) return undefined;
  const direct = requestValue(analysis, expression);
  if (direct !== undefined) {
    const { part } = direct;
    return direct.isWhole && part !== 'headers' && part !== 'cookies' ? { source: expression, part, how: 'whole' } : undefined;
  }
  switch (expression.kind) {
    case 'await':
    case 'cast':
    case 'spread':
      return wholeBody(analysis, expression.value, depth - 1);
    case 'object': {
      for (const entry of expression.entries) {
        const inner = entry.spread ? mapping(analysis, entry.value, depth - 1) : undefined;
        if (inner !== undefined) return { ...inner, source: entry.value, how: 'spread' };
      }
      return undefined;
    }
    case 'binary':
      return /^(?:\|\||\?\?|&&|\|)$/.test(expression.operator)
        ? (wholeBody(analysis, expression.left, depth - 1) ?? wholeBody(analysis, expression.right, depth - 1))
        : undefined;
    case 'conditional':
      return wholeBody(analysis, expression.whenTrue, depth - 1) ?? wholeBody(analysis, expression.whenFalse, depth - 1);
    case 'call':
      return throughCall(analysis, expression, depth - 1);
    case 'comprehension': {
      // `{k: v for k, v in data.items()}` without a condition is a copy.
      const [source] = expression.sources;
      return expression.conditions.length === 0 && source !== undefined
        ? wholeBody(analysis, source.source, depth - 1)
        : undefined;
    }
    case 'identifier':
    case 'member':
      return throughName(analysis, expression, depth - 1);
    default:
      return undefined;
  }
}

/**
 * What stands where only a mapping can: it is spread, or it is the row a store is given. There a part of the body is as
 * open as the body: `Order(**data["order"])`, `create({ data: req.body.user })`.
 */
export function mapping(analysis: Analysis, expression: Expression, depth = DEPTH): WholeBody | undefined {
  const whole = wholeBody(analysis, expression, depth);
  if (whole !== undefined) return whole;
  const part = requestValue(analysis, expression);
  return part?.part === 'body' && !part.isWhole ? { source: expression, part: 'body', how: 'whole' } : undefined;
}

function throughName(
  analysis: Analysis,
  expression: Extract<Expression, { kind: 'identifier' | 'member' }>,
  depth: number,
): WholeBody | undefined {
  if (expression.kind === 'member') return isCopyMember(expression) ? wholeBody(analysis, expression.object, depth) : undefined;
  const binding = analysis.bindingOf(expression.name, expression);
  if (binding?.kind === 'declaration' && binding.isConstant && binding.value !== undefined) {
    if (binding.path.length === 0) return named(wholeBody(analysis, binding.value, depth), expression);
    return undefined;
  }
  if (binding?.kind === 'bound' && binding.by === 'with' && binding.path.length === 0 && binding.source !== undefined)
    return wholeBody(analysis, binding.source, depth);
  return undefined;
}

/** What reaches the write is the name; the reader sees that first. */
function named(found: WholeBody | undefined, at: Expression): WholeBody | undefined {
  return found === undefined ? undefined : { ...found, source: at };
}

/** Nothing but a getter's name: `request.body.data` is a field and not here. */
function isCopyMember(expression: Extract<Expression, { kind: 'member' }>): boolean {
  return expression.property === 'value' && expression.object.kind === 'call';
}

function throughCall(analysis: Analysis, call: Call, depth: number): WholeBody | undefined {
  if (isCheckingCall(analysis, call)) return undefined;
  const origin = analysis.originOf(call.callee);
  const name = lastName(call.callee);
  const isCopy = COPIES.has(fullName(origin)) || (call.callee.kind === 'identifier' && (name === 'dict' || name === 'Map'));
  const carried = firstWhole(analysis, call, depth);
  if (carried === undefined)
    return call.callee.kind === 'member' && SAME_METHODS.has(name) ? wholeBody(analysis, call.callee.object, depth) : undefined;
  if (isCopy) return carried;
  if (call.isNew || isModelCall(origin, name)) return { ...carried, how: 'model' };
  if (call.callee.kind === 'member' && MAKERS.has(name) && isHandle(origin)) return { ...carried, how: 'model' };
  const fn = analysis.calledFunction(call);
  return fn !== undefined && givesBack(analysis, fn, call, depth) ? carried : undefined;
}

const SAME_METHODS: ReadonlySet<string> = new Set(['copy', 'to_dict', 'toObject', 'toJSON', 'items', 'dict']);

/** The first argument that is the whole body: positional, spread or `**`. */
export function firstWhole(analysis: Analysis, call: Call, depth = DEPTH): WholeBody | undefined {
  for (const { value, spread, name } of call.args) {
    if (name !== undefined && !spread) continue;
    const found = spread ? mapping(analysis, value, depth) : wholeBody(analysis, value, depth);
    if (found !== undefined) return spread ? { ...found, source: value, how: found.how === 'model' ? 'model' : 'spread' } : found;
  }
  return undefined;
}

const SHAPES: ReadonlySet<string> = new Set([
  'schema',
  'dto',
  'input',
  'request',
  'payload',
  'form',
  'serializer',
  'validator',
  'params',
  'command',
  'in',
]);

/** `Order(**data)`: a class of the project that is not known to check what it is given, nor named like one that does. */
function isModelCall(origin: Origin, name: string): boolean {
  if (!/^[A-Z]\w*[a-z]\w*$/.test(name)) return false;
  if (origin.kind === 'class') return true;
  // A module that was not found is as good as the project's own: what is made of a body and then stored is a row.
  const isOwn = origin.kind === 'project' || origin.kind === 'package';
  return isOwn && !wordsOf(name).some((word) => SHAPES.has(word) || word.startsWith('create') || word.startsWith('update'));
}

/** A store, a repository, a model: something whose `create` makes an entity. */
function isHandle(origin: Origin): boolean {
  return origin.kind !== 'global' && origin.kind !== 'expression';
}

/** A helper that returns what it was given, as it is or spread into an object. */
function givesBack(analysis: Analysis, fn: FunctionNode, call: Call, depth: number): boolean {
  if (depth <= 0) return false;
  const at = call.args.findIndex(({ value }) => wholeBody(analysis, value, depth) !== undefined);
  let found = false;
  walkBody(fn, (node) => {
    if (node.kind === 'return' && node.value !== undefined) found ||= isParameterWhole(analysis, node.value, fn, at);
    return !found;
  });
  return found;
}

/** The parameter itself, an object it is spread into, or a model made of it; through constants. */
export function isParameterWhole(analysis: Analysis, value: Expression, fn: FunctionNode, index: number, depth = DEPTH): boolean {
  if (depth === 0) return false;
  const isWhole = (inner: Expression): boolean => isParameterWhole(analysis, inner, fn, index, depth - 1);
  if (value.kind === 'await' || value.kind === 'cast' || value.kind === 'spread') return isWhole(value.value);
  if (value.kind === 'object') return value.entries.some((entry) => entry.spread && isWhole(entry.value));
  const source = parameterOf(analysis.originOf(value));
  if (source?.fn === fn && source.index === index && source.path.length === 0) return true;
  if (value.kind === 'call') {
    const name = lastName(value.callee);
    const isMade =
      value.isNew || isModelCall(analysis.originOf(value.callee), name) || (value.callee.kind === 'member' && MAKERS.has(name));
    return (
      isMade &&
      !isCheckingCall(analysis, value) &&
      value.args.some((arg) => (arg.name === undefined || arg.spread) && isWhole(arg.value))
    );
  }
  const binding = value.kind === 'identifier' ? analysis.bindingOf(value.name, value) : undefined;
  const isNamed = binding?.kind === 'declaration' && binding.isConstant && binding.path.length === 0;
  return isNamed && binding.value !== undefined && isWhole(binding.value);
}
