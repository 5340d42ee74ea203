/** What a declared type names, and what the names in its arguments do: `list[Item]` leads to `list` and to `Item`. */
import type { Expression, Parameter, TypeRef } from '#code/model';
import type { Analysis } from '../analysis';
import type { Origin } from '../origin';

export function typeOrigins(analysis: Analysis, type: TypeRef | undefined, param: Parameter): readonly Origin[] {
  if (type === undefined) return [];
  const [root = '', ...rest] = type.name.split('.');
  const inner = type.args.flatMap((each) => typeOrigins(analysis, each, param));
  if (root === '') return inner;
  const { start, end, parent } = param.target;
  let expression: Expression = { kind: 'identifier', name: root, start, end, parent };
  for (const property of rest)
    expression = { kind: 'member', object: expression, property, propertyStart: start, start, end, parent };
  return [analysis.originOf(expression), ...inner];
}
