/** Statements of TypeScript and JavaScript, modules aside. */

import { adopt, ORPHAN } from '../lowering';
import type { Expression, Handler, OtherStatement, Statement, Switch } from '../model';
import { commonExport, lowerRequire } from './typescript-commonjs';
import {
  child,
  childrenOf,
  firstNamed,
  type GivenName,
  givenName,
  hasToken,
  KIND,
  kindOf,
  type LowerStatement,
  namedChildren,
  TOKEN,
  type TypeScript,
} from './typescript-context';
import { keyName } from './typescript-objects';

/** Lowering per node kind; a node of another kind becomes an `other-statement` named after its first word. */
export const STATEMENTS: Readonly<Record<string, LowerStatement>> = {
  statement_block: (ts, i, into) => into.push(adopt({ kind: 'block', ...at(ts, i), body: ts.block(i) })),
  lexical_declaration: lowerVariables,
  variable_declaration: lowerVariables,
  using_declaration: lowerVariables,
  return_statement: (ts, i, into) => into.push(adopt({ kind: 'return', ...at(ts, i), value: optional(ts, firstNamed(ts, i)) })),
  throw_statement: (ts, i, into) =>
    into.push(adopt({ kind: 'throw', ...at(ts, i), value: optional(ts, firstNamed(ts, i)), cause: undefined })),
  if_statement: lowerIf,
  for_statement: lowerFor,
  for_in_statement: lowerForIn,
  while_statement: lowerWhile,
  do_statement: lowerWhile,
  switch_statement: lowerSwitch,
  try_statement: lowerTry,
  with_statement: lowerWith,
  labeled_statement: (ts, i, into) => ts.statement(child(ts, i, 'body'), into),
  empty_statement: () => {},
  break_statement: (ts, i, into) => into.push(otherStatement(ts, i, 'break')),
  continue_statement: (ts, i, into) => into.push(otherStatement(ts, i, 'continue')),
  debugger_statement: (ts, i, into) => into.push(otherStatement(ts, i, 'debugger')),
  interface_declaration: (ts, i, into) => into.push(namedType(ts, i, 'interface')),
  type_alias_declaration: (ts, i, into) => into.push(namedType(ts, i, 'type')),
  ambient_declaration: lowerAmbient,
  function_signature: (ts, i, into) => into.push(otherStatement(ts, i, 'function')),
  hash_bang_line: (ts, i, into) => into.push(otherStatement(ts, i, '#!')),
  enum_declaration: (ts, i, into) => lowerEnum(ts, i, into, false),
  internal_module: lowerNamespace,
  module: lowerNamespace,
};

function at(ts: TypeScript, i: number) {
  return { start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN };
}

function optional(ts: TypeScript, i: number): Expression | undefined {
  return i < 0 ? undefined : ts.expression(i);
}

function required(ts: TypeScript, i: number, whole: number): Expression {
  return i < 0 ? ts.lowering.broken(whole) : ts.expression(i);
}

export function otherStatement(ts: TypeScript, i: number, word: string, children: readonly Expression[] = []): OtherStatement {
  return adopt({ kind: 'other-statement', ...at(ts, i), word, children });
}

/** A type is no value; that the item speaks of its name is all that is kept. */
function namedType(ts: TypeScript, i: number, word: string): OtherStatement {
  const name = child(ts, i, 'name');
  if (name >= 0) ts.lowering.mention(ts.lowering.textOf(name));
  return otherStatement(ts, i, word);
}

function lowerVariables(ts: TypeScript, i: number, into: Statement[]): void {
  lowerDeclarators(ts, i, into, false);
}

/** `declare const x: T` says what a name is; whatever else is declared so is read elsewhere. */
function lowerAmbient(ts: TypeScript, i: number, into: Statement[]): void {
  const inner = firstNamed(ts, i);
  const kind = inner < 0 ? undefined : kindOf(ts, inner);
  if (kind === KIND.variables) lowerDeclarators(ts, inner, into, false);
  else into.push(otherStatement(ts, i, 'declare'));
}

/** One `declare` per declarator; what is taken from a `require` or an awaited `import` is an import. */
export function lowerDeclarators(ts: TypeScript, i: number, into: Statement[], exported: boolean): void {
  const { lowering } = ts;
  const word = lowering.textOf(lowering.firstToken(i));
  if (lowering.isTorn(i)) into.push(lowering.broken(i));
  for (const each of namedChildren(ts, i)) {
    if (kindOf(ts, each) !== KIND.variable_declarator) continue;
    const name = child(ts, each, 'name');
    if (name < 0) {
      into.push(lowering.broken(each));
      continue;
    }
    const target = ts.pattern(name, true);
    if (word === 'var' || !lowering.isNested) lowering.declare(target);
    let value = child(ts, each, 'value');
    // `const app = module.exports = …` declares and exports.
    const exportedAs: string[] = [];
    for (let to = commonExport(ts, value); to !== undefined; to = commonExport(ts, value)) {
      if (to.as !== undefined) exportedAs.push(to.as);
      value = to.value;
    }
    const required = exported || value < 0 ? undefined : lowerRequire(ts, each, target, value);
    const type = child(ts, each, 'type');
    into.push(
      required ??
        adopt({
          kind: 'declare',
          ...at(ts, each),
          target,
          value: lowerInitialiser(ts, each, value, target.kind === 'identifier' ? givenName(ts, name) : undefined),
          type: type < 0 ? undefined : ts.type(type),
          mutable: word === 'let' || word === 'var',
          exported,
        }),
    );
    if (exportedAs.length === 0 || target.kind !== 'identifier') continue;
    const names = exportedAs.map((as) => ({ local: target.name, exported: as }));
    into.push({ kind: 'export', ...at(ts, each), module: undefined, names, value: undefined });
  }
}

function lowerInitialiser(
  ts: TypeScript,
  declarator: number,
  value: number,
  name: GivenName | undefined,
): Expression | undefined {
  if (ts.lowering.isTorn(declarator)) return ts.lowering.broken(declarator);
  return value < 0 ? undefined : ts.expression(value, name);
}

function lowerIf(ts: TypeScript, i: number, into: Statement[]): void {
  const test = required(ts, child(ts, i, 'condition'), i);
  const then = nested(ts, child(ts, i, 'consequence'));
  const clause = child(ts, i, 'alternative');
  const otherwise = clause < 0 ? [] : nested(ts, firstNamed(ts, clause));
  into.push(adopt({ kind: 'if', ...at(ts, i), test, then, otherwise }));
}

/** The statements of a branch or loop body. */
function nested(ts: TypeScript, i: number): Statement[] {
  return i < 0 ? [] : ts.block(i);
}

function lowerFor(ts: TypeScript, i: number, into: Statement[]): void {
  const init: Statement[] = [];
  const first = child(ts, i, 'initializer');
  ts.lowering.openBlock();
  if (first >= 0) ts.statement(first, init);
  ts.lowering.closeBlock();
  into.push(
    adopt({
      kind: 'loop',
      ...at(ts, i),
      style: 'for',
      target: undefined,
      source: undefined,
      init,
      test: expressionOf(ts, child(ts, i, 'condition')),
      update: optional(ts, child(ts, i, 'increment')),
      body: nested(ts, child(ts, i, 'body')),
      isAsync: false,
    }),
  );
}

/** Older grammars wrap the condition of a `for` in a statement, or give the semicolon alone. */
function expressionOf(ts: TypeScript, i: number): Expression | undefined {
  if (i < 0 || kindOf(ts, i) === KIND.empty || ts.isNamed[ts.lowering.tree.kind[i] ?? 0] !== true) return undefined;
  return ts.expression(kindOf(ts, i) === KIND.expression_statement ? firstNamed(ts, i) : i);
}

function lowerForIn(ts: TypeScript, i: number, into: Statement[]): void {
  const left = child(ts, i, 'left');
  const isBinding = child(ts, i, 'kind') >= 0;
  const source = required(ts, child(ts, i, 'right'), i);
  into.push(
    adopt({
      kind: 'loop',
      ...at(ts, i),
      style: 'each',
      target: left < 0 ? undefined : ts.pattern(left, isBinding),
      source,
      init: [],
      test: undefined,
      update: undefined,
      body: nested(ts, child(ts, i, 'body')),
      isAsync: hasToken(ts, i, TOKEN.await),
    }),
  );
}

function lowerWhile(ts: TypeScript, i: number, into: Statement[]): void {
  const isDo = ts.lowering.textOf(ts.lowering.firstToken(i)) === 'do';
  const body = isDo ? nested(ts, child(ts, i, 'body')) : undefined;
  const test = required(ts, child(ts, i, 'condition'), i);
  into.push(
    adopt({
      kind: 'loop',
      ...at(ts, i),
      style: isDo ? 'do' : 'while',
      target: undefined,
      source: undefined,
      init: [],
      test,
      update: undefined,
      body: body ?? nested(ts, child(ts, i, 'body')),
      isAsync: false,
    }),
  );
}

function lowerSwitch(ts: TypeScript, i: number, into: Statement[]): void {
  const subject = required(ts, child(ts, i, 'value'), i);
  const body = child(ts, i, 'body');
  const cases: Switch['cases'][number][] = [];
  for (const each of body < 0 ? [] : namedChildren(ts, body)) {
    if (ts.lowering.isBroken(each)) ts.lowering.broken(each);
    const test = optional(ts, child(ts, each, 'value'));
    const statements: Statement[] = [];
    for (const statement of childrenOf(ts, each, 'body')) ts.statement(statement, statements);
    cases.push({ test, body: statements });
  }
  into.push(adopt({ kind: 'switch', ...at(ts, i), subject, cases }));
}

function lowerTry(ts: TypeScript, i: number, into: Statement[]): void {
  const body = nested(ts, child(ts, i, 'body'));
  const clause = child(ts, i, 'handler');
  const last = child(ts, i, 'finalizer');
  into.push(
    adopt({
      kind: 'try',
      ...at(ts, i),
      body,
      handlers: clause < 0 ? [] : [lowerHandler(ts, clause)],
      otherwise: [],
      finalizer: last < 0 ? undefined : nested(ts, child(ts, last, 'body')),
    }),
  );
}

function lowerHandler(ts: TypeScript, i: number): Handler {
  const binding = child(ts, i, 'parameter');
  const { lowering } = ts;
  return adopt({
    kind: 'handler',
    ...at(ts, i),
    types: [],
    binding: binding < 0 ? undefined : ts.pattern(binding, true),
    body: nested(ts, child(ts, i, 'body')),
    comments: lowering.commentsIn(i),
  });
}

function lowerWith(ts: TypeScript, i: number, into: Statement[]): void {
  const value = required(ts, child(ts, i, 'object'), i);
  const body = nested(ts, child(ts, i, 'body'));
  into.push(adopt({ kind: 'with', ...at(ts, i), items: [{ value, target: undefined }], body, isAsync: false }));
}

/** An enum is a constant object. */
export function lowerEnum(ts: TypeScript, i: number, into: Statement[], exported: boolean): void {
  const name = child(ts, i, 'name');
  const body = child(ts, i, 'body');
  if (name < 0 || body < 0) {
    into.push(ts.lowering.broken(i));
    return;
  }
  const target = ts.pattern(name, true);
  if (!ts.lowering.isNested) ts.lowering.declare(target);
  const entries = namedChildren(ts, body).map((each) => {
    const named = child(ts, each, 'name');
    const value = child(ts, each, 'value');
    const key = keyName(ts, named < 0 ? each : named);
    const unvalued = { kind: 'literal', ...at(ts, each), value: ts.lowering.textOf(each), type: 'other' } as const;
    return { key, value: value < 0 ? unvalued : ts.expression(value), spread: ts.lowering.isBroken(each) };
  });
  const value = adopt({ kind: 'object', ...at(ts, body), entries });
  into.push(adopt({ kind: 'declare', ...at(ts, i), target, value, type: undefined, mutable: false, exported }));
}

/** A namespace is a block; what it exports is not followed. */
function lowerNamespace(ts: TypeScript, i: number, into: Statement[]): void {
  const name = child(ts, i, 'name');
  const body = child(ts, i, 'body');
  if (name >= 0 && kindOf(ts, name) === KIND.identifier && !ts.lowering.isNested) ts.lowering.declare(ts.pattern(name, true));
  into.push(adopt({ kind: 'block', ...at(ts, i), body: body < 0 ? [] : ts.block(body) }));
}
