/** Traits of an export, or of the member of it that a path leads to: `guards.requireUser`, `OrderSchema().load`. */
import type { Trait } from '../condition';
import type { PathStep } from '../origin';
import type { ExportSummary, Traits } from '../summary';

/** The member's own trait, else the export's. `path` begins with the export's name. */
export function traitBehind<T extends Trait>(summary: ExportSummary, path: readonly PathStep[], trait: T): Traits[T] {
  const member = path.slice(1).find((step) => step !== '()');
  const own = member !== undefined && Object.hasOwn(summary.methods, member) ? summary.methods[member]?.traits[trait] : undefined;
  return own ?? summary.traits[trait];
}
