/** Sees files that mount what no text names: route folders read at start, globs, modules imported by a computed name. */
import type { Call, FileModel, FunctionNode, Item } from '#code/model';
import type { Analysis } from '../analysis';
import type { SummaryContributor } from '../contributor';
import type { FileSummary } from '../summary';

/** Packages that mount a folder by themselves. */
const LOADER_PACKAGES =
  /['"](?:@fastify\/autoload|fastify-autoload|express-file-routing|fs-router|require-dir(?:ectory)?|require-all|glob-all|consign|express-load)['"]/;
const READS_FOLDER =
  /\b(?:readdirSync|readdir|globSync|glob|fastGlob|fg|iter_modules|walk_packages|find_modules|autodiscover_tasks|import\.meta\.glob|require\.context)\b/;
/** Parts of these names: looking for plain text is many times quicker than looking for a pattern. */
const READING: readonly string[] = [
  'readdir',
  'glob',
  'Glob',
  'fg',
  '_modules',
  'walk_packages',
  'autodiscover_tasks',
  'require.context',
];
const IMPORTS =
  /\b(?:require|import|import_module|__import__|import_string|load_module|import\.meta\.glob|require\.context|autodiscover_tasks)\b/;

const HANGS =
  /\b(?:use|register|register_blueprint|include_router|add_router|route|mount|autodiscover_tasks)\s*\(|\((?:app|server|fastify|router|api)\s*[,)]/;

export const loaders: SummaryContributor = {
  name: 'loaders',
  mounts(analysis): FileSummary['mounts'] {
    const { text } = analysis.model;
    const item = LOADER_PACKAGES.test(text) ? itemHolding(analysis.model, LOADER_PACKAGES) : readsAndImports(analysis);
    return item === undefined
      ? []
      : [{ target: { name: '*' }, on: undefined, traits: {}, at: analysis.locationOf({ item, start: 0, end: item.end }) }];
  },
};

function itemHolding({ items, text }: FileModel, pattern: RegExp): Item | undefined {
  return items.find((item) => pattern.test(text.slice(item.base, item.base + item.end)));
}

/** A folder is read, something is imported by a name that is not written there, and routes or tasks are hung up with it. */
function readsAndImports(analysis: Analysis): Item | undefined {
  const { model } = analysis;
  if (!READING.some((name) => model.text.includes(name))) return undefined;
  if (!READS_FOLDER.test(model.text) || !IMPORTS.test(model.text) || !HANGS.test(model.text)) return undefined;
  return model.items.find((item) => allCalls(item.fn, 0).some((call) => isOpenImport(analysis, call)));
}

const MAX_NESTING = 12;

function allCalls(fn: FunctionNode, depth: number): readonly Call[] {
  return depth > MAX_NESTING ? fn.calls : [...fn.calls, ...fn.functions.flatMap((inner) => allCalls(inner, depth + 1))];
}

const IMPORTING: ReadonlySet<string> = new Set([
  'require',
  'import',
  'import_module',
  '__import__',
  'import_string',
  'load_module',
]);

function isOpenImport(analysis: Analysis, { callee, args }: Call): boolean {
  const name = callee.kind === 'identifier' ? callee.name : callee.kind === 'member' ? callee.property : '';
  if (name === 'autodiscover_tasks') return true;
  if (name === 'glob' || name === 'context') return /^(?:import\.meta\.glob|require\.context)$/.test(analysis.textOf(callee));
  const first = args[0]?.value;
  return IMPORTING.has(name) && first !== undefined && first.kind !== 'literal';
}
