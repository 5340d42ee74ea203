/**
 * How checkers are told to be silent, by the words of a comment. `rules`: the group that names what is silenced; what follows
 * is the reason. Sources: the manuals of ESLint, TypeScript, Biome, Ruff and Flake8, mypy, Pyright, Pylint, Bandit, Sonar.
 */

export interface Suppression {
  readonly pattern: RegExp;
  readonly checker: string;
  /** There is nothing to name: with a reason it says all that can be said. */
  readonly isWhole?: true;
}

const CODES = '[A-Za-z]+[0-9]+(?:[,\\s]+[A-Z]+[0-9]+)*';

/** A comment without these words silences nothing. */
export const MAY_SUPPRESS =
  /eslint-|oxlint-|@ts-|biome-ignore|tslint|deno-lint-|NOSONAR|noqa|type:\s*ignore|pyright|mypy|pylint|nosec/i;

export const JAVASCRIPT_SUPPRESSIONS: readonly Suppression[] = [
  {
    pattern: /^(?:eslint|oxlint)-disable(?:-next-line|-line)?(?![\w-])\s*(?<rules>(?:(?!--)[^\s,]+\s*,?\s*)*)/,
    checker: 'the linter',
  },
  { pattern: /^@ts-(?:ignore|nocheck|expect-error)\b/, checker: 'the type checker', isWhole: true },
  { pattern: /^biome-ignore(?:-all|-start)?\s+(?<rules>[\w/]+)/, checker: 'the linter' },
  { pattern: /^tslint:disable(?:-next-line|-line)?:?\s*(?<rules>[a-z][\w-]*)?/, checker: 'the linter' },
  { pattern: /^deno-lint-ignore(?:-file)?\s*(?<rules>[a-z][\w-]*(?:[,\s]+[a-z]+-[\w-]+)*)?/, checker: 'the linter' },
  { pattern: /\bNOSONAR\b/, checker: 'the analyser', isWhole: true },
];

export const PYTHON_SUPPRESSIONS: readonly Suppression[] = [
  { pattern: new RegExp(`\\bnoqa\\b(?:\\s*:\\s*(?<rules>${CODES}))?`, 'i'), checker: 'the linter' },
  { pattern: /\btype:\s*ignore\b\s*(?:\[(?<rules>[^\]]*)\])?/, checker: 'the type checker' },
  { pattern: /\bpyright:\s*(?:ignore\b|basic\b)\s*(?:\[(?<rules>[^\]]*)\])?/, checker: 'the type checker' },
  { pattern: /\bmypy:\s*(?:ignore-errors\b|disable-error-code\s*=\s*(?<rules>[\w", -]+))/, checker: 'the type checker' },
  { pattern: /\bpylint:\s*(?:disable(?:-next)?\s*=\s*(?<rules>[\w-]+(?:\s*,\s*[\w-]+)*)|skip-file)/, checker: 'the linter' },
  { pattern: /\bnosec\b:?\s*(?<rules>B\d+(?:[,\s]+B\d+)*)?/, checker: 'the security linter' },
  { pattern: /\bNOSONAR\b/, checker: 'the analyser', isWhole: true },
];

/** Rules that stand for a failure at run time, not for how code looks. Asserts and the defaults of parameters are house style. */
export const GRAVE_RULES =
  /^(?:(?:S(?!101)\d+|B(?!008|01[0-9])\d+|BLE\d+|E722|F821|ASYNC\d+|RUF006)$|security\/(?!detect-(?:object-injection|non-literal-fs-filename))|no-eval|no-implied-eval|no-new-func|no-secrets|(?:@typescript-eslint\/|ts\/)?no-(?:floating-promises|misused-promises|unsafe-[a-z-]+|async-promise-executor)$|require-atomic-updates$|no-empty$|react\/no-danger|lint\/(?:security|correctness|suspicious)\/(?!noExplicitAny|noConsole|noArrayIndexKey)|broad-except|broad-exception|bare-except|eval-used|exec-used)/;
