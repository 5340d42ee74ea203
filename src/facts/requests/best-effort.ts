/** Requests that are sent on a chance: when one fails, the code around says so in a log and goes on without it. */
import { type Call, functionOf } from '#code/model';
import type { Analysis } from '../analysis';
import { failurePathsOf } from '../failures/failure-paths';
import { fateOf } from '../failures/fates';
import { forEachStatement, isWithin } from '../walk';

export function isBestEffort(analysis: Analysis, call: Call): boolean {
  return failurePathsOf(analysis, functionOf(call)).some((path) => {
    if (path.kind !== 'handler' && path.kind !== 'rejection') return false;
    if (!path.guarded.some((node) => isWithin(call, node))) return false;
    let raises = false;
    forEachStatement(path.statements, ({ kind }) => {
      if (kind === 'throw' || kind === 'return') raises = true;
    });
    const fate = fateOf(analysis, path);
    return !raises && fate.kind === 'seen' && fate.answer === undefined;
  });
}
