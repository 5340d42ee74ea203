/** Arithmetic on `/`-separated paths relative to the facts root; the root itself is ''. */

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** `undefined` when `..` leads out of the root. */
export function joinPath(folder: string, relative: string): string | undefined {
  const segments = folder === '' ? [] : folder.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** The folder and those around it, innermost first, down to ''. */
export function ancestorsOf(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== ''; ) {
    at = folderOf(at);
    found.push(at);
  }
  return found;
}

/** The value of the innermost folder around the path that has one. */
export function nearest<T>(byFolder: ReadonlyMap<string, T>, path: string): T | undefined {
  for (const folder of ancestorsOf(folderOf(path))) {
    const value = byFolder.get(folder);
    if (value !== undefined) return value;
  }
  return undefined;
}
