/** Java's calls: of methods, of constructors, method references, and annotations, which are written like calls. */
import { adopt, ORPHAN } from '../lowering';
import type { Argument, Call, Expression } from '../model';
import type { Java } from './java-reader';
import { typeName } from './java-types';

/** `a.b(c)`, `b(c)`, `super.b(c)`. */
export function invocation(java: Java, i: number): Expression {
  const name = java.child(i, 'name');
  if (name < 0) return java.lowering.broken(i);
  const object = java.child(i, 'object');
  const callee = object < 0 ? java.nameAt(name, 'methods') : memberOf(java, receiver(java, i, object), name);
  return called(java, i, callee, java.child(i, 'arguments'), false);
}

/** `Outer.super.b()` is called on the interface's own. */
function receiver(java: Java, i: number, object: number): Expression {
  const isSuper = java.named(i).some((at) => at !== object && java.kind(at) === 'super');
  if (!isSuper) return java.expression(object);
  return { kind: 'identifier', ...java.at(object), name: 'super' };
}

function memberOf(java: Java, object: Expression, name: number): Expression {
  const { start, end } = object;
  return adopt({
    kind: 'member',
    start: Math.min(start, java.lowering.start(name)),
    end: Math.max(end, java.lowering.end(name)),
    parent: ORPHAN,
    object,
    property: java.text(name),
    propertyStart: java.lowering.start(name),
  });
}

export function called(java: Java, i: number, callee: Expression, list: number, isNew: boolean): Call {
  const slot = java.lowering.openCall();
  const isClosed = list >= 0 && !java.lowering.isTorn(list);
  return java.lowering.closeCall(slot, {
    kind: 'call',
    ...java.at(i),
    callee,
    args: list < 0 ? [] : argumentsOf(java, list),
    isNew,
    argsEnd: isClosed ? java.lowering.end(list) - 1 : -1,
    typeArgs: '',
  });
}

function argumentsOf(java: Java, list: number): readonly Argument[] {
  return java.named(list).map((at) => {
    const value = java.expression(at);
    // What cannot be read may be anything.
    return { name: undefined, value, spread: value.kind === 'broken' };
  });
}

/** `new X(a)`, `new X(a) { … }`; `outer.new X()` is as `new X()`. */
export function creation(java: Java, i: number): Expression {
  const type = java.child(i, 'type');
  if (type < 0) return java.lowering.broken(i);
  const base = typeName(java, type);
  const body = java.childOfKind(i, 'class_body');
  const callee = body < 0 ? base : java.anonymousClass(body, base);
  return called(java, i, callee, java.child(i, 'arguments'), true);
}

/** `this(a)` and `super(a)` of a constructor. */
export function constructorCall(java: Java, i: number): Expression {
  const name = java.child(i, 'constructor');
  if (name < 0) return java.lowering.broken(i);
  return called(java, i, { kind: 'identifier', ...java.at(name), name: java.text(name) }, java.child(i, 'arguments'), false);
}

/** `this::pay` is the member `pay`; `Order::new` the member `new` of the class. */
export function reference(java: Java, i: number): Expression {
  const [object, name] = java.named(i).filter((at) => java.kind(at) !== 'type_arguments');
  if (object === undefined) return java.lowering.broken(i);
  const isValue =
    /^(?:identifier|field_access|this|super|parenthesized_expression|.*(?:invocation|access|expression|literal))$/.test(
      java.kind(object),
    );
  const from = isValue ? java.expression(object) : typeName(java, object);
  const property = name === undefined ? 'new' : java.text(name);
  const propertyStart = name === undefined ? java.lowering.end(i) - 'new'.length : java.lowering.start(name);
  return adopt({ kind: 'member', ...java.at(i), object: from, property, propertyStart });
}

/** `@X` is a name, `@X("a")` and `@X(b = 1)` are calls with what is written as arguments. */
export function annotation(java: Java, i: number): Expression {
  const name = java.child(i, 'name');
  if (name < 0) return java.lowering.broken(i);
  const callee = annotationName(java, name);
  const list = java.child(i, 'arguments');
  if (list < 0) return callee;
  const slot = java.lowering.openCall();
  return java.lowering.closeCall(slot, {
    kind: 'call',
    ...java.at(i),
    callee,
    args: java.named(list).map((at) => element(java, at)),
    isNew: false,
    argsEnd: java.lowering.isTorn(list) ? -1 : java.lowering.end(list) - 1,
    typeArgs: '',
  });
}

function annotationName(java: Java, i: number): Expression {
  const name = java.text(i).replace(/\s+/g, '');
  const dot = name.lastIndexOf('.');
  java.mention(dot < 0 ? name : (name.split('.')[0] ?? name));
  return { kind: 'identifier', ...java.at(i), name: name.slice(dot + 1) };
}

function element(java: Java, i: number): Argument {
  if (java.kind(i) !== 'element_value_pair') return { name: undefined, value: java.expression(i), spread: false };
  const key = java.child(i, 'key');
  const value = java.child(i, 'value');
  if (key < 0 || value < 0) return { name: undefined, value: java.lowering.broken(i), spread: true };
  return { name: java.text(key), value: java.expression(value), spread: false };
}

/** The annotations among a declaration's modifiers, in order. */
export function annotationsOf(java: Java, i: number): readonly Expression[] {
  const modifiers = java.childOfKind(i, 'modifiers');
  return java
    .named(modifiers)
    .filter((at) => java.kind(at) === 'annotation' || java.kind(at) === 'marker_annotation')
    .map((at) => annotation(java, at));
}

export function hasModifier(java: Java, i: number, word: string): boolean {
  return java.hasToken(java.childOfKind(i, 'modifiers'), word);
}
