/**
 * Routes of Go: `mux.HandleFunc("POST /x", h)`, gin's and echo's `r.POST("/x", …)`, chi's and fiber's `r.Post(…)`, gorilla's
 * `HandleFunc(…).Methods("POST")`; and functions that have the shape of a handler, if another place registers them.
 */
import type { Call, Expression, FunctionNode, Item, Parameter } from '#code/model';
import { GO_CONTEXTS, GO_VERBS, GO_WORKERS, isHandlerFirst } from '#libraries/go-web';
import type { Analysis } from '../analysis';
import { fullName, fullNameOf, lastName } from '../origins/full-name';
import { joinPaths } from './join-paths';
import { byPlace, NO_REGISTRATIONS, placeOfNode, positionals, type Registration, resolveHandler } from './registration';
import { type Router, routerOf, textValue } from './router';
import { sitesOf } from './sites';

export function goRoutes(analysis: Analysis, call: Call): readonly Registration[] {
  const { callee } = call;
  if (callee.kind !== 'member' || call.args.length === 0) return NO_REGISTRATIONS;
  const verb = GO_VERBS.get(callee.property);
  if (verb === undefined) return call.args.length > 1 ? workers(analysis, call) : NO_REGISTRATIONS;
  const positional = positionals(call);
  if (positional.length < 2) return NO_REGISTRATIONS;
  const isDefaultMux = fullNameOf(analysis, callee.object) === 'net/http';
  if (isDefaultMux && !callee.property.startsWith('Handle')) return NO_REGISTRATIONS;
  const use = isDefaultMux ? undefined : routerOf(analysis, callee.object);
  if (!isDefaultMux && use?.router.dialect !== 'go') return NO_REGISTRATIONS;
  // `r.Handle("POST", "/x", h)`, `r.Method("POST", "/x", h)` name the verb first.
  const isVerbFirst = positional.length > 2 && /^[A-Z]+$/.test(textValue(analysis, positional[0])) && verb === '';
  const written = textValue(analysis, positional[isVerbFirst ? 1 : 0]);
  const [, said = '', path = written] = /^(?:([A-Z]+) )?(?:[\w.-]+(?=\/))?(\/.*|)$/.exec(written) ?? [];
  const rest = positional.slice(isVerbFirst ? 2 : 1);
  const first = isHandlerFirst(fullName(analysis.originOf(callee.object)));
  const handler = first ? rest[0] : rest.at(-1);
  const before = first ? rest.slice(1) : rest.slice(0, -1);
  const resolved = resolveHandler(analysis, handler);
  return [
    {
      role: 'route',
      verb: verb || said || (isVerbFirst ? textValue(analysis, positional[0]) : methodsOf(analysis, call)),
      path: joinPaths(use?.path ?? '', path),
      handler: resolved.handler,
      at: placeOfNode(call),
      call,
      links: [...(use?.links ?? []), ...before, ...resolved.wrappers],
      router: use?.router,
      cls: undefined,
      when: [],
      hangsAs: undefined,
      schema: undefined,
      title: lastName(handler ?? call.callee),
    },
  ];
}

/** gorilla: `.Methods("POST")` behind the registration; one that writes decides. */
function methodsOf(analysis: Analysis, call: Call): string {
  const member = call.parent;
  const next = member.kind === 'member' && member.property === 'Methods' ? member.parent : undefined;
  if (next?.kind !== 'call') return '';
  const verbs = next.args.map(
    ({ value }) =>
      textValue(analysis, value) ||
      lastName(value)
        .replace(/^Method/, '')
        .toUpperCase(),
  );
  return verbs.find((verb) => verb !== 'GET' && verb !== 'OPTIONS' && verb !== 'HEAD') ?? verbs[0] ?? '';
}

function workers(analysis: Analysis, call: Call): readonly Registration[] {
  const name = `${fullNameOf(analysis, call.callee)}()`;
  const row = GO_WORKERS.find((each) => each.call === name);
  if (row === undefined) return NO_REGISTRATIONS;
  const topic = textValue(analysis, call.args[row.topic]?.value);
  const { handler, wrappers } = resolveHandler(analysis, call.args[row.handler]?.value);
  return [{ ...byPlace(call), role: row.role, call, verb: '', path: topic, title: topic, handler, links: wrappers }];
}

/** `func (h *Handler) Create(c *gin.Context)`, `func create(w http.ResponseWriter, r *http.Request)`. */
export function goHandlers(analysis: Analysis, item: Item): readonly Registration[] {
  return item.fn.functions.flatMap((fn): readonly Registration[] => {
    const shaped = isHandler(analysis, fn) ? fn : returnedHandler(analysis, fn);
    if (shaped === undefined || passesOn(shaped)) return NO_REGISTRATIONS;
    const name = analysis.exportNameOf(fn) ?? fn.name;
    const when = [{ kind: 'registered', name, isEntry: true } as const];
    const handler = { kind: 'here', fn: shaped } as const;
    return [
      { ...byPlace(shaped === fn ? fn : shaped), verb: '', path: '', title: name, handler, links: [], when, hangsAs: name },
    ];
  });
}

/** `func create(db *sql.DB) http.HandlerFunc { return func(w, r) { … } }`. */
function returnedHandler(analysis: Analysis, fn: FunctionNode): FunctionNode | undefined {
  const last = fn.body.at(-1);
  const given = last?.kind === 'return' ? last.value : undefined;
  const value: Expression | undefined =
    given?.kind === 'call' && lastName(given.callee) === 'HandlerFunc' ? given.args[0]?.value : given;
  return value?.kind === 'function' && isHandler(analysis, value.fn) ? value.fn : undefined;
}

export function isHandler(analysis: Analysis, fn: FunctionNode): boolean {
  const [first, second] = fn.params;
  if (first === undefined || fn.params.length > 2) return false;
  const type = typeName(analysis, first, fn);
  if (fn.params.length === 1) return GO_CONTEXTS.has(type);
  return type === 'net/http.ResponseWriter' && second !== undefined && typeName(analysis, second, fn) === 'net/http.Request';
}

function typeName(analysis: Analysis, { target }: Parameter, _fn: FunctionNode): string {
  return target.kind === 'identifier' ? fullName(analysis.originOf(target)).replace(/\(\)$/, '') : '';
}

/** What goes on to the next one is a middleware. */
function passesOn(fn: FunctionNode): boolean {
  return [fn, ...fn.functions].some((each) =>
    each.calls.some(
      ({ callee }) =>
        /^(?:Next|ServeHTTP)$/.test(lastName(callee)) ||
        (callee.kind === 'identifier' && /^(?:next|h|handler)$/.test(callee.name)),
    ),
  );
}

/** A route of this file leads to the function, wherever in it that is said. */
export function isRoutedHere(
  analysis: Analysis,
  fn: FunctionNode,
  registrationsOf: (item: Item) => readonly Registration[],
): boolean {
  const name = fn.name.slice(fn.name.indexOf('.') + 1);
  analysis.restsOn(fn, { usesOf: name });
  return analysis
    .itemsWhere(canRoute)
    .some((item) =>
      registrationsOf(item).some((each) => each.when.length === 0 && each.handler.kind === 'here' && each.handler.fn === fn),
    );
}

const canRoute = (item: Item): boolean =>
  sitesOf(item).calls.some(({ callee, args }) => args.length > 1 && callee.kind === 'member' && GO_VERBS.has(callee.property));

/** `v1 := r.Group("/v1", guard)`: the call that made the group, the router it hangs on, what stands before it. */
export function groupOf(
  analysis: Analysis,
  { key }: Router,
):
  | { readonly call: Call; readonly parent: Router | undefined; readonly path: string; readonly links: readonly Expression[] }
  | undefined {
  const call = key.kind === 'declare' && key.value?.kind === 'call' ? key.value : undefined;
  if (call?.callee.kind !== 'member') return undefined;
  const use = routerOf(analysis, call);
  const parent = routerOf(analysis, call.callee.object);
  return use === undefined || parent === undefined || parent.router.dialect !== 'go'
    ? undefined
    : { call, parent: parent.router, path: use.path, links: use.links };
}
