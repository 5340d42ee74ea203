/** Edits that make a handler tell: one log line with the file's own logger, and the error raised again where nobody is answered. */
import type { TextEdit } from '#base/span';
import { itemOf } from '#code/model';
import type { Analysis } from './analysis';
import type { FailurePath } from './failure-paths';
import { loggerFor } from './file-logger';
import { writtenName } from './full-name';
import { walk } from './walk';

export interface HandlerEdit {
  /** The line that is added, e.g. `log.error({ err }, 'payment failed')`. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** `rethrows`: the error goes on afterwards. `undefined` where the handler has no body of its own to write into. */
export function tellingHandler(analysis: Analysis, path: FailurePath, rethrows: boolean): HandlerEdit | undefined {
  const log = logLine(analysis, path);
  if (path.kind !== 'handler' || path.node.kind !== 'handler') return undefined;
  return analysis.model.language === 'python'
    ? pythonEdit(analysis, path, log, rethrows)
    : javascriptEdit(analysis, path, log, rethrows);
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

/** The last thing that was tried, by its name: `send_mail`, `orders.insert`. */
function whatFailed(path: FailurePath): string {
  let name = '';
  for (const node of path.guarded)
    walk(node, (each) => {
      if (each.kind === 'call') {
        const written = writtenName(each.callee);
        if (name === '' && /^[\w$.]+$/.test(written)) name = written.split('.').slice(-2).join('.');
      }
      return undefined;
    });
  return name === '' ? path.fn.name || 'the operation' : name.replace(/^this\./, '');
}

function pythonEdit(analysis: Analysis, path: FailurePath, log: string | undefined, rethrows: boolean): HandlerEdit | undefined {
  const lines = [...(log === undefined ? [] : [log]), ...(rethrows ? ['raise'] : [])];
  const first = path.statements[0];
  if (lines.length === 0 || first === undefined) return undefined;
  const indent = indentOf(analysis, path, first.start);
  if (indent === undefined) return undefined;
  const isEmpty =
    path.statements.every((statement) => statement.kind === 'other-statement' || statement.kind === 'expression') && rethrows;
  const last = path.statements.at(-1) ?? first;
  const text = lines.join(`\n${indent}`);
  return {
    text: lines[0] ?? '',
    edits: isEmpty
      ? [{ start: first.start, end: last.end, text }]
      : rethrows
        ? [{ start: first.start, end: last.end, text }]
        : [{ start: first.start, end: first.start, text: `${text}\n${indent}` }],
  };
}

function javascriptEdit(
  analysis: Analysis,
  path: FailurePath,
  log: string | undefined,
  rethrows: boolean,
): HandlerEdit | undefined {
  if (log === undefined) return undefined;
  const item = itemOf(path.node);
  const source = analysis.model.text.slice(item.base, item.base + item.end);
  const start = path.place.start;
  const open = source.indexOf('{', path.place.end);
  const end = path.node.kind === 'handler' ? path.node.end : -1;
  if (open < 0 || end < 0 || source[end - 1] !== '}') return undefined;
  const outer = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', start) + 1))?.[0] ?? '';
  const indent = `${outer}  `;
  const edits: TextEdit[] = [];
  if (path.error === undefined) {
    const word = start + 'catch'.length;
    edits.push({ start: word, end: word, text: ' (err)' });
  }
  const again = rethrows ? `\n${indent}throw ${path.error ?? 'err'};` : '';
  if (path.statements.length === 0) edits.push({ start: open, end, text: `{\n${indent}${log}${again}\n${outer}}` });
  else if (rethrows)
    edits.push({ start: path.statements[0]?.start ?? open + 1, end: path.statements.at(-1)?.end ?? end, text: `${log}${again}` });
  else edits.push({ start: open + 1, end: open + 1, text: `\n${indent}${log}` });
  return { text: log.replace(/;$/, ''), edits };
}

/** White space before the handler's first statement; `undefined` when it stands on the handler's own line. */
function indentOf(analysis: Analysis, path: FailurePath, start: number): string | undefined {
  const { base } = itemOf(path.node);
  const { text } = analysis.model;
  const before = text.slice(text.lastIndexOf('\n', base + start - 1) + 1, base + start);
  return /^[ \t]*$/.test(before) ? before : undefined;
}
