/** Functions that are there to say yes or no, or to read a form: what they give back for a failure is their answer. */

import type { Expression, FunctionNode, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { hasPromises } from '../language';
import { wordsOf } from '../name-words';
import { walk, walkBody } from '../walk';
import { answerDecides } from './asked-answers';
import type { Expected } from './expected-failures';
import type { FailurePath } from './failure-paths';
import type { Reactions } from './reactions';

const QUESTION_WORDS =
  /^(?:is|has|can|should|does|exists?|supports?|check|verify|verifies|validate|valid|matches|try|maybe|safe|probe|ping|compare|parse|detect|test)$/;

/** `parseEvent()`, `decodeToken()`: whatever it gives back for what has not that form is its answer. */
const READING_WORDS =
  /^(?:parse|parses|decode|deserialize|interpret|normalize|normalise|format|try|safe|detect|guess|infer|extract)$/;
const QUESTION_ENDS =
  /^(?:exists?|available|installed|running|enabled|reachable|healthy|valid|ready|alive|supported|up|present)$/;

/** Questions of what is so, where no answer is another thing than the answer no. */
const DECIDES = /^(?:is|has|can|should|does|exists|supports|check|checks|verify|verifies|validate|valid|matches|compare|test)$/;
/** Questions of whether the other side is there: that it does not answer is the answer. */
const ASKS_WHETHER_UP =
  /^(?:available|availability|installed|running|reachable|healthy|health|ready|readiness|alive|liveness|up|online|connected|connection|connectivity|present|ping|db|database)$/;

/** `isReachable()`, `commandExists()`, `safeParse()`: false or nothing is what the function is there to say. */
export function byFunction(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  const words = wordsOf(nameOfFunction(path.fn));
  const isReading = READING_WORDS.test(words[0] ?? '') || words.includes('safe');
  if (
    !isReading &&
    DECIDES.test(words[0] ?? '') &&
    !words.some((word) => ASKS_WHETHER_UP.test(word)) &&
    answerDecides(analysis, path)
  )
    return undefined;
  const isQuestion =
    isReading ||
    isFeatureTest(analysis, path) ||
    QUESTION_WORDS.test(words[0] ?? '') ||
    QUESTION_ENDS.test(words.at(-1) ?? '') ||
    /(?:^| )(?:health|liveness|readiness) ?(?:check|probe)?$/.test(words.join(' ')) ||
    words.includes('or') ||
    words.includes('optional');
  if (!isQuestion) return undefined;
  const [fallback, ...others] = reactions.defaults;
  // `except Exception: pass` with `return False` as the function's last word is the same answer.
  const said =
    fallback === undefined && path.statements.every(isNoStatement)
      ? path.fn.body.at(-1)
      : others.length === 0
        ? fallback
        : undefined;
  const value = said?.kind === 'return' ? said.value : undefined;
  const isPlain = value !== undefined && saysNo(value);
  const isFitting = isPlain || (isReading && value !== undefined && !holdsCall(value));
  return said === undefined || !isFitting ? undefined : { by: 'nature', at: said, why: `${path.fn.name} is there to say so` };
}

/** `false`, `None`, `(False, None)`, `{ ok: false, version: null }`. */
function saysNo(value: Expression): boolean {
  if (value.kind === 'literal') return value.value !== true;
  if (value.kind === 'array') return value.elements.every(saysNo);
  return value.kind === 'identifier' && value.name === 'undefined';
}

/** Yes or no is all it ever says, of what is worked out here: `try { new Path2D() } catch { return false } return true`. */
function isFeatureTest(analysis: Analysis, path: FailurePath): boolean {
  let isYesOrNo = true;
  let says = 0;
  walkBody(path.fn, (node) => {
    if (node.kind === 'await') isYesOrNo = false;
    if (node.kind !== 'return') return undefined;
    says += 1;
    if (node.value?.kind !== 'literal' || node.value.type !== 'boolean') isYesOrNo = false;
    return undefined;
  });
  return isYesOrNo && says > 1 && hasPromises(analysis);
}

function holdsCall(value: Expression): boolean {
  let found = false;
  walk(value, (node) => {
    if (node.kind === 'call') found = true;
    return !found;
  });
  return found;
}

export function isNoStatement(statement: Statement): boolean {
  return statement.kind === 'other-statement' && statement.word === 'pass';
}

/** The nearest name: a callback belongs to the function around it. */
export function nameOfFunction(fn: FunctionNode): string {
  let at: Node = fn;
  while (at.kind !== 'item') {
    if (at.kind === 'fn' && at.name !== '') return at.name;
    at = at.parent;
  }
  return '';
}
