/**
 * Go's errors are values that are tested after the call. The model says what the two mean together: the call is tried, and
 * the branch for the error handles its failure. `x, err := f()`, `if err != nil { … }` is a `try` whose body gives `x`.
 */
import type { Go } from './go-reader';

/** Names errors go by. */
const ERROR_NAME = /^(?:e|err|error|\w*(?:[eE]rr|Error)\d*|err\w+)$/;

export function isErrorName(name: string): boolean {
  return ERROR_NAME.test(name) && !/^Err/.test(name);
}

/** What a test says of an error: it is there, it is not, it is one of a kind; `undefined` for any other test. */
export type ErrorTest =
  | { readonly is: 'there' }
  | { readonly is: 'absent' }
  | { readonly is: 'kind'; readonly type: number }
  | undefined;

/** `node` is a condition, `name` what holds the error as written: `err`, `res.Error`. */
export function errorTest(go: Go, node: number, name: string): ErrorTest {
  switch (go.kind(node)) {
    case 'parenthesized_expression':
      return errorTest(go, go.named(node)[0] ?? -1, name);
    case 'binary_expression':
      return comparison(go, node, name);
    case 'call_expression': {
      const args = go.named(go.child(node, 'arguments'));
      if (args[0] === undefined || go.text(args[0]) !== name) return undefined;
      const called = go.text(go.child(node, 'function'));
      if (/^(?:\w+\.)?(?:Is|As)$/.test(called) && args[1] !== undefined) return { is: 'kind', type: args[1] };
      return args.length === 1 && /(?:^|\.)(?:[iI]s|Is[A-Z])\w*$/.test(called)
        ? { is: 'kind', type: go.child(node, 'function') }
        : undefined;
    }
    default:
      return undefined;
  }
}

function comparison(go: Go, node: number, name: string): ErrorTest {
  const left = go.child(node, 'left');
  const right = go.child(node, 'right');
  const operator = go.word(node, 'operator');
  if (operator === '&&') {
    // `err != nil && !errors.Is(err, X)`: what is left out is expected.
    const isThere = errorTest(go, left, name)?.is === 'there';
    return isThere && narrows(go, right, name) ? { is: 'there' } : undefined;
  }
  const other = go.text(left) === name ? right : go.text(right) === name ? left : -1;
  if (other < 0) return undefined;
  if (go.kind(other) === 'nil') return operator === '!=' ? { is: 'there' } : operator === '==' ? { is: 'absent' } : undefined;
  return operator === '==' ? { is: 'kind', type: other } : undefined;
}

/** `!errors.Is(err, X)`, `err != X`, and several of them. */
function narrows(go: Go, node: number, name: string): boolean {
  if (go.kind(node) === 'unary_expression')
    return go.word(node, 'operator') === '!' && errorTest(go, go.child(node, 'operand'), name)?.is === 'kind';
  if (go.kind(node) !== 'binary_expression') return false;
  const left = go.child(node, 'left');
  const right = go.child(node, 'right');
  const operator = go.word(node, 'operator');
  if (operator === '&&') return narrows(go, left, name) && narrows(go, right, name);
  return operator === '!=' && go.text(left) === name && go.kind(right) !== 'nil';
}

/** The name that holds the error a call gives, and the call's node. */
export interface Tried {
  readonly name: string;
  readonly call: number;
}

/** `x, err := f()`, `err = f()`; the statement is one call whose last result is an error by its name. */
export function triedIn(go: Go, i: number): Tried | undefined {
  const kind = go.kind(i);
  if (kind !== 'short_var_declaration' && kind !== 'assignment_statement') return undefined;
  const [value, ...more] = go.list(go.child(i, 'right'));
  const last = go.list(go.child(i, 'left')).at(-1);
  if (value === undefined || last === undefined || more.length > 0 || go.kind(last) !== 'identifier') return undefined;
  if (go.kind(i) === 'assignment_statement' && !/^=$/.test(go.word(i, 'operator'))) return undefined;
  return isErrorName(go.text(last)) && holdsCall(go, value) ? { name: go.text(last), call: value } : undefined;
}

/** `res := db.Create(&x)`: a result that carries its error itself (`res.Error`). */
export function carrierIn(go: Go, i: number): string | undefined {
  if (go.kind(i) !== 'short_var_declaration') return undefined;
  const [value, ...more] = go.list(go.child(i, 'right'));
  const [name, ...others] = go.list(go.child(i, 'left'));
  if (value === undefined || name === undefined || more.length > 0 || others.length > 0) return undefined;
  return go.kind(value) === 'call_expression' && go.kind(name) === 'identifier' ? `${go.text(name)}.Error` : undefined;
}

function holdsCall(go: Go, i: number): boolean {
  const kind = go.kind(i);
  if (kind === 'call_expression') return true;
  return kind === 'selector_expression' && holdsCall(go, go.child(i, 'operand'));
}

/** The name occurs in the node's text as a word. */
export function mentions(go: Go, i: number, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?!\\w)`).test(go.text(i));
}

/** What a returned value says by itself: made an error here, whatever the caller does with it. */
export function makesError(go: Go, i: number): boolean {
  const text = go.text(i);
  switch (go.kind(i)) {
    case 'call_expression':
      return /^(?:fmt\.Errorf|(?:\w*[eE]rr\w*)\.(?:New|Newf|Errorf|Wrap|Wrapf|WithStack|WithMessage|Join)|status\.Errorf?|echo\.NewHTTPError|fiber\.NewError|connect\.NewError|\w*\.?[nN]ew\w*Err(?:or)?f?|\w*ctx\w*\.Err)\(/i.test(
        text,
      );
    case 'identifier':
    case 'selector_expression':
      return (
        /(?:^|\.)(?:[eE]rr[A-Z]\w*|\w+Err)$|^(?:io|context|sql|pgx|gorm|http|os|fs)\.[A-Z]\w*$|^fiber\.Err/.test(text) &&
        text !== 'err'
      );
    case 'unary_expression':
    case 'composite_literal':
      return /^&?(?:\w+\.)?\w*Err(?:or)?s?\{/.test(text);
    default:
      return false;
  }
}
