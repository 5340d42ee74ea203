/** Edits that make somebody hear of a promise: `await` where the function around can wait, else a `catch` with the file's logger. */

import type { TextEdit } from '#base/span';
import type { Analysis } from '../analysis';
import { loggerFor } from '../failures/file-logger';
import { hasPromises } from '../language';
import { lastName, writtenName } from '../origins/full-name';
import type { AsyncSite } from './async-site';

export interface AsyncEdit {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export function asyncEdits(analysis: Analysis, site: Extract<AsyncSite, { kind: 'loose' }>): readonly AsyncEdit[] {
  const { call, fn } = site;
  if (call === undefined) return [];
  const isPython = analysis.model.language === 'python';
  const wait: AsyncEdit = { title: 'Wait for it: await', edits: [{ start: call.start, end: call.start, text: 'await ' }] };
  if (!hasPromises(analysis)) return isPython && fn.isAsync ? [wait] : [];
  const logger = loggerFor(analysis, fn);
  const listen = logger === undefined ? [] : [caught(call.end, logger, nameOf(call.callee))];
  return fn.isAsync ? [wait, ...listen] : listen;
}

function caught(end: number, logger: NonNullable<ReturnType<typeof loggerFor>>, name: string): AsyncEdit {
  const what = `'${name} failed'`;
  const line = logger.style === 'object-first' ? `${logger.name}.error({ err }, ${what})` : `${logger.name}.error(${what}, err)`;
  return {
    title: `Tell of its failure: .catch((err) => ${line})`,
    edits: [{ start: end, end, text: `.catch((err) => ${line})` }],
  };
}

function nameOf(callee: Parameters<typeof writtenName>[0]): string {
  const written = writtenName(callee)
    .replace(/^this\./, '')
    .replace(/\.(?:then|finally|catch)$/, '');
  return /^[\w$.]+$/.test(written) ? written.split('.').slice(-2).join('.') : lastName(callee) || 'the work';
}
