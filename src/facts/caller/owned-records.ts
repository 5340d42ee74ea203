/**
 * Records that belong to somebody and are reached by an id of the request alone. That a table has owners is seen where the
 * code of this file writes or selects the owner's column, or checks it; nothing is guessed from the table's name.
 */

import type { Call, Expression, Item } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Effect, effectsOf } from '../effects/effects';
import type { Entry } from '../entries/entry-points';
import { sitesOf } from '../entries/sites';
import type { Where } from '../fact';
import { requestValue } from '../input/request-values';
import { parameterOf } from '../origin';
import { mentionsAny, resultNames } from '../origins/result-names';
import { walkBody } from '../walk';
import { mentionsPrincipal } from './principal';

export interface OwnedAccess {
  readonly effect: Effect;
  /** The column that names the owner, as it is used elsewhere. */
  readonly owner: { readonly column: string; readonly where: Where };
  /** The caller is part of the selection, or is compared with what was found. */
  readonly scoped: { readonly where: Where; readonly what: string } | undefined;
}

const OWNER =
  /^(owner|user|author|account|tenant|org|organi[sz]ation|customer|workspace|team|creator|company|holder|member|created_?by|uploaded_?by)(_?(id|uuid|email|ref))?$/i;

/** Who made a row need not be who may see it; where rows are selected by it, they are. */
const AUTHOR = /author|creator|created|uploaded/i;

/** Reads and changes of the entry point's own function by an id from the request. */
export function ownedAccessesOf(analysis: Analysis, entry: Entry): readonly OwnedAccess[] {
  const { handler } = entry;
  const effects = effectsOf(analysis, handler);
  return effects.flatMap((effect) => {
    if (effect.via !== undefined || effect.entity === '' || !isById(effect)) return [];
    if (!effect.keys.some((key) => isOfRequest(analysis, entry, key))) return [];
    const owner = ownerOf(analysis, effect);
    if (owner === undefined) return [];
    return [{ effect, owner, scoped: scopedBy(analysis, entry, effect) }];
  });
}

function isById({ kind, operation, selects }: Effect): boolean {
  if (
    kind !== 'store-read' &&
    !(kind === 'store-write' && (operation === 'update' || operation === 'delete' || operation === 'increment'))
  )
    return false;
  if (selects === undefined || selects.length === 0 || selects.some((column) => OWNER.test(column))) return false;
  return selects.every((column) => /^(id|_id|pk|uuid|slug|\w+_?id)$/i.test(column));
}

/** A part of the request, or a parameter of the path as Flask and FastAPI hand it over. */
function isOfRequest(analysis: Analysis, { handler, path }: Entry, key: Expression): boolean {
  const part = requestValue(analysis, key)?.part;
  if (part === 'params' || part === 'body' || part === 'query') return true;
  const source = parameterOf(analysis.originOf(key));
  const name = source?.fn === handler ? (handler.params[source.index]?.name ?? '') : '';
  return name !== '' && path.includes(name);
}

interface Owner {
  readonly entity: string;
  readonly column: string;
  readonly call: Call;
}

/** Tables of which an item says whose their rows are, by the caller. */
function ownersIn(analysis: Analysis, item: Item): readonly Owner[] {
  return sitesOf(item).functions.flatMap((fn) =>
    effectsOf(analysis, fn).flatMap(({ via, entity, fields, selects, keys, call }) => {
      if (via !== undefined || entity === '') return [];
      for (const [column, value] of fields)
        if (OWNER.test(column) && !AUTHOR.test(column) && mentionsPrincipal(analysis, value)) return [{ entity, column, call }];
      const column = selects?.find((each) => OWNER.test(each));
      return column !== undefined && keys.some((key) => mentionsPrincipal(analysis, key)) ? [{ entity, column, call }] : [];
    }),
  );
}

const owners = (analysis: Analysis): readonly Owner[] => analysis.model.items.flatMap((item) => analysis.ofItem(item, ownersIn));

/** Where the code of the file says so is anywhere in it: when that changes, all of it is looked at again. */
const ownersTold = (analysis: Analysis): string =>
  owners(analysis)
    .map(({ entity, column }) => `${entity}.${column}`)
    .join(' ');

function ownerOf(analysis: Analysis, effect: Effect): OwnedAccess['owner'] | undefined {
  analysis.asWhole(ownersTold);
  const found = owners(analysis).find(({ entity, call }) => entity === effect.entity && call !== effect.call);
  return found && { column: found.column, where: placeOf(found.call) };
}

/** The caller stands in the selection, or what was found is held against the caller afterwards. */
function scopedBy(analysis: Analysis, { handler, authenticates }: Entry, effect: Effect): OwnedAccess['scoped'] {
  const key = effect.keys.find((each) => mentionsPrincipal(analysis, each));
  if (key !== undefined) return { where: placeOf(key), what: analysis.textOf(key, 60) };
  const names = resultNames(analysis, handler, effect.call);
  let found: OwnedAccess['scoped'];
  walkBody(handler, (node) => {
    if (found !== undefined) return false;
    const test = node.kind === 'if' || node.kind === 'conditional' ? node.test : undefined;
    const isCheck = node.kind === 'call' && node.args.some(({ value }) => mentionsPrincipal(analysis, value));
    const at = test ?? (isCheck ? node : undefined);
    if (at !== undefined && mentionsPrincipal(analysis, at) && (mentionsAny(at, names) || at.start < effect.call.start))
      found = { where: placeOf(at), what: analysis.textOf(at, 60) };
    return undefined;
  });
  if (
    found === undefined &&
    authenticates.kind === 'yes' &&
    /admin|staff|superuser|permission|role|scope|policy|can/i.test(authenticates.what)
  )
    found = { where: authenticates.where, what: authenticates.what };
  return found;
}
