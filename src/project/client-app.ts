/** Tells by its dependencies whether a package is an application that people hold in their hand or have on their desk. */
import { CLIENT_APPS, SERVER_FRAMEWORKS } from '#libraries/runtimes';
import type { Manifest } from './manifest';

export function clientAppOf(manifest: Manifest | undefined): 'page' | 'desktop' | undefined {
  if (manifest === undefined) return undefined;
  const names = [...manifest.dependencies.keys()];
  if (names.some((name) => SERVER_FRAMEWORKS.test(name))) return undefined;
  const has = (kind: 'page' | 'desktop'): boolean => names.some((name) => CLIENT_APPS[kind].test(name));
  return has('page') ? 'page' : has('desktop') ? 'desktop' : undefined;
}
