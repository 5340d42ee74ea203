/**
 * Routers: what a route is hung on. Which one it is (two mentions of one variable are one router), in which dialect it
 * speaks, and what was chained to it before (`router.route('/x').all(guard).post(…)`).
 */
import { type Call, type Expression, type FunctionNode, functionOf, type Node } from '#code/model';
import { GO_GROUPS } from '#libraries/go-web';
import { APPLICATIONS, type Dialect, ROUTER_NAMES, ROUTERS, VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { keywordsOf, optionsOf } from '../options';
import { type Origin, parameterOf } from '../origin';
import { fullName } from '../origins/full-name';
import { joinPaths } from './join-paths';

export interface Router {
  /** Known by its origin, or guessed by its name alone. */
  readonly dialect: Dialect | undefined;
  /** The same node and part mean the same router. */
  readonly key: Node;
  readonly part: string;
  /** Root name as written, by which its uses are found. */
  readonly name: string;
  /** The function it is declared in or handed to; `undefined` at module level. */
  readonly home: FunctionNode | undefined;
  /** Set when it is handed in: the function it is a parameter of is what gets mounted. */
  readonly parameter: { readonly fn: FunctionNode; readonly index: number } | undefined;
  /** Prefix given where it is made. */
  readonly prefix: string;
  /** An application listens itself: it is not hung on anything else. */
  readonly isApp: boolean;
  /** The expression that makes it, when that stands in this file. */
  readonly made: Call | undefined;
}

export interface RouterUse {
  readonly router: Router;
  /** Path of the `.route('/x')` or `.basePath('/x')` on the way. */
  readonly path: string;
  /** Links chained before: `.all(guard)`, `.use(guard)`. */
  readonly links: readonly Expression[];
}

/** Methods that hand the same router back. */
const CHAINED: ReadonlySet<string> = new Set([
  ...VERBS.keys(),
  'use',
  'route',
  'basePath',
  'withTypeProvider',
  'prefix',
  'on',
  'openapi',
  'register',
  'after',
  ...GO_GROUPS,
]);

export function sameRouter(one: Router, two: Router): boolean {
  return one.key === two.key && one.part === two.part;
}

/** The router an expression stands for, chained calls peeled off; `undefined` when it is none. */
export function routerOf(analysis: Analysis, expression: Expression): RouterUse | undefined {
  const links: Expression[] = [];
  let path = '';
  let at = expression;
  for (;;) {
    if (at.kind === 'await' || at.kind === 'cast') at = at.value;
    else if (at.kind === 'member' && at.property === 'router' && at.object.kind !== 'identifier') at = at.object;
    else if (
      at.kind === 'call' &&
      at.callee.kind === 'member' &&
      CHAINED.has(at.callee.property) &&
      (!isRouterOrigin(analysis, at) || GO_GROUPS.has(at.callee.property))
    ) {
      const method = at.callee.property;
      const first = at.args[0]?.value;
      if (method === 'route' || method === 'basePath') path = textValue(analysis, first) + path;
      else if (GO_GROUPS.has(method)) {
        const values = at.args.map(({ value }) => value).filter(({ kind }) => kind !== 'function');
        const isPath = first !== undefined && (first.kind === 'literal' || textValue(analysis, first) !== '');
        if (isPath) path = joinPaths(textValue(analysis, first), path);
        links.unshift(...values.slice(isPath ? 1 : 0));
      } else if (method === 'use' || method === 'all') links.unshift(...chainedLinks(analysis, at));
      at = at.callee.object;
    } else break;
  }
  // aiohttp: `app.router.add_post`; the dispatcher of an application is the application here.
  if (at.kind === 'member' && at.property === 'router' && dialectOf(analysis.originOf(at.object)) === 'aiohttp') at = at.object;
  const router = baseOf(analysis, at);
  if (router === undefined) return undefined;
  const chained = router.made !== undefined && router.made !== at ? chainedWhereMade(analysis, at) : undefined;
  return chained === undefined
    ? { router, path, links }
    : { router, path: chained.path + path, links: [...chained.links, ...links] };
}

/** `.use(guard)`, `.use('*', guard)`; what is limited to a path may not hold for the routes that follow. */
function chainedLinks(analysis: Analysis, call: Call): readonly Expression[] {
  const values = call.args.map((arg) => arg.value);
  const [first] = values;
  if (first?.kind !== 'literal' && first?.kind !== 'template') return values;
  return /^\/?\*?$/.test(textValue(analysis, first)) ? values.slice(1) : [];
}

/** `const api = new Hono().use(guard)`: what was chained where the variable got its value. */
function chainedWhereMade(analysis: Analysis, expression: Expression): RouterUse | undefined {
  if (expression.kind !== 'identifier') return undefined;
  const binding = analysis.bindingOf(expression.name, expression);
  const value = binding?.kind === 'declaration' ? binding.value : undefined;
  return value?.kind === 'call' &&
    value.callee.kind === 'member' &&
    CHAINED.has(value.callee.property) &&
    !GO_GROUPS.has(value.callee.property)
    ? routerOf(analysis, value)
    : undefined;
}

function isRouterOrigin(analysis: Analysis, call: Call): boolean {
  return ROUTERS.has(fullName(analysis.originOf(call)));
}

/** The dialect of what an origin leads to, chained calls included. */
function dialectOf(origin: Origin): Dialect | undefined {
  let name = fullName(origin);
  while (name !== '') {
    const known = ROUTERS.get(name);
    if (known !== undefined) return known;
    const shorter = /^(.*\(\))\.(\w+)\(\)$/.exec(name);
    const method = shorter?.[2];
    if (shorter === null || method === undefined || !CHAINED.has(method)) return undefined;
    name = shorter[1] ?? '';
  }
  return undefined;
}

function baseOf(analysis: Analysis, at: Expression): Router | undefined {
  if (at.kind !== 'identifier' && at.kind !== 'member' && at.kind !== 'call') return undefined;
  const origin = analysis.originOf(at);
  const dialect = dialectOf(origin);
  if (dialect === undefined && !isNamedLikeRouter(at, origin)) return undefined;
  const made = madeBy(origin);
  const source = parameterOf(origin);
  const parameter = source !== undefined && source.path.length === 0 ? { fn: source.fn, index: source.index } : undefined;
  const isApp = APPLICATIONS.has(fullName(origin));
  const common = { dialect, made, isApp, prefix: made === undefined ? '' : prefixOf(analysis, made), parameter };
  if (at.kind === 'call')
    return made === undefined ? undefined : { ...common, key: at, part: '', name: '', home: functionOf(at) };
  if (at.kind === 'member') {
    if (at.object.kind !== 'identifier') return undefined;
    const holder = at.object.name === 'this' ? functionOf(at).cls : undefined;
    const key = holder ?? keyOf(analysis, at.object);
    return key === undefined ? undefined : { ...common, key, part: at.property, name: at.object.name, home: undefined };
  }
  const key = keyOf(analysis, at);
  if (key === undefined) return undefined;
  const home = parameter?.fn ?? homeOf(key);
  return { ...common, key, part: '', name: at.name, home };
}

/** The declaration a name leads to; for an import the item that holds it. */
function keyOf(analysis: Analysis, at: Extract<Expression, { kind: 'identifier' }>): Node | undefined {
  const binding = analysis.bindingOf(at.name, at);
  switch (binding?.kind) {
    case 'declaration':
    case 'bound':
      return binding.node;
    case 'parameter':
      return binding.fn.params[binding.index]?.target;
    case 'import': {
      const [first] = analysis.declaring(at.name);
      return first ?? at;
    }
    default:
      return undefined;
  }
}

function homeOf(key: Node): FunctionNode | undefined {
  const fn = key.kind === 'item' ? key.fn : functionOf(key);
  return fn.parent.kind === 'item' && fn.name === '' && fn.parent.fn === fn ? undefined : fn;
}

function isNamedLikeRouter(at: Expression, origin: Origin): boolean {
  if (origin.kind === 'package' || origin.kind === 'global' || origin.kind === 'expression') return false;
  const name = at.kind === 'identifier' ? at.name : at.kind === 'member' ? at.property : '';
  return ROUTER_NAMES.has(name) || /(?:^|[a-z_])(?:Router|App|router|_app|_bp|Routes)$/.test(name);
}

/** The call of this file that makes the router. */
function madeBy(origin: Origin): Call | undefined {
  return origin.kind === 'package' ? origin.calls[0] : undefined;
}

const PREFIX_KEYS: readonly string[] = ['prefix', 'url_prefix'];

function prefixOf(analysis: Analysis, call: Call): string {
  const isPython = analysis.model.language === 'python';
  const { entries } = isPython ? keywordsOf(analysis, call) : optionsOf(analysis, call.args[0]?.value);
  for (const key of PREFIX_KEYS) {
    const value = entries.get(key);
    if (value !== undefined) return textValue(analysis, value);
  }
  return '';
}

/** The text of a constant string; holes of a template are written `{}`; '' when it is not known. */
export function textValue(analysis: Analysis, expression: Expression | undefined): string {
  if (expression === undefined) return '';
  if (expression.kind === 'literal') return expression.type === 'string' ? String(expression.value) : '';
  if (expression.kind === 'template') return expression.parts.map((part) => (typeof part === 'string' ? part : '{}')).join('');
  if (expression.kind === 'cast') return textValue(analysis, expression.value);
  if (expression.kind === 'array') return textValue(analysis, expression.elements[0]);
  if (expression.kind !== 'identifier' && expression.kind !== 'member') return '';
  const origin = analysis.originOf(expression);
  return origin.kind === 'expression' && origin.path.length === 0 && origin.node.kind === 'literal'
    ? textValue(analysis, origin.node)
    : '';
}
