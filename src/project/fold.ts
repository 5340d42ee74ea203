/** Folds what all files, manifests and schemas say into the facts of the project. Each part is indexed when first asked for. */
import type { Location } from '#base/span';
import type { Trait } from '#facts/condition';
import { entityName } from '#facts/effects/entity-name';
import { exportNamed } from '#facts/origins/project-origins';
import { isTestPath } from '#facts/path-role';
import type { Constraint, Declared, FoldedMount, LibraryUse, NamedPackages, ProjectFacts } from '#facts/project-facts';
import type { ExportSummary, FileSummary } from '#facts/summary';
import { isGo } from './go-modules';
import { isJava } from './java-modules';
import { usesOf } from './library-uses';
import type { Manifest } from './manifest';
import { nearest } from './paths';
import { isPython } from './python-modules';

export interface FoldInput {
  readonly summaries: Iterable<FileSummary>;
  readonly manifests: readonly Manifest[];
  /** Constraints of schema files; those of code come from the summaries. */
  readonly constraints: readonly Constraint[];
  /** For modules that are named in text, not imported: Django's `include('orders.urls')`. */
  readonly resolveModule?: (from: string, module: string) => string | undefined;
  readonly packages?: NamedPackages;
}

/** Modules of a Java build are one application: what one of them says of all routes holds for the others, and for no other language. */
const JAVA = ':java';

const NO_PACKAGES: NamedPackages = { undeclared: () => ({ unknown: 'manifests were not read' }), elsewhere: () => undefined };

export function fold({ summaries, manifests, constraints, resolveModule, packages = NO_PACKAGES }: FoldInput): ProjectFacts {
  const byPath = new Map<string, FileSummary>();
  for (const summary of summaries) byPath.set(summary.path, summary);
  // What tests mount, set up or undo says nothing of the service.
  const files = [...byPath.values()].filter(({ path }) => !isTestPath(path));
  const folders = {
    javascript: new Map<string, string>(),
    python: new Map<string, string>(),
    go: new Map<string, string>(),
  };
  for (const { kind, folder } of manifests) folders[kind].set(folder, folder);
  const folderOf = (path: string): string =>
    isJava(path) ? JAVA : (nearest(folders[isPython(path) ? 'python' : isGo(path) ? 'go' : 'javascript'], path) ?? '');
  const declared = (path: string, name: string): Declared => declaredIn(byPath, path, name);

  const apps = lazily(() => indexApps(files, folderOf));
  const mounts = lazily(() => indexMounts(files, declared, resolveModule));
  const entities = lazily(() =>
    groupBy([...constraints, ...files.flatMap((file) => file.constraints)], (each) => entityName(each.entity)),
  );
  const undoes = lazily(() =>
    groupBy(
      files.flatMap((file) => file.undoes),
      (each) => entityName(each.entity),
    ),
  );
  const libraries = lazily(() => indexLibraries(files, manifests, folderOf));

  return {
    folderOf,
    summaryAt: (path) => byPath.get(path),
    app: (folder, trait) => apps().get(folder)?.get(trait),
    declared,
    mountsOf: (key) => mounts().byKey.get(key) ?? [],
    get loader() {
      return mounts().loader;
    },
    constraintsOf: (entity) => entities().get(entityName(entity)) ?? [],
    undoesOf: (entity) => undoes().get(entityName(entity)) ?? [],
    library: (folder, use) => libraries().get(folder)?.get(use),
    packages,
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function groupBy<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) entryOf(groups, keyOf(each), () => []).push(each);
  return groups;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

type AppTraits = ReadonlyMap<string, ReadonlyMap<Trait, { readonly at: Location; readonly what: string }>>;

function indexApps(files: readonly FileSummary[], folderOf: (path: string) => string): AppTraits {
  const apps = new Map<string, Map<Trait, { readonly at: Location; readonly what: string }>>();
  for (const { path, app } of files)
    for (const [trait, shown] of Object.entries(app) as [Trait, FileSummary['app'][Trait]][]) {
      const traits = entryOf(apps, folderOf(path), () => new Map());
      if (shown !== undefined && !traits.has(trait)) traits.set(trait, shown);
    }
  return apps;
}

function indexMounts(
  files: readonly FileSummary[],
  declared: (path: string, name: string) => Declared,
  resolveModule: FoldInput['resolveModule'],
) {
  const byKey = new Map<string, FoldedMount[]>();
  let loader: Location | undefined;
  for (const file of files) {
    const pathOf = modulePaths(file);
    const resolve = (thing: { readonly module?: string; readonly name: string }): Declared | undefined => {
      if (thing.module === undefined) return declared(file.path, thing.name);
      const path = pathOf(thing.module) ?? resolveModule?.(file.path, thing.module);
      return path === undefined ? undefined : declared(path, thing.name);
    };
    for (const { target, on, traits, entry, at } of file.mounts) {
      if (target.module === undefined && target.name === '*') loader ??= at;
      const folded = resolve(target);
      if (folded === undefined) continue;
      const mount: FoldedMount = { target: folded, on: on && resolve(on), traits, entry, at };
      entryOf(byKey, folded.key, () => []).push(mount);
    }
  }
  return { byKey, loader };
}

function modulePaths({ imports }: FileSummary): (module: string) => string | undefined {
  const paths = new Map(imports.map(({ module, path }) => [module, path]));
  return (module) => (module.startsWith('/') ? module.slice(1) : paths.get(module));
}

/**
 * The declaration behind a name of a file. A re-export tells where it was declared, so all names of one thing meet in one
 * key. A name that is no export is looked for among the members of exported objects and classes.
 */
function declaredIn(files: ReadonlyMap<string, FileSummary>, path: string, name: string): Declared {
  if (name === '*') return { key: fileKey(path), member: '*' };
  const file = files.get(path);
  const [first = '', ...rest] = name.split('.');
  const direct = exportNamed(file, first);
  if (direct !== undefined) return { key: keyOf(direct), member: rest.join('.') };
  const whole = exportNamed(file, 'default');
  if (whole !== undefined && Object.hasOwn(whole.methods, first)) return { key: keyOf(whole), member: name };
  const holder = file?.exports.find((each) => Object.hasOwn(each.methods, name));
  return holder === undefined ? { key: `${path}#${first}`, member: rest.join('.') } : { key: keyOf(holder), member: name };
}

const keyOf = ({ at }: ExportSummary): string => `${at.path}:${at.startLine}:${at.text}`;

export const fileKey = (path: string): string => `${path}#*`;

function indexLibraries(
  files: readonly FileSummary[],
  manifests: readonly Manifest[],
  folderOf: (path: string) => string,
): ReadonlyMap<string, ReadonlyMap<LibraryUse, Location>> {
  const libraries = new Map<string, Map<LibraryUse, Location>>();
  const note = (folder: string, name: string, at: Location): void => {
    for (const use of usesOf(name)) {
      const uses = entryOf(libraries, folder, () => new Map<LibraryUse, Location>());
      if (!uses.has(use)) uses.set(use, at);
    }
  };
  for (const { folder, dependencies } of manifests) for (const [name, at] of dependencies) note(folder, name, at);
  for (const { path, packages } of files) for (const { name, at } of packages) note(folderOf(path), name, at);
  return libraries;
}
