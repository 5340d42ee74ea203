/** Paths of routes. */

/** Joins a prefix and a path with one slash between them. */
export function joinPaths(...parts: readonly string[]): string {
  const joined = parts
    .filter((part) => part !== '' && part !== '/')
    .map((part) => `/${part.replace(/^\/+|\/+$/g, '')}`)
    .join('');
  return joined === '' && parts.some((part) => part !== '') ? '/' : joined;
}
