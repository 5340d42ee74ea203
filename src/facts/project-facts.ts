/** What the whole project says, folded from summaries, manifests and schemas. Plain data; asked through `project/resolve`. */
import type { Location } from '#base/span';
import type { Condition, Trait } from './condition';
import type { FileSummary, Traits } from './summary';

export type LibraryUse = Extract<Condition, { kind: 'library' }>['use'];

export interface Constraint {
  readonly entity: string;
  readonly columns: readonly string[];
  readonly isPrimary: boolean;
  readonly at: Location;
}

/** A mount, its target and what it hangs on told by where they are declared. */
export interface FoldedMount {
  readonly target: Declared;
  readonly on: Declared | undefined;
  readonly traits: Traits;
  /** Set where the mount registers a handler. */
  readonly entry: FileSummary['mounts'][number]['entry'] | undefined;
  readonly at: Location;
}

/** `key` names the declaration, the same through all re-exports; `member` what is taken of it, '' for the whole, `*` for anything. */
export interface Declared {
  readonly key: string;
  readonly member: string;
}

export interface ProjectFacts {
  /** Folder of the project (a manifest's) that a path belongs to. */
  folderOf(path: string): string;
  summaryAt(path: string): FileSummary | undefined;
  /** Said for all applications of the project. */
  app(folder: string, trait: Trait): { readonly at: Location; readonly what: string } | undefined;
  declared(path: string, name: string): Declared;
  mountsOf(key: string): readonly FoldedMount[];
  /** Where a loader mounts what no text names; `undefined` when there is none. */
  readonly loader: Location | undefined;
  /** By normalised entity. */
  constraintsOf(entity: string): readonly Constraint[];
  undoesOf(entity: string): readonly { readonly what: string; readonly at: Location }[];
  library(folder: string, use: LibraryUse): Location | undefined;
  readonly packages: NamedPackages;
}

/** Which packages the project names, where. `name` is a package of the registry, or the first name of a Python module. */
export interface NamedPackages {
  /** The manifest that would have to declare it, or why that it does not is no news. */
  undeclared(
    path: string,
    name: string,
  ): { readonly nearest: Location } | { readonly declared: string } | { readonly unknown: string };
  elsewhere(path: string, name: string): Location | undefined;
}
