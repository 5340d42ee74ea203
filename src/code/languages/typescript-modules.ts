/** Imports, exports in both module systems, and the declarations that can be exported. */

import { adopt, ORPHAN } from '../lowering';
import type { Export, Expression, Import, Statement } from '../model';
import { unescaped } from './javascript-strings';
import { commonExport } from './typescript-commonjs';
import {
  child,
  childrenOf,
  firstNamed,
  hasToken,
  KIND,
  kindOf,
  type LowerStatement,
  namedChildren,
  TOKEN,
  type TypeScript,
} from './typescript-context';
import { nameOfTarget } from './typescript-expressions';
import { lowerClassNode, lowerDecorator, lowerFunctionNode } from './typescript-functions';
import { lowerDeclarators, lowerEnum, otherStatement } from './typescript-statements';

interface Exported {
  readonly exported: boolean;
  readonly isDefault: boolean;
  readonly decorators: readonly Expression[];
}
const NOT_EXPORTED: Exported = { exported: false, isDefault: false, decorators: [] };

export const MODULES: Readonly<Record<string, LowerStatement>> = {
  import_statement: lowerImport,
  import_alias: lowerImportAlias,
  export_statement: lowerExport,
  expression_statement: lowerExpressionStatement,
  function_declaration: (ts, i, into) => lowerFunctionDeclaration(ts, i, into, NOT_EXPORTED),
  generator_function_declaration: (ts, i, into) => lowerFunctionDeclaration(ts, i, into, NOT_EXPORTED),
  class_declaration: (ts, i, into) => lowerClassDeclaration(ts, i, into, NOT_EXPORTED),
  abstract_class_declaration: (ts, i, into) => lowerClassDeclaration(ts, i, into, NOT_EXPORTED),
};

/** How a declaration is lowered where it is exported. */
const EXPORTED: Readonly<Record<number, (ts: TypeScript, i: number, into: Statement[], how: Exported) => void>> = {
  [KIND.function]: lowerFunctionDeclaration,
  [KIND.generator]: lowerFunctionDeclaration,
  [KIND.class]: lowerClassDeclaration,
  [KIND.variables]: (ts, i, into) => lowerDeclarators(ts, i, into, true),
  [KIND.enum]: (ts, i, into) => lowerEnum(ts, i, into, true),
};

function at(ts: TypeScript, i: number) {
  return { start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN };
}

function stringOf(ts: TypeScript, i: number): string {
  return unescaped(ts.lowering.textOf(i).slice(1, -1));
}

/** An identifier, or the text of a quoted name. */
function nameOf(ts: TypeScript, i: number): string {
  return kindOf(ts, i) === KIND.string ? stringOf(ts, i) : ts.lowering.textOf(i);
}

function lowerFunctionDeclaration(ts: TypeScript, i: number, into: Statement[], how: Exported): void {
  const name = child(ts, i, 'name');
  if (name >= 0 && !ts.lowering.isNested) ts.lowering.declareName(ts.lowering.textOf(name));
  const fn = lowerFunctionNode(ts, i, undefined, how.decorators);
  into.push(adopt({ kind: 'function-declaration', ...at(ts, i), fn, exported: how.exported, isDefault: how.isDefault }));
}

function lowerClassDeclaration(ts: TypeScript, i: number, into: Statement[], how: Exported): void {
  const name = child(ts, i, 'name');
  if (name >= 0 && !ts.lowering.isNested) ts.lowering.declareName(ts.lowering.textOf(name));
  const cls = lowerClassNode(ts, i, undefined, how.decorators);
  into.push(adopt({ kind: 'class-declaration', ...at(ts, i), cls, exported: how.exported, isDefault: how.isDefault }));
}

function lowerImport(ts: TypeScript, i: number, into: Statement[]): void {
  const names: Import['names'][number][] = [];
  let source = child(ts, i, 'source');
  for (const clause of namedChildren(ts, i)) {
    const kind = kindOf(ts, clause);
    if (kind === KIND.import_clause) for (const each of namedChildren(ts, clause)) addImported(ts, each, names);
    if (kind === KIND.import_require_clause) {
      source = child(ts, clause, 'source');
      names.push({ imported: '*', local: ts.lowering.textOf(firstNamed(ts, clause)) });
    }
  }
  if (source < 0 || ts.lowering.isTorn(i)) {
    into.push(ts.lowering.broken(i));
    return;
  }
  for (const { local } of names) ts.lowering.declareName(local);
  const typeOnly = hasToken(ts, i, TOKEN.type);
  into.push({ kind: 'import', ...at(ts, i), module: stringOf(ts, source), names, typeOnly });
}

/** `a`, `* as a`, `{ a, b as c, default as d }`. */
function addImported(ts: TypeScript, i: number, names: Import['names'][number][]): void {
  switch (kindOf(ts, i)) {
    case KIND.identifier:
      names.push({ imported: 'default', local: ts.lowering.textOf(i) });
      return;
    case KIND.namespace_import:
      names.push({ imported: '*', local: ts.lowering.textOf(firstNamed(ts, i)) });
      return;
    default:
      for (const each of namedChildren(ts, i)) {
        const name = child(ts, each, 'name');
        const alias = child(ts, each, 'alias');
        if (name < 0) continue;
        names.push({ imported: nameOf(ts, name), local: ts.lowering.textOf(alias < 0 ? name : alias) });
      }
  }
}

/** `import A = B.C`. */
function lowerImportAlias(ts: TypeScript, i: number, into: Statement[]): void {
  const [name = -1, value = -1] = namedChildren(ts, i);
  if (name < 0 || value < 0) {
    into.push(ts.lowering.broken(i));
    return;
  }
  const target = ts.pattern(name, true);
  ts.lowering.declare(target);
  into.push(
    adopt({
      kind: 'declare',
      ...at(ts, i),
      target,
      value: ts.expression(value),
      type: undefined,
      mutable: false,
      exported: false,
    }),
  );
}

function lowerExport(ts: TypeScript, i: number, into: Statement[]): void {
  const { lowering } = ts;
  if (lowering.isTorn(i)) {
    into.push(lowering.broken(i));
    return;
  }
  const isDefault = hasToken(ts, i, TOKEN.default);
  const declaration = child(ts, i, 'declaration');
  const value = child(ts, i, 'value');
  if (declaration >= 0) {
    const decorators = childrenOf(ts, i, 'decorator').map((each) => lowerDecorator(ts, each));
    const lower = EXPORTED[kindOf(ts, declaration)];
    if (lower === undefined) ts.statement(declaration, into);
    else lower(ts, declaration, into, { exported: true, isDefault, decorators });
  } else if (value >= 0) into.push(exportValue(ts, i, value, 'default'));
  else if (hasToken(ts, i, TOKEN['='])) into.push(exportValue(ts, i, firstNamed(ts, i), 'default'));
  else if (hasToken(ts, i, TOKEN.namespace)) into.push(otherStatement(ts, i, 'export'));
  else into.push(exportNames(ts, i));
}

/** `export { a as b }`, `export * from`, `export * as a from`. */
function exportNames(ts: TypeScript, i: number): Statement {
  const { lowering } = ts;
  const source = child(ts, i, 'source');
  const names: Export['names'][number][] = hasToken(ts, i, TOKEN['*']) ? [{ local: '*', exported: '*' }] : [];
  for (const clause of namedChildren(ts, i)) {
    const kind = kindOf(ts, clause);
    if (kind === KIND.namespace_export) names.push({ local: '*', exported: nameOf(ts, firstNamed(ts, clause)) });
    if (kind !== KIND.export_clause) continue;
    for (const each of namedChildren(ts, clause)) {
      const name = child(ts, each, 'name');
      const alias = child(ts, each, 'alias');
      if (name < 0) continue;
      const local = nameOf(ts, name);
      if (source < 0) lowering.mention(local);
      names.push({ local, exported: alias < 0 ? local : nameOf(ts, alias) });
    }
  }
  return { kind: 'export', ...at(ts, i), module: source < 0 ? undefined : stringOf(ts, source), names, value: undefined };
}

/** The value exported under a name; the keys of an object that is the whole module are exports too. */
function exportValue(ts: TypeScript, i: number, valueAt: number, exported: string): Statement {
  const value = valueAt < 0 ? ts.lowering.broken(i) : ts.expression(valueAt);
  const names = [{ local: value.kind === 'identifier' ? value.name : '', exported }];
  return adopt({ kind: 'export', ...at(ts, i), module: undefined, names, value });
}

function lowerExpressionStatement(ts: TypeScript, i: number, into: Statement[]): void {
  const { lowering } = ts;
  const inner = firstNamed(ts, i);
  if (inner < 0 || lowering.isTorn(i)) into.push(lowering.broken(i));
  else if (kindOf(ts, inner) === KIND.namespace) ts.statement(inner, into);
  else
    into.push(lowerCommonExport(ts, i, inner) ?? adopt({ kind: 'expression', ...at(ts, i), expression: ts.expression(inner) }));
}

/** `module.exports = …`, `exports.a = …`, `exports = module.exports = …` at module level. */
function lowerCommonExport(ts: TypeScript, i: number, assignment: number): Statement | undefined {
  const target = commonExport(ts, assignment);
  if (target === undefined) return undefined;
  if (target.as === undefined) return lowerCommonExport(ts, i, target.value);
  const isWhole = target.as === 'default';
  const value = ts.expression(target.value, isWhole ? undefined : nameOfTarget(ts, child(ts, assignment, 'left')));
  const names = [{ local: value.kind === 'identifier' ? value.name : '', exported: target.as }];
  if (isWhole && value.kind === 'object') {
    for (const { key, value: each } of value.entries) {
      if (key !== undefined) names.push({ local: each.kind === 'identifier' ? each.name : '', exported: key });
    }
  }
  return adopt({ kind: 'export', ...at(ts, i), module: undefined, names, value });
}
