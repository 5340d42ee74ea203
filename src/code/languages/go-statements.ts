/** Go's statements. A node may become several, and neighbours may become one (`go-errors.ts`), so lists go to lists. */
import { adopt, ORPHAN } from '../lowering';
import type { Expression, If, OtherStatement, Return, Statement, Throw } from '../model';
import { assignment, declarations } from './go-assignments';
import { attempt, initialized } from './go-attempts';
import { imports, packageClause, typeDeclarations, variables } from './go-declarations';
import { isErrorName, makesError, mentions } from './go-errors';
import { loop, selection, switchStatement } from './go-flow';
import { declaration } from './go-functions';
import type { Go } from './go-reader';

type Lower = (go: Go, i: number) => Statement | readonly Statement[];

export function statements(go: Go, i: number): readonly Statement[] {
  return go.lowered(i, BY_KIND.get(go.kind(i)));
}

/** The statements of a block, a case, a list of them; -1 has none. */
export function block(go: Go, i: number): readonly Statement[] {
  const list = go.kind(i) === 'statement_list' ? i : go.childOfKind(i, 'statement_list');
  const nodes = go.named(list);
  const found: Statement[] = [];
  go.lowering.openBlock();
  for (let at = 0; at < nodes.length; ) {
    const tried = attempt(go, nodes, at);
    if (tried === undefined) found.push(...statements(go, nodes[at++] ?? -1));
    else {
      found.push(tried.statement);
      at = tried.next;
    }
  }
  go.lowering.closeBlock();
  return found;
}

const BY_KIND: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['package_clause', packageClause],
  ['import_declaration', imports],
  ['type_declaration', typeDeclarations],
  ['var_declaration', variables],
  ['const_declaration', variables],
  ['function_declaration', declaration],
  ['method_declaration', declaration],
  ['short_var_declaration', declarations],
  ['assignment_statement', assignment],
  ['inc_statement', (go, i) => step(go, i, '++')],
  ['dec_statement', (go, i) => step(go, i, '--')],
  ['expression_statement', (go, i) => go.lowering.statementOf(go.only(i), go.at(i).start, go.at(i).end)],
  ['send_statement', word('send')],
  ['receive_statement', declarations],
  ['defer_statement', word('defer')],
  ['go_statement', word('go')],
  ['break_statement', word('break')],
  ['continue_statement', word('continue')],
  ['goto_statement', word('goto')],
  ['fallthrough_statement', word('fallthrough')],
  ['empty_statement', word('')],
  [
    'labeled_statement',
    (go, i) =>
      go
        .named(i)
        .slice(1)
        .flatMap((each) => statements(go, each)),
  ],
  ['block', (go, i) => adopt({ kind: 'block', ...go.at(i), body: go.block(i) })],
  ['return_statement', returned],
  ['if_statement', (go, i) => conditional(go, i)],
  ['for_statement', loop],
  ['expression_switch_statement', switchOrChain],
  ['type_switch_statement', switchStatement],
  ['select_statement', selection],
]);

function word(name: string): Lower {
  const isJump = /^(?:break|continue|goto|fallthrough)$/.test(name);
  return (go, i) => {
    const children = isJump ? [] : go.named(i).map((each) => go.expression(each));
    return adopt<OtherStatement>({ kind: 'other-statement', ...go.at(i), word: name, children });
  };
}

function step(go: Go, i: number, operator: string): Statement {
  const { start, end } = go.at(i);
  return go.lowering.statementOf(adopt({ kind: 'unary', ...go.at(i), operator, value: go.only(i) }), start, end);
}

/** An error that is made or known to be there leaves the function as an exception would; one that may be nil is a value. */
function returned(go: Go, i: number): Statement {
  const values = go.named(i).flatMap((each) => go.list(each));
  const last = values.at(-1);
  if (go.givesError && last !== undefined) {
    if (isRaised(go, last)) return adopt<Throw>({ kind: 'throw', ...go.at(i), value: go.expression(last), cause: undefined });
    if (go.kind(last) === 'nil') values.pop();
  }
  const [first, ...more] = values;
  const value =
    first === undefined
      ? undefined
      : more.length === 0
        ? go.expression(first)
        : adopt<Expression>({
            kind: 'array',
            start: go.lowering.start(first),
            end: go.lowering.end(more.at(-1) ?? first),
            parent: ORPHAN,
            elements: values.map((each) => go.expression(each)),
          });
  return adopt<Return>({ kind: 'return', ...go.at(i), value });
}

function isRaised(go: Go, i: number): boolean {
  return go.kind(i) !== 'nil' && (makesError(go, i) || go.errors.some((name) => mentions(go, i, name)));
}

function conditional(go: Go, i: number): readonly Statement[] {
  const initializer = go.child(i, 'initializer');
  const found = initializer < 0 ? undefined : initialized(go, i, initializer);
  if (found !== undefined) return [found];
  const condition = go.child(i, 'condition');
  const first = initializer < 0 ? [] : statements(go, initializer);
  const test = condition < 0 ? go.lowering.broken(i) : go.expression(condition);
  const name = /^\(?(\w+) != nil\)?$/.exec(go.text(condition))?.[1];
  const isError = name !== undefined && isErrorName(name);
  if (isError) go.errors.push(name);
  const then = go.block(go.child(i, 'consequence'));
  if (isError) go.errors.pop();
  const alternative = go.child(i, 'alternative');
  const otherwise =
    alternative < 0 ? [] : go.kind(alternative) === 'if_statement' ? statements(go, alternative) : go.block(alternative);
  const statement = adopt<If>({ kind: 'if', ...go.at(i), test, then, otherwise });
  return first.length === 0 ? [statement] : [adopt({ kind: 'block', ...go.at(i), body: [...first, statement] })];
}

/** Without a subject a `switch` is an `if` chain. */
function switchOrChain(go: Go, i: number): Statement | readonly Statement[] {
  if (go.child(i, 'value') >= 0) return switchStatement(go, i);
  const initializer = go.child(i, 'initializer');
  const before = initializer < 0 ? [] : statements(go, initializer);
  let otherwise: readonly Statement[] = [];
  const arms: { node: number; test: Expression; body: readonly Statement[] }[] = [];
  for (const each of go.named(i)) {
    if (each === initializer) continue;
    const values = go.list(go.child(each, 'value'));
    if (values.length === 0) otherwise = go.block(each);
    else {
      const tests = values.map((value) => go.expression(value));
      const test = tests.reduce((left, right) =>
        adopt({ kind: 'binary', start: left.start, end: right.end, parent: ORPHAN, operator: '||', left, right }),
      );
      arms.push({ node: each, test, body: go.block(each) });
    }
  }
  const { end } = go.at(i);
  for (const { node, test, body: then } of arms.reverse())
    otherwise = [adopt<If>({ kind: 'if', start: go.lowering.start(node), end, parent: ORPHAN, test, then, otherwise })];
  return [...before, ...otherwise];
}
