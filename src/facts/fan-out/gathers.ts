/** Calls that are given many things at once: found by what they are, not by what they are called. */
import type { Call } from '#code/model';
import { GATHERS, type Gather } from '#libraries/concurrency';
import type { Analysis } from '../analysis';

export function gatherOf(analysis: Analysis, call: Call): Gather | undefined {
  return GATHERS.get(analysis.calleeOf(call));
}
