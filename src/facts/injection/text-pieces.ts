/** A text taken apart into what is written in the program and the holes that something else fills, followed through names and helpers of the language. */
import type { Expression, Identifier } from '#code/model';
import { functionOf } from '#code/model';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';

export type Piece = string | Expression;

export interface Pieces {
  readonly parts: readonly Piece[];
  /** Where the text is put together: not there when it is handed over as it came. */
  readonly built: Expression | undefined;
}

const DEPTH = 8;

export function piecesOf(analysis: Analysis, expression: Expression): Pieces {
  let built: Expression | undefined;
  const note = (node: Expression): void => {
    built ??= node;
  };
  return { parts: partsOf(analysis, expression, DEPTH, note), built };
}

type Note = (node: Expression) => void;

function partsOf(analysis: Analysis, at: Expression, depth: number, note: Note): readonly Piece[] {
  if (depth === 0) return [at];
  const inner = (each: Expression): readonly Piece[] => partsOf(analysis, each, depth - 1, note);
  switch (at.kind) {
    case 'literal':
      return [String(at.value ?? '')];
    case 'await':
    case 'cast':
      return inner(at.value);
    case 'template':
      if (at.tag !== undefined) return ['?'];
      note(at);
      return at.parts.flatMap((part) => (typeof part === 'string' ? [part] : inner(part)));
    case 'binary':
      if (at.operator === '+') {
        const parts = [...inner(at.left), ...inner(at.right)];
        // Two numbers are added as well; a text is one where something in it is written.
        if (parts.some((part) => typeof part === 'string')) note(at);
        return parts;
      }
      if (at.operator === '%') return formatted(at, inner(at.left), at.right, inner, note);
      return [at];
    case 'call':
      return ofCall(at, inner, note);
    case 'array':
      return [at];
    case 'object': {
      const text = at.entries.find(({ key }) => key === 'text' || key === 'sql')?.value;
      return text === undefined ? [at] : inner(text);
    }
    case 'identifier':
      return ofName(analysis, at, depth, note);
    default:
      return [at];
  }
}

/** `'… %s' % value`, `% (a, b)`, `% {'a': a}`: numbers by `%d`. */
function formatted(
  at: Expression,
  left: readonly Piece[],
  right: Expression,
  inner: (each: Expression) => readonly Piece[],
  note: Note,
): readonly Piece[] {
  if (left.length !== 1 || typeof left[0] !== 'string') return [at];
  note(at);
  const values = right.kind === 'array' ? right.elements : [right];
  const texts = left[0].split(/%(?:\((\w+)\))?([sdrif])/);
  const parts: Piece[] = [];
  for (let index = 0; index < texts.length; index += 3) {
    parts.push(texts[index] ?? '');
    const kind = texts[index + 2];
    if (kind === undefined) continue;
    const key = texts[index + 1];
    const named =
      key !== undefined && right.kind === 'object' ? right.entries.find((entry) => entry.key === key)?.value : undefined;
    const value = named ?? values[index / 3];
    if (value === undefined || /[dif]/.test(kind)) parts.push('?');
    else parts.push(...inner(value));
  }
  return parts;
}

function ofCall(
  at: Extract<Expression, { kind: 'call' }>,
  inner: (each: Expression) => readonly Piece[],
  note: Note,
): readonly Piece[] {
  const { callee, args } = at;
  const name = lastName(callee);
  const first = args[0]?.value;
  if (callee.kind === 'member') {
    if (name === 'format' && first !== undefined && callee.object.kind !== 'identifier') {
      const [text] = inner(callee.object);
      if (typeof text === 'string') {
        note(at);
        return filled(
          text,
          /\{\w*(?:![rs])?(?::[^{}]*)?\}/,
          args.map(({ value }) => value),
          inner,
        );
      }
    }
    if (name === 'concat' && callee.object.kind !== 'array') {
      const parts = [...inner(callee.object), ...args.flatMap(({ value }) => inner(value))];
      if (parts.some((part) => typeof part === 'string')) note(at);
      return parts;
    }
    if (name === 'format' && callee.object.kind === 'identifier' && callee.object.name === 'util' && first !== undefined) {
      const [text] = inner(first);
      note(at);
      if (typeof text === 'string')
        return filled(
          text,
          /%[sdijo]/,
          args.slice(1).map(({ value }) => value),
          inner,
        );
    }
    if (/^(?:trim|strip|dedent|toLowerCase|toUpperCase|lower|upper|replace|toString)$/.test(name)) return inner(callee.object);
  }
  if (/^(?:text|dedent|String|str|f|unsafe|raw|Raw|literal)$/.test(name) && first !== undefined && args.length === 1)
    return inner(first);
  return [at];
}

function filled(
  text: string,
  hole: RegExp,
  values: readonly Expression[],
  inner: (each: Expression) => readonly Piece[],
): readonly Piece[] {
  const texts = text.split(hole);
  return texts.flatMap((part, index) => {
    const value = values[index];
    return index === texts.length - 1 ? [part] : value === undefined ? [part, '?'] : [part, ...inner(value)];
  });
}

/** What a name is given, in every place where it is given or added to. */
function ofName(analysis: Analysis, at: Identifier, depth: number, note: Note): readonly Piece[] {
  const binding = analysis.bindingOf(at.name, at);
  if (binding?.kind !== 'declaration' || binding.path.length > 0) return [at];
  const values: Expression[] = [];
  if (binding.value !== undefined) values.push(binding.value);
  if (!binding.isConstant) {
    walkBody(functionOf(at), (node) => {
      if (node.kind !== 'assign' || node.target.kind !== 'identifier' || node.target.name !== at.name) return undefined;
      if (!values.includes(node.value) && node.start < at.start) values.push(node.value);
      return undefined;
    });
  }
  if (values.length === 0 || values.length > 12) return [at];
  return values.flatMap((value) => {
    const parts = partsOf(analysis, value, depth - 1, note);
    // What it is made of says nothing more than its name does.
    return parts.length === 1 && typeof parts[0] !== 'string' ? [at] : parts;
  });
}
