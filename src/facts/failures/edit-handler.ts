/** Edits that make a handler tell: one log line with the file's own logger, and the error raised again where nobody is answered. */

import type { TextEdit } from '#base/span';
import { type Call, itemOf, type Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { writtenName } from '../origins/full-name';
import { walk } from '../walk';
import type { FailurePath } from './failure-paths';
import { loggerFor } from './file-logger';

export interface HandlerEdit {
  /** The line that is added, e.g. `log.error({ err }, 'payment failed')`. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** `rethrows`: the error goes on afterwards. `undefined` where the handler has no body of its own to write into. */
export function tellingHandler(analysis: Analysis, path: FailurePath, rethrows: boolean): HandlerEdit | undefined {
  const log = logLine(analysis, path);
  if (path.kind !== 'handler' || path.node.kind !== 'handler') return undefined;
  const family = familyOf(analysis);
  if (family === 'python') return pythonEdit(analysis, path, log, rethrows);
  return family === 'javascript' ? javascriptEdit(analysis, path, log, rethrows) : undefined;
}

function logLine(analysis: Analysis, path: FailurePath): string | undefined {
  const logger = loggerFor(analysis, path.fn);
  if (logger === undefined) return undefined;
  const what = `${whatFailed(path)} failed`;
  const error = path.error ?? 'err';
  switch (logger.style) {
    case 'exception':
      return `${logger.name}.exception("${what}")`;
    case 'object-first':
      return `${logger.name}.error({ ${error === 'err' ? 'err' : `err: ${error}`} }, '${what}');`;
    case 'text-first':
      return `${logger.name}.error('${what}', ${error});`;
  }
}

/** What was tried, by its name: the first call that is awaited, else the first that is no answer: `send_mail`, `orders.insert`. */
function whatFailed(path: FailurePath): string {
  let first = '';
  let awaited = '';
  for (const node of path.guarded)
    walk(node, (each) => {
      if (each.kind !== 'call') return undefined;
      const name = shortName(each);
      if (name === '' || ANSWERS.test(name)) return undefined;
      if (first === '') first = name;
      if (awaited === '' && each.parent.kind === 'await') awaited = name;
      return undefined;
    });
  return awaited || first || path.fn.name || 'the operation';
}

const ANSWERS = /^(?:jsonify|make_response|render_template|Response)$|(?:^|\.)(?:res|response|reply|ctx|c|status|code)\.\w+$/;

function shortName(call: Call): string {
  const written = writtenName(call.callee).replace(/^this\./, '');
  return /^[\w$.]+$/.test(written) ? written.split('.').slice(-2).join('.') : '';
}

function pythonEdit(analysis: Analysis, path: FailurePath, log: string | undefined, rethrows: boolean): HandlerEdit | undefined {
  const first = path.statements[0];
  const indent = first === undefined ? undefined : indentOf(analysis, path, first.start);
  if (indent === undefined || (log === undefined && !rethrows)) return undefined;
  return { text: log ?? 'raise', edits: inBody(path, log, rethrows ? 'raise' : undefined, indent) };
}

function javascriptEdit(
  analysis: Analysis,
  path: FailurePath,
  log: string | undefined,
  rethrows: boolean,
): HandlerEdit | undefined {
  if (log === undefined || path.node.kind !== 'handler') return undefined;
  const item = itemOf(path.node);
  const source = analysis.model.text.slice(item.base, item.base + item.end);
  const { start, end } = path.place;
  const open = source.indexOf('{', end);
  if (open < 0 || source[path.node.end - 1] !== '}') return undefined;
  const outer = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', start) + 1))?.[0] ?? '';
  const indent = `${outer}  `;
  const raise = rethrows ? `throw ${path.error ?? 'err'};` : undefined;
  const named: readonly TextEdit[] =
    path.error === undefined ? [{ start: start + 'catch'.length, end: start + 'catch'.length, text: ' (err)' }] : [];
  const lines = [log, ...(raise === undefined ? [] : [raise])].join(`\n${indent}`);
  const body: readonly TextEdit[] =
    path.statements.length === 0
      ? [{ start: open, end: path.node.end, text: `{\n${indent}${lines}\n${outer}}` }]
      : inBody(path, log, raise, indent);
  return { text: log.replace(/;$/, ''), edits: [...named, ...body] };
}

/** The log line in front; the raise in place of what stood in for the result, behind what else the handler does. */
function inBody(
  { statements }: FailurePath,
  log: string | undefined,
  raise: string | undefined,
  indent: string,
): readonly TextEdit[] {
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) return [];
  const before: readonly TextEdit[] =
    log === undefined ? [] : [{ start: first.start, end: first.start, text: `${log}\n${indent}` }];
  if (raise === undefined) return before;
  if (!statements.some(holdsCall)) {
    const lines = [...(log === undefined ? [] : [log]), raise].join(`\n${indent}`);
    return [{ start: first.start, end: last.end, text: lines }];
  }
  const isLeft = last.kind === 'return' || last.kind === 'other-statement';
  return [
    ...before,
    isLeft ? { start: last.start, end: last.end, text: raise } : { start: last.end, end: last.end, text: `\n${indent}${raise}` },
  ];
}

function holdsCall(statement: Statement): boolean {
  let found = false;
  walk(statement, (node) => {
    if (node.kind === 'call') found = true;
    return !found;
  });
  return found;
}

/** White space before the handler's first statement; `undefined` when it stands on the handler's own line. */
function indentOf(analysis: Analysis, path: FailurePath, start: number): string | undefined {
  const { base } = itemOf(path.node);
  const { text } = analysis.model;
  const before = text.slice(text.lastIndexOf('\n', base + start - 1) + 1, base + start);
  return /^[ \t]*$/.test(before) ? before : undefined;
}
