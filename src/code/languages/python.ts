/** Lowers Python into the code model. */
import type { GrammarNames } from '#syntax/flat-tree';
import type { LanguageLowering } from '../lowering';
import { EXPRESSIONS, expression } from './python-expressions';
import { Python, type PythonParts, pythonGrammar } from './python-reader';
import { statements } from './python-statements';
import { typeOf } from './python-targets';

const PARTS: PythonParts = { expressions: EXPRESSIONS, expression, type: typeOf };

export function createPythonLowering(names: GrammarNames): LanguageLowering {
  const grammar = pythonGrammar(names, EXPRESSIONS);
  return { statements: (lowering, i) => statements(new Python(lowering, grammar, PARTS), i) };
}
