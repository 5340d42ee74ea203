/** Classes, interfaces, records, enums and annotation types: all are classes of the model. */
import { adopt, ORPHAN } from '../lowering';
import type { ClassExpression, ClassNode, Expression, Field, FunctionNode } from '../model';
import { annotationsOf, called, hasModifier } from './java-calls';
import { methodNode, namedExpression } from './java-functions';
import type { ClassFrame, Java } from './java-reader';
import { typeName } from './java-types';

const CLASS_KINDS: ReadonlySet<string> = new Set([
  'class_declaration',
  'interface_declaration',
  'record_declaration',
  'enum_declaration',
  'annotation_type_declaration',
]);

export const isClass = (kind: string): boolean => CLASS_KINDS.has(kind);

export function classNode(java: Java, i: number): ClassNode {
  const nameNode = java.child(i, 'name');
  const name = java.text(nameNode);
  const decorators = annotationsOf(java, i);
  const bases = basesOf(java, i);
  const body = java.child(i, 'body');
  const components = java.kind(i) === 'record_declaration' ? java.named(java.child(i, 'parameters')) : [];
  return members(java, { i, name, decorators, bases, body, components });
}

/** `new X() { … }` makes an instance of a class without a name. `i` is its body. */
export function anonymousClass(java: Java, i: number, base: Expression): Expression {
  const cls = members(java, { i, name: '', decorators: [], bases: [base], body: i, components: [] });
  return adopt<ClassExpression>({ kind: 'class', ...java.at(i), cls });
}

interface Parts {
  readonly i: number;
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly bases: readonly Expression[];
  readonly body: number;
  /** Of a record. */
  readonly components: readonly number[];
}

function basesOf(java: Java, i: number): readonly Expression[] {
  const found: number[] = [];
  const superclass = java.child(i, 'superclass');
  if (superclass >= 0) found.push(...java.named(superclass));
  for (const list of [java.child(i, 'interfaces'), java.childOfKind(i, 'extends_interfaces')])
    found.push(...java.named(java.childOfKind(list, 'type_list')));
  return found.map((at) => typeName(java, at));
}

function members(java: Java, { i, name, decorators, bases, body, components }: Parts): ClassNode {
  const all = membersOf(java, body);
  const fields: Field[] = [];
  const methods: FunctionNode[] = [];
  const classes: ClassNode[] = [];
  java.frames.push(frameOf(java, name, all, components, bases.length > 0));
  for (const at of components) fields.push(component(java, at));
  for (const at of all) member(java, at, name, { fields, methods, classes });
  java.frames.pop();
  const keywords: ClassNode['keywords'] = [];
  return java.lowering.finishClass({
    kind: 'cls',
    ...java.at(i),
    parent: ORPHAN,
    name,
    bases,
    keywords,
    decorators,
    fields,
    methods,
    classes,
  });
}

/** What stands in an enum after its constants are members too. */
function membersOf(java: Java, body: number): readonly number[] {
  return java.named(body).flatMap((at) => (java.kind(at) === 'enum_body_declarations' ? java.named(at) : [at]));
}

function frameOf(java: Java, name: string, all: readonly number[], components: readonly number[], hasBase: boolean): ClassFrame {
  const fields = new Set<string>();
  const methods = new Set<string>();
  for (const at of components) {
    fields.add(java.text(java.child(at, 'name')));
    methods.add(java.text(java.child(at, 'name')));
  }
  for (const at of all) {
    const kind = java.kind(at);
    if (kind === 'method_declaration') methods.add(java.text(java.child(at, 'name')));
    else if (kind === 'enum_constant') fields.add(java.text(java.child(at, 'name')));
    else if (kind === 'field_declaration' || kind === 'constant_declaration')
      for (const each of java.children(at, 'declarator')) fields.add(java.text(java.child(each, 'name')));
  }
  return { name, fields, methods, hasBase };
}

interface Members {
  readonly fields: Field[];
  readonly methods: FunctionNode[];
  readonly classes: ClassNode[];
}

function member(java: Java, i: number, className: string, { fields, methods, classes }: Members): void {
  const kind = java.kind(i);
  if (java.lowering.isBroken(i) || (java.lowering.isTorn(i) && !isClass(kind)) || !java.lowering.enter()) {
    java.lowering.broken(i);
    return;
  }
  if (isClass(kind)) classes.push(classNode(java, i));
  else if (kind === 'method_declaration') methods.push(methodNode(java, i, java.text(java.child(i, 'name'))));
  else if (kind === 'constructor_declaration' || kind === 'compact_constructor_declaration')
    methods.push(methodNode(java, i, 'constructor'));
  else if (kind === 'static_initializer' || kind === 'block') methods.push(methodNode(java, i, ''));
  else if (kind === 'field_declaration' || kind === 'constant_declaration') fields.push(...fieldsOf(java, i));
  else if (kind === 'enum_constant') fields.push(constant(java, i, className));
  java.lowering.leave();
}

function fieldsOf(java: Java, i: number): readonly Field[] {
  const decorators = annotationsOf(java, i);
  const type = java.type(java.child(i, 'type'));
  const isStatic = hasModifier(java, i, 'static') || java.kind(i) === 'constant_declaration';
  const span = { start: java.lowering.start(i), end: java.lowering.end(i) };
  return java.children(i, 'declarator').map((at, n) => {
    const name = java.text(java.child(at, 'name'));
    const value = java.child(at, 'value');
    const given = value < 0 ? undefined : namedExpression(java, value, name);
    return { name, type, value: given, decorators: n === 0 ? decorators : [], isStatic, ...span };
  });
}

/** A component of a record is a field that the constructor is given. */
function component(java: Java, i: number): Field {
  const name = java.text(java.child(i, 'name'));
  const span = { start: java.lowering.start(i), end: java.lowering.end(i) };
  return {
    name,
    type: java.type(java.child(i, 'type')),
    value: undefined,
    decorators: annotationsOf(java, i),
    isStatic: false,
    ...span,
  };
}

/** `PAID("paid")` is an instance of the enum; a body of its own is a class without a name. */
function constant(java: Java, i: number, className: string): Field {
  const span = { start: java.lowering.start(i), end: java.lowering.end(i) };
  const nameNode = java.child(i, 'name');
  const base: Expression = { kind: 'identifier', ...java.at(nameNode), name: className };
  const body = java.child(i, 'body');
  const callee = body < 0 ? base : anonymousClass(java, body, base);
  const value = called(java, i, callee, java.child(i, 'arguments'), true);
  return { name: java.text(nameNode), type: undefined, value, decorators: annotationsOf(java, i), isStatic: true, ...span };
}
