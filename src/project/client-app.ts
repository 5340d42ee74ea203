/** Tells by its dependencies whether a package is an application that people hold in their hand or have on their desk. */
import { CLIENT_APPS, SERVER_FRAMEWORKS } from '#libraries/runtimes';
import type { Manifest } from './manifest';

type ClientApp = 'page' | 'desktop' | undefined;

// All files of a package ask, and its dependencies stay as they are.
const KNOWN = new WeakMap<Manifest, { readonly app: ClientApp }>();

export function clientAppOf(manifest: Manifest | undefined): ClientApp {
  if (manifest === undefined) return undefined;
  let known = KNOWN.get(manifest);
  if (known === undefined) {
    known = { app: readClientApp([...manifest.dependencies.keys()]) };
    KNOWN.set(manifest, known);
  }
  return known.app;
}

function readClientApp(names: readonly string[]): ClientApp {
  if (names.some((name) => SERVER_FRAMEWORKS.test(name))) return undefined;
  const has = (kind: 'page' | 'desktop'): boolean => names.some((name) => CLIENT_APPS[kind].test(name));
  return has('page') ? 'page' : has('desktop') ? 'desktop' : undefined;
}
