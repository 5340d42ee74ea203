/** The names a pattern binds, each with its path into the value that is taken apart. */
import type { Expression, Pattern } from '#code/model';

export interface Leaf {
  readonly name: string;
  /** `{a: [b]}` gives `b` the path `['a', '0']`; a computed key is `[]`; a rest is the thing it is the rest of. */
  readonly path: readonly string[];
  readonly fallback: Expression | undefined;
  readonly node: Pattern;
}

export function leavesOf(pattern: Pattern): readonly Leaf[] {
  if (pattern.kind === 'identifier') return [{ name: pattern.name, path: [], fallback: undefined, node: pattern }];
  const leaves: Leaf[] = [];
  collect(pattern, [], undefined, leaves);
  return leaves;
}

/** Depth is bounded by the model's. */
function collect(pattern: Pattern, path: readonly string[], fallback: Expression | undefined, leaves: Leaf[]): void {
  switch (pattern.kind) {
    case 'identifier':
      leaves.push({ name: pattern.name, path, fallback, node: pattern });
      return;
    case 'object-pattern':
      for (const prop of pattern.props) collect(prop.target, [...path, prop.key ?? '[]'], prop.fallback, leaves);
      if (pattern.rest !== undefined) collect(pattern.rest, path, undefined, leaves);
      return;
    case 'array-pattern':
      pattern.elements.forEach((element, index) => {
        if (element !== undefined) collect(element, [...path, String(index)], undefined, leaves);
      });
      if (pattern.rest !== undefined) collect(pattern.rest, path, undefined, leaves);
      return;
    default:
      return;
  }
}
