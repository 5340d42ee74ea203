/**
 * Answers to whoever called: a status on a response, a response that is returned, an HTTP error that is thrown because the
 * framework makes an answer of it. In every framework's own words.
 */
import type { Call, Expression, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { wordsOf } from '../name-words';
import { parameterOf } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { walk } from '../walk';
import { goAnswer, goStatusName } from './go-answers';
import { javaResponse } from './java-answers';

export interface Answer {
  /** `undefined` when the status is not written here. */
  readonly status: number | undefined;
  /** Says by its status or its body that it went wrong. */
  readonly isFailure: boolean;
  /** An exception that the framework turns into an answer without logging it. */
  readonly isThrown: boolean;
  /** The outermost expression of the answer. */
  readonly node: Node;
}

/** Response-like handles by name; what is called on them tells the rest. */
const HANDLES: ReadonlySet<string> = new Set(['res', 'resp', 'response', 'reply', 'ctx', 'c', 'context', 'h', 'rep', 'set']);
const STATUS_METHODS: ReadonlySet<string> = new Set(['status', 'code', 'sendStatus', 'writeHead', 'setStatus', 'set_status']);
const BODY_METHODS: ReadonlySet<string> = new Set([
  'json',
  'send',
  'end',
  'jsonp',
  'render',
  'text',
  'html',
  'body',
  'write',
  'sendFile',
  'redirect',
]);

/** Calls that make a response, with the status they stand for when their name says it. */
const RESPONSES: Readonly<Record<string, number | undefined>> = {
  Response: undefined,
  NextResponse: undefined,
  JSONResponse: undefined,
  ORJSONResponse: undefined,
  JsonResponse: undefined,
  PlainTextResponse: undefined,
  HTMLResponse: undefined,
  HttpResponse: undefined,
  jsonify: undefined,
  make_response: undefined,
  json_response: undefined,
  render_template: undefined,
  HttpResponseServerError: 500,
  HttpResponseBadRequest: 400,
  HttpResponseNotFound: 404,
  HttpResponseForbidden: 403,
};

/** Exceptions that frameworks answer with and do not log: FastAPI/Starlette, Flask's abort, Nest, Hono, aiohttp.web, DRF. */
const THROWN: Readonly<Record<string, number | undefined>> = {
  HTTPException: undefined,
  HttpException: undefined,
  HttpError: undefined,
  ResponseStatusException: undefined,
  abort: undefined,
  InternalServerErrorException: 500,
  BadGatewayException: 502,
  ServiceUnavailableException: 503,
  GatewayTimeoutException: 504,
  BadRequestException: 400,
  UnauthorizedException: 401,
  ForbiddenException: 403,
  NotFoundException: 404,
  ConflictException: 409,
  UnprocessableEntityException: 422,
  HTTPInternalServerError: 500,
  HTTPBadGateway: 502,
  HTTPServiceUnavailable: 503,
  HTTPBadRequest: 400,
  HTTPNotFound: 404,
  HTTPUnauthorized: 401,
  HTTPForbidden: 403,
  HTTPConflict: 409,
  Http404: 404,
  NotFound: 404,
  PermissionDenied: 403,
};

const NAMED: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNPROCESSABLE_ENTITY: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};

/** `500`, `HttpStatus.BAD_GATEWAY`, `status.HTTP_502_BAD_GATEWAY`, a constant that holds one. */
export function statusOf(analysis: Analysis, value: Expression | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'literal')
    return typeof value.value === 'number' && value.value >= 100 && value.value < 600 ? value.value : undefined;
  const name = lastName(value);
  const numbered = /(?:^|_)([1-5]\d\d)(?:_|$)/.exec(name)?.[1];
  if (numbered !== undefined) return Number(numbered);
  if (Object.hasOwn(NAMED, name)) return NAMED[name];
  const inGo = goStatusName(name);
  if (Object.hasOwn(NAMED, inGo)) return NAMED[inGo];
  const origin = analysis.originOf(value);
  return origin.kind === 'expression' && origin.path.length === 0 && origin.node.kind === 'literal'
    ? statusOf(analysis, origin.node)
    : undefined;
}

/** Answers given by these statements, nested functions aside, in source order. */
export function answersIn(analysis: Analysis, statements: readonly Statement[]): readonly Answer[] {
  const answers: Answer[] = [];
  for (const statement of statements)
    walk(statement, (node) => {
      const answer = answerOf(analysis, node);
      if (answer !== undefined) answers.push(answer);
      return answer === undefined;
    });
  return answers;
}

/** The answer that this node as a whole is. */
export function answerOf(analysis: Analysis, node: Node): Answer | undefined {
  switch (node.kind) {
    case 'call':
      return callAnswer(analysis, node) ?? thrownAnswer(analysis, node, node);
    case 'assign':
      return assignedAnswer(analysis, node.target, node.value, node);
    case 'return':
      return node.value === undefined ? undefined : returnedAnswer(analysis, node.value, node);
    case 'throw':
      return node.value?.kind === 'call' ? thrownAnswer(analysis, node.value, node) : undefined;
    default:
      return undefined;
  }
}

function callAnswer(analysis: Analysis, call: Call): Answer | undefined {
  if (familyOf(analysis) === 'go') {
    const given = goAnswer(analysis, call);
    if (given === undefined) return undefined;
    const code = statusOf(analysis, given.status);
    return { status: code, isFailure: isFailed(analysis, code, given.body), isThrown: false, node: call };
  }
  const made = familyOf(analysis) === 'java' ? javaAnswer(analysis, call) : responseMade(analysis, call);
  if (made !== undefined) return made;
  if (call.callee.kind !== 'member') return undefined;
  let status: number | undefined;
  let isResponse = false;
  let body: Expression | undefined;
  // Down the chain: `res.status(500).json({ … })`, `reply.code(502).type('json').send(…)`, `c.json({ … }, 500)`.
  for (let at: Expression = call; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object) {
    const { property, object } = at.callee;
    if (STATUS_METHODS.has(property)) status ??= statusOf(analysis, at.args[0]?.value);
    else if (BODY_METHODS.has(property)) {
      body ??= at.args[0]?.value;
      status ??= statusOf(analysis, at.args[1]?.value);
    } else if (property === 'throw') return thrownAnswer(analysis, call, call);
    if ((STATUS_METHODS.has(property) || BODY_METHODS.has(property)) && isHandle(object) && isHandedIn(analysis, object))
      isResponse = true;
  }
  return isResponse ? { status, isFailure: isFailed(analysis, status, body), isThrown: false, node: call } : undefined;
}

function javaAnswer(analysis: Analysis, call: Call): Answer | undefined {
  const made = javaResponse(call);
  const status = made && (made.status ?? statusOf(analysis, made.given));
  return made && { status, isFailure: status !== undefined && status >= 400, isThrown: false, node: call };
}

/** `res`, `this.res`, `ctx.response`, `res.status(500)`: by the last word of what it starts with. */
function isHandle(object: Expression): boolean {
  const root = object.kind === 'call' && object.callee.kind === 'member' ? object.callee.object : object;
  if (root !== object) return isHandle(root);
  const words = wordsOf(writtenName(object));
  return HANDLES.has(words.at(-1) ?? '');
}

/** The framework hands a response in; what `fetch` gave back is somebody else's answer. */
function isHandedIn(analysis: Analysis, object: Expression): boolean {
  let root = object;
  while (root.kind === 'call' || root.kind === 'member') root = root.kind === 'call' ? root.callee : root.object;
  const origin = analysis.originOf(root);
  return parameterOf(origin) !== undefined || (origin.kind !== 'global' && origin.kind !== 'package');
}

function responseMade(analysis: Analysis, call: Call): Answer | undefined {
  const name = lastName(call.callee);
  const isStatic = call.callee.kind === 'member' && (name === 'json' || name === 'error' || name === 'redirect');
  const type = isStatic && call.callee.kind === 'member' ? lastName(call.callee.object) : name;
  if (!Object.hasOwn(RESPONSES, type)) return undefined;
  const [first, ...others] = call.args;
  let status = RESPONSES[type];
  for (const { name: keyword, value } of others.concat(first?.name === undefined ? [] : first)) {
    if (keyword === 'status' || keyword === 'status_code') status ??= statusOf(analysis, value);
    if (keyword !== undefined) continue;
    status ??=
      value.kind === 'object'
        ? statusOf(analysis, value.entries.find((entry) => entry.key === 'status')?.value)
        : statusOf(analysis, value);
  }
  return { status, isFailure: isFailed(analysis, status, first?.value), isThrown: false, node: call };
}

function thrownAnswer(analysis: Analysis, call: Call, node: Node): Answer | undefined {
  const name = lastName(call.callee);
  const isContext = name === 'throw' && call.callee.kind === 'member' && isHandle(call.callee.object);
  if (!isContext && !Object.hasOwn(THROWN, name)) return undefined;
  if (node.kind === 'call' && !isContext && name !== 'abort') return undefined;
  const keyword = call.args.find((arg) => arg.name === 'status_code' || arg.name === 'code')?.value;
  const status =
    THROWN[name] ??
    statusOf(analysis, keyword) ??
    call.args.map((arg) => statusOf(analysis, arg.value)).find((each) => each !== undefined);
  if (name === 'abort' && status === undefined) return undefined;
  // Koa hands what `ctx.throw(500)` throws to its error listener, which logs: raised, not answered.
  if (isContext && (status === undefined || status >= 500)) return undefined;
  return { status, isFailure: status === undefined || status >= 400, isThrown: !isContext, node };
}

function assignedAnswer(analysis: Analysis, target: Node, value: Expression, node: Node): Answer | undefined {
  if (target.kind !== 'member' || !isHandle(target.object)) return undefined;
  if (target.property === 'status' || target.property === 'statusCode' || target.property === 'status_code') {
    const status = statusOf(analysis, value);
    return status === undefined ? undefined : { status, isFailure: status >= 400, isThrown: false, node };
  }
  if (target.property !== 'body') return undefined;
  return { status: undefined, isFailure: isFailed(analysis, undefined, value), isThrown: false, node };
}

/** `return jsonify(…), 500`, `return { statusCode: 500, body }`, `return new Response(…)`, `return { error: '…' }`. */
function returnedAnswer(analysis: Analysis, value: Expression, node: Node): Answer | undefined {
  if (value.kind === 'array') {
    const status = value.elements.map((each) => statusOf(analysis, each)).find((each) => each !== undefined);
    return status === undefined ? undefined : { status, isFailure: status >= 400, isThrown: false, node };
  }
  if (value.kind === 'object') {
    const coded = value.entries.find((entry) => entry.key === 'statusCode' || entry.key === 'status_code')?.value;
    const status = statusOf(analysis, coded);
    if (status !== undefined || saysFailure(value))
      return { status, isFailure: isFailed(analysis, status, value), isThrown: false, node };
    return undefined;
  }
  if (value.kind === 'await' || value.kind === 'cast') return returnedAnswer(analysis, value.value, node);
  const answer = value.kind === 'call' ? callAnswer(analysis, value) : undefined;
  return answer === undefined ? undefined : { ...answer, node };
}

function isFailed(analysis: Analysis, status: number | undefined, body: Expression | undefined): boolean {
  if (status !== undefined) return status >= 400;
  if (body === undefined) return false;
  const origin = body.kind === 'object' ? undefined : analysis.originOf(body);
  const value = origin?.kind === 'expression' ? origin.node : body;
  if (value.kind === 'call') return value.args.some((arg) => saysFailure(arg.value) || arg.name === 'error');
  return saysFailure(value);
}

const FAILURE_KEYS: ReadonlySet<string> = new Set([
  'error',
  'errors',
  'err',
  'errorMessage',
  'error_message',
  'failed',
  'failure',
]);
const SUCCESS_KEYS: ReadonlySet<string> = new Set(['ok', 'success', 'succeeded', 'valid', 'is_valid', 'isValid', 'healthy']);

/** An object that says it went wrong: `{ error: … }`, `{ ok: false }`, `{ status: 'error' }`. */
export function saysFailure(value: Expression): boolean {
  if (value.kind === 'call')
    return value.args.some((arg) => saysFailure(arg.value) || (arg.name !== undefined && FAILURE_KEYS.has(arg.name)));
  if (value.kind !== 'object') return false;
  return value.entries.some(({ key, value: entry }) => {
    if (key === undefined) return false;
    if (FAILURE_KEYS.has(key)) return entry.kind !== 'literal' || (entry.type !== 'null' && entry.value !== false);
    if (SUCCESS_KEYS.has(key)) return entry.kind === 'literal' && entry.value === false;
    return (
      (key === 'status' || key === 'state' || key === 'type') &&
      entry.kind === 'literal' &&
      /^(?:error|fail|down|unhealthy|degraded|unavailable)/i.test(String(entry.value))
    );
  });
}
