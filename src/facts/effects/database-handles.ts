/** Which database a write goes to, by the name its handle has where the function writes: two files of sqlite share no transaction. */
import { type Expression, functionOf } from '#code/model';
import type { Analysis } from '../analysis';
import { wordsOf } from '../name-words';
import { followed } from '../origins/followed';
import type { Effect } from './effects';
import { handleRoot } from './transaction-scope';

/** Two handles that are called databases, each by a name of its own: `inDb` and `outDb`. */
export function areApart(analysis: Analysis, one: Effect, two: Effect): boolean {
  const [first, second] = [databaseOf(analysis, one), databaseOf(analysis, two)];
  return first !== undefined && second !== undefined && first !== second;
}

function databaseOf(analysis: Analysis, effect: Effect): string | undefined {
  const handle = handleOf(analysis, effect);
  return handle?.kind === 'identifier' && /^(db|database)$/.test(wordsOf(handle.name).at(-1) ?? '') ? handle.name : undefined;
}

/** The handle as the function has it that makes the call: what a helper is given, where its own handle is a parameter. */
function handleOf(analysis: Analysis, { call, inner, via, handleArgument }: Effect): Expression | undefined {
  if (inner !== undefined) {
    const position = argumentOf(analysis, inner.effect);
    return position === undefined ? handleOf(analysis, inner.effect) : plain(analysis, call.args[position]?.value);
  }
  if (via !== undefined) return handleArgument === undefined ? undefined : plain(analysis, call.args[handleArgument]?.value);
  return plain(analysis, handleRoot(analysis, call));
}

function plain(analysis: Analysis, value: Expression | undefined): Expression | undefined {
  const at = value && followed(analysis, value);
  return at?.kind === 'identifier' ? at : value;
}

/** The position of the parameter that the effect is written with; `undefined` when it is no parameter of its function. */
export function argumentOf(analysis: Analysis, effect: Effect): number | undefined {
  const handle = handleOf(analysis, effect);
  const binding = handle?.kind === 'identifier' ? analysis.bindingOf(handle.name, handle) : undefined;
  return binding?.kind === 'parameter' && binding.path.length === 0 && binding.fn === functionOf(effect.call)
    ? binding.index
    : undefined;
}
