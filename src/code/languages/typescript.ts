/** TypeScript, TSX and JavaScript: the parts of the lowering put together for one grammar. */

import type { GrammarNames } from '#syntax/flat-tree';
import type { LanguageLowering, Lowering } from '../lowering';
import type { Expression, Statement, TypeRef } from '../model';
import { KIND, kindOf, sharedTables, type TypeScript } from './typescript-context';
import { EXPRESSIONS, lowerOther } from './typescript-expressions';
import { lowerClassNode, lowerFunctionNode } from './typescript-functions';
import { JSX } from './typescript-jsx';
import { MODULES } from './typescript-modules';
import { lowerPattern } from './typescript-objects';
import { PRIMARY } from './typescript-primary';
import { otherStatement, STATEMENTS } from './typescript-statements';
import { TYPES, unnamed } from './typescript-types';

/** Nodes that stay known when a member of theirs is broken: what is torn in them is lowered in its place. */
const LISTS = [
  'arguments',
  'object',
  'array',
  'arrow_function',
  'function_expression',
  'generator_function',
  'class',
  'jsx_element',
];

export function createTypeScriptLowering(names: GrammarNames): LanguageLowering {
  const expressions = bySymbol(names, { ...PRIMARY, ...EXPRESSIONS, ...JSX });
  const statements = bySymbol(names, { ...STATEMENTS, ...MODULES });
  const types = bySymbol(names, TYPES);
  const lists = bySymbol(names, Object.fromEntries([...LISTS, 'template_string'].map((name) => [name, true])));
  const tables = sharedTables(names);

  // Each method keeps the depth: whatever recursion there is goes through them.
  class Grammar implements TypeScript {
    readonly kinds = tables.kinds;
    readonly isNamed = tables.isNamed;
    readonly fields = tables.fields;
    lowering: Lowering;

    constructor(lowering: Lowering) {
      this.lowering = lowering;
    }
    expression(i: number, name?: Parameters<TypeScript['expression']>[1]): Expression {
      const { lowering } = this;
      const symbol = lowering.tree.kind[i] ?? 0;
      if ((lowering.isTorn(i) && lists[symbol] === undefined) || lowering.isBroken(i) || !lowering.enter())
        return lowering.broken(i);
      const lowered = (expressions[symbol] ?? lowerOther)(this, i, name);
      lowering.leave();
      return lowered;
    }
    pattern(i: number, isBinding: boolean) {
      const { lowering } = this;
      if (!lowering.enter()) return lowering.broken(i);
      const lowered = lowerPattern(this, i, isBinding);
      lowering.leave();
      return lowered;
    }
    statement(i: number, into: Statement[]): void {
      const { lowering } = this;
      if (i < 0 || lowering.isComment(i)) return;
      if (lowering.isBroken(i) || !lowering.enter()) {
        into.push(lowering.broken(i));
        return;
      }
      const symbol = lowering.tree.kind[i] ?? 0;
      const lower = statements[symbol];
      if (lower !== undefined) lower(this, i, into);
      // An expression stands alone in the head of a `for`.
      else if (expressions[symbol] !== undefined) {
        const { start, end, expression } = { start: lowering.start(i), end: lowering.end(i), expression: this.expression(i) };
        into.push(lowering.statementOf(expression, start, end));
      } else if (tables.isNamed[symbol] === true) into.push(otherStatement(this, i, names.symbols[symbol] ?? ''));
      lowering.leave();
    }
    block(i: number): Statement[] {
      const into: Statement[] = [];
      const { lowering } = this;
      const { next } = lowering.tree;
      lowering.openBlock();
      if (kindOf(this, i) !== KIND.statement_block || lowering.isBroken(i)) this.statement(i, into);
      else for (let at = i + 1; at < (next[i] ?? 0); at = next[at] ?? 0) this.statement(at, into);
      lowering.closeBlock();
      return into;
    }
    functionNode(i: number, name: Parameters<TypeScript['functionNode']>[1]) {
      return lowerFunctionNode(this, i, name);
    }
    classNode(i: number, name: Parameters<TypeScript['classNode']>[1]) {
      return lowerClassNode(this, i, name);
    }
    type(i: number): TypeRef | undefined {
      const { lowering } = this;
      if (lowering.isBroken(i) || !lowering.enter()) return undefined;
      const lower = types[lowering.tree.kind[i] ?? 0];
      const lowered = lower === undefined ? unnamed(this, i) : lower(this, i, textOfType(this, i));
      lowering.leave();
      return lowered;
    }
  }

  return {
    statements(lowering, i) {
      // What is no statement stands at top level only in a file that is broken as a whole.
      if (statements[lowering.tree.kind[i] ?? 0] === undefined) return [lowering.broken(i)];
      const into: Statement[] = [];
      new Grammar(lowering).statement(i, into);
      return into;
    },
  };
}

function textOfType(ts: TypeScript, i: number): string {
  return ts.lowering.textOf(i);
}

/** The record of named node kinds as an array by symbol. */
function bySymbol<T>(names: GrammarNames, record: Readonly<Record<string, T>>): (T | undefined)[] {
  return names.symbols.map((name, symbol) => (names.isNamed[symbol] && Object.hasOwn(record, name) ? record[name] : undefined));
}
