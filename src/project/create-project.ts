/**
 * Reads what a project says outside of its code: which files there are, manifests, module naming, schemas. Answers where a
 * module's file is and folds the files' summaries with what was read.
 */

import type { Constraint, ProjectFacts } from '#facts/project-facts';
import type { FileSummary } from '#facts/summary';
import type { Files } from '#host/ports';
import { clientAppOf } from './client-app';
import { FileIndex } from './file-index';
import { fold } from './fold';
import { GoPackages, isGo, isVendored, parseGoMod } from './go-modules';
import { isJava, isLocalJava, resolveJava } from './java-modules';
import { isJavaScript, isLocalJavaScript, type JavaScriptModules, resolveJavaScript } from './javascript-modules';
import type { Manifest } from './manifest';
import { createNamedPackages, mayNamePackages } from './named-packages';
import { parsePackageJson } from './package-json';
import { folderOf, nearest } from './paths';
import { parsePrismaSchema } from './prisma-schema';
import { isRequirements, parsePyproject, parseRequirements } from './python-manifests';
import { isLocalPython, isPython, resolvePython } from './python-modules';
import { parseSqlSchema } from './sql-schema';
import { type ModuleNaming, readModuleNaming } from './tsconfig';

export interface Project {
  /** Files of a language that is read, sorted as listed. */
  readonly sources: readonly string[];
  readonly problems: readonly string[];
  readonly manifests: readonly Manifest[];
  readonly constraints: readonly Constraint[];
  /** Path of the file a module name leads to; `/path` names it from the facts root. */
  resolveModule(from: string, module: string): string | undefined;
  /** All files behind a module: one, or those of a package whose files see each other (Go). */
  filesOf(from: string, module: string): readonly string[];
  /** The name is one of the project's own, found or not. */
  isLocal(from: string, module: string): boolean;
  /** What kind of application for people the file's package is, if it is one. */
  clientApp(path: string): 'page' | 'desktop' | undefined;
  fold(summaries: Iterable<FileSummary>): ProjectFacts;
}

/** Manifests, configurations and schemas beyond these numbers and sizes are left unread. */
const MAX_FILES = 2000;
const MAX_BYTES = 512 * 1024;
/** Lock files are written by programs. */
const MAX_LOCK_BYTES = 8 * 1024 * 1024;

/** Whether a change of the path can change the project beyond the file itself. */
export function isProjectFile(path: string): boolean {
  return kindOf(path) !== undefined || mayNamePackages(path);
}

export async function createProject(
  files: Files,
  known?: { readonly paths: readonly string[]; readonly problems: readonly string[] },
): Promise<Project> {
  const { paths, problems } = known ?? (await files.list(''));
  const texts = new Map<string, string>();
  for (const path of paths.filter((each) => kindOf(each) !== undefined).slice(0, MAX_FILES)) {
    const text = await files.read(path, MAX_BYTES);
    if (text.ok) texts.set(path, text.text);
  }
  const mentions = new Map<string, string | undefined>();
  for (const path of paths.filter(mayNamePackages).slice(0, MAX_FILES)) {
    const text = await files.read(path, MAX_LOCK_BYTES);
    mentions.set(path, text.ok ? text.text : undefined);
  }
  return projectOf(paths, problems, texts, mentions);
}

const isSource = (path: string): boolean =>
  isPython(path) || (isGo(path) && !isVendored(path)) || isJava(path) || isJavaScript(path);

type Kind = 'package' | 'gomod' | 'requirements' | 'pyproject' | 'naming' | 'prisma' | 'sql';

function kindOf(path: string): Kind | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (file === 'package.json') return 'package';
  if (file === 'go.mod') return 'gomod';
  if (file === 'pyproject.toml' || file === 'Pipfile') return 'pyproject';
  if (/^(?:ts|js)config(?:\.[\w-]+)*\.json$/.test(file)) return 'naming';
  if (file.endsWith('.prisma')) return 'prisma';
  if (file.endsWith('.sql')) return 'sql';
  return isRequirements(path) ? 'requirements' : undefined;
}

function projectOf(
  paths: readonly string[],
  problems: readonly string[],
  texts: ReadonlyMap<string, string>,
  mentions: ReadonlyMap<string, string | undefined>,
): Project {
  const manifests: Manifest[] = [];
  const constraints: Constraint[] = [];
  const namings = new Map<string, ModuleNaming>();
  for (const [path, text] of texts)
    switch (kindOf(path)) {
      case 'package':
        manifests.push(...parsePackageJson(path, text));
        break;
      case 'pyproject':
        manifests.push(parsePyproject(path, text));
        break;
      case 'gomod':
        manifests.push(parseGoMod(path, text));
        break;
      case 'requirements':
        manifests.push(parseRequirements(path, text));
        break;
      case 'naming':
        addNaming(namings, path, (each) => texts.get(each));
        break;
      case 'prisma':
        constraints.push(...parsePrismaSchema(path, text));
        break;
      case 'sql':
        constraints.push(...parseSqlSchema(path, text));
        break;
      default:
    }
  const index = new FileIndex(paths);
  const npm = manifests.filter(({ kind }) => kind === 'javascript');
  const modules: JavaScriptModules = {
    index,
    namings,
    manifests: new Map(npm.map((manifest) => [manifest.folder, manifest])),
    packages: new Map(npm.filter(({ name }) => name !== '').map((manifest) => [manifest.name, manifest])),
  };
  const packages = new GoPackages(index, manifests);
  const resolve = (from: string, module: string): string | undefined => {
    if (module.startsWith('/')) return index.has(module.slice(1)) ? module.slice(1) : undefined;
    if (isGo(from)) return packages.filesOf(from, module)[0];
    const file = isPython(from)
      ? resolvePython(index, from, module)
      : isJava(from)
        ? resolveJava(index, from, module)
        : resolveJavaScript(modules, from, module);
    return file === undefined || !isSource(file) ? undefined : file;
  };
  const resolveModule = remembered(resolve);
  const namedPackages = createNamedPackages({ index, manifests, namings: [...namings.values()], texts, mentions });
  return {
    sources: paths.filter(isSource),
    problems,
    manifests,
    constraints,
    resolveModule,
    filesOf: (from, module) => {
      if (isGo(module.startsWith('/') ? module : from)) return packages.filesOf(from, module);
      const file = resolveModule(from, module);
      return file === undefined ? [] : [file];
    },
    isLocal: (from, module) =>
      module.startsWith('/') ||
      (isGo(from)
        ? packages.isLocal(from, module)
        : isPython(from)
          ? isLocalPython(index, from, module)
          : isJava(from)
            ? isLocalJava(index, from, module)
            : isLocalJavaScript(modules, from, module)),
    clientApp: (path) => (isJavaScript(path) ? clientAppOf(nearest(modules.manifests, path)) : undefined),
    fold: (each) => {
      const summaries = [...each];
      return fold({ summaries, manifests, constraints, resolveModule, packages: namedPackages(summaries) });
    },
  };
}

/** `tsconfig.json` speaks for its folder; the variants that stand beside it only when it names no paths itself. */
function addNaming(namings: Map<string, ModuleNaming>, path: string, textOf: (path: string) => string | undefined): void {
  const folder = folderOf(path);
  const naming = readModuleNaming(path, textOf);
  const isMain = /(?:^|\/)(?:ts|js)config\.json$/.test(path);
  const known = namings.get(folder);
  const says = naming.patterns.length > 0 || naming.baseUrl !== undefined;
  if (known === undefined ? says || isMain : says && (isMain || (known.patterns.length === 0 && known.baseUrl === undefined)))
    namings.set(folder, naming);
}

/** Files of one folder resolve a module alike. */
function remembered(
  resolve: (from: string, module: string) => string | undefined,
): (from: string, module: string) => string | undefined {
  const folders = new Map<string, Map<string, string | undefined>>();
  return (from, module) => {
    // A file does not import itself: where it has the module's name, it sees what others of its folder do not.
    if (isJava(from)) return resolve(from, module);
    if (isPython(from) && isNamesake(from, module)) return resolve(from, module);
    const folder = folderOf(from);
    let known = folders.get(folder);
    if (known === undefined) {
      known = new Map();
      folders.set(folder, known);
    }
    if (known.has(module)) return known.get(module);
    const path = resolve(from, module);
    known.set(module, path);
    return path;
  };
}

function isNamesake(from: string, module: string): boolean {
  const dot = module.indexOf('.');
  return (
    from.endsWith(`/${dot < 0 ? module : module.slice(0, dot)}.py`) || from === `${dot < 0 ? module : module.slice(0, dot)}.py`
  );
}
