/** Async functions put where a declared type says that nothing comes back: an entry of an object, a member, a variable. */
import type { Expression, FunctionNode, Node, TypeRef } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { isWatched } from '../runners/runner';
import { walkBody } from '../walk';
import type { AsyncSite } from './async-site';
import { takesNothingBack } from './promise-types';
import { caughtIn, declaredType, isAsyncFunction } from './promises';

/** In the function's own code, in source order. */
export function typedSlots(analysis: Analysis, fn: FunctionNode): readonly AsyncSite[] {
  const sites: AsyncSite[] = [];
  const put = (value: Expression, name: string): void => {
    const site = siteOf(analysis, value, name, fn);
    if (site !== undefined) sites.push(site);
  };
  const fill = (type: TypeRef | undefined, value: Expression | undefined): void => {
    if (type === undefined || value === undefined) return;
    if (value.kind === 'function' && takesNothingBack(type)) put(value, type.text);
    const shape = value.kind === 'object' ? shapeOf(analysis, type) : '';
    if (value.kind !== 'object' || shape === '') return;
    for (const { key, value: entry, spread } of value.entries)
      if (key !== undefined && !spread && isVoidMember(shape, key)) put(entry, key);
  };
  walkBody(fn, (node) => {
    if (node.kind === 'declare') fill(node.type, node.value);
    if (node.kind === 'return') fill(fn.returnType, node.value);
    if (node.kind === 'assign' && node.target.kind === 'member') {
      const type = declaredType(analysis, node.target.object);
      if (type !== undefined && isVoidMember(shapeOf(analysis, type), node.target.property))
        put(node.value, node.target.property);
    }
    return undefined;
  });
  return sites;
}

function siteOf(analysis: Analysis, value: Expression, name: string, fn: FunctionNode): AsyncSite | undefined {
  const callback = analysis.functionValue(value);
  if (callback === undefined || !isAsyncFunction(analysis, callback)) return undefined;
  const place = placeOf(value);
  const caught = caughtIn(analysis, callback);
  if (caught.kind === 'yes') return { kind: 'heard', place, where: caught.where, what: caught.what };
  const evidence = `\`${name}\` gives back nothing by its type: the promise of this function is dropped`;
  return { kind: 'loose', place, confidence: isWatched(analysis) ? 'low' : 'medium', evidence, call: undefined, fn };
}

const MAX_SHAPE = 4_000;

/** The members as written, of an inline type or of an interface or alias of this file; '' when they are not known. */
function shapeOf(analysis: Analysis, type: TypeRef): string {
  if (type.text.startsWith('{')) return type.text;
  if (!/^\w+$/.test(type.name) || type.name !== type.text) return '';
  for (const item of analysis.mentioning(type.name))
    for (const statement of item.statements) {
      const text = isTypeStatement(statement) ? analysis.textOf(statement, MAX_SHAPE) : '';
      if (new RegExp(`^(?:export )?(?:interface|type) ${type.name}\\b[^{]*\\{`).test(text)) return text;
    }
  return '';
}

function isTypeStatement(statement: Node): statement is Node & { readonly kind: 'other-statement' } {
  return statement.kind === 'other-statement' && /^(?:interface|type)$/.test(statement.word);
}

/** `f(): void`, `f?: () => void`. */
function isVoidMember(shape: string, name: string): boolean {
  if (shape === '' || !/^\w+$/.test(name)) return false;
  return new RegExp(`[{;,\\s]${name}\\??(?:\\([^()]*\\): void|: \\([^()]*\\) => void)\\s*[;,}]`).test(shape);
}
