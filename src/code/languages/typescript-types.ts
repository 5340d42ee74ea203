/** Type annotations, as far as they name something. */

import type { TypeRef } from '../model';
import { firstNamed, namedChildren, type TypeScript } from './typescript-context';

type LowerType = (ts: TypeScript, i: number, text: string) => TypeRef;

const NOTHING: ReadonlySet<string> = new Set(['null', 'undefined', 'void', 'never']);

/** Lowering per node kind; any other type is text without a name. */
export const TYPES: Readonly<Record<string, LowerType>> = {
  type_identifier: lowerName,
  predefined_type: lowerName,
  nested_type_identifier: lowerName,
  identifier: lowerName,
  this_type: lowerName,
  generic_type: lowerGeneric,
  array_type: (ts, i, text) => ({ name: 'Array', args: innerType(ts, i), text, metadata: [] }),
  union_type: lowerUnion,
  intersection_type: lowerUnion,
  readonly_type: lowerInner,
  parenthesized_type: lowerInner,
  literal_type: (_, __, text) => ({ name: NOTHING.has(text) ? text : '', args: [], text, metadata: [] }),
  type_annotation: lowerInner,
  opting_type_annotation: lowerInner,
  omitting_type_annotation: lowerInner,
};

function lowerName(_: TypeScript, __: number, text: string): TypeRef {
  return { name: text, args: [], text, metadata: [] };
}

function lowerGeneric(ts: TypeScript, i: number, text: string): TypeRef {
  const [name = -1, list = -1] = namedChildren(ts, i);
  const args = list < 0 ? [] : namedChildren(ts, list).map((each) => ts.type(each) ?? unnamed(ts, each));
  return { name: ts.lowering.textOf(name), args, text, metadata: [] };
}

/** The first member that names something. */
function lowerUnion(ts: TypeScript, i: number, text: string): TypeRef {
  for (const each of namedChildren(ts, i)) {
    const member = ts.type(each);
    if (member !== undefined && member.name !== '' && !NOTHING.has(member.name)) return { ...member, text };
  }
  return { name: '', args: [], text, metadata: [] };
}

function lowerInner(ts: TypeScript, i: number): TypeRef {
  const inner = firstNamed(ts, i);
  return (inner < 0 ? undefined : ts.type(inner)) ?? unnamed(ts, i);
}

function innerType(ts: TypeScript, i: number): TypeRef[] {
  const inner = firstNamed(ts, i);
  const type = inner < 0 ? undefined : ts.type(inner);
  return type === undefined ? [] : [type];
}

export function unnamed(ts: TypeScript, i: number): TypeRef {
  return { name: '', args: [], text: ts.lowering.textOf(i), metadata: [] };
}
