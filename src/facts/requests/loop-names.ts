/** Names that a round of a loop sets, and those it reads. */
import type { Node } from '#code/model';
import { writtenName } from '../origins/full-name';
import { walk } from '../walk';

/** '' for a pattern that takes a value apart. */
export function targetName(target: Node): string {
  return target.kind === 'identifier' || target.kind === 'member' ? writtenName(target) : '';
}

/** Identifiers and members as written, each where it stands: `a.b` gives `a.b` and `a`. */
export function namesIn(node: Node): readonly string[] {
  const names: string[] = [];
  walk(node, (each) => {
    if (each.kind === 'identifier') names.push(each.name);
    if (each.kind === 'member') names.push(writtenName(each));
    return undefined;
  });
  return names;
}
