/** The calls of a file that put something before routes or hang one router on another, and what they hang. */
import { type Call, type Expression, type FunctionNode, type Item, itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import { keywordsOf } from '../options';
import { HANGING, rootName } from '../origins/influence';
import { groupOf } from './go-routes';
import { flatten, positionals } from './registration';
import { type Router, routerOf, sameRouter, textValue } from './router';
import { sitesOf } from './sites';

const indexed = new WeakMap<Analysis, readonly Call[]>();

export function usesIn(analysis: Analysis): readonly Call[] {
  let calls = indexed.get(analysis);
  if (calls === undefined) {
    calls = analysis.itemsWhere(hasUses).flatMap(usesOfItem);
    indexed.set(analysis, calls);
  }
  return calls;
}

// Depends on the item alone, and items live on across edits.
const OF_ITEM = new WeakMap<Item, readonly Call[]>();

function usesOfItem(item: Item): readonly Call[] {
  let calls = OF_ITEM.get(item);
  if (calls === undefined) {
    calls = sitesOf(item).calls.filter(isUse);
    OF_ITEM.set(item, calls);
  }
  return calls;
}

const hasUses = (item: Item): boolean => usesOfItem(item).length > 0;

function isUse({ callee, args }: Call): boolean {
  return args.length > 0 && callee.kind === 'member' && HANGING.has(callee.property);
}

/** The router a call is made on, if its root has this name (asked first, since it is cheap). */
export function calledOn(analysis: Analysis, call: Call): Router | undefined {
  return call.callee.kind === 'member' ? routerOf(analysis, call.callee.object)?.router : undefined;
}

export const isText = (expression: Expression): boolean => expression.kind === 'literal' || expression.kind === 'template';

interface MountInFile {
  readonly call: Call;
  readonly parent: Router | undefined;
  readonly links: readonly Expression[];
  readonly open: Expression | undefined;
  readonly path: string;
}

/** Where this file hangs the router (or the plugin function it is a parameter of) on another one. */
export function mountsInFile(analysis: Analysis, router: Router): readonly MountInFile[] {
  const plugin = router.parameter?.fn;
  if (plugin !== undefined) return pluginMounts(analysis, plugin);
  const group = router.dialect === 'go' ? groupOf(analysis, router) : undefined;
  if (group !== undefined) return [{ ...group, open: undefined }];
  if (router.name === '') return [];
  if (router.home === undefined) analysis.mentioning(router.name);
  return usesIn(analysis).flatMap((call): readonly MountInFile[] => {
    const positional = positionals(call);
    const at = positional.findIndex((arg) => isRouter(analysis, arg, router));
    return at < 0 ? [] : (mountIn(analysis, call, positional, at) ?? []);
  });
}

function isRouter(analysis: Analysis, arg: Expression, router: Router): boolean {
  // Koa hands over `router.routes()`.
  const value =
    arg.kind === 'call' && arg.callee.kind === 'member' && /^(?:routes|middleware)$/.test(arg.callee.property)
      ? arg.callee.object
      : arg;
  if (value.kind !== 'identifier' && value.kind !== 'member') return false;
  if (rootName(value) !== router.name) return false;
  const other = routerOf(analysis, value)?.router;
  return other !== undefined && sameRouter(other, router);
}

/** The mount that a call makes of its argument number `at`. */
function mountIn(
  analysis: Analysis,
  call: Call,
  positional: readonly Expression[],
  at: number,
): readonly MountInFile[] | undefined {
  const parent = calledOn(analysis, call);
  if (parent === undefined && call.callee.kind !== 'member') return undefined;
  const { entries } = keywordsOf(analysis, call);
  const first = positional[0];
  const text = first !== undefined && isText(first) && at > 0 ? textValue(analysis, first) : '';
  const prefix = textValue(analysis, entries.get('prefix') ?? entries.get('url_prefix'));
  const dependencies = entries.get('dependencies') ?? entries.get('auth');
  const before = positional.slice(text === '' ? 0 : 1, at);
  const { list, open } = flatten(analysis, dependencies === undefined ? before : [...before, dependencies]);
  return [{ call, parent, links: list, open, path: text || prefix }];
}

/** `X.register(async (scope) => …)`, `X.register(routes)`, `routes(app)`. */
function pluginMounts(analysis: Analysis, plugin: FunctionNode): readonly MountInFile[] {
  const holder = plugin.parent.kind === 'function' ? plugin.parent.parent : undefined;
  if (holder?.kind === 'call') return mountOn(analysis, holder) ?? [];
  if (plugin.name === '') return [];
  const found: MountInFile[] = [];
  for (const item of [...new Set([...analysis.mentioning(plugin.name), itemOf(plugin)])])
    for (const call of sitesOf(item).calls) {
      const isHandedOver = call.args.some(({ value }) => value.kind === 'identifier' && value.name === plugin.name);
      if (isHandedOver) found.push(...(mountOn(analysis, call) ?? []));
      else if (call.callee.kind === 'identifier' && call.callee.name === plugin.name) {
        const parent = call.args.flatMap(({ value }) => routerOf(analysis, value)?.router ?? [])[0];
        if (parent !== undefined) found.push({ call, parent, links: [], open: undefined, path: '' });
      }
    }
  return found;
}

function mountOn(analysis: Analysis, call: Call): readonly MountInFile[] | undefined {
  const parent = calledOn(analysis, call);
  if (parent === undefined) return undefined;
  if (parent.dialect === 'go') {
    const values = positionals(call).filter(({ kind }) => kind !== 'function');
    const [path] = values;
    const isPath = path !== undefined && isText(path);
    return [{ call, parent, links: values.slice(isPath ? 1 : 0), open: undefined, path: textValue(analysis, path) }];
  }
  const prefix = call.args.flatMap(({ value }) =>
    value.kind === 'object' ? value.entries.filter((entry) => entry.key === 'prefix') : [],
  )[0];
  return [{ call, parent, links: [], open: undefined, path: textValue(analysis, prefix?.value) }];
}
