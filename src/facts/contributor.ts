/**
 * How the vertical facts (entry points and auth, effects, http and failure) put what they see into a file's export
 * summary. `summarise` asks every contributor for every export; what a function gets from the helpers it calls is added
 * by `summarise` itself, so a contributor only says what the function does in its own body.
 */
import type { ClassNode, Expression, FunctionNode } from '#code/model';
import type { Analysis } from './analysis';
import type { AsyncSummary, EffectSummary, FileSummary, Traits } from './summary';

export interface SummaryContributor {
  /** For the log line when it throws. */
  readonly name: string;
  /** What calling (or passing through, for a middleware, guard or wrapper) this function does. */
  traitsOf?(analysis: Analysis, fn: FunctionNode): Traits;
  /** What a class does as a whole: a guard, a permission class, a middleware, a client whose constructor sets a deadline. */
  traitsOfClass?(analysis: Analysis, cls: ClassNode): Traits;
  /** What an exported value that is no function is: a client with a deadline, a limiter, a guard made by a factory. */
  traitsOfValue?(analysis: Analysis, value: Expression): Traits;
  /** Effects of the function's own body, in source order; those of called helpers are added by `summarise`. */
  effectsOf?(analysis: Analysis, fn: FunctionNode): readonly EffectSummary[];
  /** That calling it gives a promise or coroutine. */
  asyncOf?(analysis: Analysis, fn: FunctionNode): AsyncSummary | undefined;
  /** Said for the whole application in this file. */
  app?(analysis: Analysis): Traits;
  mounts?(analysis: Analysis): FileSummary['mounts'];
  constraints?(analysis: Analysis): FileSummary['constraints'];
  undoes?(analysis: Analysis): FileSummary['undoes'];
}
