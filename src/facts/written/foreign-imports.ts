/** Packages an item imports when it runs, and whether the code goes on without them. */
import { type Call, type Expression, type Item, type Node, placeOf, type Try } from '#code/model';
import { isBuiltIn } from '#libraries/builtin-modules';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { type ImportedModule, importedBy } from '../origins/imported-modules';

export interface ForeignImport {
  readonly node: Node;
  /** `@scope/name`, `name`; of a dotted Python module its first name. */
  readonly name: string;
  /** It runs whenever the file is loaded; else only where the function is called or the branch is taken. */
  readonly isCertain: boolean;
  /** Where the code around goes on when it is not there. */
  readonly held: { readonly where: Where; readonly what: string } | undefined;
}

/** Code for another project than the one it lies in: scaffolds that are copied out, sources that a parser is fed with. */
const FOR_OTHERS =
  /(?:^|\/)(?:resources|corpus|corpora|snapshots|templates?|boilerplates?|skeletons?|scaffold(?:s|ing)?|starters?|playgrounds?|sandbox|cookiecutter[^/]*|[^/]*\{\{[^/]*)\//i;

export function foreignImports(analysis: Analysis, item: Item): readonly ForeignImport[] {
  const { language } = analysis.model;
  // The compilers of the others end where an import leads nowhere.
  if (language === 'go' || language === 'java') return [];
  const imports = importedBy(analysis.model, item);
  if (imports.length === 0 || FOR_OTHERS.test(analysis.path) || analysis.asWhole(declaresItself)) return [];
  const isPython = language === 'python';
  return imports.flatMap((imported) => {
    const name = packageOf(isPython ? 'python' : 'javascript', imported.module);
    if (name === undefined || isTypeOnly(analysis, imported)) return [];
    const { node } = imported;
    return [{ node, name, isCertain: isAlwaysRun(node), held: goesOnWithout(node) }];
  });
}

/** The package a module belongs to that somebody has to install; `undefined` for what is built in and for names of no registry. */
export function packageOf(language: 'javascript' | 'python', module: string): string | undefined {
  const name = language === 'python' ? pythonPackage(module) : javaScriptPackage(module);
  return name === undefined || isBuiltIn(language, name) ? undefined : name;
}

/** A script that says in a comment of its own what is to be installed (PEP 723). */
function declaresItself({ model }: Analysis): boolean {
  return model.language === 'python' && /^# \/\/\/ script\s*$/m.test(model.text);
}

function pythonPackage(module: string): string | undefined {
  const [first = ''] = module.split('.', 1);
  return /^[A-Za-z]\w*$/.test(first) ? first : undefined;
}

/** Names of the registry are lower case; `virtual:`, `~`, `@/`, `#`, `$lib`, paths and addresses are none. */
function javaScriptPackage(module: string): string | undefined {
  if (/[:!?*$\\]/.test(module)) return undefined;
  return /^(?:@[a-z0-9-][\w.-]*\/)?[a-z0-9][a-z0-9._-]*(?=\/|$)/.exec(module)?.[0];
}

/** Nothing of it is left when the program runs. */
function isTypeOnly({ model }: Analysis, { node }: ImportedModule): boolean {
  if (node.kind === 'import' && node.typeOnly) return true;
  if (model.language === 'python' || (node.kind !== 'import' && node.kind !== 'export')) return false;
  const { item, start, end } = placeOf(node);
  const text = model.text.slice(item.base + start, item.base + Math.min(end, start + 2000));
  if (/^(?:import|export)\s+type\b(?!\s*(?:,|from\b))/.test(text)) return true;
  const names = /^(?:import|export)\s*\{([^}]*)\}/.exec(text)?.[1];
  return names?.split(',').every((each) => each.trim() === '' || /^\s*type\s+\w/.test(each)) === true;
}

function isAlwaysRun(node: Node): boolean {
  for (let at: Node = node; at.kind !== 'item'; at = at.parent) {
    if (at.kind === 'if' || at.kind === 'conditional') return false;
    if (at.kind === 'fn') return at.parent.kind === 'item' && at === at.parent.fn;
  }
  return true;
}

function goesOnWithout(node: Node): ForeignImport['held'] {
  let below: Node = node;
  for (let at: Node = node; at.kind !== 'item'; below = at, at = at.parent) {
    if (at.kind === 'fn') return undefined;
    if (at.kind === 'call' && at !== node && isCatch(at))
      return { where: placeOf(at), what: 'what follows when it cannot be loaded' };
    if (at.kind === 'handler' && at.types.some(isImportError))
      return { where: placeOf(at), what: 'it stands in for another package' };
    if (at.kind !== 'try' || !isBodyOf(at, below)) continue;
    const handler = at.handlers.find(({ types }) => types.length === 0 || types.some(isImportError));
    if (handler !== undefined) return { where: placeOf(handler), what: 'the code goes on where it is not installed' };
  }
  return undefined;
}

const isBodyOf = ({ body }: Try, node: Node): boolean => body.some((each) => each === node);

/** `import('x').catch(…)`. */
const isCatch = ({ callee }: Call): boolean => callee.kind === 'member' && callee.property === 'catch';

function isImportError(type: Expression): boolean {
  if (type.kind === 'identifier') return /^(?:ImportError|ModuleNotFoundError|Exception|BaseException)$/.test(type.name);
  return 'elements' in type && type.elements.some((each) => each !== undefined && isImportError(each as Expression));
}
