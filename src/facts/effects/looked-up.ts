/**
 * A row of the same kind is looked up before one is made, by something other than its id, and its being there ends the
 * way: in the function itself, or in a helper that looks and refuses. Two at once may both find nothing; the same request
 * sent again does not.
 */
import { type Call, type Expression, type FunctionNode, functionOf, placeOf, type Statement } from '#code/model';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { hasWord, wordsOf } from '../name-words';
import { lastName } from '../origins/full-name';
import { type Decision, decisionsBetween, mentionsAny, resultNames } from '../origins/result-names';
import { isWithin, walk, walkBody } from '../walk';
import { type Effect, effectsOf } from './effects';
import { callsOf } from './inline-functions';
import { exitOf, following } from './order';

export interface LookUp {
  readonly label: string;
  readonly columns: readonly string[];
  readonly where: Where;
  /** What the row's being there ends: only the making of it, the function, or with a failure its caller too. */
  readonly ends: 'step' | 'function' | 'caller';
}

/** What is looked up before the write, by the function or by the helper that writes. */
export function lookedUp(analysis: Analysis, root: FunctionNode, effect: Effect): LookUp | undefined {
  if (effect.kind !== 'store-write' || (effect.operation !== 'create' && effect.operation !== 'save')) return undefined;
  const own = lookUpBefore(analysis, root, effect);
  if (own !== undefined) {
    const { read, ends } = own;
    return { label: read.label, columns: read.selects ?? [], where: read.via ?? placeOf(read.call), ends };
  }
  const inner = effect.looked
    ? { ...effect.looked, where: effect.looked.at }
    : effect.inner && lookedUp(analysis, effect.inner.fn, effect.inner.effect);
  if (inner !== undefined) return inner.ends === 'function' ? { ...inner, ends: 'step' } : inner;
  const used = usedUp(analysis, root, effect);
  return used && { label: lastName(used.callee), columns: [], where: placeOf(used), ends: 'caller' };
}

const WAITING: ReadonlySet<string> = new Set(['pending', 'unprocessed', 'staged', 'queued', 'unused', 'temporary']);
const USES_UP = /^_?(move|consume|promote|finali[sz]e|redeem|complete|claim|mark|use)(_|[A-Z]|$)/;

/** `move_pending_file(pending_file)` beside the row made of it: what was waiting is used up, and a second request finds none. */
function usedUp(analysis: Analysis, root: FunctionNode, effect: Effect): Call | undefined {
  if (effect.via !== undefined) return undefined;
  return callsOf(analysis, root).find(
    (call) =>
      call !== effect.call &&
      USES_UP.test(lastName(call.callee)) &&
      call.args.some(({ value }) => value.kind === 'identifier' && hasWord(value.name, WAITING)) &&
      following(effect.call, call) === 'then',
  );
}

/** The read itself, where it is the function's own or a helper's. */
export function lookUpBefore(
  analysis: Analysis,
  root: FunctionNode,
  effect: Effect,
): { readonly read: Effect; readonly ends: LookUp['ends'] } | undefined {
  let found: { readonly read: Effect; readonly ends: LookUp['ends'] } | undefined;
  for (const read of effectsOf(analysis, root)) {
    if (found?.ends === 'step') break;
    if (read.kind !== 'store-read' || read.call === effect.call || (read.selects ?? []).length === 0) continue;
    if (!isOfSameKind(read, effect)) continue;
    if (isRefusing(analysis, read) && following(read.call, effect.call) === 'then') {
      found ??= { read, ends: 'caller' };
      continue;
    }
    const decisions = decisionsBetween(analysis, root, read.call, effect.call).filter((each) => endsIfThere(each, read, effect));
    const [first] = decisions;
    if (first === undefined) continue;
    if (decisions.some(({ node }) => [...node.then, ...node.otherwise].some((each) => isWithin(effect.call, each))))
      found = { read, ends: 'step' };
    else found ??= { read, ends: first.node.then.some(fails) ? 'caller' : 'function' };
  }
  return found;
}

/** The same entity; or, where the helper that writes does not tell which, the same file of helpers. */
function isOfSameKind(read: Effect, write: Effect): boolean {
  if (write.entity !== '') return read.entity === write.entity;
  const [one, two] = [read.via, write.via];
  if (one !== undefined && two !== undefined && 'path' in one && 'path' in two && one.path === two.path) return true;
  // A serializer or a form of a class that is called by its model: `OrderViewSet`, `CreateOrderView`.
  const words = wordsOf(read.entity);
  return (
    words.length > 0 &&
    wordsOf(functionOf(write.call).cls?.name ?? '')
      .join('_')
      .includes(words.join('_'))
  );
}

/** What is not there may be made; where it is, the way ends. `if (!parent) throw` is about something else. */
function endsIfThere({ test, node }: Decision, read: Effect, { call }: Effect): boolean {
  const isInThen = node.then.some((statement) => isWithin(call, statement));
  const says = presenceIn(test);
  // What a helper found is looked at for many reasons; what was read here is looked at for what it is.
  return says === 'unclear' ? read.via === undefined : (says === 'absent') === isInThen;
}

function presenceIn(test: Expression): 'there' | 'absent' | 'unclear' {
  switch (test.kind) {
    case 'unary':
      return test.operator === '!' ? (presenceIn(test.value) === 'absent' ? 'there' : 'absent') : 'unclear';
    case 'binary': {
      const isNothing =
        test.right.kind === 'literal' && (test.right.type === 'null' || test.right.value === 0 || test.right.value === undefined);
      if (isNothing && /^(===?|is)$/.test(test.operator)) return 'absent';
      return isNothing && /^(!==?|is not|>)$/.test(test.operator) ? 'there' : 'unclear';
    }
    case 'identifier':
    case 'member':
    case 'call':
    case 'await':
      return 'there';
    default:
      return 'unclear';
  }
}

/** A helper that reads and, where there is such a row, throws. */
function isRefusing(analysis: Analysis, read: Effect): boolean {
  return read.isRefused || (read.inner !== undefined && refusesBy(analysis, read.inner.fn, read.inner.effect));
}

/** The function leaves by a failure where the read finds something. */
export function refusesBy(analysis: Analysis, fn: FunctionNode, read: Effect): boolean {
  if (read.kind !== 'store-read') return false;
  if (isRefusing(analysis, read)) return true;
  const names = resultNames(analysis, fn, read.call);
  let found = false;
  walkBody(fn, (node) => {
    if (node.kind !== 'if' || !(isWithin(read.call, node.test) || mentionsAny(node.test, names))) return !found;
    found ||= presenceIn(node.test) === 'there' && node.then.some(fails);
    return !found;
  });
  return found;
}

function fails(statement: Statement): boolean {
  let found = false;
  walk(statement, (node) => {
    found ||= node.kind === 'throw' || (node.kind === 'expression' && exitOf(node) === 'function');
    return !found;
  });
  return found;
}
