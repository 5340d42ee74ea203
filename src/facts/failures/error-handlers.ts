/** Functions and classes that get what handlers throw and make an answer of it: error middleware, exception filters, error hooks. */
import type { Call, ClassNode, Expression, FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { functionAt } from '../entries/registration';
import { callsWithin } from '../entries/sites';
import { lastName, writtenName } from '../origins/full-name';
import { isHeard, toldBy } from './observability';

/** Express calls a middleware with four parameters when something was thrown. */
export function isErrorMiddleware(fn: FunctionNode): boolean {
  const first = fn.params[0];
  return (
    fn.params.length === 4 &&
    first !== undefined &&
    (/^_*(?:e|er|err|error|exception|ex)$/i.test(first.name) || /Error|ErrorRequestHandler/.test(first.type?.name ?? ''))
  );
}

/** The first call by which the function logs at warn or above, or hands an error to a tracker: it is not lost in the answer. */
export function hearsIn(analysis: Analysis, fn: FunctionNode): Call | undefined {
  return callsWithin(fn).find((call) => {
    const told = toldBy(analysis, call);
    return told?.kind === 'captures' || (told?.kind === 'logs' && isHeard(told));
  });
}

/** Nest's `@Catch()` filters, DRF's exception handlers, Django's `process_exception`. */
export function errorFilterOf(cls: ClassNode): FunctionNode | undefined {
  const isFilter =
    cls.decorators.some((decorator) => lastName(decorator) === 'Catch') ||
    cls.bases.some((base) => /ExceptionFilter$/.test(lastName(base)));
  return cls.methods.find((method) => (isFilter && method.name === 'catch') || method.name === 'process_exception');
}

/** The handler an application-wide registration hangs up: `app.use(onError)`, `setErrorHandler(f)`, `app.onError(f)`, `app.on('error', f)`. */
export function registeredErrorHandler(analysis: Analysis, call: Call): Expression | undefined {
  if (call.callee.kind !== 'member') return undefined;
  const { property } = call.callee;
  const values = call.args.map((arg) => arg.value);
  switch (property) {
    case 'setErrorHandler':
    case 'onError':
    case 'useGlobalFilters':
      return values[0];
    case 'add_exception_handler':
    case 'register_error_handler':
      return coversAll(values[0]) ? values[1] : undefined;
    case 'on':
      return values[0]?.kind === 'literal' &&
        values[0].value === 'error' &&
        /^(?:app|koa|server)$/.test(writtenName(call.callee.object))
        ? values[1]
        : undefined;
    case 'use': {
      const last = values.at(-1);
      const fn = last === undefined ? undefined : functionAt(analysis, last);
      if (fn !== undefined) return isErrorMiddleware(fn) ? last : undefined;
      return last !== undefined && analysis.exported(analysis.originOf(last))?.traits['handles-errors'] !== undefined
        ? last
        : undefined;
    }
    default:
      return undefined;
  }
}

/** `@app.errorhandler(Exception)`, `@app.exception_handler(Exception)`, `@app.errorhandler(500)`. */
export function isErrorHandlerDecorator(decorator: Expression): boolean {
  return (
    decorator.kind === 'call' &&
    /^(?:errorhandler|app_errorhandler|exception_handler|exception)$/.test(lastName(decorator.callee)) &&
    coversAll(decorator.args[0]?.value)
  );
}

function coversAll(type: Expression | undefined): boolean {
  if (type === undefined) return false;
  if (type.kind === 'literal') return type.value === 500;
  return /^(?:Exception|BaseException|HTTPException|StarletteHTTPException|APIException)$/.test(lastName(type));
}
