/**
 * Ways of saying that something failed which are no log line: a state, a counter, a value that says so, a message on a
 * screen, the end of the program. Read by the words of names, one by one.
 */
import type { Call, Expression, Node } from '#code/model';
import { wordsOf } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';
import { saysFailure } from './answers';

export function endsProgram(call: Call): boolean {
  const name = writtenName(call.callee);
  return (
    /^(?:process\.exit|process\.abort|os\.Exit|panic|sys\.exit|os\._exit|exit|quit|Deno\.exit|self\.fail|fail|pytest\.fail)$/.test(
      name,
    ) || /(?:^|\.)parser\.error$/.test(name)
  );
}

/** Put where a person sees it: state of a component, a toast, a flash message, a form's error. */
export function showsFailure(call: Call): boolean {
  const name = writtenName(call.callee);
  const words = wordsOf(name);
  const last = wordsOf(lastName(call.callee));
  if (last[0] === 'is' || last[0] === 'has') return false;
  if (words.some((word) => /^(?:toast|toaster|snackbar|alert|notification|notifications|notify|flash|swal)$/.test(word)))
    return true;
  if (last[0] === 'set' && last.some((word) => /^(?:error|errors|failed|failure|status|message|state|invalid)$/.test(word)))
    return !isNothing(call.args[0]?.value);
  if (last.some((word) => word === 'error' || word === 'errors' || word === 'failed' || word === 'failure')) return true;
  if (/^(?:messages|message|stderr|stdout)$/.test(words.at(-2) ?? '') && last.length > 0) return true;
  return last[0] === 'handle' || last[0] === 'on'
    ? last.some((word) => /^(?:error|err|failure|exception)$/.test(word))
    : isDispatchOfFailure(call);
}

/** `dispatch({ type: 'LOAD_FAILED' })`, `emit('error', …)`, `postMessage({ type: 'error' })`. */
function isDispatchOfFailure(call: Call): boolean {
  return call.args.some(({ value }) => {
    if (value.kind === 'literal')
      return (
        typeof value.value === 'string' &&
        /^(?:error|failed|failure|.*[._:/-](?:error|failed|failure))$/i.test(value.value) &&
        /emit|dispatch|publish|postMessage|send|update|set/i.test(lastName(call.callee))
      );
    return (
      value.kind === 'object' &&
      value.entries.some(
        (entry) => entry.key === 'type' && entry.value.kind === 'literal' && /error|fail/i.test(String(entry.value.value)),
      )
    );
  });
}

const FAILURE_WORDS =
  /^(?:failed|failure|failures|fail|fails|error|errors|err|errored|skipped|missed|missing|invalid|rejected|retries|retry|attempt|attempts|tries|unavailable|down|unhealthy|degraded|broken|timeout|dropped|lost|bad|exception|exceptions|unreachable|dead)$/;
const GOOD_WORDS =
  /^(?:ok|success|successful|succeeded|healthy|valid|available|connected|ready|alive|up|online|is|has|can|passed|found|exists|supported|reachable|enabled|done)$/;

/** `failed += 1`, `ok = false`, `status = 'error'`, `errors[id] = …`: kept where somebody looks at it. */
export function marksFailure(target: Node, operator: string, value: Expression): boolean {
  const name = target.kind === 'index' ? target.object : target;
  if (name.kind !== 'identifier' && name.kind !== 'member') return false;
  const words = wordsOf(lastName(name));
  if (words.some((word) => FAILURE_WORDS.test(word)) && !isNothing(value) && !(value.kind === 'literal' && value.value === false))
    return true;
  if (operator !== '=' && operator !== '??=' && operator !== '||=') return words.some((word) => FAILURE_WORDS.test(word));
  if (value.kind === 'literal' && value.value === false) return words.some((word) => GOOD_WORDS.test(word));
  return isFailureValue(value) || saysFailure(value);
}

/** `'error'`, `Status.FAILED`, `new Error(…)`, `Err(e)`, `Result.failure(…)`, `Left(…)`. */
export function isFailureValue(value: Expression): boolean {
  if (value.kind === 'literal')
    return typeof value.value === 'string' && wordsOf(value.value).some((word) => FAILURE_WORDS.test(word));
  if (value.kind === 'template')
    return value.parts.some((part) => typeof part === 'string' && wordsOf(part).some((word) => FAILURE_WORDS.test(word)));
  if (value.kind === 'call') {
    const last = wordsOf(lastName(value.callee));
    return (
      last.some((word) => FAILURE_WORDS.test(word) || word === 'left') ||
      value.args.some((arg) => isFailureValue(arg.value) && arg.value.kind === 'literal')
    );
  }
  if (value.kind === 'array') return saysWhyNot(value.elements) || value.elements.some((each) => isFailureValue(each));
  return (
    (value.kind === 'member' || value.kind === 'identifier') && wordsOf(lastName(value)).some((word) => FAILURE_WORDS.test(word))
  );
}

/** `(False, "Cannot connect")`, `[null, message]`: no result, and the reason beside it. */
function saysWhyNot(elements: readonly Expression[]): boolean {
  const [first, ...rest] = elements;
  const isNo = first?.kind === 'literal' && (first.type === 'null' || first.value === false);
  return (
    isNo &&
    rest.some((each) => each.kind === 'template' || (each.kind === 'literal' && each.type === 'string' && each.value !== ''))
  );
}

export function isNothing(value: Expression | undefined): boolean {
  return (
    value === undefined ||
    (value.kind === 'literal' && value.type === 'null') ||
    (value.kind === 'identifier' && value.name === 'undefined')
  );
}
