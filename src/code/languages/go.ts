/** Lowers Go into the code model. */
import type { GrammarNames } from '#syntax/flat-tree';
import type { LanguageLowering } from '../lowering';
import { expression, target } from './go-expressions';
import { Go, type GoParts, goGrammar } from './go-reader';
import { block, statements } from './go-statements';
import { typeOf } from './go-types';

const PARTS: GoParts = { expression, target, type: typeOf, block, statements };

export function createGoLowering(names: GrammarNames): LanguageLowering {
  const grammar = goGrammar(names);
  return { statements: (lowering, i) => statements(new Go(lowering, grammar, PARTS), i) };
}
