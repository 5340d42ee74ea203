/**
 * Logging: which packages make loggers, what their methods are called, and which level each method writes at. Levels are the
 * libraries' own names folded into five; `notice` and `success` count as info, `critical` and `fatal` as error.
 */

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

const LEVELS: Readonly<Record<string, LogLevel>> = {
  silly: 'trace',
  trace: 'trace',
  verbose: 'debug',
  debug: 'debug',
  http: 'info',
  log: 'info',
  info: 'info',
  notice: 'info',
  success: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  exception: 'error',
  critical: 'error',
  crit: 'error',
  alert: 'error',
  emerg: 'error',
  fatal: 'error',
  severe: 'error',
  fine: 'debug',
  finer: 'trace',
  finest: 'trace',
};

/** Level of a logger's method, `undefined` when the name is none. */
export function levelOf(method: string): LogLevel | undefined {
  if (Object.hasOwn(LEVELS, method)) return LEVELS[method];
  const inGo = GO_METHOD.exec(method)?.[1]?.toLowerCase();
  return inGo === undefined ? undefined : (GO_LEVELS[inGo] ?? LEVELS[inGo]);
}

/** Go writes methods large, with how they are given their values behind: `Errorf`, `WarnContext`, `Infow`. */
const GO_METHOD =
  /^(Trace|Debug|Info|Notice|Warn|Warning|Error|Err|Critical|Fatal|Panic|Print|Output|Log)(?:f|ln|w|Context|Ctx|Depth)?$/;
/** The standard logger has one level, and what is printed to it in an error branch is told at it. */
const GO_LEVELS: Readonly<Record<string, LogLevel>> = { panic: 'error', print: 'warn', output: 'info' };

export function isAtLeastWarn(level: LogLevel): boolean {
  return level === 'warn' || level === 'error';
}

/** Packages whose values are loggers, or make them (`pino()`, `winston.createLogger()`, `logging.getLogger()`). */
export const LOGGER_PACKAGES: ReadonlySet<string> = new Set([
  'pino',
  'winston',
  'bunyan',
  'log4js',
  'loglevel',
  'consola',
  'tslog',
  'signale',
  'debug',
  'npmlog',
  'roarr',
  'electron-log',
  '@nestjs/common:Logger',
  'nestjs-pino',
  '@google-cloud/logging',
  '@aws-lambda-powertools/logger',
  '@sentry/node:logger',
  'firebase-functions:logger',
  'firebase-functions/logger',
  'next-axiom',
  'logging',
  'structlog',
  'loguru',
  'aws_lambda_powertools',
  'celery.utils.log',
  'absl.logging',
  'logbook',
  'eliot',
  'twisted.logger',
  'google.cloud.logging',
  'warnings',
  'org.slf4j',
  'java.util.logging',
  'org.apache.logging.log4j',
  'org.apache.commons.logging',
  'org.jboss.logging',
  'io.quarkus.logging',
  'com.google.common.flogger',
  'ch.qos.logback.classic',
  'log',
  'log/slog',
  'go.uber.org/zap',
  'github.com/rs/zerolog',
  'github.com/rs/zerolog/log',
  'github.com/sirupsen/logrus',
  'github.com/go-logr/logr',
  'github.com/go-pkgz/lgr',
  'github.com/hashicorp/go-hclog',
  'github.com/charmbracelet/log',
  'github.com/golang/glog',
  'github.com/zerodha/logf',
  'k8s.io/klog',
]);

/** Packages whose default level of a plain call is debug: `debug('app')('…')` is written only when somebody asks for it. */
export const SILENT_LOGGERS: ReadonlySet<string> = new Set(['debug']);

/**
 * A handle is a logger by its last word, for what comes in from outside the file (`req.log`, `this.auditLogger`, a
 * parameter); looked at together with a method that has a level.
 */
export const LOGGER_WORDS: ReadonlySet<string> = new Set(['log', 'logs', 'logger', 'logging', 'console', 'winston', 'pino']);

/** Plain functions that write a line for whoever runs the program. */
export const PRINTS: Readonly<Record<string, LogLevel>> = {
  ':print': 'info',
  'traceback:print_exc': 'error',
  'traceback:print_exception': 'error',
  'traceback:print_stack': 'error',
  'warnings:warn': 'warn',
  'rich:print': 'info',
  'pprint:pprint': 'info',
  'click:echo': 'info',
  'click:secho': 'info',
  'typer:echo': 'info',
  ':process.stderr.write': 'error',
  ':process.emitWarning': 'warn',
  ':reportError': 'error',
  'sys:stderr.write': 'error',
  'fmt:Println': 'info',
  'fmt:Printf': 'info',
  'fmt:Print': 'info',
};

/** First and second word of plain project functions that log: `logError(err)`, `log_exception(e)`, `reportFailure(e)`. */
export const LOG_VERBS: ReadonlySet<string> = new Set(['log', 'report', 'capture', 'record', 'track']);
export const LOG_NOUNS: ReadonlySet<string> = new Set([
  'error',
  'errors',
  'err',
  'exception',
  'failure',
  'warning',
  'warn',
  'critical',
]);
