/** What makes an effect harmless the second time by the way it is written: upserts, conflict clauses, absolute values, keys that travel along. */
import { type Call, type Expression, functionOf, type Node } from '#code/model';
import { IDEMPOTENCY_KEYS } from '#libraries/service';
import type { Operation } from '#libraries/stores';
import type { Analysis } from '../analysis';
import { lettersOf } from '../name-words';
import { keywordsOf, optionsOf } from '../options';
import type { Step } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { followed, holds } from '../origins/followed';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';

export interface Repeat {
  readonly isRepeatable: boolean;
  readonly why: string;
}

const yes = (why: string): Repeat => ({ isRepeatable: true, why });
const no = (why: string): Repeat => ({ isRepeatable: false, why });

export interface StoreWrite {
  readonly call: Call;
  readonly operation: Operation;
  readonly fields: ReadonlyMap<string, Expression>;
  readonly data: Expression | undefined;
  /** Steps chained after the verb: `.onConflict().ignore()`. */
  readonly after: readonly Step[];
}

export function storeRepeat(analysis: Analysis, write: StoreWrite): Repeat {
  const { call, operation, after } = write;
  const conflict = after.find((step) => CONFLICT_STEPS.test(step.name)) ?? optionWith(analysis, call, CONFLICT_OPTIONS);
  if (operation === 'read') return yes('reads only');
  if (operation === 'delete') return yes('what is gone stays gone');
  const relative = relativeChange(analysis, write);
  if (relative !== undefined) return no(relative);
  if (operation === 'upsert') return yes('inserts or updates the same row');
  if (conflict !== undefined) return yes(typeof conflict === 'string' ? conflict : `.${conflict.name}()`);
  switch (operation) {
    case 'update':
      return yes('sets the same values again');
    case 'increment':
      return no('adds to the value that is there');
    default:
      return no('writes another row');
  }
}

const CONFLICT_STEPS =
  /^(onConflict\w*|on_conflict\w*|orIgnore|orUpdate|onDuplicateKeyUpdate|on_duplicate_key_update|ignore|merge)$/;
const CONFLICT_OPTIONS = /^(skipDuplicates|ignoreDuplicates|updateOnDuplicate|ignore_conflicts|update_conflicts|onConflict)$/;

/** `upsert: true`, `skipDuplicates: true` in an object or keyword of the call; the option as written. */
export function optionWith(analysis: Analysis, call: Call, name: RegExp): string | undefined {
  const read = (entries: ReadonlyMap<string, Expression>): string | undefined => {
    for (const [key, value] of entries)
      if (name.test(key) && !(value.kind === 'literal' && (value.value === false || value.value === null))) return key;
    return undefined;
  };
  for (const { value, name: keyword } of call.args) {
    if (keyword !== undefined || value.kind !== 'object') continue;
    const found = read(optionsOf(analysis, value).entries);
    if (found !== undefined) return found;
  }
  return read(keywordsOf(analysis, call).entries);
}

const RELATIVE_KEYS = /^(\$inc|\$mul|\$push|\$bit|increment|decrement|multiply|divide|push)$/;

/** A value computed from the one that is there, so that a second time changes it again. */
function relativeChange(analysis: Analysis, { call, operation, fields, data }: StoreWrite): string | undefined {
  if (operation === 'create') return undefined;
  for (const [column, value] of fields) {
    if (RELATIVE_KEYS.test(column)) return `${column} changes the value that is there`;
    if (value.kind === 'object' && value.entries.some((entry) => RELATIVE_KEYS.test(entry.key ?? '')))
      return `${column} is changed relative to its value`;
    if (isRelativeTo(analysis, value, column)) return `${column} is computed from its old value`;
  }
  const column = operation === 'save' || operation === 'update' ? countedColumn(call, data) : undefined;
  return column === undefined ? undefined : `${column} is computed from its old value`;
}

/** `item.available - quantity` for `available`, `F('seats') + 1`, `balance = balance - amount` behind a name, `raw('x + 1')`. */
export function isRelativeTo(analysis: Analysis, value: Expression, column: string): boolean {
  const at = followed(analysis, value);
  if (at.kind === 'binary' && /^[-+*/]$/.test(at.operator))
    return holds(analysis, at, (node) => isCalled(node, 'F') || mentions(node, column));
  if (at.kind === 'call' || at.kind === 'template') {
    const text = constantText(analysis, at);
    return (
      text !== undefined &&
      /[\w?")\]]\s*[-+*]\s*[\w?("]/.test(text) &&
      /^(raw|literal|sql|SQL|text|Expr)$/.test(at.kind === 'call' ? lastName(at.callee) : lastName(at.tag ?? at))
    );
  }
  return (
    at.kind === 'conditional' && (isRelativeTo(analysis, at.whenTrue, column) || isRelativeTo(analysis, at.whenFalse, column))
  );
}

function isCalled(node: Expression, name: string): boolean {
  return node.kind === 'call' && lastName(node.callee) === name;
}

function mentions(node: Expression, column: string): boolean {
  if (node.kind === 'member') return lettersOf(node.property) === lettersOf(column);
  if (node.kind === 'index') return node.index.kind === 'literal' && lettersOf(String(node.index.value)) === lettersOf(column);
  return node.kind === 'identifier' && lettersOf(node.name).endsWith(lettersOf(column));
}

/** The name of the object that an ORM saves: `team.save()`, `repo.save(team)`, `session.add(team)`. */
function savedName(call: Call, data: Expression | undefined): string | undefined {
  if (data?.kind === 'identifier') return data.name;
  return call.callee.kind === 'member' && call.callee.object.kind === 'identifier' ? call.callee.object.name : undefined;
}

/** `wallet.setCents(wallet.getCents() + cents)`: Java sets what was computed from the value it had. */
function countedBySetter({ callee, args }: Call, name: string): string | undefined {
  const property =
    callee.kind === 'member' && callee.object.kind === 'identifier' && callee.object.name === name ? callee.property : '';
  const column = /^set([A-Z]\w*)$/.exec(property)?.[1];
  const value = args[0]?.value;
  if (column === undefined || value?.kind !== 'binary') return undefined;
  const isOwn = (each: Expression): boolean =>
    each.kind === 'binary'
      ? isOwn(each.left) || isOwn(each.right)
      : each.kind === 'call' &&
        each.callee.kind === 'member' &&
        lettersOf(each.callee.property) === lettersOf(`get${column}`) &&
        each.callee.object.kind === 'identifier' &&
        each.callee.object.name === name;
  return isOwn(value) ? column.charAt(0).toLowerCase() + column.slice(1) : undefined;
}

/** The attribute that the saved object's own value was added to: `team.seats_used = team.seats_used + 1`, `account.balance -= amount`. */
export function countedColumn(call: Call, data: Expression | undefined): string | undefined {
  const name = savedName(call, data);
  let found: string | undefined;
  if (name === undefined) return found;
  walkBody(functionOf(call), (node: Node) => {
    if (node.kind === 'call' && node.start < call.start) found ??= countedBySetter(node, name);
    if (node.kind !== 'assign' || node.start > call.start || node.target.kind !== 'member') return undefined;
    const { object, property } = node.target;
    if (object.kind !== 'identifier' || object.name !== name) return undefined;
    const isOwn = (each: Expression): boolean =>
      (each.kind === 'member' && each.property === property && each.object.kind === 'identifier' && each.object.name === name) ||
      (each.kind === 'binary' && (isOwn(each.left) || isOwn(each.right)));
    if (/^[-+*/]=$/.test(node.operator) || (node.value.kind === 'binary' && isOwn(node.value))) found = property;
    return undefined;
  });
  return found;
}

const REFERENCE_KEYS =
  /^(client)?(request(id|token|key)?|token|reference(id)?|orderref|externalid|externalreference|merchantreference|transactionreference|messageid)$/;

/** A key by which the other side knows a repeated call: in the options, the headers, or the body; not one that is new at every run. */
export function keyInCall(analysis: Analysis, call: Call, more: readonly string[] = []): Expression | undefined {
  const found = keyWrittenIn(analysis, call, more);
  return found !== undefined && !isFresh(analysis, found) ? found : undefined;
}

/** The same, wherever its value comes from. */
export function keyWrittenIn(analysis: Analysis, call: Call, more: readonly string[] = []): Expression | undefined {
  const look = (entries: ReadonlyMap<string, Expression>, depth: number): Expression | undefined => {
    for (const [key, value] of entries) {
      const name = lettersOf(key);
      if (IDEMPOTENCY_KEYS.test(name) || more.includes(key) || (depth > 0 && name.endsWith('idempotencykey'))) return value;
    }
    if (depth === 0) return undefined;
    for (const [key, value] of entries) {
      if (value.kind !== 'object' && !/^(headers|options|opts)$/i.test(key)) continue;
      const found = look(optionsOf(analysis, value).entries, depth - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  let found: Expression | undefined;
  for (const { value, name } of call.args) {
    if (name === undefined && value.kind !== 'literal') found ??= look(optionsOf(analysis, value).entries, 2);
  }
  found ??= look(keywordsOf(analysis, call).entries, 2);
  return found;
}

/** Names of arguments that carry such a key for helpers of the project: `send(reference=…)`, `charge({ requestId })`. */
export function isReferenceKey(name: string): boolean {
  const plain = lettersOf(name);
  return IDEMPOTENCY_KEYS.test(plain) || REFERENCE_KEYS.test(plain);
}

const FRESH =
  /^(randomUUID|uuid|uuidv[1-7]|v[1-7]|uuid[1-7]|nanoid|ulid|cuid|createId|token_hex|token_urlsafe|randomBytes|random|now|time|time_ns|utcnow|today|hrtime|generateId)$/;

/** The value is another one at every run: a random id, the time. */
export function isFresh(analysis: Analysis, value: Expression): boolean {
  return holds(analysis, value, (node) => {
    if (node.kind !== 'call') return false;
    return FRESH.test(lastName(node.callee)) || (node.isNew && lastName(node.callee) === 'Date' && node.args.length === 0);
  });
}

/** Calls to another service, mails, messages, charges: harmless again only with a key. */
export function serviceRepeat(analysis: Analysis, call: Call, dedupeKeys: readonly string[] = []): Repeat {
  const key = keyInCall(analysis, call, dedupeKeys);
  return key === undefined ? no('nothing tells the other side that it is the same one') : yes(`key ${analysis.textOf(key, 60)}`);
}
