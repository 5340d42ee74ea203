/** Sees files that mount what no text names: route folders read at start, globs, modules imported by a computed name. */
import type { Call, FileModel, FunctionNode, Item } from '#code/model';
import type { Analysis } from './analysis';
import type { SummaryContributor } from './contributor';
import type { FileSummary } from './summary';

/** Packages that mount a folder by themselves. */
const LOADER_PACKAGES =
  /['"](?:@fastify\/autoload|fastify-autoload|express-file-routing|fs-router|require-dir(?:ectory)?|require-all|glob-all|consign|express-load)['"]/;
const READS_FOLDER =
  /\b(?:readdirSync|readdir|globSync|glob|fastGlob|fg|iter_modules|walk_packages|find_modules|autodiscover_tasks|import\.meta\.glob|require\.context)\b/;
const IMPORTS =
  /\b(?:require|import|import_module|__import__|import_string|load_module|import\.meta\.glob|require\.context|autodiscover_tasks)\b/;

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

/** A folder is read and something is imported by a name that is not written there. */
function readsAndImports(analysis: Analysis): Item | undefined {
  const { model } = analysis;
  if (!READS_FOLDER.test(model.text) || !IMPORTS.test(model.text)) return undefined;
  return model.items.find((item) => allCalls(item.fn, 0).some((call) => isOpenImport(call)));
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
const MOUNTING: ReadonlySet<string> = new Set(['glob', 'context', 'autodiscover_tasks']);

function isOpenImport({ callee, args }: Call): boolean {
  const name = callee.kind === 'identifier' ? callee.name : callee.kind === 'member' ? callee.property : '';
  if (MOUNTING.has(name))
    return (
      callee.kind === 'member' &&
      (name === 'autodiscover_tasks' || callee.object.kind !== 'identifier' || callee.object.name === 'require')
    );
  const first = args[0]?.value;
  return IMPORTING.has(name) && first !== undefined && first.kind !== 'literal';
}
