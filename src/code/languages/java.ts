/** Lowers Java into the code model. */
import type { GrammarNames } from '#syntax/flat-tree';
import type { LanguageLowering } from '../lowering';
import { anonymousClass } from './java-classes';
import { EXPRESSIONS, expression } from './java-expressions';
import { Java, type JavaParts, javaGrammar } from './java-reader';
import { statements } from './java-statements';
import { typeOf } from './java-types';

const PARTS: JavaParts = { expressions: EXPRESSIONS, expression, type: typeOf, statements, anonymousClass };

export function createJavaLowering(names: GrammarNames): LanguageLowering {
  const grammar = javaGrammar(names, EXPRESSIONS);
  return { statements: (lowering, i) => statements(new Java(lowering, grammar, PARTS), i) };
}
