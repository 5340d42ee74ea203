/**
 * Entry points by convention: where the file stands and what it exports makes the route. Next's route handlers, its
 * `pages/api` and server actions, SvelteKit's `+server`, Lambda handlers; and functions that have the shape of a handler
 * and are one if another file registers them.
 */
import type { Expression, FunctionNode, Item, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { walkBody } from '../walk';
import { byPlace, type Registration, resolveHandler } from './registration';
import { pythonHandlers, shapedHandlers } from './shaped-handlers';
import { sitesOf } from './sites';

const HTTP_NAMES: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
const ROUTE_FILE = /(?:^|\/)(?:app|routes)\/(?:(.*)\/)?(?:route|\+server)\.[cm]?[jt]sx?$/;
/** Astro, Bun and houses of their own: any file of a routes folder that exports functions named `GET`, `POST` … */
const VERB_FOLDER = /^(?:.*\/)?(?:routes|pages|api)\/(.*?)(?:\/index)?\.[cm]?[jt]s$/;
const API_FILE = /(?:^|\/)pages\/(api\/.*?)(?:\/index)?\.[cm]?[jt]sx?$/;

/** What the file's place and first line make of its exports: asked once per file, not once per item. */
type FileKind = { readonly kind: 'verbs' | 'default'; readonly path: string } | { readonly kind: 'actions' | 'plain' };

const KINDS = new WeakMap<Analysis, FileKind>();

function kindOf(analysis: Analysis): FileKind {
  const known = KINDS.get(analysis);
  if (known !== undefined) return known;
  const kind = readKind(analysis);
  KINDS.set(analysis, kind);
  return kind;
}

function readKind({ path, model }: Analysis): FileKind {
  const [, route] = ROUTE_FILE.exec(path) ?? [];
  if (route !== undefined || ROUTE_FILE.test(path)) return { kind: 'verbs', path: toPath(route ?? '') };
  const [, api] = API_FILE.exec(path) ?? [];
  if (api !== undefined) return { kind: 'default', path: toPath(api) };
  if (isDirective(model.items.find(({ statements }) => statements.length > 0)?.statements[0])) return { kind: 'actions' };
  const [, folder] = VERB_FOLDER.exec(path) ?? [];
  return folder === undefined ? { kind: 'plain' } : { kind: 'verbs', path: toPath(folder) };
}

export function fileRoutes(analysis: Analysis, item: Item): readonly Registration[] {
  if (analysis.model.language === 'python') return [...lambdaHandlers(item), ...pythonHandlers(analysis, item)];
  const file = kindOf(analysis);
  const named =
    file.kind === 'verbs'
      ? exportedVerbs(analysis, item, file.path)
      : file.kind === 'default'
        ? defaultExport(analysis, item, file.path)
        : [];
  if (file.kind === 'default') return named;
  return [
    ...named,
    ...serverActions(analysis, item, file.kind === 'actions'),
    ...lambdaHandlers(item),
    ...shapedHandlers(analysis, item),
  ];
}

/** `(group)` and `@slot` folders are not part of the path; `[id]` is a parameter. */
function toPath(folders: string): string {
  const parts = folders.split('/').filter((part) => part !== '' && !/^[(@]/.test(part));
  return `/${parts.map((part) => part.replace(/^\[+(?:\.\.\.)?(\w+)\]+$/, ':$1')).join('/')}`;
}

function exportedVerbs(analysis: Analysis, item: Item, path: string): readonly Registration[] {
  return exportsOf(analysis, item).flatMap(({ name, value, node }) =>
    HTTP_NAMES.has(name) ? registered(analysis, value, node, { verb: name, path, title: name }) : [],
  );
}

function defaultExport(analysis: Analysis, item: Item, path: string): readonly Registration[] {
  return exportsOf(analysis, item).flatMap(({ name, value, node }) =>
    name === 'default' ? registered(analysis, value, node, { verb: '', path, title: path }) : [],
  );
}

interface Exported {
  readonly name: string;
  readonly value: FunctionNode | Expression;
  readonly node: Exclude<Node, Item>;
}

/** Functions and values of the item that the file exports, wherever it says so (`export { POST }` may stand at its end). */
function exportsOf(analysis: Analysis, item: Item): readonly Exported[] {
  return item.statements.flatMap((statement): readonly Exported[] => {
    switch (statement.kind) {
      case 'function-declaration': {
        const { fn } = statement;
        const name = statement.isDefault ? 'default' : statement.exported ? fn.name : analysis.exportNameOf(fn);
        return name === undefined ? [] : [{ name, value: fn, node: fn }];
      }
      case 'declare': {
        const { target, value } = statement;
        if (target.kind !== 'identifier' || value === undefined) return [];
        const name = statement.exported ? target.name : (analysis.exportNameOf(value) ?? analysis.exportNameOf(statement));
        return name === undefined ? [] : [{ name, value, node: target }];
      }
      case 'export':
        // `export default handler` is told of where the handler is declared.
        return statement.value === undefined || statement.value.kind === 'identifier'
          ? []
          : [{ name: 'default', value: statement.value, node: statement }];
      default:
        return [];
    }
  });
}

function registered(
  analysis: Analysis,
  value: FunctionNode | Expression,
  node: Exclude<Node, Item>,
  what: { readonly verb: string; readonly path: string; readonly title: string },
): readonly Registration[] {
  const { handler, wrappers } =
    value.kind === 'fn' ? { handler: { kind: 'here', fn: value } as const, wrappers: [] } : resolveHandler(analysis, value);
  if (handler.kind === 'unknown') return [];
  return [{ ...byPlace(node), ...what, handler, links: wrappers }];
}

/** `'use server'` at the top of the file or of a function: every caller of the site can send this POST. */
function serverActions(analysis: Analysis, item: Item, isFile: boolean): readonly Registration[] {
  const exported = isFile
    ? exportsOf(analysis, item).flatMap(({ name, value, node }) =>
        registered(analysis, value, node, { verb: actionVerb(name), path: '', title: name }),
      )
    : [];
  const inner = sitesOf(item)
    .functions.filter((fn) => fn.body[0] !== undefined && isDirective(fn.body[0]))
    .map(
      (fn): Registration => ({
        ...byPlace(fn),
        verb: actionVerb(fn.name),
        path: '',
        title: fn.name,
        handler: { kind: 'here', fn },
        links: [],
      }),
    );
  return [...exported, ...inner];
}

/** An action is a POST on the wire; one that only fetches what a page shows is a read all the same. */
function actionVerb(name: string): string {
  return /^(?:get|list|fetch|load|find|read|search|count)(?=[A-Z_]|$)/.test(name) ? 'GET' : 'POST';
}

function isDirective(statement: Statement | undefined): boolean {
  return (
    statement?.kind === 'expression' && statement.expression.kind === 'literal' && statement.expression.value === 'use server'
  );
}

const GATEWAY = 'who may call a function behind a gateway is said in the configuration of the gateway';

/** A Lambda's event says what woke it: records of a queue, or a request that came through a gateway. */
function lambdaHandlers(item: Item): readonly Registration[] {
  const functions = sitesOf(item).functions.filter(
    (fn) => /^(?:lambda_?)?handler$/i.test(fn.name) && /^_?(?:event|evt)$/.test(fn.params[0]?.name ?? '') && fn.cls === undefined,
  );
  return functions.flatMap((fn): readonly Registration[] => {
    const event = fn.params[0]?.name ?? '';
    const members = membersOf(fn, event);
    const isRequest = ['body', 'queryStringParameters', 'pathParameters', 'requestContext', 'httpMethod', 'rawPath'].some(
      (name) => members.has(name),
    );
    if (!members.has('Records') && !isRequest) return [];
    const role = members.has('Records') ? 'consumer' : 'route';
    return [
      {
        ...byPlace(fn),
        role,
        verb: '',
        path: '',
        title: fn.name,
        handler: { kind: 'here', fn },
        links: [],
        guardedElsewhere: GATEWAY,
      },
    ];
  });
}

/** Members and keys that are read of a parameter, destructured ones included. */
function membersOf(fn: FunctionNode, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  walkBody(fn, (node) => {
    if (node.kind === 'member' && node.object.kind === 'identifier' && node.object.name === name) found.add(node.property);
    else if (
      node.kind === 'index' &&
      node.object.kind === 'identifier' &&
      node.object.name === name &&
      node.index.kind === 'literal'
    )
      found.add(String(node.index.value));
    else if (
      node.kind === 'declare' &&
      node.value?.kind === 'identifier' &&
      node.value.name === name &&
      node.target.kind === 'object-pattern'
    )
      for (const { key } of node.target.props) if (key !== undefined) found.add(key);
    return undefined;
  });
  return found;
}
