/** Why there is no way back, where that is said; and Django's operations that have one only when it is given. */
import { type Call, type Expression, type FunctionNode, type Item, itemOf, type Node } from '#code/model';
import { forEachChild } from '#code/walk';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { lastName } from '../origins/full-name';
import { remarksOf } from '../written/remarks';

const FEWEST_WORDS = 3;
const wordsIn = (text: string): number => text.match(/\p{L}[\p{L}\p{N}'’-]*/gu)?.length ?? 0;
/** What generators write of themselves. */
const BOILERPLATE =
  /auto.?generated|please adjust|^(?:reverse|undo|downgrade|rollback|todo)\b.{0,30}$|write your|add reverting|revert commands|await queryInterface|example:/i;

/** A comment in the function, or what it throws. */
export function whyNoWayBack(analysis: Analysis, fn: FunctionNode): string | undefined {
  const said = remarksOf(analysis, itemOf(fn), () => true).find(({ lines, text }) => {
    const at = lines[0]?.place.start ?? 0;
    return at >= fn.bodyStart && at < fn.end && wordsIn(text) >= FEWEST_WORDS && !BOILERPLATE.test(text);
  });
  const why = said?.text ?? thrownText(fn);
  return why === undefined ? undefined : why.slice(0, 80);
}

/** `throw new Error('the old column is gone')`; that it is not implemented is no reason. */
function thrownText(fn: FunctionNode): string | undefined {
  let found: string | undefined;
  const visit = (node: Node): void => {
    if (node.kind === 'throw' && node.value?.kind === 'call') {
      const text = node.value.args[0]?.value;
      const isReason = text?.kind === 'literal' && typeof text.value === 'string' && wordsIn(text.value) > FEWEST_WORDS;
      if (isReason && !/not (?:yet )?(?:implemented|supported)/i.test(String(text.value))) found ??= String(text.value);
    }
    forEachChild(node, visit, undefined);
  };
  for (const statement of fn.body) visit(statement);
  return found;
}

export interface Irreversible {
  readonly call: Call;
  /** The way back, where it is given. */
  readonly back: Expression | undefined;
  readonly what: string;
}

const REVERSES: ReadonlyMap<string, string> = new Map([
  ['RunPython', 'reverse_code'],
  ['RunSQL', 'reverse_sql'],
]);

export function irreversibleIn({ model, pathRole }: Analysis, item: Item): readonly Irreversible[] {
  if (model.language !== 'python' || pathRole !== 'migration') return [];
  return sitesOf(item).calls.flatMap((call) => {
    const reverse = REVERSES.get(lastName(call.callee));
    if (reverse === undefined || call.args.length === 0 || call.args.some(({ spread }) => spread)) return [];
    const back = call.args.find(({ name }) => name === reverse)?.value ?? positional(call, 1);
    const name = lastName(call.callee);
    return [{ call, back, what: back === undefined ? `${name} has no ${reverse}` : `${reverse} is given` }];
  });
}

function positional({ args }: Call, at: number): Expression | undefined {
  return args[at]?.name === undefined ? args[at]?.value : undefined;
}
