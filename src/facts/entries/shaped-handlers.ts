/** Functions that look like handlers: entry points if another file registers them, or if they answer as Django's views do. */
import type { Call, FunctionNode, Item, Node } from '#code/model';
import { WRITE_VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { nestedIn } from '../caller/refusing-function';
import { fullNameOf, lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import { byPlace, type Registration } from './registration';
import { textValue } from './router';
import { sitesOf } from './sites';

/** `(req, res)`, `(ctx)`, `(request, reply)`: handlers, if another file registers them under that name. */
export function shapedHandlers(analysis: Analysis, item: Item): readonly Registration[] {
  const outer = new Set([...item.fn.functions, ...sitesOf(item).classes.flatMap((cls) => cls.methods)]);
  const found: Registration[] = [];
  for (const fn of outer) {
    if (isHandlerShaped(fn)) addShaped(found, fn, nameOfOuter(analysis, fn));
    // `export const create = (db) => async (req, res) => …`, `module.exports = (db) => ({ create: async (req, res) => … })`.
    else for (const inner of fn.functions) if (isHandlerShaped(inner)) addShaped(found, inner, nameInside(analysis, fn, inner));
  }
  return found;
}

function addShaped(found: Registration[], fn: FunctionNode, name: string): void {
  if (name === '') return;
  const wrapper = wrapperOf(fn);
  const when = [{ kind: 'registered', name, isEntry: true } as const];
  const handler = { kind: 'here', fn } as const;
  const links = wrapper === undefined ? [] : [wrapper];
  found.push({ ...byPlace(fn), verb: '', path: '', title: name, handler, links, cls: fn.cls, when, hangsAs: name });
}

function nameOfOuter(analysis: Analysis, fn: FunctionNode): string {
  const wrapper = wrapperOf(fn);
  if (wrapper !== undefined) return analysis.exportNameOf(wrapper) ?? nameGivenTo(wrapper);
  return isNamedFirst(fn) ? (analysis.exportNameOf(fn) ?? fn.name) : '';
}

/** What a factory returns goes by the factory's name; what it makes beside goes by both. */
function nameInside(analysis: Analysis, factory: FunctionNode, fn: FunctionNode): string {
  const name = analysis.exportNameOf(factory);
  if (name === undefined) return '';
  if (fn.parent.kind === 'function' && fn.parent.parent.kind === 'return') return name;
  return fn.name !== '' && isNamedFirst(fn) ? `${name}.${fn.name}` : '';
}

/** `const create = catchAsync(async (req, res) => …)`: the call around a handler that has the name. */
function wrapperOf(fn: FunctionNode): Call | undefined {
  const call = fn.parent.kind === 'function' ? fn.parent.parent : undefined;
  return call?.kind === 'call' && nameGivenTo(call) !== '' ? call : undefined;
}

function nameGivenTo({ parent }: Call): string {
  if (parent.kind === 'declare') return parent.target.kind === 'identifier' ? parent.target.name : '';
  if (parent.kind === 'assign') return parent.target.kind === 'member' ? parent.target.property : '';
  return '';
}

function isHandlerShaped(fn: FunctionNode): boolean {
  const [first, second] = fn.params.map((param) => param.name.replace(/^_/, ''));
  // What goes on to the next one is a middleware; a handler calls `next` with an error alone.
  if (fn.params.length > 3 || passesOn(fn)) return false;
  if (first === 'req' || first === 'request') return second === 'res' || second === 'reply' || second === 'response';
  return first === 'ctx' && (second === undefined || second === 'next');
}

function passesOn(fn: FunctionNode): boolean {
  return [fn, ...nestedIn(fn)].some((each) =>
    each.calls.some((call) => call.callee.kind === 'identifier' && call.callee.name === 'next' && call.args.length === 0),
  );
}

/** Declared, exported, a method or a member of an object that has a name; not an argument of some call. */
function isNamedFirst(fn: FunctionNode): boolean {
  for (let at: Node = fn.parent; at.kind !== 'item'; at = at.parent) {
    if (at.kind === 'call') return false;
    if (
      at.kind === 'cls' ||
      at.kind === 'declare' ||
      at.kind === 'export' ||
      at.kind === 'assign' ||
      at.kind === 'function-declaration'
    )
      return true;
  }
  return true;
}

const RESPONSES = /^django\.(?:http|shortcuts|template\.response)\./;

/** Functions of a `views` module that take a request. Those that answer with Django's own responses are views on sight. */
export function pythonHandlers(analysis: Analysis, item: Item): readonly Registration[] {
  return [...aiohttpHandlers(analysis, item), ...viewFunctions(analysis, item)];
}

/** `async def create(request)` that answers with aiohttp's own responses, to be hung on a route somewhere else. */
function aiohttpHandlers(analysis: Analysis, item: Item): readonly Registration[] {
  return item.fn.functions.flatMap((fn): readonly Registration[] => {
    if (fn.params.length !== 1 || fn.params[0]?.name !== 'request' || fn.decorators.length > 0 || fn.cls !== undefined) return [];
    if (!fn.calls.some((call) => fullNameOf(analysis, call.callee).startsWith('aiohttp.web.'))) return [];
    const when = [{ kind: 'registered', name: fn.name, isEntry: true } as const];
    return [
      { ...byPlace(fn), verb: '', path: '', title: fn.name, handler: { kind: 'here', fn }, links: [], when, hangsAs: fn.name },
    ];
  });
}

function viewFunctions(analysis: Analysis, item: Item): readonly Registration[] {
  if (!/(?:^|\/)views(?:\/.*|_?\w*)\.py$/.test(analysis.path)) return [];
  return item.fn.functions.flatMap((fn): readonly Registration[] => {
    if (
      fn.name.startsWith('_') ||
      fn.params[0]?.name !== 'request' ||
      fn.cls !== undefined ||
      fn.decorators.some((each) => lastName(each) === 'api_view')
    )
      return [];
    const answers = fn.calls.some((call) => RESPONSES.test(fullNameOf(analysis, call.callee)));
    // What other functions of the file call is their helper, unless a URL leads to it as well.
    const when = answers && !isCalledHere(analysis, fn) ? [] : [{ kind: 'registered', name: fn.name, isEntry: true } as const];
    return [
      {
        ...byPlace(fn),
        verb: djangoVerb(analysis, fn),
        path: '',
        title: fn.name,
        handler: { kind: 'here', fn },
        links: fn.decorators,
        when,
        hangsAs: fn.name,
      },
    ];
  });
}

function isCalledHere(analysis: Analysis, fn: FunctionNode): boolean {
  analysis.restsOn(fn, { usesOf: fn.name });
  return analysis.functions.some(
    (each) => each !== fn && each.calls.some((call) => call.callee.kind === 'identifier' && call.callee.name === fn.name),
  );
}

/** By its decorator (`@require_POST`, `@require_http_methods(['POST'])`), else by the method it asks for. */
function djangoVerb(analysis: Analysis, fn: FunctionNode): string {
  for (const decorator of fn.decorators) {
    const name = lastName(decorator);
    if (name === 'require_POST') return 'POST';
    if (name === 'require_GET' || name === 'require_safe') return 'GET';
    if (name === 'require_http_methods' && decorator.kind === 'call' && decorator.args[0]?.value.kind === 'array')
      return writing(decorator.args[0].value.elements.map((each) => textValue(analysis, each)));
  }
  const asked: string[] = [];
  walkBody(fn, (node) => {
    if (node.kind === 'binary' && node.left.kind === 'member' && node.left.property === 'method') {
      if (node.right.kind === 'literal') asked.push(String(node.right.value));
      else if (node.right.kind === 'array') asked.push(...node.right.elements.map((each) => textValue(analysis, each)));
    }
    return undefined;
  });
  return writing(asked);
}

function writing(verbs: readonly string[]): string {
  return verbs.find((verb) => WRITE_VERBS.has(verb)) ?? '';
}
