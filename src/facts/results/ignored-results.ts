/** Results that say that the call failed, and that nobody looks at. */
import type { Call, FunctionNode, Item } from '#code/model';
import { placeOf } from '#code/model';
import { JAVASCRIPT_RESULT_ERRORS, PYTHON_RESULT_ERRORS, RESULT_ERROR_WORDS, type ResultError } from '#libraries/result-errors';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { type Fact, no, unknown, yes } from '../fact';
import { keywordsOf, optionsOf } from '../options';
import { chainOf } from '../origins/call-chain';
import { followed } from '../origins/followed';
import { fullNameOf, isNamed, lastName } from '../origins/full-name';
import { resultUse } from './result-use';
import { unreadErrors } from './unread-errors';

export interface IgnoredResult {
  /** What is asked about: the call, or the callback's parameter. */
  readonly call: Call;
  readonly fn: FunctionNode;
  readonly row: Pick<ResultError, 'what' | 'isPartial'>;
  readonly isLooked: Fact;
  /** The result is dropped altogether. */
  readonly isDropped: boolean;
  /** The member that is used instead, `''` when none is. */
  readonly used: string;
  readonly parameter: string | undefined;
}

export function ignoredResults(analysis: Analysis, item: Item): readonly IgnoredResult[] {
  if (sitesOf(item).calls.length === 0 || !mayIgnore(analysis, item)) return [];
  const found: IgnoredResult[] = [];
  for (const fn of [item.fn, ...sitesOf(item).functions]) {
    for (const call of fn.calls) {
      const result = ofCall(analysis, fn, call);
      if (result !== undefined) found.push(result);
      found.push(...unreadErrors(analysis, fn, call));
    }
  }
  return found;
}

function mayIgnore({ model }: Analysis, { base, end }: Item): boolean {
  return RESULT_ERROR_WORDS.test(model.text.slice(base, base + end));
}

function ofCall(analysis: Analysis, fn: FunctionNode, call: Call): IgnoredResult | undefined {
  if (call.isNew) return undefined;
  const row = rowOf(analysis, call);
  if (row === undefined) return undefined;
  const about = { call, fn, row, used: '', isDropped: false, parameter: undefined };
  const said = saidInCall(analysis, call, row);
  if (said !== undefined) return { ...about, isLooked: said };
  const use = resultUse(analysis, call, { fields: row.fields, values: row.values ?? [] });
  switch (use.kind) {
    case 'dropped':
      return { ...about, isLooked: no('what becomes of the result'), isDropped: true };
    case 'unread':
      return row.onlyDropped === true ? undefined : { ...about, isLooked: no('what is used of the result'), used: use.used };
    case 'read':
      return { ...about, isLooked: yes(use.where, use.what) };
    case 'unknown':
      return row.onlyDropped === true ? undefined : { ...about, isLooked: unknown(use.why) };
  }
}

function rowOf(analysis: Analysis, call: Call): ResultError | undefined {
  const python = analysis.model.language === 'python';
  if (!python && lastName(call.callee) === 'send') {
    const command = call.args[0] && followed(analysis, call.args[0].value);
    if (command?.kind === 'call' && command.isNew) {
      const name = lastName(command.callee);
      const byCommand = JAVASCRIPT_RESULT_ERRORS.find(({ commands }) => commands?.includes(name) === true);
      if (byCommand !== undefined) return byCommand;
    }
  }
  const name = fullNameOf(analysis, call.callee);
  return name === ''
    ? undefined
    : (python ? PYTHON_RESULT_ERRORS : JAVASCRIPT_RESULT_ERRORS).find(({ names }) => isNamed(name, names));
}

/** The call itself says what a failure does. */
function saidInCall(analysis: Analysis, call: Call, row: ResultError): Fact | undefined {
  if (row.throwing !== undefined) {
    const step = chainOf(analysis, call).steps.find(({ name }) => name === row.throwing);
    if (step !== undefined) return yes(placeOf(step.call ?? call), `\`${step.name}\` makes it throw`);
  }
  if (row.options === undefined) return undefined;
  const options =
    analysis.model.language === 'python' ? keywordsOf(analysis, call) : optionsOf(analysis, call.args.at(-1)?.value);
  for (const key of row.options) {
    const value = options.entries.get(key);
    if (value !== undefined) return yes(placeOf(value), `\`${key}=${analysis.textOf(value, 20)}\` says what a failure does`);
  }
  return options.open === undefined ? undefined : unknown(options.open);
}
