/** Code that runs in a person's browser: its calls end when the person leaves, and hold no server's connection. */

import { type Identifier, type Item, itemOf, type Member, type Node } from '#code/model';
import { forEachChild } from '#code/walk';
import { HOOK_PACKAGES, PAGE_PACKAGES, SERVER_PACKAGES } from '#libraries/runtimes';
import type { Analysis } from '../analysis';
import { hasPromises } from '../language';
import { lastName } from '../origins/full-name';
import { type Imported, importsOf } from './imports';

/** Folders of the page alone; `components`, `hooks` and `stores` are a server's words too. */
const FOLDERS = /(?:^|\/)(?:frontend|webapp|public|static|popup|content-scripts|client\/(?:src|app|js|lib|pages))\//;
const SERVER_FILES =
  /(?:^|\/)(?:route|page|layout|actions?|middleware|loader|server)\.[jt]sx?$|\.server\.[jt]sx?$|(?:^|\/)server\/|(?:^|\/)(?:app|pages|routes)\/api\//;
const VIEW_FILES = /\.(?:jsx|tsx)$/;
/** What a framework calls on the server, in a file whose other half is a view. */
const SERVER_EXPORTS: ReadonlySet<string> = new Set([
  'loader',
  'action',
  'getServerSideProps',
  'getStaticProps',
  'getStaticPaths',
  'generateMetadata',
  'generateStaticParams',
]);

export function isBrowserCode(analysis: Analysis): boolean {
  const { model, path } = analysis;
  if (!hasPromises(analysis)) return false;
  const directive = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*['"]use (client|server)['"]/.exec(model.text.slice(0, 600))?.[1];
  if (directive !== undefined) return directive === 'client';
  if (analysis.clientApp === 'page') return true;
  if (isRenderedOnServer(analysis)) return false;
  const imports = importsOf(analysis);
  if (imports.some(usesHook)) return true;
  if (SERVER_FILES.test(path) || imports.some(({ module }) => SERVER_PACKAGES.test(module))) return false;
  return (
    imports.some(({ module }) => PAGE_PACKAGES.test(module)) || FOLDERS.test(path) || VIEW_FILES.test(path) || usesPage(analysis)
  );
}

/** Hooks run where the page is; the same packages hand out what the server needs. */
function usesHook({ module, names }: Imported): boolean {
  return HOOK_PACKAGES.test(module) && names.some((name) => /^use[A-Z]/.test(name));
}

/** A component that waits for its data is no browser's. */
function isRenderedOnServer(analysis: Analysis): boolean {
  return (
    analysis.itemsWhere(isServerExport).length > 0 ||
    (VIEW_FILES.test(analysis.path) && analysis.itemsWhere(isAsyncComponent).length > 0)
  );
}

/** A function of the module that has such a name; a route's option `loader: …` runs in the page as well. */
const isServerExport = ({ fn }: Item): boolean =>
  fn.functions.some(
    ({ name, parent }) =>
      SERVER_EXPORTS.has(name) &&
      (parent.kind === 'function-declaration' || (parent.kind === 'function' && parent.parent.kind === 'declare')),
  );
const isAsyncComponent = ({ fn }: Item): boolean => fn.functions.some(({ name, isAsync }) => isAsync && /^[A-Z]/.test(name));

const PAGE =
  /\b(?:document|window|localStorage|sessionStorage|navigator|location|customElements|chrome|browser)\s*(?:\?\.|[.[])|\balert\s*\(|\bfetch\s*\(\s*['"`]\/|\b(?:REACT_APP|VITE)_/;
const OBJECTS: ReadonlySet<string> = new Set([
  'document',
  'window',
  'localStorage',
  'sessionStorage',
  'customElements',
  'location',
  'navigator',
  'chrome',
  'browser',
]);
/** Members that a page has and a server's object of the same name has not. */
const MEMBERS: Readonly<Record<string, RegExp>> = {
  navigator: /^(?:serviceWorker|clipboard|geolocation|mediaDevices|credentials|onLine|languages?|sendBeacon|share)$/,
  location: /^(?:href|hash|search|pathname|origin|host|hostname|reload|assign|replace)$/,
  chrome: /^(?:runtime|tabs|storage|action|scripting|identity|webRequest|alarms|cookies|sidePanel)$/,
  browser: /^(?:runtime|tabs|storage|action|scripting|identity|webRequest|alarms|cookies)$/,
};
/** What they are given runs in a page that a server's program drives. */
const DRIVEN = /^(?:evaluate|evaluateHandle|evaluateOnNewDocument|\$eval|\$\$eval|waitForFunction|addInitScript|executeScript)$/;

/** Names of a page that nothing here declares; not where the file asks first whether there is a page. */
function usesPage(analysis: Analysis): boolean {
  const candidates = analysis.itemsWhere(mayUsePage);
  if (candidates.length === 0 || analysis.itemsWhere(asksForPage).length > 0) return false;
  let isPage = false;
  const look = (node: Node): void => {
    if (isPage) return;
    if (isOfPage(analysis, node)) isPage = true;
    else if (node.kind !== 'call' || !DRIVEN.test(lastName(node.callee))) forEachChild(node, look, undefined);
  };
  for (const item of candidates) for (const statement of item.statements) look(statement);
  return isPage;
}

const mayUsePage = (item: Item, textOf: (item: Item) => string): boolean => PAGE.test(textOf(item));
const asksForPage = (item: Item, textOf: (item: Item) => string): boolean =>
  /\btypeof\s+(?:globalThis\.)?(?:window|document)\b/.test(textOf(item));

function isOfPage(analysis: Analysis, node: Node): boolean {
  if (node.kind === 'member') return isPageMember(analysis, node);
  if (node.kind !== 'call' || node.callee.kind !== 'identifier') return false;
  const { name } = node.callee;
  const isMeant = name === 'alert' || (name === 'fetch' && isOwnPath(node.args[0]?.value));
  return isMeant && isGlobal(analysis, node.callee);
}

function isPageMember(analysis: Analysis, { object, property }: Member): boolean {
  if (/^(?:REACT_APP|VITE)_/.test(property) && object.kind === 'member' && object.property === 'env') return true;
  if (object.kind !== 'identifier' || !OBJECTS.has(object.name)) return false;
  return MEMBERS[object.name]?.test(property) !== false && isGlobal(analysis, object);
}

/** Only a page knows which host a path is asked of. */
function isOwnPath(url: Node | undefined): boolean {
  const text = url?.kind === 'template' ? url.parts[0] : url?.kind === 'literal' ? url.value : undefined;
  return typeof text === 'string' && text.startsWith('/') && !text.startsWith('//');
}

function isGlobal(analysis: Analysis, name: Identifier): boolean {
  return !itemOf(name).declares.has(name.name) && analysis.bindingOf(name.name, name) === undefined;
}
