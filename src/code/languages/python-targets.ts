/** What Python assigns to, and the types it annotates with. */
import { adopt, ORPHAN } from '../lowering';
import type { ArrayPattern, Expression, Pattern, TypeRef } from '../model';
import { namedType } from './named-reader';
import type { Python } from './python-reader';
import { constantString } from './python-strings';

/** The target of an assignment, loop, `with … as`, `except … as`, `del`: written as a pattern or as an expression. */
export function target(py: Python, i: number): Pattern {
  if (py.lowering.isTorn(i) || !py.lowering.enter()) return py.lowering.broken(i);
  const written = targetInside(py, i);
  py.lowering.leave();
  return written;
}

function targetInside(py: Python, i: number): Pattern {
  switch (py.kind(i)) {
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'expression_list':
    case 'tuple':
    case 'list':
      return sequence(py, i, py.named(i));
    case 'as_pattern_target':
    case 'parenthesized_expression': {
      const [inner] = py.named(i);
      return inner === undefined ? py.lowering.broken(i) : target(py, inner);
    }
    case 'identifier':
      return { kind: 'identifier', start: py.lowering.start(i), end: py.lowering.end(i), parent: ORPHAN, name: nameOf(py, i) };
    default: {
      const written = py.expression(i);
      return written.kind === 'member' || written.kind === 'index' ? written : py.lowering.broken(i);
    }
  }
}

/** The identifier's name; the receiver of the method around is `this`. */
export function nameOf(py: Python, i: number): string {
  const name = py.text(i);
  return name === py.receiver ? 'this' : name;
}

/** `a, *b, c`: what follows the star has no known position, so it is bound as part of the rest. */
function sequence(py: Python, i: number, members: readonly number[]): ArrayPattern {
  const star = members.findIndex((at) => py.kind(at) === 'list_splat_pattern' || py.kind(at) === 'list_splat');
  const before = star < 0 ? members : members.slice(0, star);
  const elements = before.map((at) => target(py, at));
  const starred = star < 0 ? undefined : starTarget(py, members[star] ?? i);
  const after = star < 0 ? [] : members.slice(star + 1);
  const rest = starred === undefined || after.length === 0 ? starred : restOf(py, starred, after);
  return pattern(py.lowering.start(i), py.lowering.end(i), elements, rest);
}

function starTarget(py: Python, i: number): Pattern {
  const [inner] = py.named(i);
  return inner === undefined ? py.lowering.broken(i) : target(py, inner);
}

function restOf(py: Python, starred: Pattern, after: readonly number[]): Pattern {
  const following = after.map((at) => target(py, at));
  return pattern(starred.start, following.at(-1)?.end ?? starred.end, [starred, ...following], undefined);
}

function pattern(start: number, end: number, elements: readonly Pattern[], rest: Pattern | undefined): ArrayPattern {
  return adopt<ArrayPattern>({ kind: 'array-pattern', start, end, parent: ORPHAN, elements, rest });
}

// ---- types ------------------------------------------------------------------------------------------------------

/** A type, from a `type` node or an expression inside of one. Names it mentions count as mentioned. */
export function typeOf(py: Python, i: number): TypeRef {
  const text = py.text(i);
  if (py.lowering.isTorn(i) || !py.lowering.enter()) return { name: '', args: [], text, metadata: [] };
  const type = typeInside(py, i, text);
  py.lowering.leave();
  return type;
}

function typeInside(py: Python, i: number, text: string): TypeRef {
  switch (py.kind(i)) {
    case 'type':
    case 'parenthesized_expression':
    case 'splat_type':
    case 'constrained_type': {
      const [inner] = py.named(i);
      return inner === undefined ? namedType('', text) : { ...typeOf(py, inner), text };
    }
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return namedType(mentioned(py, text), text);
    case 'none':
      return namedType('None', text);
    case 'string':
      return forwardReference(py, i, text);
    case 'generic_type': {
      const [name, parameters] = py.named(i);
      return name === undefined || parameters === undefined ? namedType('', text) : generic(py, name, py.named(parameters), text);
    }
    case 'subscript': {
      const name = py.child(i, 'value');
      return name < 0 ? namedType('', text) : generic(py, name, py.children(i, 'subscript'), text);
    }
    case 'union_type':
    case 'binary_operator':
      return firstOf(py, unionMembers(py, i), text);
    default:
      return namedType('', text);
  }
}

/** The dotted name without white space; its root counts as mentioned. */
function mentioned(py: Python, text: string): string {
  const dot = text.indexOf('.');
  py.lowering.mention(dot < 0 ? text : text.slice(0, dot).trimEnd());
  return dot < 0 ? text : text.replace(/\s+/g, '');
}

function generic(py: Python, nameNode: number, parameters: readonly number[], text: string): TypeRef {
  const name = mentioned(py, py.text(nameNode));
  switch (name.slice(name.lastIndexOf('.') + 1)) {
    case 'Optional':
    case 'Union':
      return firstOf(py, parameters, text);
    case 'Literal':
      return namedType(name, text);
    case 'Annotated': {
      const [inner, ...metadata] = parameters;
      if (inner === undefined) return namedType(name, text);
      const type = typeOf(py, inner);
      return { ...type, text, metadata: [...type.metadata, ...metadata.map((at) => metadataOf(py, at))] };
    }
  }
  return namedType(
    name,
    text,
    parameters.map((at) => typeOf(py, at)),
  );
}

/** What `Annotated` carries is an expression, though the grammar wraps it as a type. */
function metadataOf(py: Python, i: number): Expression {
  const [inner] = py.named(i);
  return py.kind(i) === 'type' && inner !== undefined ? py.expression(inner) : py.expression(i);
}

/** `A | B | None` nests to the left. */
function unionMembers(py: Python, i: number): number[] {
  const members: number[] = [];
  let at = i;
  while (py.kind(at) === 'union_type' || py.kind(at) === 'binary_operator') {
    const [left, right] = py.named(at);
    if (left === undefined || right === undefined) break;
    members.unshift(right);
    at = py.kind(left) === 'type' ? (py.named(left)[0] ?? left) : left;
  }
  return [at, ...members];
}

function firstOf(py: Python, members: readonly number[], text: string): TypeRef {
  const first = members.find((at) => py.text(at) !== 'None');
  return first === undefined ? namedType('None', text) : { ...typeOf(py, first), text };
}

/** `'Order'`, `"Order | None"`: the leading name of a type written as a string. */
function forwardReference(py: Python, i: number, text: string): TypeRef {
  const name = /^\s*(?:(?:typing\.)?Optional\[\s*)?([A-Za-z_][\w.]*)/.exec(constantString(py, i) ?? '')?.[1] ?? '';
  return namedType(mentioned(py, name), text);
}
