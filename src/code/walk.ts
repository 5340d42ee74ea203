/** The shape of the model in one place: which nodes a node holds. Lowering adopts by it, facts walk by it. */

import type { Argument, ClassNode, FunctionNode, Node, Parameter, TypeRef } from './model';

type Visit<A> = (child: Node, argument: A) => void;

/**
 * Calls `visit` for each node directly held by `node`, in source order (a class: decorators, bases, fields, methods, classes).
 * `argument` is passed through, so that hot callers need no closure.
 */
export function forEachChild<A>(node: Node, visit: Visit<A>, argument: A): void {
  switch (node.kind) {
    case 'identifier':
    case 'literal':
    case 'broken':
    case 'import':
      return;
    case 'member':
      visit(node.object, argument);
      return;
    case 'index':
      visit(node.object, argument);
      visit(node.index, argument);
      return;
    case 'call':
      visit(node.callee, argument);
      visitArguments(node.args, visit, argument);
      return;
    case 'template':
      visitOne(node.tag, visit, argument);
      for (const part of node.parts) if (typeof part !== 'string') visit(part, argument);
      return;
    case 'object':
      for (const entry of node.entries) visit(entry.value, argument);
      return;
    case 'array':
      visitAll(node.elements, visit, argument);
      return;
    case 'spread':
    case 'await':
    case 'unary':
      visit(node.value, argument);
      return;
    case 'cast':
      visit(node.value, argument);
      visitType(node.type, visit, argument);
      return;
    case 'function':
    case 'function-declaration':
      visit(node.fn, argument);
      return;
    case 'class':
    case 'class-declaration':
      visit(node.cls, argument);
      return;
    case 'yield':
    case 'return':
    case 'export':
      visitOne(node.value, visit, argument);
      return;
    case 'throw':
      visitOne(node.value, visit, argument);
      visitOne(node.cause, visit, argument);
      return;
    case 'assign':
      visit(node.target, argument);
      visit(node.value, argument);
      return;
    case 'binary':
      visit(node.left, argument);
      visit(node.right, argument);
      return;
    case 'conditional':
      visit(node.test, argument);
      visit(node.whenTrue, argument);
      visit(node.whenFalse, argument);
      return;
    case 'comprehension':
      visit(node.element, argument);
      for (const each of node.sources) {
        visit(each.target, argument);
        visit(each.source, argument);
      }
      visitAll(node.conditions, visit, argument);
      return;
    case 'other':
    case 'other-statement':
      visitAll(node.children, visit, argument);
      return;
    case 'object-pattern':
      for (const prop of node.props) {
        visit(prop.target, argument);
        visitOne(prop.fallback, visit, argument);
      }
      visitOne(node.rest, visit, argument);
      return;
    case 'array-pattern':
      for (const element of node.elements) visitOne(element, visit, argument);
      visitOne(node.rest, visit, argument);
      return;
    case 'expression':
      visit(node.expression, argument);
      return;
    case 'declare':
      visit(node.target, argument);
      visitType(node.type, visit, argument);
      visitOne(node.value, visit, argument);
      return;
    case 'if':
      visit(node.test, argument);
      visitAll(node.then, visit, argument);
      visitAll(node.otherwise, visit, argument);
      return;
    case 'loop':
      visitAll(node.init, visit, argument);
      visitOne(node.target, visit, argument);
      visitOne(node.source, visit, argument);
      visitOne(node.test, visit, argument);
      visitOne(node.update, visit, argument);
      visitAll(node.body, visit, argument);
      return;
    case 'handler':
      visitAll(node.types, visit, argument);
      visitOne(node.binding, visit, argument);
      visitAll(node.body, visit, argument);
      return;
    case 'try':
      visitAll(node.body, visit, argument);
      visitAll(node.handlers, visit, argument);
      visitAll(node.otherwise, visit, argument);
      if (node.finalizer !== undefined) visitAll(node.finalizer, visit, argument);
      return;
    case 'with':
      for (const item of node.items) {
        visit(item.value, argument);
        visitOne(item.target, visit, argument);
      }
      visitAll(node.body, visit, argument);
      return;
    case 'switch':
      visit(node.subject, argument);
      for (const each of node.cases) {
        visitOne(each.test, visit, argument);
        visitAll(each.body, visit, argument);
      }
      return;
    case 'block':
      visitAll(node.body, visit, argument);
      return;
    case 'fn':
      visitFunction(node, visit, argument);
      return;
    case 'cls':
      visitClass(node, visit, argument);
      return;
    case 'item':
      visitAll(node.statements, visit, argument);
  }
}

function visitOne<A>(node: Node | undefined, visit: Visit<A>, argument: A): void {
  if (node !== undefined) visit(node, argument);
}

function visitAll<A>(nodes: readonly Node[], visit: Visit<A>, argument: A): void {
  for (let at = 0; at < nodes.length; at++) visitOne(nodes[at], visit, argument);
}

function visitArguments<A>(args: readonly Argument[], visit: Visit<A>, argument: A): void {
  for (const each of args) visit(each.value, argument);
}

/** Only `metadata` (Python's `Annotated`) holds nodes; a type is otherwise names and text. */
function visitType<A>(type: TypeRef | undefined, visit: Visit<A>, argument: A): void {
  if (type === undefined) return;
  visitAll(type.metadata, visit, argument);
  for (const each of type.args) visitType(each, visit, argument);
}

function visitParameter<A>(parameter: Parameter, visit: Visit<A>, argument: A): void {
  visitAll(parameter.decorators, visit, argument);
  visit(parameter.target, argument);
  visitType(parameter.type, visit, argument);
  visitOne(parameter.fallback, visit, argument);
}

function visitFunction<A>(fn: FunctionNode, visit: Visit<A>, argument: A): void {
  visitAll(fn.decorators, visit, argument);
  for (const parameter of fn.params) visitParameter(parameter, visit, argument);
  visitType(fn.returnType, visit, argument);
  visitAll(fn.body, visit, argument);
}

function visitClass<A>(cls: ClassNode, visit: Visit<A>, argument: A): void {
  visitAll(cls.decorators, visit, argument);
  visitAll(cls.bases, visit, argument);
  visitArguments(cls.keywords, visit, argument);
  for (const field of cls.fields) {
    visitAll(field.decorators, visit, argument);
    visitType(field.type, visit, argument);
    visitOne(field.value, visit, argument);
  }
  visitAll(cls.methods, visit, argument);
  visitAll(cls.classes, visit, argument);
}
