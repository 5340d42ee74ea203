/** Which file a class of Java stands in: `com.acme.Order` below a source folder, `./Order` in the same package. */
import type { FileIndex } from './file-index';
import { ancestorsOf, folderOf, joinPath } from './paths';

export function isJava(path: string): boolean {
  return path.endsWith('.java');
}

export function resolveJava(index: FileIndex, from: string, module: string): string | undefined {
  if (module.startsWith('./')) {
    const beside = joinPath(folderOf(from), `${module.slice(2)}.java`);
    return beside !== undefined && beside !== from && index.has(beside) ? beside : undefined;
  }
  const inner = `${module.replaceAll('.', '/')}.java`;
  for (const folder of ancestorsOf(folderOf(from)))
    for (const root of [folder, folder === '' ? 'src/main/java' : `${folder}/src/main/java`]) {
      const file = root === '' ? inner : `${root}/${inner}`;
      if (file !== from && index.has(file)) return file;
    }
  return undefined;
}

export function isLocalJava(index: FileIndex, from: string, module: string): boolean {
  return module.startsWith('./') || resolveJava(index, from, module) !== undefined;
}
