/** Log lines, prints and span attributes of a function, with the sensitive values each of them writes. */
import type { Call, Expression, FunctionNode } from '#code/model';
import { type LogLevel, levelOf } from '#libraries/loggers';
import { OUTPUTS } from '#libraries/value-forms';
import type { Analysis } from '../analysis';
import { toldItself } from '../failures/observability';
import { printOrigin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { spelled } from '../origins/spelled';
import { type Written, writtenField, writtenValues } from './written-values';

export interface LogWrite {
  readonly call: Call;
  /** How a sentence names the call: `logger.info`. */
  readonly label: string;
  readonly level: LogLevel;
  /** Read by whoever runs the program, and by no logger that could leave anything out. */
  readonly isPrint: boolean;
  /** Only where somebody debugs: behind `if settings.DEBUG`, `NODE_ENV !== 'production'`. */
  readonly isDebugging: boolean;
  readonly values: readonly Written[];
}

/** Those that write at least one sensitive value, masked or not. */
export function sensitiveWrites(analysis: Analysis, fn: FunctionNode): readonly LogWrite[] {
  return fn.calls.flatMap((call) => {
    const log = logOf(analysis, call);
    const values = log === undefined ? [] : valuesOf(analysis, call);
    return log === undefined || values.length === 0
      ? []
      : [{ call, label: spelled(analysis, writtenName(call.callee)), ...log, isDebugging: isDebugging(analysis, call), values }];
  });
}

const ATTRIBUTES =
  /^(?:setAttribute|setAttributes|set_attribute|set_attributes|addEvent|add_event|setTag|set_tag|setExtra|set_extra|setContext|set_context)$/;
const SPANS = /(?:span|scope|sentry|sentry_sdk|transaction)$/i;
const OWN_LOGS = /^(?:log|debug|info|warn|trace|logger)(?:[A-Z_]\w*)?$/;

function logOf(analysis: Analysis, call: Call): Pick<LogWrite, 'level' | 'isPrint'> | undefined {
  const name = lastName(call.callee);
  if (isToFile(call)) return undefined;
  const told = toldItself(analysis, call);
  if (told?.kind === 'logs') {
    const origin = analysis.originOf(call.callee);
    return { level: told.level, isPrint: isPrinting(printOrigin(origin)) };
  }
  if (told?.kind === 'captures') return { level: 'error', isPrint: false };
  if (OUTPUTS.has(printOrigin(analysis.originOf(call.callee)))) return { level: 'info', isPrint: true };
  if (call.callee.kind === 'member')
    return ATTRIBUTES.test(name) && SPANS.test(writtenName(call.callee.object)) ? { level: 'info', isPrint: false } : undefined;
  // `log(…)`, `logInfo(…)`: the project's own.
  const isOwn = call.callee.kind === 'identifier' && OWN_LOGS.test(name) && !/(?:in|out|on)$/i.test(name);
  return isOwn ? { level: levelOf(name) ?? 'info', isPrint: false } : undefined;
}

function isPrinting(name: string): boolean {
  return /^(?::print|:console\.|rich:|pprint:|click:|typer:|:process\.|sys:|traceback:)/.test(name);
}

function isDebugging(analysis: Analysis, call: Call): boolean {
  let at: Call['parent'] = call.parent;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    if (at.kind === 'if' && /\bDEBUG\b|\bdebug\b|NODE_ENV|isDev|__DEV__|verbose/i.test(analysis.textOf(at.test, 120)))
      return true;
    at = at.parent;
  }
  return false;
}

/** `print(password, file=f)`. */
function isToFile(call: Call): boolean {
  const file = call.args.find(({ name }) => name === 'file')?.value;
  return file !== undefined && !/(?:stderr|stdout)$/.test(writtenName(file));
}

function valuesOf(analysis: Analysis, call: Call): readonly Written[] {
  const [first, second] = call.args;
  // `span.setAttribute('user.token', token)`: the first argument names the second.
  if (
    first?.value.kind === 'literal' &&
    second !== undefined &&
    ATTRIBUTES.test(lastName(call.callee)) &&
    typeof first.value.value === 'string'
  )
    return unique(writtenField(analysis, first.value.value, second.value));
  return unique(
    call.args.flatMap(({ name, value }) => {
      if (name === undefined || name === 'extra' || name === 'msg') return writtenValues(analysis, value);
      return NO_FIELDS.has(name) ? [] : writtenField(analysis, name, value);
    }),
  );
}

/** Keywords of print and of the logging module that are no fields. */
const NO_FIELDS: ReadonlySet<string> = new Set([
  'file',
  'end',
  'sep',
  'flush',
  'exc_info',
  'stack_info',
  'stacklevel',
  'err',
  'nl',
  'color',
]);

/** Each expression once; what is written as it is counts before what is masked elsewhere. */
function unique(values: readonly Written[]): readonly Written[] {
  const seen = new Set<Expression>();
  return values.filter(({ at }) => !seen.has(at) && seen.add(at));
}
