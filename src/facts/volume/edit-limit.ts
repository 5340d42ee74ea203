/** The edit that bounds a list: the option or the step its store has for it. */
import type { TextEdit } from '#base/span';
import type { Expression } from '#code/model';
import type { Analysis } from '../analysis';
import { chainOf } from '../origins/call-chain';
import { lastName } from '../origins/full-name';
import { withOption } from '../requests/edit-call';
import type { ListRead } from './list-reads';

export interface LimitEdit {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** So many rows as a first page that a person reads. */
const ROWS = 100;

const OPTION: Readonly<Record<string, string>> = { prisma: 'take', sequelize: 'limit', typeorm: 'take' };
const CHAINED: ReadonlySet<string> = new Set(['mongoose', 'mongodb', 'supabase', 'knex', 'pymongo', 'peewee', 'tortoise']);

/** `undefined` where it takes more than one edit to be right. */
export function limitEdit(analysis: Analysis, { call, queries }: ListRead): LimitEdit | undefined {
  const store = queries?.store;
  if (store === undefined) return undefined;
  const key = OPTION[store];
  const verb = lastName(call.callee);
  if (key !== undefined && (store !== 'typeorm' || (verb === 'find' && isOptions(call.args[0]?.value)))) {
    const edits = withOption(analysis, call, 0, key, String(ROWS));
    return edits && { text: `${key}: ${ROWS}`, edits };
  }
  const { steps, at, whole } = chainOf(analysis, call);
  const after = steps.slice(at);
  if (CHAINED.has(store) || (store === 'drizzle' && verb.startsWith('select'))) {
    // What ends the chain stays its end.
    const end = after.findIndex((step) => /^(toArray|to_list|lean|exec)$/.test(step.name));
    const behind = end > 0 ? after[end - 1]?.call : whole;
    return behind && chained(behind, `.limit(${ROWS})`);
  }
  if (store === 'sqlalchemy' && verb === 'query') {
    const end = after.findIndex((step) => step.name === 'all');
    const behind = end > 0 ? after[end - 1]?.call : undefined;
    return behind && chained(behind, `.limit(${ROWS})`);
  }
  if (store === 'sqlalchemy') {
    const statement = call.args[0]?.value;
    return statement?.kind === 'call' ? chained(statement, `.limit(${ROWS})`) : undefined;
  }
  return store === 'django' && whole.parent.kind !== 'member' ? chained(whole, `[:${ROWS}]`) : undefined;
}

function isOptions(value: Expression | undefined): boolean {
  return (
    value === undefined ||
    (value.kind === 'object' && value.entries.some(({ key }) => /^(where|order|relations|select)$/.test(key ?? '')))
  );
}

function chained({ end }: Expression, text: string): LimitEdit {
  return { text, edits: [{ start: end, end, text }] };
}
