/** Lowers Go into the code model. */
import type { GrammarNames } from '#syntax/flat-tree';
import type { LanguageLowering } from '../lowering';

export function createGoLowering(_names: GrammarNames): LanguageLowering {
  return { statements: (lowering, i) => [lowering.broken(i)] };
}
