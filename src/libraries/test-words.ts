/**
 * What tests are written with: what begins one, and what makes it fail. Sources: the manuals of Jest, Vitest, Mocha, node:test, AVA,
 * Chai, Sinon, Testing Library, Cypress, Playwright, pytest, unittest.
 */

export const TEST_STARTERS: ReadonlySet<string> = new Set(['it', 'test', 'specify', 'fit']);
/** What may stand behind the name of a starter. `skip`, `todo` and `fails` stand for themselves. */
export const TEST_VARIANTS: ReadonlySet<string> = new Set([
  'only',
  'each',
  'concurrent',
  'sequential',
  'serial',
  'for',
  'extend',
]);

/** Matchers that nearly nothing fails: that a value is there, that nothing was thrown. With `not.` where that is said. */
export const WEAK_MATCHERS: ReadonlySet<string> = new Set([
  'toBeDefined',
  'not.toBeUndefined',
  'not.toThrow',
  'not.toThrowError',
  'not.throw',
  'not.throws',
]);

/** Calls that fail the test, by their last name. */
export const FAILING_CALLS =
  /^(?:assert|_assert|expect|should|verify(?:$|[A-Z_])|fail$|raises$|warns$|deprecated_call$|getBy|getAllBy|findBy|findAllBy|get_by_|waitFor|wait_for|toMatch|isDone$|doesNotThrow|rejects$|throws$)/;

/** What may be a helper that looks at the result, and may be what is tested: nothing is said of it. */
export const PERHAPS_FAILING =
  /^_?(?:check|ensure|must|validate|compare|match|snapshot|test|run|do|scenario|roundtrip|require)(?:$|[A-Z_])/;

/** Modules of helpers, by their path. */
export const HELPER_MODULES =
  /(?:^|[/._-])(?:tests?|specs?|helpers?|support|fixtures?|mocks?|harness|utils?|testing|common|shared|conftest)(?:[/._-]|$)/i;

/** Members of the context a test is given that look at nothing. */
export const CONTEXT_MEMBERS: ReadonlySet<string> = new Set([
  'log',
  'mock',
  'diagnostic',
  'after',
  'before',
  'afterEach',
  'beforeEach',
  'teardown',
  'timeout',
  'skip',
  'todo',
  'setTimeout',
  'context',
  'name',
  'signal',
]);

/** Titles that say that getting to the end is all there is to see: what is refused otherwise is accepted, nothing is thrown. */
export const SMOKE_TITLE =
  /(?:^|[\W_])(?:smoke|compil\w+|types?|(?:does|do|should|must|will)(?:[ _]?not|n.?t)[ _](?:throw|crash|raise|fail|explode|hang|panic)|never[ _]throws?|(?:no|without)[ _](?:crashing|errors?|exceptions?|throwing|raising|raise|throw|crash|fail)|not[ _](?:raise|throw|crash|error|fail)|doesnt|renders?|imports?|importable|loads?|be defined|be created|accepts?|accepted|allows?|allowed|permits?|permitted|valid(?:ates?)?|succeeds?|passes|is[ _]ok|handles[ _](?:an?[ _])?(?:empty|none|null|undefined))(?:$|[\W_])/i;
