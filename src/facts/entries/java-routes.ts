/** Routes, listeners and scheduled methods of Java: methods that annotations hang up. */
import type { Call, ClassNode, Expression, FunctionNode, Parameter } from '#code/model';
import {
  JAVA_CONTROLLERS,
  JAVA_GUARDS,
  JAVA_PRINCIPALS,
  JAVA_REMOTE_INTERFACES,
  JAVA_VERBS,
  JAVA_WORKERS,
} from '#libraries/java-web';
import type { Analysis } from '../analysis';
import { keywordsOf } from '../options';
import { lastName } from '../origins/full-name';
import { joinPaths } from './join-paths';
import { byDecorator, NO_REGISTRATIONS, positionals, type Registration } from './registration';
import { textValue } from './router';

export function javaRoutes(analysis: Analysis, cls: ClassNode): readonly Registration[] {
  if (cls.decorators.some((each) => JAVA_REMOTE_INTERFACES.has(lastName(each)))) return NO_REGISTRATIONS;
  const found: Registration[] = [];
  for (const method of cls.methods) {
    if (method.decorators.length === 0 || method.isAbstract === true) continue;
    const made = route(analysis, cls, method) ?? worker(analysis, cls, method);
    if (made !== undefined) found.push(made);
  }
  return found;
}

function route(analysis: Analysis, cls: ClassNode, method: FunctionNode): Registration | undefined {
  const decorator = method.decorators.find((each) => JAVA_VERBS.has(lastName(each)));
  if (decorator === undefined) return undefined;
  const controller = cls.decorators.filter((each) => JAVA_CONTROLLERS.has(lastName(each)));
  const own = method.decorators.find((each) => lastName(each) === 'Path');
  // Interfaces carry the mapping for controllers that implement them; a class without any is none.
  if (controller.length === 0 && own === undefined && !isMapped(decorator)) return undefined;
  const prefix = controller.map((each) => pathOf(analysis, each)).find((each) => each !== '') ?? '';
  const path = joinPaths(prefix, pathOf(analysis, own ?? decorator)) || '/';
  const verb = JAVA_VERBS.get(lastName(decorator)) || methodOf(analysis, decorator);
  return { ...byDecorator(method, decorator, cls), role: 'route', verb, path, links: linksOf(cls, method) };
}

/** Spring's own name says it all; Micronaut's `Get` and JAX-RS's `GET` need their class. */
const isMapped = (decorator: Expression): boolean => /Mapping$/.test(lastName(decorator));

function worker(analysis: Analysis, cls: ClassNode, method: FunctionNode): Registration | undefined {
  for (const decorator of method.decorators) {
    const role = JAVA_WORKERS.get(lastName(decorator));
    if (role === undefined) continue;
    return {
      ...byDecorator(method, decorator, cls),
      role,
      verb: '',
      path: pathOf(analysis, decorator),
      links: linksOf(cls, method),
    };
  }
  return undefined;
}

/** Annotations of the class, of the method, and of parameters that only somebody known can fill. */
function linksOf(cls: ClassNode, method: FunctionNode): readonly Expression[] {
  const known = method.params.flatMap((param) => [
    ...param.decorators.filter((each) => JAVA_GUARDS.has(lastName(each))),
    ...(isPrincipal(param) ? [param.target as Expression] : []),
  ]);
  return [...cls.decorators, ...method.decorators].filter((each) => !isPlain(lastName(each))).concat(known);
}

/** Says where a method hangs, what it gives, or what is generated for it; never who may call it. */
function isPlain(name: string): boolean {
  return JAVA_VERBS.has(name) || JAVA_CONTROLLERS.has(name) || PLAIN.test(name);
}

const PLAIN =
  /^(?:Produces|Consumes|ResponseStatus|ResponseBody|CrossOrigin|Slf4j|Log4j2|Data|Value|(?:Required|All|No)ArgsConstructor|Operation|Tag|ApiResponses?|ApiOperation|Api|Validated|Valid|Override|Deprecated|SuppressWarnings|Transactional|Async|Component|Service|Singleton|ApplicationScoped|RequestScoped|ExecuteOn)$/;

export function isPrincipal(param: Parameter): boolean {
  const name = param.type?.name ?? '';
  return JAVA_PRINCIPALS.has(name.slice(name.lastIndexOf('.') + 1));
}

const PATH_KEYS: readonly string[] = ['value', 'path', 'topics', 'queues', 'queueNames', 'destination', 'cron', 'uri'];

function pathOf(analysis: Analysis, decorator: Expression): string {
  if (decorator.kind !== 'call') return '';
  const [first] = positionals(decorator);
  const { entries } = keywordsOf(analysis, decorator);
  for (const value of [first, ...PATH_KEYS.map((key) => entries.get(key))]) {
    const text = textValue(analysis, value);
    if (text !== '') return text;
  }
  return '';
}

/** `method = RequestMethod.POST`; without one any verb comes through. */
function methodOf(analysis: Analysis, decorator: Expression): string {
  const value = decorator.kind === 'call' ? keywordsOf(analysis, decorator as Call).entries.get('method') : undefined;
  const name = value === undefined ? '' : lastName(value.kind === 'array' ? (value.elements[0] ?? value) : value);
  return /^[A-Z]+$/.test(name) ? name : '';
}
