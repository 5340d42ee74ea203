/** Java's statements. A node may become several (`int a = 1, b = 2;`), so everything here gives lists. */
import { adopt, ORPHAN } from '../lowering';
import type {
  Block,
  ClassDeclaration,
  Declaration,
  Handler,
  If,
  Import,
  Loop,
  OtherStatement,
  Return,
  Statement,
  Throw,
  Try,
  With,
} from '../model';
import { constructorCall, hasModifier } from './java-calls';
import { classNode, isClass } from './java-classes';
import { binding, namedExpression } from './java-functions';
import type { Java } from './java-reader';
import { switchStatement } from './java-switch';
import { typeName } from './java-types';

type Lower = (java: Java, i: number) => Statement | readonly Statement[];

export function statements(java: Java, i: number): readonly Statement[] {
  const kind = java.kind(i);
  if (kind === '') return [];
  return java.lowered(i, isClass(kind) ? declaration : BY_KIND.get(kind), kind === 'block' || isClass(kind));
}

/** The statements of a block, or the one that stands where a block could; -1 has none. */
function body(java: Java, i: number): readonly Statement[] {
  if (i < 0) return [];
  return java.scoped(() =>
    java.kind(i) === 'block' ? java.named(i).flatMap((at) => statements(java, at)) : statements(java, i),
  );
}

const BY_KIND: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['import_declaration', importStatement],
  ['package_declaration', (java, i) => ({ kind: 'other-statement', ...java.at(i), word: 'package', children: [] })],
  ['module_declaration', (java, i) => ({ kind: 'other-statement', ...java.at(i), word: 'module', children: [] })],
  ['expression_statement', expressionStatement],
  ['explicit_constructor_invocation', (java, i) => java.standing(i, constructorCall(java, i))],
  ['local_variable_declaration', locals],
  ['return_statement', returnStatement],
  ['throw_statement', throwStatement],
  ['if_statement', ifStatement],
  ['for_statement', loop],
  ['enhanced_for_statement', each],
  ['while_statement', loop],
  ['do_statement', loop],
  ['try_statement', tryStatement],
  ['try_with_resources_statement', tryStatement],
  ['synchronized_statement', locked],
  ['switch_expression', (java, i) => switchStatement(java, i, false)],
  ['block', (java, i) => adopt<Block>({ kind: 'block', ...java.at(i), body: body(java, i) })],
  ['labeled_statement', (java, i) => statements(java, java.named(i).at(-1) ?? i)],
  ['yield_statement', returnStatement],
  ['break_statement', word],
  ['continue_statement', word],
  ['assert_statement', word],
  ['method_declaration', word],
]);

// ---- imports and classes ----------------------------------------------------------------------------------------

/** `import a.b.C` takes `C` from the package `a.b`; `import static a.b.C.d` takes `C.d`; `a.b.*` has the local name `*`. */
function importStatement(java: Java, i: number): Import {
  const name = java.text(java.childOfKind(i, 'scoped_identifier')).replace(/\s+/g, '');
  const isStatic = java.hasToken(i, 'static');
  const isStar = java.childOfKind(i, 'asterisk') >= 0;
  const parts = name.split('.');
  const at = parts.findIndex((part) => /^[A-Z]/.test(part));
  const cut = isStar && !isStatic && at < 0 ? parts.length : at >= 0 ? at : parts.length - 1;
  const module = parts.slice(0, cut).join('.');
  const imported = parts.slice(cut).join('.');
  const local = isStar ? '*' : (parts.at(-1) ?? name);
  if (local !== '*') java.lowering.declareName(local);
  const from = isStar && imported !== '' ? `${module}.${imported}` : module;
  return { kind: 'import', ...java.at(i), module: from, names: [{ imported: isStar ? '*' : imported, local }], typeOnly: false };
}

function declaration(java: Java, i: number): Statement {
  java.lowering.declareName(java.text(java.child(i, 'name')));
  const exported = java.lowering.isModuleLevel;
  const cls = classNode(java, i);
  return adopt<ClassDeclaration>({ kind: 'class-declaration', ...java.at(i), cls, exported, isDefault: false });
}

// ---- simple statements ------------------------------------------------------------------------------------------

/** `break`, `continue`, `assert x`: the word and the expressions after it. */
function word(java: Java, i: number): Statement {
  const [first = ''] = /^\w+/.exec(java.text(i)) ?? [];
  const children = first === 'assert' ? java.expressions(java.named(i)) : [];
  return adopt<OtherStatement>({ kind: 'other-statement', ...java.at(i), word: first, children });
}

function expressionStatement(java: Java, i: number): Statement {
  const inner = java.first(i);
  if (inner < 0) return java.lowering.broken(i);
  if (java.kind(inner) === 'switch_expression') return switchStatement(java, inner, false);
  return java.standing(i, java.expression(inner));
}

function locals(java: Java, i: number): readonly Statement[] {
  const typeNode = java.child(i, 'type');
  const type = java.text(typeNode) === 'var' ? undefined : java.type(typeNode);
  const mutable = !hasModifier(java, i, 'final');
  return java.children(i, 'declarator').map((at, n) => {
    const nameNode = java.child(at, 'name');
    const valueNode = java.child(at, 'value');
    const value = valueNode < 0 ? undefined : namedExpression(java, valueNode, java.text(nameNode));
    const target = binding(java, nameNode < 0 ? at : nameNode);
    const span = n === 0 ? java.at(i) : java.at(at);
    return adopt<Declaration>({ kind: 'declare', ...span, target, value, type, mutable, exported: false });
  });
}

function returnStatement(java: Java, i: number): Statement {
  const value = java.first(i);
  if (java.kind(value) === 'switch_expression') return switchStatement(java, value, true);
  return adopt<Return>({ kind: 'return', ...java.at(i), value: java.optional(value) });
}

function throwStatement(java: Java, i: number): Statement {
  return adopt<Throw>({ kind: 'throw', ...java.at(i), value: java.only(i), cause: undefined });
}

// ---- compound statements ----------------------------------------------------------------------------------------

/** A name that a test binds (`!(x instanceof Order order)`) may be used after the statement: it stays known. */
function ifStatement(java: Java, i: number): Statement {
  const test = java.valueOf(i, 'condition');
  const then = body(java, java.child(i, 'consequence'));
  const otherwise = body(java, java.child(i, 'alternative'));
  return adopt<If>({ kind: 'if', ...java.at(i), test, then, otherwise });
}

function loop(java: Java, i: number): Statement {
  return java.scoped(() => {
    const init = java.children(i, 'init').flatMap((at) => initial(java, at));
    const condition = java.child(i, 'condition');
    const kind = java.kind(i);
    const isLast = kind === 'do_statement';
    const first = isLast ? undefined : java.optional(condition);
    const [update, ...more] = java.children(i, 'update').map((at) => java.expression(at));
    const inside = body(java, java.child(i, 'body'));
    return adopt<Loop>({
      kind: 'loop',
      ...java.at(i),
      style: kind === 'for_statement' ? 'for' : isLast ? 'do' : 'while',
      target: undefined,
      source: undefined,
      init,
      test: isLast ? java.optional(condition) : first,
      update:
        update === undefined || more.length === 0 ? update : adopt({ kind: 'array', ...java.at(i), elements: [update, ...more] }),
      body: inside,
      isAsync: false,
    });
  });
}

function initial(java: Java, i: number): readonly Statement[] {
  return java.kind(i) === 'local_variable_declaration' ? statements(java, i) : [java.standing(i, java.expression(i))];
}

function each(java: Java, i: number): Statement {
  return java.scoped(() => {
    const source = java.optional(java.child(i, 'value'));
    const name = java.child(i, 'name');
    return adopt<Loop>({
      kind: 'loop',
      ...java.at(i),
      style: 'each',
      target: binding(java, name < 0 ? i : name),
      source,
      init: [],
      test: undefined,
      update: undefined,
      body: body(java, java.child(i, 'body')),
      isAsync: false,
    });
  });
}

/** Resources are closed before a handler runs: `try (r) { … } catch …` is a `with` inside of the `try`. */
function tryStatement(java: Java, i: number): Statement {
  const parts = java.named(i);
  const handlers = parts.filter((at) => java.kind(at) === 'catch_clause');
  const last = parts.find((at) => java.kind(at) === 'finally_clause');
  const block = java.child(i, 'body');
  const resources = java.child(i, 'resources');
  const inside = resources < 0 ? body(java, block) : [withResources(java, i, resources, block)];
  if (resources >= 0 && handlers.length === 0 && last === undefined) return inside[0] ?? java.lowering.broken(i);
  return adopt<Try>({
    kind: 'try',
    ...java.at(i),
    body: inside,
    handlers: handlers.map((at) => handler(java, at)),
    otherwise: [],
    finalizer: last === undefined ? undefined : body(java, java.childOfKind(last, 'block')),
  });
}

function withResources(java: Java, i: number, resources: number, block: number): Statement {
  return java.scoped(() => {
    const items = java.named(resources).map((at) => {
      const value = java.child(at, 'value');
      const name = java.child(at, 'name');
      if (value < 0 || name < 0) return { value: java.only(at), target: undefined };
      return { value: java.expression(value), target: binding(java, name) };
    });
    const start = java.lowering.start(i);
    const end = java.lowering.end(block < 0 ? i : block);
    return adopt<With>({ kind: 'with', start, end, parent: ORPHAN, items, body: body(java, block), isAsync: false });
  });
}

function handler(java: Java, i: number): Handler {
  return java.scoped(() => {
    const parameter = java.childOfKind(i, 'catch_formal_parameter');
    const list = java.childOfKind(parameter, 'catch_type');
    const name = java.child(parameter, 'name');
    const types = java.lowering.isTorn(i) ? [java.lowering.broken(i)] : java.named(list).map((at) => typeName(java, at));
    const caught = name < 0 ? undefined : binding(java, name);
    const inside = body(java, java.child(i, 'body'));
    return adopt<Handler>({
      kind: 'handler',
      ...java.at(i),
      types,
      binding: caught,
      body: inside,
      comments: java.lowering.commentsIn(i),
    });
  });
}

/** `synchronized (x) { … }` holds `x` while it runs. */
function locked(java: Java, i: number): Statement {
  const lock = java.childOfKind(i, 'parenthesized_expression');
  const value = lock < 0 ? java.lowering.broken(i) : java.expression(lock);
  const items = [{ value, target: undefined }];
  return adopt<With>({ kind: 'with', ...java.at(i), items, body: body(java, java.child(i, 'body')), isAsync: false });
}
