/** The names a team has given to its own helpers, in its policy: what is called so does what it is listed for. */
import type { Call, Expression } from '#code/model';
import type { Analysis } from './analysis';
import type { Trait } from './condition';
import { writtenName } from './origins/full-name';

/** The call is of such a thing, or of what it has: `trail.note(…)` where `trail` is a logger. */
export function callsTeamsOwn(analysis: Analysis, trait: Trait, { callee }: Call): boolean {
  return isTeamsOwn(analysis, trait, callee) || (callee.kind === 'member' && isTeamsOwn(analysis, trait, callee.object));
}

/** `limits.admin` is also `this.limits.admin`; a call is called as its callee is. */
export function isTeamsOwn(analysis: Analysis, trait: Trait, named: Expression): boolean {
  const names = analysis.vocabulary[trait];
  if (names === undefined) return false;
  const written = writtenName(named);
  return names.some((name) => written === name || written.endsWith(`.${name}`));
}
