/**
 * The options a call is given, as far as they can be read: an object literal, a variable that holds one, spreads of known
 * objects, Python's keywords and `**known`, and keys set on the variable afterwards in the same function.
 */
import { type Call, type Expression, functionOf, type Node, type ObjectExpression } from '#code/model';
import type { Analysis } from './analysis';
import { walkBody } from './walk';

export interface Options {
  readonly entries: ReadonlyMap<string, Expression>;
  /** Why keys that are not in `entries` may be there all the same; `undefined` when the set is closed. */
  readonly open: string | undefined;
  /** The object literal written in the call itself, where a key can be added. */
  readonly literal: ObjectExpression | undefined;
}

export const NO_OPTIONS: Options = { entries: new Map(), open: undefined, literal: undefined };

/** Depth to which a spread of a spread is followed. */
const DEPTH = 4;

/** Reads one options argument. */
export function optionsOf(analysis: Analysis, expression: Expression | undefined): Options {
  if (expression === undefined) return NO_OPTIONS;
  const reading = new Reading(analysis);
  reading.read(expression, DEPTH);
  return { entries: reading.entries, open: reading.open, literal: expression.kind === 'object' ? expression : undefined };
}

/** Python: the keywords of a call, with what `**` adds. */
export function keywordsOf(analysis: Analysis, call: Call): Options {
  const reading = new Reading(analysis);
  for (const { name, value, spread } of call.args) {
    if (name !== undefined) reading.entries.set(name, value);
    else if (spread && !isPositionalSpread(analysis, value)) reading.read(value, DEPTH);
  }
  return { entries: reading.entries, open: reading.open, literal: undefined };
}

/** `*args` may hold anything but keywords; the model does not tell it from `**kwargs`, a list literal or a name ending so does. */
function isPositionalSpread(analysis: Analysis, value: Expression): boolean {
  return analysis.model.text[absoluteStart(value) - 2] !== '*';
}

function absoluteStart(node: Node): number {
  let at: Node = node;
  while (at.kind !== 'item') at = at.parent;
  return at.base + ('start' in node ? node.start : 0);
}

class Reading {
  readonly entries = new Map<string, Expression>();
  open: string | undefined;

  constructor(private readonly analysis: Analysis) {}

  read(expression: Expression, depth: number): void {
    if (depth === 0) {
      this.open ??= 'the options are spread too deeply to follow';
      return;
    }
    switch (expression.kind) {
      case 'object':
        for (const entry of expression.entries) {
          if (entry.spread) this.read(entry.value, depth - 1);
          else if (entry.key !== undefined) this.entries.set(entry.key, entry.value);
          else this.open ??= 'the options have a computed key';
        }
        return;
      case 'cast':
      case 'spread':
        this.read(expression.value, depth);
        return;
      case 'conditional':
        // `...(x ? { signal } : {})`: the keys of either branch may be there.
        this.read(expression.whenTrue, depth - 1);
        this.read(expression.whenFalse, depth - 1);
        return;
      case 'binary':
        // `options ?? {}` and `cond && { … }`: the object side tells what may be there.
        if (expression.operator !== '&&') this.read(expression.left, depth - 1);
        this.read(expression.right, depth - 1);
        return;
      case 'literal':
        return;
      case 'call':
        if (this.#isMerge(expression)) for (const { value } of expression.args) this.read(value, depth - 1);
        else if (this.#isDict(expression)) this.#keywords(expression, depth);
        else this.open ??= `${this.analysis.textOf(expression, 40)} makes the options`;
        return;
      default:
        this.#follow(expression, depth);
    }
  }

  #follow(expression: Expression, depth: number): void {
    const origin = this.analysis.originOf(expression);
    if (origin.kind === 'expression' && origin.path.length === 0 && origin.node !== expression) this.read(origin.node, depth - 1);
    else this.open ??= `${this.analysis.textOf(expression, 40)} may hold more options`;
    if (expression.kind === 'identifier') this.#assigned(expression.name, expression);
  }

  /** Keys set on the variable in the function that uses it: `options.signal = …`, `kwargs["timeout"] = …`, `kwargs.setdefault(…)`. */
  #assigned(name: string, user: Node): void {
    walkBody(functionOf(user), (node) => {
      if (node.kind === 'assign') {
        const key = keyOn(name, node.target);
        if (key !== undefined) this.entries.set(key, node.value);
      } else if (node.kind === 'call' && node.callee.kind === 'member' && node.callee.property === 'setdefault') {
        const [key, value] = node.args;
        if (isNamed(name, node.callee.object) && key?.value.kind === 'literal' && value !== undefined)
          this.entries.set(String(key.value.value), value.value);
      }
      return undefined;
    });
  }

  #isMerge(call: Call): boolean {
    return this.analysis.calleeOf(call) === ':Object.assign';
  }

  #isDict(call: Call): boolean {
    return call.callee.kind === 'identifier' && call.callee.name === 'dict';
  }

  #keywords(call: Call, depth: number): void {
    for (const { name, value, spread } of call.args) {
      if (name !== undefined) this.entries.set(name, value);
      else if (spread || call.args.length > 0) this.read(value, depth - 1);
    }
  }
}

function isNamed(name: string, node: Node): boolean {
  return node.kind === 'identifier' && node.name === name;
}

function keyOn(name: string, target: Node): string | undefined {
  if (target.kind === 'member' && isNamed(name, target.object)) return target.property;
  if (target.kind === 'index' && isNamed(name, target.object) && target.index.kind === 'literal')
    return String(target.index.value);
  return undefined;
}
