/** Callbacks that are given an error first and never look at it: `fs.readFile(path, (err, data) => use(data))`. */
import { type Call, type FunctionNode, itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Fact, no } from '../fact';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import type { IgnoredResult } from './ignored-results';

const ERROR_NAMES = /^(?:err|error|e)$/;
/** Callees whose callbacks are given errors for another reason, or that other facts look at. */
const OTHER =
  /^(?:on|once|addListener|addEventListener|catch|then|use|map|forEach|filter|some|every|find|reduce|sort|flatMap|subscribe|expect|it|test|describe|setErrorHandler|onError|getOrElse|mapErr|fold|match)$/;
const WHAT = { what: 'gives the error to its callback first' } as const;

export function unreadErrors(analysis: Analysis, fn: FunctionNode, call: Call): readonly IgnoredResult[] {
  if (analysis.model.language === 'python' || OTHER.test(lastName(call.callee))) return [];
  const last = call.args.at(-1)?.value;
  if (last?.kind !== 'function' || !isErrorFirst(last.fn)) return [];
  const [first] = last.fn.params;
  if (first === undefined || mentions(last.fn, first.name)) return [];
  const isLooked: Fact = no('the callback');
  return [{ call, fn, row: WHAT, isLooked, isDropped: false, used: '', parameter: first.name }];
}

/** `(err, data) => …` with something in it; `(error, req, res, next)` is a handler of a framework. */
function isErrorFirst({ params, body }: FunctionNode): boolean {
  const [first, second] = params;
  if (first === undefined || second === undefined || params.length > 3 || body.length === 0) return false;
  return ERROR_NAMES.test(first.name) && !/^(?:req|request|ctx|context|index|i)$/.test(second.name);
}

function mentions(fn: FunctionNode, name: string): boolean {
  let found = false;
  walkBody(fn, (node) => {
    if (node.kind === 'identifier' && node.name === name) found = true;
    return !found;
  });
  return found || fn.functions.some((inner) => mentions(inner, name));
}

/** Where the callback names its error, for a face to underline. */
export function parameterPlace(call: Call): {
  readonly item: ReturnType<typeof itemOf>;
  readonly start: number;
  readonly end: number;
} {
  const last = call.args.at(-1)?.value;
  const target = last?.kind === 'function' ? last.fn.params[0]?.target : undefined;
  return target === undefined
    ? { item: itemOf(call), start: call.start, end: call.end }
    : { item: itemOf(call), start: target.start, end: target.end };
}
