/** Which entity an effect on a store is about: the table, model or collection its call names. */
import type { Call, Expression } from '#code/model';
import type { StoreLibrary } from '#libraries/stores';
import type { Analysis } from '../analysis';
import type { Origin } from '../origin';
import { chainTo, type Step } from '../origins/call-chain';
import { followed } from '../origins/followed';
import { lastName, writtenName } from '../origins/full-name';
import { labelOf, receiverOf } from './effect-sketch';
import { entityName } from './entity-name';

/** Calls that name the table they are about. */
const TABLE_CALLS =
  /^(knex|trx|tx|db|into|from|table|collection|doc|model|define|getRepository|getMongoRepository|Table|insertInto|updateTable|deleteFrom|selectFrom|insert|update|delete|query)$/;

/** `Order` in Django's `Order.objects.filter(…)` and Flask-SQLAlchemy's `Order.query.filter_by(…)`. */
const MANAGED = /(?:^|\.)(\w+)\.objects\b|(?:^|\.)([A-Z]\w*)\.query\b/;

interface Written {
  readonly call: Call;
  readonly library: StoreLibrary;
  readonly before: readonly Step[];
  readonly after: readonly Step[];
  readonly data: Expression | undefined;
  readonly handle: Origin;
}

export function entityOf(analysis: Analysis, { call, library, before, after, data, handle }: Written): string {
  const named = [...before]
    .reverse()
    .concat({ name: lastName(call.callee), call }, after)
    .map((step) => tableNamed(analysis, step))
    .find((name) => name !== '');
  if (library.entityAt !== 'receiver' && named !== undefined) return named;
  const [, manager, queried] = MANAGED.exec(writtenName(call.callee)) ?? [];
  const managed = manager ?? queried;
  if (managed !== undefined) return entityName(managed);
  if (library.entityAt === 'class') {
    const name = className(handle);
    if (name !== '') return name;
  }
  if (library.entityAt === 'argument' || library.entityAt === 'class') {
    const made = data === undefined ? '' : madeName(analysis, data);
    if (made !== '') return made;
  }
  const declared = declaredEntity(call);
  if (declared !== '') return declared;
  const source = instanceName(analysis, call);
  if (source !== '') return source;
  const receiver = entityName(receiverOf(call));
  return receiver === '' || /^(manager|em|session|db|prisma|tx|trx|connection)$/.test(receiver) ? '' : receiver;
}

/** `Order` in `Order.create`, `Order.objects.filter(…).update`, `new Order(…).save`: the project's class, not what hangs on it. */
function className(handle: Origin): string {
  if (handle.kind !== 'package' || handle.through === undefined) return '';
  // A function that hands one out names what it does, not what it gives.
  if (/^_?(make|get|create|build|find|fetch|load|new|ensure|add)([_A-Z]|$)/.test(handle.through.name)) return '';
  const members = handle.path.filter((step) => step !== '()');
  return members.length <= 2 || members.includes('objects') ? entityName(handle.through.name) : '';
}

/** `knex('orders')`, `.from('orders')`, `insert(orders)`, `getRepository(Order)`, `manager.save(Order, …)`. */
function tableNamed(analysis: Analysis, { name, call }: Step): string {
  const first = call?.args[0]?.value;
  if (first === undefined || call?.args[0]?.name !== undefined) return '';
  const value = first.kind === 'identifier' ? followed(analysis, first) : first;
  if (value.kind === 'literal' && typeof value.value === 'string')
    return TABLE_CALLS.test(name) || name === '' ? entityName(value.value.replace(/ as .*/, '')) : '';
  const isClass = first.kind === 'identifier' && /^[A-Z]/.test(first.name);
  const isSchema = (first.kind === 'identifier' || first.kind === 'member') && /^(insert|update|delete|from)$/.test(name);
  if (first.kind === 'member' && /^[A-Z]/.test(first.property) && isSchema) return entityName(first.property);
  return isClass || isSchema ? entityName(lastName(first)) : '';
}

/** `const doc = await Document.findById(id); doc.save()`, `new this.catModel(dto).save()`: the model it came from. */
function instanceName(analysis: Analysis, call: Call): string {
  if (call.callee.kind !== 'member') return '';
  const at = followed(analysis, call.callee.object);
  if (at.kind !== 'call') return '';
  if (at.isNew) return entityName(lastName(at.callee));
  const model = /(\w+)\.\w+$/.exec(writtenName(at.callee))?.[1] ?? '';
  return /^[A-Z]/.test(model) || /(Model|Repo|Repository)$/.test(model) ? entityName(model) : '';
}

/** `session.add(Order(…))`: the class of what is written. */
function madeName(analysis: Analysis, data: Expression): string {
  const at = followed(analysis, data);
  if (at.kind === 'call' && /^[A-Z]/.test(lastName(at.callee))) return entityName(lastName(at.callee));
  // `manager.save(manager.create(Order, {…}))`
  const first = at.kind === 'call' ? at.args[0]?.value : undefined;
  if (first?.kind === 'identifier' && /^[A-Z]/.test(first.name)) return entityName(first.name);
  if (at.kind !== 'call') return '';
  const model = selectedModel(analysis, at);
  if (model !== undefined) return entityName(model);
  return data.kind === 'identifier' ? entityName(data.name) : '';
}

/** `session.execute(select(Order).where(…)).scalar_one()`, `session.query(Order).first()`: the class of what was read. */
function selectedModel(analysis: Analysis, read: Expression, depth = 2): string | undefined {
  for (const { name, call } of chainTo(analysis, read).steps) {
    const first = call?.args[0]?.value;
    if (first?.kind === 'identifier' && /^(select|query|get)$/.test(name) && /^[A-Z]/.test(first.name)) return first.name;
    const inner = depth > 0 && first?.kind === 'call' ? selectedModel(analysis, first, depth - 1) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** `private orders: Repository<Order>`: the type argument of the receiver's declaration. */
function declaredEntity(call: Call): string {
  if (call.callee.kind !== 'member') return '';
  const { object } = call.callee;
  if (object.kind === 'member' && object.object.kind === 'identifier' && /^(this|self)$/.test(object.object.name)) {
    let node: Expression | Call['parent'] = call;
    while (node.kind !== 'cls' && node.kind !== 'item') node = node.parent;
    if (node.kind !== 'cls') return '';
    const { property } = object;
    const type =
      node.fields.find((field) => field.name === property)?.type ??
      node.methods.flatMap((method) => method.params).find((parameter) => parameter.isField && parameter.name === property)?.type;
    return entityName(type?.args[0]?.name ?? '');
  }
  return '';
}

export function labelFor(call: Call, library: StoreLibrary, before: readonly Step[], verb: string, entity: string): string {
  const label = labelOf(call.callee);
  // `session.add` says little; `session.add(order)` says what.
  if (library.entityAt === 'argument')
    return entity === '' || entityName(receiverOf(call)) === entity ? label : `${label}(${entity})`;
  if (library.entityAt !== 'table-call') return label;
  const table = before
    .filter((step) => step.name === '' || TABLE_CALLS.test(step.name))
    .map((step) => step.call?.args[0]?.value)
    .findLast((value) => value?.kind === 'literal' && typeof value.value === 'string');
  return table?.kind === 'literal' ? `${String(table.value)}.${verb}` : labelOf(call.callee);
}
