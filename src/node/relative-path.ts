/** Which paths a port takes: relative to its root, `/`-separated, and nothing that could step out of it. */
import path from 'node:path';

/** Absolute path of a port path, by its text alone; undefined when it is not a path below the root. */
export function resolveBelow(root: string, relative: string): string | undefined {
  if (relative.includes('\0') || relative.startsWith('/')) return undefined;
  // On Windows a backslash separates too, and a colon names a drive or an alternate stream.
  if (path.sep === '\\' && /[\\:]/.test(relative)) return undefined;
  const parts = relative.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return undefined;
  return path.join(root, ...parts);
}

/** Whether an absolute path is the root or below it; both without links. */
export function isBelow(root: string, absolute: string): boolean {
  const between = path.relative(root, absolute);
  return between === '' || (between !== '..' && !between.startsWith(`..${path.sep}`) && !path.isAbsolute(between));
}
