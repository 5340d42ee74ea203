/** Primary expressions of TypeScript and JavaScript: names, literals, templates, members and calls. */

import { adopt, ORPHAN } from '../lowering';
import type { Argument, Expression, Identifier, Literal } from '../model';
import { numberValue, unescaped } from './javascript-strings';
import { child, innerOf, KIND, kindOf, type LowerExpression, namedChildren, partOf, type TypeScript } from './typescript-context';

export const PRIMARY: Readonly<Record<string, LowerExpression>> = {
  identifier: lowerIdentifier,
  this: lowerWord,
  super: lowerWord,
  import: lowerWord,
  shorthand_property_identifier: lowerIdentifier,
  private_property_identifier: lowerWord,
  undefined: (ts, i) => literal(ts, i, undefined, 'null'),
  null: (ts, i) => literal(ts, i, null, 'null'),
  true: (ts, i) => literal(ts, i, true, 'boolean'),
  false: (ts, i) => literal(ts, i, false, 'boolean'),
  number: lowerNumber,
  string: lowerString,
  regex: (ts, i) => literal(ts, i, ts.lowering.textOf(i), 'other'),
  template_string: (ts, i) => lowerTemplate(ts, i, i, undefined),
  member_expression: lowerMember,
  nested_identifier: lowerMember,
  subscript_expression: lowerSubscript,
  meta_property: lowerMetaProperty,
  call_expression: lowerCall,
  new_expression: lowerNew,
};

function lowerIdentifier(ts: TypeScript, i: number): Identifier {
  const identifier = lowerWord(ts, i);
  ts.lowering.mention(identifier.name);
  return identifier;
}

/** A word of the language in the place of a name. */
function lowerWord(ts: TypeScript, i: number): Identifier {
  const name = ts.lowering.textOf(i);
  return { kind: 'identifier', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, name };
}

function literal(ts: TypeScript, i: number, value: Literal['value'], type: Literal['type']): Literal {
  return { kind: 'literal', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, value, type };
}

function lowerNumber(ts: TypeScript, i: number): Literal {
  const text = ts.lowering.textOf(i);
  const value = numberValue(text);
  return value === undefined ? literal(ts, i, text, 'other') : literal(ts, i, value, 'number');
}

function lowerString(ts: TypeScript, i: number): Literal {
  return literal(ts, i, unescaped(ts.lowering.textOf(i).slice(1, -1)), 'string');
}

/** `i`: the literal; `whole`: the node with its tag. One without tag and holes is a string. */
function lowerTemplate(ts: TypeScript, i: number, whole: number, tag: Expression | undefined): Expression {
  const { lowering } = ts;
  const { text, tree } = lowering;
  const parts: (string | Expression)[] = [];
  let from = (tree.start[i] ?? 0) + 1;
  const addText = (to: number) => {
    if (to > from) parts.push(unescaped(text.slice(from, to)));
  };
  for (const each of namedChildren(ts, i)) {
    const isHole = kindOf(ts, each) === KIND.template_substitution;
    if (!isHole && !lowering.isBroken(each)) continue;
    addText(tree.start[each] ?? 0);
    parts.push(isHole ? innerOf(ts, each) : lowering.broken(each));
    from = tree.end[each] ?? 0;
  }
  addText((tree.end[i] ?? 0) - 1);
  if (tag === undefined && parts.every((each) => typeof each === 'string')) return literal(ts, i, parts[0] ?? '', 'string');
  return adopt({ kind: 'template', start: ts.lowering.start(whole), end: ts.lowering.end(whole), parent: ORPHAN, tag, parts });
}

function lowerMember(ts: TypeScript, i: number): Expression {
  const object = partOf(ts, child(ts, i, 'object'), i);
  const property = child(ts, i, 'property');
  if (property < 0) return ts.lowering.broken(i);
  return adopt({
    kind: 'member',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    object,
    property: ts.lowering.textOf(property),
    propertyStart: ts.lowering.start(property),
  });
}

function lowerSubscript(ts: TypeScript, i: number): Expression {
  const object = partOf(ts, child(ts, i, 'object'), i);
  const index = partOf(ts, child(ts, i, 'index'), i);
  if (index.kind === 'literal' && index.type === 'string') {
    const property = String(index.value);
    return adopt({
      kind: 'member',
      start: ts.lowering.start(i),
      end: ts.lowering.end(i),
      parent: ORPHAN,
      object,
      property,
      propertyStart: index.start + 1,
    });
  }
  return adopt({ kind: 'index', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, object, index });
}

/** `import.meta`, `new.target`. */
function lowerMetaProperty(ts: TypeScript, i: number): Expression {
  const [name = '', property = ''] = ts.lowering.textOf(i).split('.');
  const start = ts.lowering.start(i);
  const end = ts.lowering.end(i);
  const object: Identifier = { kind: 'identifier', start, end: start + name.trim().length, parent: ORPHAN, name: name.trim() };
  const trimmed = property.trim();
  return adopt({
    kind: 'member',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    object,
    property: trimmed,
    propertyStart: end - trimmed.length,
  });
}

function lowerCall(ts: TypeScript, i: number): Expression {
  const list = child(ts, i, 'arguments');
  const callee = partOf(ts, child(ts, i, 'function'), i);
  if (list >= 0 && kindOf(ts, list) === KIND.template_string) return lowerTemplate(ts, list, i, callee);
  return finishCall(ts, i, callee, list, false);
}

function lowerNew(ts: TypeScript, i: number): Expression {
  return finishCall(ts, i, partOf(ts, child(ts, i, 'constructor'), i), child(ts, i, 'arguments'), true);
}

function finishCall(ts: TypeScript, i: number, callee: Expression, list: number, isNew: boolean): Expression {
  const { lowering } = ts;
  const slot = lowering.openCall();
  const types = child(ts, i, 'type_arguments');
  return lowering.closeCall(slot, {
    kind: 'call',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    callee,
    args: list < 0 ? [] : lowerArguments(ts, list),
    isNew,
    argsEnd: list < 0 ? -1 : lowering.end(list) - 1,
    typeArgs: types < 0 ? '' : lowering.textOf(types),
  });
}

function lowerArguments(ts: TypeScript, list: number): Argument[] {
  const args: Argument[] = [];
  for (const each of namedChildren(ts, list)) {
    // What stands in a broken argument is not known, nor how many there are.
    if (ts.lowering.isBroken(each)) args.push({ name: undefined, value: ts.lowering.broken(each), spread: true });
    else if (kindOf(ts, each) === KIND.spread_element) args.push({ name: undefined, value: innerOf(ts, each), spread: true });
    else args.push({ name: undefined, value: ts.expression(each), spread: false });
  }
  return args;
}
