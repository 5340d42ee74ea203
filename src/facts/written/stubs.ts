/** Functions that stand there without doing their work: an exception in place of it, or nothing at all. */
import { type ClassNode, type Expression, type FunctionNode, type Item, type Node, placeOf, type Statement } from '#code/model';
import { forEachChild } from '#code/walk';
import { IDLE_NAMES, NOT_IMPLEMENTED } from '#libraries/unfinished-words';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { lastName } from '../origins/full-name';
import type { Unfinished } from './unfinished';

const MAY_THROW = /implement|todo\b/i;

export function stubsOf(analysis: Analysis, item: Item): readonly Unfinished[] {
  const { functions } = sitesOf(item);
  if (functions.length === 0) return [];
  const { text } = analysis.model;
  const mayThrow = MAY_THROW.test(text.slice(item.base, item.base + item.end));
  const found: Unfinished[] = [];
  for (const fn of functions) {
    const body = workOf(fn);
    if (body.length === 0) found.push(...(emptyFunction(analysis, fn) ?? []));
    else if (mayThrow) found.push(...(thrownInstead(fn, body) ?? []));
  }
  if (analysis.model.language === 'python' && /range\(.*:\s*pass\b/s.test(text.slice(item.base, item.base + item.end)))
    found.push(...idleLoops(item));
  return found;
}

/** What a body holds beside its docstring. */
function workOf({ body }: FunctionNode): readonly Statement[] {
  return body.filter((statement, at) => !isNothing(statement) && !(at === 0 && isText(statement)));
}

function isText(statement: Statement): boolean {
  return statement.kind === 'expression' && statement.expression.kind === 'literal' && statement.expression.type === 'string';
}

/** `pass`, `...`, `;` */
function isNothing(statement: Statement): boolean {
  if (statement.kind === 'other-statement') return statement.word === 'pass' || statement.word === 'empty';
  return statement.kind === 'expression' && isEllipsis(statement.expression);
}

function isEllipsis(expression: Expression): boolean {
  return expression.kind === 'other'
    ? false
    : expression.kind === 'literal' && expression.type === 'other' && expression.value === '...';
}

/** Handlers and plain functions of a module: methods and callbacks that do nothing are how a hook is left alone. */
function emptyFunction(analysis: Analysis, fn: FunctionNode): readonly Unfinished[] | undefined {
  // A method of Go is named by its type.
  if (fn.cls !== undefined || fn.name.includes('.') || fn.name === '' || IDLE_NAMES.test(fn.name) || fn.isBroken)
    return undefined;
  if (analysis.path.endsWith('.pyi')) return undefined;
  const declared = fn.parent;
  if (declared.kind !== 'function-declaration' || declared.parent.kind !== 'item') return undefined;
  if (fn.decorators.length > 0 && !fn.decorators.some(isRoute)) return undefined;
  // What is written in it says why it is empty; what it says is read elsewhere.
  const { item } = placeOf(fn);
  const { text } = analysis.model;
  const closing = text.indexOf('}', item.base + fn.bodyStart) - item.base;
  // A comment behind the body can belong to it in the syntax tree.
  const end = analysis.model.language === 'python' || closing < 0 ? fn.bodyEnd : Math.min(closing, fn.bodyEnd);
  if (item.comments.some((comment) => fn.bodyStart <= comment.start && comment.start < end)) return undefined;
  return [{ place: { item, ...fn.nameSpan }, weight: 'likely', says: `${fn.name} has nothing in its body` }];
}

const ROUTES: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'route', 'api_route', 'websocket', 'task']);

function isRoute(decorator: Expression): boolean {
  return decorator.kind === 'call' && ROUTES.has(lastName(decorator.callee));
}

function thrownInstead(fn: FunctionNode, body: readonly Statement[]): readonly Unfinished[] | undefined {
  const only = body.length <= 2 ? body.at(-1) : undefined;
  const thrown = only?.kind === 'throw' && saysSo(only.value) ? only : undefined;
  if (thrown === undefined) return partlyThrown(body);
  const says = `${fn.name === '' ? 'this function' : fn.name} throws in place of doing its work`;
  const place = placeOf(thrown);
  if (fn.cls === undefined) return [{ place, weight: 'sure', says }];
  const why = abstractBy(fn, fn.cls);
  if (why !== undefined) return [{ place, weight: 'sure', says, kept: why }];
  // A class with nothing above it may be there to be extended elsewhere.
  return [{ place, weight: fn.cls.bases.length > 0 ? 'sure' : 'quiet', says }];
}

/** One case among others that is not there yet: often it is what cannot be, said in the same words. */
function partlyThrown(body: readonly Statement[]): readonly Unfinished[] {
  const found: Unfinished[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'fn' || node.kind === 'cls') return;
    if (node.kind === 'throw' && saysSo(node.value))
      found.push({ place: placeOf(node), weight: 'quiet', says: 'one of its cases is said to be not implemented' });
    else forEachChild(node, visit, undefined);
  };
  for (const statement of body) visit(statement);
  return found;
}

function saysSo(thrown: Expression | undefined): boolean {
  if (thrown === undefined) return false;
  if (thrown.kind !== 'call') return /^NotImplemented(?:Error)?$/.test(lastName(thrown));
  if (/^NotImplemented/.test(lastName(thrown.callee))) return true;
  const first = thrown.args[0]?.value;
  if (first?.kind === 'template') return first.parts.some((part) => typeof part === 'string' && NOT_IMPLEMENTED.test(part));
  return first?.kind === 'literal' && typeof first.value === 'string' && NOT_IMPLEMENTED.test(first.value);
}

const ABSTRACT_BASES = /^(?:ABC|ABCMeta|Protocol|Interface)$/;
const ABSTRACT_NAMES = /^(?:_?Base|Abstract|I(?=[A-Z][a-z]))|(?:Base|Mixin|Interface|Protocol|Abstract)$/;

/** What makes it a form for others to fill in. */
function abstractBy(fn: FunctionNode, cls: ClassNode): string | undefined {
  if (fn.decorators.some((each) => /abstract/i.test(lastName(each)))) return `${fn.name} is abstract`;
  const isAbstract =
    ABSTRACT_NAMES.test(cls.name) ||
    cls.bases.some((base) => ABSTRACT_BASES.test(lastName(base))) ||
    cls.keywords.some(({ value }) => ABSTRACT_BASES.test(lastName(value)));
  if (isAbstract) return `${cls.name} is there to be extended`;
  const forms = cls.methods.filter((method) => {
    const body = workOf(method);
    const last = body.at(-1);
    return last?.kind === 'throw' && saysSo(last.value);
  });
  return cls.bases.length === 0 && forms.length >= 2 ? `${cls.name} leaves several methods to others` : undefined;
}

/** `for i in range(n): pass` */
function idleLoops(item: Item): readonly Unfinished[] {
  const found: Unfinished[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'loop' && node.style === 'each' && node.body.every(isNothing) && node.source?.kind === 'call') {
      const { callee } = node.source;
      if (callee.kind === 'identifier' && callee.name === 'range')
        found.push({
          place: { ...placeOf(node), end: node.source.end },
          weight: 'likely',
          says: 'the loop has nothing in its body',
        });
    }
    forEachChild(node, visit, undefined);
  };
  visit(item);
  return found;
}
