/** A name as its language spells it: in Java a member is mostly named without `this`, which the model adds. */
import type { Analysis } from '../analysis';
import { familyOf } from '../language';

export function spelled(analysis: Analysis, name: string): string {
  return familyOf(analysis) === 'java' ? name.replace(/^this\./, '') : name;
}
