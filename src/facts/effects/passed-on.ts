/** A web front passes on what its own back end is asked about: what may be done twice, and who may do it, is decided there. */
import type { FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { effectsOf } from './effects';

export function isFrontOf({ path }: Pick<Analysis, 'path'>): boolean {
  return FRONT_FOLDER.test(path) || /(^|\/)(app|pages)\/(.*\/)?(route\.[jt]sx?|api\/.*)$/.test(path);
}

const FRONT_FOLDER = /(^|\/)(frontend|web|client|ui|www)\//;

/** A handler of a front that does nothing but call a host nobody names here: its own back end, not somebody's paid service. */
export function onlyPassesOn(analysis: Analysis, handler: FunctionNode): boolean {
  if (!FRONT_FOLDER.test(analysis.path)) return false;
  const effects = effectsOf(analysis, handler);
  return effects.length > 0 && effects.every(({ kind, store }) => /^remote-/.test(kind) && store === 'http');
}
