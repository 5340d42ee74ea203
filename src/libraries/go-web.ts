/** What Go's web frameworks call routers, routes, what runs before them, and answers. Full names as in `web-frameworks.ts`. */

const GIN = 'github.com/gin-gonic/gin';
const ECHO = 'github.com/labstack/echo';
const CHI = 'github.com/go-chi/chi';
const FIBER = 'github.com/gofiber/fiber';
const MUX = 'github.com/gorilla/mux';

/** Values that routes are hung on; groups made of them are routers too. */
export const GO_ROUTERS: readonly string[] = [
  ...['Default()', 'New()', 'Engine()', 'RouterGroup()', 'IRouter()', 'IRoutes()'].map((name) => `${GIN}.${name}`),
  ...['New()', 'Echo()', 'Group()'].map((name) => `${ECHO}.${name}`),
  ...['NewRouter()', 'NewMux()', 'Router()', 'Mux()'].map((name) => `${CHI}.${name}`),
  ...['New()', 'App()', 'Router()', 'Group()'].map((name) => `${FIBER}.${name}`),
  ...['NewRouter()', 'Router()'].map((name) => `${MUX}.${name}`),
  ...['New()', 'Router()'].map((name) => `github.com/julienschmidt/httprouter.${name}`),
  'net/http.NewServeMux()',
  'net/http.ServeMux()',
];

/** Those that listen themselves. */
export const GO_APPLICATIONS: readonly string[] = [`${GIN}.Default()`, `${GIN}.New()`, `${ECHO}.New()`, `${FIBER}.New()`];

/** Method names of routers and what they mean; '' takes any verb. */
export const GO_VERBS: ReadonlyMap<string, string> = new Map([
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'].flatMap((verb) => {
    const name = verb.charAt(0) + verb.slice(1).toLowerCase();
    return [[verb, verb] as const, [name, verb] as const];
  }),
  ['Any', ''],
  ['All', ''],
  ['Handle', ''],
  ['HandleFunc', ''],
  ['Method', ''],
  ['MethodFunc', ''],
]);

/** Methods that give a router below the one they are called on. */
export const GO_GROUPS: ReadonlySet<string> = new Set(['Group', 'With', 'Route', 'Subrouter', 'PathPrefix']);

/** What a handler is given, by the type of its parameters, full names without `()`. */
export const GO_CONTEXTS: ReadonlySet<string> = new Set([`${GIN}.Context`, `${ECHO}.Context`, `${FIBER}.Ctx`]);

/** In echo what runs before stands behind the handler. */
export const isHandlerFirst = (name: string): boolean => name.startsWith(`${ECHO}.`);

/** Methods of a context or a writer that answer, with the position of the status; -1 where the name says it. */
export const GO_ANSWERS: ReadonlyMap<string, number> = new Map([
  ...['JSON', 'IndentedJSON', 'PureJSON', 'JSONPretty', 'String', 'HTML', 'XML', 'Data', 'Blob', 'Stream', 'Redirect'].map(
    (name) => [name, 0] as const,
  ),
  ...['AbortWithStatus', 'AbortWithStatusJSON', 'AbortWithError', 'Status', 'SendStatus', 'NoContent', 'WriteHeader'].map(
    (name) => [name, 0] as const,
  ),
  ['Send', -1],
  ['SendString', -1],
]);

/** Calls that put the caller's body into what they are given: position of the target. */
export const GO_BINDS: ReadonlyMap<string, 'body' | 'query' | 'params' | 'headers'> = new Map([
  ...['ShouldBindJSON', 'BindJSON', 'ShouldBind', 'Bind', 'ShouldBindXML', 'ShouldBindWith', 'BodyParser', 'Decode'].map(
    (name) => [name, 'body'] as const,
  ),
  ...['ShouldBindQuery', 'BindQuery', 'QueryParser'].map((name) => [name, 'query'] as const),
  ...['ShouldBindUri', 'BindUri', 'ParamsParser'].map((name) => [name, 'params'] as const),
]);

/** What a request or a context calls the parts the caller fills, as the path after it; the first match decides. */
export const GO_REQUEST_PARTS: readonly (readonly [RegExp, 'body' | 'query' | 'params' | 'headers' | 'cookies'])[] = [
  [/^(?:Request(?:\(\))?\.)?(?:Body|Form|PostForm|MultipartForm)\b/, 'body'],
  [
    /^(?:Request(?:\(\))?\.)?(?:FormValue|PostFormValue|FormFile|PostForm|DefaultPostForm|GetRawData|BodyRaw|FormParams)\(\)/,
    'body',
  ],
  [/^(?:Request(?:\(\))?\.)?(?:URL\.Query|Query|DefaultQuery|QueryParam|QueryParams|GetQuery|QueryArray|QueryInt)\b/, 'query'],
  [/^(?:PathValue|Param|Params|ParamsInt)\b/, 'params'],
  [/^(?:Request(?:\(\))?\.)?(?:Header|GetHeader|Get)\b/, 'headers'],
  [/^(?:Request(?:\(\))?\.)?(?:Cookie|Cookies)\b/, 'cookies'],
];

/** Jobs and consumers: full name of the call that is given the function, its position and that of the schedule or topic. */
export const GO_WORKERS: readonly {
  readonly call: string;
  readonly role: 'consumer' | 'job';
  readonly handler: number;
  readonly topic: number;
}[] = [
  { call: 'github.com/robfig/cron.New().AddFunc()', role: 'job', handler: 1, topic: 0 },
  { call: 'github.com/robfig/cron.Cron().AddFunc()', role: 'job', handler: 1, topic: 0 },
  { call: 'github.com/nats-io/nats.go.Connect().Subscribe()', role: 'consumer', handler: 1, topic: 0 },
  { call: 'github.com/nats-io/nats.go.Connect().QueueSubscribe()', role: 'consumer', handler: 2, topic: 0 },
  { call: 'github.com/nats-io/nats.go.Conn().Subscribe()', role: 'consumer', handler: 1, topic: 0 },
  { call: 'github.com/nats-io/nats.go.Conn().QueueSubscribe()', role: 'consumer', handler: 2, topic: 0 },
];
