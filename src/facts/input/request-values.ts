/** Values that the caller fills: the body, the query, path parameters and their kin, wherever a name for them is used. */
import type { Expression, FunctionNode, Parameter } from '#code/model';
import { REQUEST_GLOBALS, REQUEST_NAMES, REQUEST_PARTS, type RequestPart, VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { isDepends } from '../entries/decorated-functions';
import { familyOf } from '../language';
import { wordsOf } from '../name-words';
import { joinPath, type Origin, parameterOf } from '../origin';
import { lastName } from '../origins/full-name';
import { typeOrigins } from '../origins/type-origins';
import { walkBody } from '../walk';
import { afterType, boundFrom, goPart, isGoRequest } from './go-input';
import { isJavaRoute, javaPart } from './java-input';
import { isTable } from './validation-calls';

export interface RequestValue {
  readonly part: RequestPart;
  /** The whole part, with whatever keys the caller chose; else one field of it. */
  readonly isWhole: boolean;
}

/** Ways of taking the same mapping along: `.copy()`, `.to_dict()`. */
const SAME = /^(?:\.?(?:copy|to_dict|dict|toObject|toJSON|items|entries)\(\))*$/;

/** What an expression takes from the request, by its origin; `undefined` when it is none of the caller's. */
export function requestValue(analysis: Analysis, expression: Expression): RequestValue | undefined {
  if (familyOf(analysis) === 'go') return goValue(analysis, expression);
  return ofOrigin(analysis, analysis.originOf(expression));
}

/** What was bound is the whole of it; a field of that, or what a getter gives, is one value. */
function goValue(analysis: Analysis, expression: Expression): RequestValue | undefined {
  let root = expression;
  while (root.kind === 'member' || root.kind === 'index') root = root.object;
  const bound = root.kind === 'identifier' ? boundFrom(analysis, root) : undefined;
  if (bound !== undefined) return { part: bound.part, isWhole: root === expression };
  const origin = analysis.originOf(expression);
  const part = isGoRequest(origin) && parameterOf(origin) !== undefined ? goPart(joinPath(afterType(origin))) : undefined;
  return part === undefined ? undefined : { part, isWhole: false };
}

function ofOrigin(analysis: Analysis, origin: Origin): RequestValue | undefined {
  if (origin.kind === 'package') {
    const [first, ...rest] = origin.path;
    if (first !== undefined && REQUEST_GLOBALS.has(`${origin.package}.${first}`)) return partOf(joinPath(rest));
  }
  const source = parameterOf(origin);
  if (source === undefined) return undefined;
  const param = source.fn.params[source.index];
  if (param === undefined) return undefined;
  if (isRequestParameter(param)) {
    // `def post(self, request): request.data`; destructured `({ body }, res)` has the part in its path already.
    return partOf(joinPath(source.path));
  }
  // `({ req, searchParams }) => …`: a wrapper hands the parts over by name.
  if (param.target.kind === 'object-pattern') return partOf(joinPath(source.path).replace(/^(?:req|request|ctx)\.(?=\w)/, ''));
  if (familyOf(analysis) === 'java') return javaValue(source.fn, param, joinPath(source.path));
  const part = injectedPart(param) ?? looseBody(analysis, source.fn, param);
  return part === undefined ? undefined : { part, isWhole: SAME.test(joinPath(source.path)) && isMapping(param) };
}

/** `body.name()`, `body.getName()` is one field of what came in. */
function javaValue(fn: FunctionNode, param: Parameter, path: string): RequestValue | undefined {
  const part = isJavaRoute(fn) ? javaPart(fn, param) : undefined;
  return part === undefined ? undefined : { part, isWhole: SAME.test(path) && isMapping(param) && part === 'body' };
}

function partOf(path: string): RequestValue | undefined {
  for (const [pattern, part] of REQUEST_PARTS) {
    const match = pattern.exec(path);
    if (match !== null) return { part, isWhole: SAME.test(path.slice(match[0].length)) };
  }
  return undefined;
}

export function isRequestParameter(param: Parameter): boolean {
  if (REQUEST_NAMES.has(param.name)) return true;
  const type = wordsOf(param.type?.name ?? '');
  return type.includes('request') && param.decorators.length === 0;
}

const NEST_PARTS: ReadonlyMap<string, RequestPart> = new Map([
  ['Body', 'body'],
  ['Payload', 'body'],
  ['Args', 'body'],
  ['Query', 'query'],
  ['Param', 'params'],
  ['Headers', 'headers'],
]);

/** Nest's `@Body() dto`, FastAPI's `payload: dict = Body(…)`. */
function injectedPart(param: Parameter): RequestPart | undefined {
  for (const decorator of param.decorators) {
    const part = NEST_PARTS.get(lastName(decorator));
    if (part !== undefined) return part;
  }
  const marker = param.fallback?.kind === 'call' ? lastName(param.fallback.callee) : '';
  if (marker === 'Body' || marker === 'Form') return 'body';
  if (marker === 'Query') return 'query';
  return undefined;
}

/** FastAPI: `payload: dict` is the body unparsed, and a table class (`SQLModel, table=True`) is the row itself. */
function looseBody(analysis: Analysis, fn: FunctionNode, param: Parameter): RequestPart | undefined {
  if (param.type === undefined || analysis.model.language !== 'python' || fn.decorators.length === 0) return undefined;
  const isRoute = fn.decorators.some(
    (each) => each.kind === 'call' && each.callee.kind === 'member' && VERBS.has(each.callee.property),
  );
  if (!isRoute || (param.fallback?.kind === 'call' && isDepends(param.fallback))) return undefined;
  if (/^(?:dict|Dict|Mapping|Any|typing\.(?:Dict|Any|Mapping))$/.test(param.type.name)) return 'body';
  const isRow = typeOrigins(analysis, param.type, param).some((each) => each.kind === 'class' && isTable(each.cls));
  return isRow ? 'body' : undefined;
}

/** One field (`@Body('name')`) or a scalar is no mapping. */
function isMapping(param: Parameter): boolean {
  const [decorator] = param.decorators;
  if (decorator?.kind === 'call' && decorator.args[0]?.value.kind === 'literal') return false;
  return !/^(?:str|int|float|bool|string|number|boolean|UUID|datetime|date|Decimal|File|UploadFile)$/.test(
    param.type?.name ?? '',
  );
}

const NO_INPUT: ReadonlySet<string> = new Set([
  'Request',
  'Response',
  'BackgroundTasks',
  'Session',
  'AsyncSession',
  'WebSocket',
  'HttpRequest',
]);

/** Whether the handler looks at anything the caller fills, or is handed it by its parameters. */
export function readsRequest(analysis: Analysis, fn: FunctionNode): boolean {
  if (analysis.model.language === 'python' && fn.decorators.length > 0 && fn.params.some(isInputParameter)) return true;
  if (familyOf(analysis) === 'java') return isJavaRoute(fn) && fn.params.some((param) => javaPart(fn, param) !== undefined);
  if (fn.params.some((param) => injectedPart(param) !== undefined)) return true;
  return readsPart(analysis, fn, (part) => part !== 'headers' && part !== 'cookies');
}

/** Whether the handler looks at the body or the query: at more than the path. */
export function readsBody(analysis: Analysis, fn: FunctionNode): boolean {
  return readsPart(analysis, fn, (part) => part === 'body' || part === 'query');
}

function readsPart(analysis: Analysis, fn: FunctionNode, fits: (part: RequestPart) => boolean): boolean {
  let found = false;
  walkBody(fn, (node) => {
    if (found) return false;
    if (node.kind !== 'member' && node.kind !== 'identifier' && node.kind !== 'call') return undefined;
    const value = requestValue(analysis, node);
    found = value !== undefined && fits(value.part);
    return !found;
  });
  return found;
}

function isInputParameter(param: Parameter): boolean {
  if (param.name === '' || param.name === 'this' || isRequestParameter(param)) return false;
  if (param.fallback?.kind === 'call' && isDepends(param.fallback)) return false;
  if (param.type?.metadata.some((each) => each.kind === 'call' && isDepends(each))) return false;
  return !NO_INPUT.has(param.type?.name ?? '');
}
