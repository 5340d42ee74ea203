/** Methods of Go's types: functions of the package that are named by their type, `Handler.create`. */
import type { ClassNode, FileModel, FunctionNode } from '#code/model';

export function packageMethods(
  { language, items }: FileModel,
  { name }: ClassNode,
): readonly (readonly [string, FunctionNode])[] {
  if (language !== 'go') return [];
  return items.flatMap(({ fn }) =>
    fn.functions.flatMap((method) =>
      method.name.startsWith(`${name}.`) ? [[method.name.slice(name.length + 1), method] as const] : [],
    ),
  );
}
