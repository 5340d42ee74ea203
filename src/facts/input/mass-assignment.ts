/** Where the caller's whole body reaches a write: as it is, by spread, through a model made of it, or copied key by key. */
import type { Call, Expression, FunctionNode, Loop, Node, Place } from '#code/model';
import type { Analysis } from '../analysis';
import { type Effect, effectsOf } from '../effects/effects';
import { placeOfNode } from '../entries/registration';
import { callsWithin } from '../entries/sites';
import type { Where } from '../fact';
import { fullNameOf, lastName, writtenName } from '../origins/full-name';
import { calledSummary } from '../summaries/called-summary';
import { walk, walkBody } from '../walk';
import { firstWhole, isParameterWhole, mapping, type WholeBody, wholeBody } from './body-flow';
import { isSchemaPackage } from './validation-calls';

export interface MassAssignment {
  readonly place: Place;
  /** What is written, as a sentence names it: `orders.insert`. */
  readonly target: string;
  /** The write itself, where a helper does it. */
  readonly via?: Where;
  readonly body: WholeBody;
}

/** Keys under which stores take the values of a row; under any other key the body is one field. */
const STRUCTURE: ReadonlySet<string> = new Set([
  'data',
  'create',
  'update',
  'values',
  '$set',
  '$setOnInsert',
  'set',
  'defaults',
  'doc',
  'document',
  'Item',
  'attributes',
  'insert',
  '$push',
]);

export function massAssignments(analysis: Analysis, fn: FunctionNode): readonly MassAssignment[] {
  const writes = effectsOf(analysis, fn).filter(({ kind, operation }) => kind === 'store-write' && operation !== 'delete');
  const known = new Set<unknown>(writes.map(({ call }) => call));
  const found = [
    ...writes.flatMap((write) => inWrite(analysis, write) ?? []),
    ...callsWithin(fn).flatMap((call) => (known.has(call) ? [] : (inShape(analysis, call) ?? []))),
    ...copies(analysis, fn, writes),
  ];
  const seen = new Set<number>();
  return found.filter(({ place }) => !seen.has(place.start) && seen.add(place.start) !== undefined);
}

function inWrite(analysis: Analysis, write: Effect): MassAssignment | undefined {
  const { call } = write;
  const body = write.via === undefined ? ownData(analysis, write) : throughHelper(analysis, write);
  if (body === undefined) return undefined;
  const inside = isInside(body.source, call);
  const via = write.via === undefined ? {} : { via: write.via };
  return { place: placeOfNode(inside ? body.source : call), target: write.label, ...via, body };
}

const WRITING =
  /^(?:insert|insertOne|insertMany|insert_one|insert_many|create|createMany|save|update|updateOne|update_one|upsert|replaceOne)$/;
const STORES =
  /^(?:db|database|prisma|knex|orm|collection|models?|\w+(?:Repo|Repository|Model|Store|Collection|Dao|Table|_repo|_repository|_collection|_table)|[A-Z]\w*)$/;

/** A store that is known by what it is called alone: `db.insert(body)`, `userRepo.save(body)`, `User.create(body)`. */
function inShape(analysis: Analysis, call: Call): MassAssignment | undefined {
  if (call.callee.kind !== 'member' || call.isNew || !WRITING.test(call.callee.property)) return undefined;
  const written = writtenName(call.callee);
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'global' && /^[A-Z]/.test(written)) return undefined;
  const isStore = written
    .split('.')
    .slice(0, -1)
    .some((part) => STORES.test(part));
  if (!isStore && !isFetched(analysis, call.callee.object)) return undefined;
  if (origin.kind === 'package' && origin.through === undefined && isSchemaPackage(origin.package)) return undefined;
  if (picksFields(call)) return undefined;
  for (const { value } of call.args) {
    const body = rowOf(analysis, value);
    if (body !== undefined) return { place: placeOfNode(body.source), target: written, body };
  }
  return undefined;
}

/** A row that was read before: `const user = await User.findByPk(id)`. */
function isFetched(analysis: Analysis, object: Expression): boolean {
  if (object.kind !== 'identifier') return false;
  const binding = analysis.bindingOf(object.name, object);
  let value = binding?.kind === 'declaration' ? binding.value : undefined;
  while (value?.kind === 'await' || value?.kind === 'cast') value = value.value;
  return (
    value?.kind === 'call' && /^(?:find|get|fetch|load|first|one)/.test(lastName(value.callee)) && value.callee.kind === 'member'
  );
}

/** Sequelize's `{ fields: ['name'] }` and its kin: the call itself says which keys it takes. */
function picksFields(call: Effect['call']): boolean {
  return argumentsOf(call)
    .slice(1)
    .some((value) => value.kind === 'object' && value.entries.some(({ key }) => key === 'fields'));
}

function ownData(analysis: Analysis, { call, data, store }: Effect): WholeBody | undefined {
  if (picksFields(call)) return undefined;
  const given = data === undefined ? undefined : rowOf(analysis, data);
  if (given !== undefined) return given;
  if (call.kind !== 'call') return undefined;
  for (const { value, spread, name } of call.args) {
    if (name !== undefined && !STRUCTURE.has(name)) continue;
    const body = spread ? mapping(analysis, value) : (rowOf(analysis, value) ?? prismaRow(analysis, store, value));
    if (body !== undefined) return spread ? { ...body, how: 'spread' } : body;
  }
  // `order.save()`, `session.add(order)`: the model was made of the body before.
  const object = call.callee.kind === 'member' ? wholeBody(analysis, call.callee.object) : undefined;
  return object?.how === 'model' ? object : undefined;
}

/** Prisma's `data` is the row, whatever part of the body it is; elsewhere a column may be called so. */
function prismaRow(analysis: Analysis, store: string, value: Expression): WholeBody | undefined {
  if (store !== 'prisma' || value.kind !== 'object') return undefined;
  const row = value.entries.find(({ key }) => key === 'data' || key === 'create' || key === 'update');
  return row && mapping(analysis, row.value);
}

/** The value itself, or what stands under a key that holds a row. */
function rowOf(analysis: Analysis, value: Expression, depth = 3): WholeBody | undefined {
  const whole = wholeBody(analysis, value);
  if (whole !== undefined || depth === 0) return whole;
  if (value.kind === 'array')
    return value.elements.length === 1 && value.elements[0] !== undefined
      ? rowOf(analysis, value.elements[0], depth - 1)
      : undefined;
  if (value.kind !== 'object') return undefined;
  for (const { key, value: inner } of value.entries) {
    const body = key !== undefined && STRUCTURE.has(key) ? rowOf(analysis, inner, depth - 1) : undefined;
    if (body !== undefined) return body;
  }
  return undefined;
}

/** One helper, of this file or of another one, that writes what it is given, whole. */
function throughHelper(analysis: Analysis, { call }: Effect): WholeBody | undefined {
  if (call.kind !== 'call') return undefined;
  const at = call.args.findIndex(({ value }) => wholeBody(analysis, value) !== undefined);
  const arg = call.args[at];
  if (arg === undefined) return undefined;
  const helper = analysis.calledFunction(call);
  const isWritten =
    helper === undefined
      ? (calledSummary(analysis, call)?.effects.some(({ wholeArgument }) => wholeArgument === at) ?? false)
      : effectsOf(analysis, helper).some((effect) => writtenArgument(analysis, effect, helper) === at);
  const body = isWritten ? wholeBody(analysis, arg.value) : undefined;
  return body === undefined ? undefined : { ...body, source: arg.value };
}

/** The position of the argument that the function's own write keeps whole; `undefined` when there is none. */
export function writtenArgument(analysis: Analysis, write: Effect, fn: FunctionNode): number | undefined {
  if (write.kind !== 'store-write' || write.via !== undefined) return undefined;
  const values = [write.data, ...argumentsOf(write.call), ...madeBefore(write.call)];
  const index = fn.params.findIndex((_, at) =>
    values.some((value) => value !== undefined && holdsParameter(analysis, value, fn, at)),
  );
  // What a method is called on is no argument of the call.
  const isBound = fn.cls !== undefined && /^(?:this|self|cls)$/.test(fn.params[0]?.name ?? '');
  return index < 0 ? undefined : isBound ? index - 1 : index;
}

/** `voucher.save()`: the model itself is what is written. */
function madeBefore(call: Effect['call']): readonly Expression[] {
  return call.kind === 'call' && call.callee.kind === 'member' && call.args.length === 0 ? [call.callee.object] : [];
}

function argumentsOf(call: Effect['call']): readonly Expression[] {
  return call.kind === 'call' ? call.args.map(({ value }) => value) : [];
}

function holdsParameter(analysis: Analysis, value: Expression, fn: FunctionNode, index: number): boolean {
  if (isParameterWhole(analysis, value, fn, index)) return true;
  return (
    value.kind === 'object' &&
    value.entries.some(
      ({ key, value: inner }) => key !== undefined && STRUCTURE.has(key) && holdsParameter(analysis, inner, fn, index),
    )
  );
}

/** `Object.assign(order, req.body)`, `setattr(order, key, value)` over the body, `order.set(req.body)`: kept by a later write. */
function copies(analysis: Analysis, fn: FunctionNode, writes: readonly Effect[]): readonly MassAssignment[] {
  const found: MassAssignment[] = [];
  const keptBy = (at: Node & { start: number }, into: Expression): string | undefined => {
    const write = writes.find(({ call }) => call.start > at.start);
    if (write !== undefined) return write.label;
    // A session keeps what was read through it without being told.
    const later = callsWithin(fn).find(
      (call) => call.start > at.start && /^(?:save|commit|flush|update|persist)$/.test(lastName(call.callee)),
    );
    return later === undefined ? undefined : `${analysis.textOf(into, 30)}.${lastName(later.callee)}`;
  };
  for (const call of callsWithin(fn)) {
    const copied = copiedInto(analysis, call);
    const target = copied === undefined ? undefined : keptBy(call, copied.into);
    if (copied !== undefined && target !== undefined)
      found.push({ place: placeOfNode(copied.body.source), target, body: copied.body });
  }
  walkBody(fn, (node) => {
    if (node.kind !== 'loop') return undefined;
    const copied = copiedByLoop(analysis, node);
    const target = copied === undefined ? undefined : keptBy(node, copied.into);
    if (copied !== undefined && target !== undefined) found.push({ place: placeOfNode(copied.at), target, body: copied.body });
    return undefined;
  });
  return found;
}

function copiedInto(analysis: Analysis, call: Call): { readonly into: Expression; readonly body: WholeBody } | undefined {
  const name = fullNameOf(analysis, call.callee);
  const [first, ...rest] = call.args;
  if (first !== undefined && (name === 'Object.assign' || /^lodash\.(?:merge|assign|extend)$/.test(name))) {
    if (first.value.kind === 'object' || rest.length === 0) return undefined;
    for (const { value } of rest) {
      const body = wholeBody(analysis, value);
      if (body !== undefined) return { into: first.value, body };
    }
    return undefined;
  }
  if (call.callee.kind !== 'member' || call.args.length !== 1) return undefined;
  const { property, object } = call.callee;
  const isCopy = /^(?:set|assign|merge|fill|update|setAttributes|overwrite)$/.test(property);
  const isEntity = object.kind === 'identifier' || (object.kind === 'member' && object.property === '__dict__');
  if (!isCopy || !isEntity || wholeBody(analysis, object) !== undefined) return undefined;
  const body = firstWhole(analysis, call);
  return body === undefined ? undefined : { into: object.kind === 'member' ? object.object : object, body };
}

function copiedByLoop(
  analysis: Analysis,
  loop: Loop,
): { readonly into: Expression; readonly at: Exclude<Node, { kind: 'item' }>; readonly body: WholeBody } | undefined {
  if (loop.source === undefined || loop.target === undefined) return undefined;
  const body = wholeBody(analysis, loop.source) ?? keysOf(analysis, loop.source);
  if (body === undefined) return undefined;
  const names = new Set<string>();
  walk(loop.target, (node) => {
    if (node.kind === 'identifier') names.add(node.name);
    return undefined;
  });
  let found: { into: Expression; at: Exclude<Node, { kind: 'item' }>; body: WholeBody } | undefined;
  for (const statement of loop.body)
    walk(statement, (node) => {
      // A test in between picks the keys.
      if (node.kind === 'if' || found !== undefined) return false;
      const [into, key] = node.kind === 'call' && lastName(node.callee) === 'setattr' ? node.args.map(({ value }) => value) : [];
      if (into !== undefined && key?.kind === 'identifier' && names.has(key.name) && node.kind === 'call')
        found = { into, at: node, body };
      if (
        node.kind === 'assign' &&
        node.target.kind === 'index' &&
        node.target.index.kind === 'identifier' &&
        names.has(node.target.index.name)
      )
        found = { into: node.target.object, at: node, body };
      return undefined;
    });
  return found;
}

/** `Object.keys(req.body)`, `Object.entries(req.body)`. */
function keysOf(analysis: Analysis, source: Expression): WholeBody | undefined {
  if (source.kind !== 'call' || !/^Object\.(?:keys|entries)$/.test(fullNameOf(analysis, source.callee))) return undefined;
  const [arg] = source.args;
  return arg === undefined ? undefined : wholeBody(analysis, arg.value);
}

function isInside(
  inner: Node & { start: number; end: number },
  outer: { readonly start: number; readonly end: number },
): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
