/**
 * Entry points that are made by a decorator on a function: `@app.post('/x')` of Flask, FastAPI and aiohttp, `@api_view`
 * of Django REST framework, tasks of Celery and its kin, scheduled jobs.
 */
import type { Call, Expression, FunctionNode } from '#code/model';
import { VERBS } from '#libraries/web-frameworks';
import { JOB_DECORATORS, TASK_DECORATORS, TASK_PACKAGES } from '#libraries/workers';
import type { Analysis } from '../analysis';
import { keywordsOf } from '../options';
import { lastName } from '../origins/full-name';
import { walk } from '../walk';
import { dependenciesIn, verbIn } from './callback-routes';
import { joinPaths } from './join-paths';
import { byDecorator, positionals, type Registration } from './registration';
import { routerOf, textValue } from './router';

export function decoratedFunctions(analysis: Analysis, fn: FunctionNode): readonly Registration[] {
  const found: Registration[] = [];
  fn.decorators.forEach((decorator, index) => {
    // Decorators below the route's run before the function; those above wrap what is registered already, and count nothing.
    const below = fn.decorators.slice(index + 1);
    const made = route(analysis, fn, decorator, below) ?? view(analysis, fn, decorator) ?? task(analysis, fn, decorator);
    if (made !== undefined && !(made.role === 'route' && found.some((each) => each.verb === made.verb))) found.push(made);
  });
  return found;
}

function route(
  analysis: Analysis,
  fn: FunctionNode,
  decorator: Expression,
  below: readonly Expression[],
): Registration | undefined {
  if (decorator.kind !== 'call' || decorator.callee.kind !== 'member') return undefined;
  const method = decorator.callee.property;
  if (!VERBS.has(method) && method !== 'route' && method !== 'api_route') return undefined;
  const use = routerOf(analysis, decorator.callee.object);
  if (use === undefined) return undefined;
  const [path] = positionals(decorator);
  const { entries } = keywordsOf(analysis, decorator);
  const verb = VERBS.get(method) ?? verbIn(analysis, entries.get('methods')) ?? 'GET';
  return {
    ...byDecorator(fn, decorator),
    role: 'route',
    verb,
    path: joinPaths(use.router.prefix, textValue(analysis, path ?? entries.get('path') ?? entries.get('rule'))),
    links: [...use.links, ...dependenciesIn(entries), ...below, ...dependenciesOf(analysis, fn)],
    router: use.router,
  };
}

/** `Depends(f)` and `Security(f)` among the parameters, as default, in `Annotated`, or behind a named type. */
export function dependenciesOf(analysis: Analysis, fn: FunctionNode): readonly Expression[] {
  return fn.params.flatMap((param): readonly Expression[] => {
    const found: Expression[] = [];
    if (param.fallback?.kind === 'call' && isDepends(param.fallback)) found.push(param.fallback);
    for (const each of param.type?.metadata ?? []) if (each.kind === 'call' && isDepends(each)) found.push(each);
    const name = param.type?.name ?? '';
    // A type of the project's own may be an `Annotated[…, Depends(…)]` by another name.
    if (found.length === 0 && analysis.model.language === 'python' && /^[A-Z]\w*$/.test(name)) {
      const { start, end } = param.target;
      const alias: Expression = { kind: 'identifier', name, start, end, parent: fn };
      if (isAlias(analysis, alias)) found.push(alias);
    }
    return found;
  });
}

/** Declared here by assignment, exported as a value, or named like one where its file was not read. */
function isAlias(analysis: Analysis, type: Extract<Expression, { kind: 'identifier' }>): boolean {
  const binding = analysis.bindingOf(type.name, type);
  if (binding?.kind === 'declaration') return true;
  if (binding?.kind !== 'import') return false;
  const summary = analysis.exported(analysis.originOf(type));
  return summary === undefined ? /^(?:Current|Auth|Require|Logged|Verified|Active)/.test(type.name) : summary.kind === 'value';
}

export function isDepends(call: Call): boolean {
  const name = lastName(call.callee);
  return name === 'Depends' || name === 'Security';
}

/** `CurrentUser = Annotated[User, Depends(get_current_user)]`. */
export function annotatedDependency(analysis: Analysis, name: Extract<Expression, { kind: 'identifier' }>): Call | undefined {
  if (analysis.model.language !== 'python') return undefined;
  const binding = analysis.bindingOf(name.name, name);
  return binding?.kind === 'declaration' && binding.value !== undefined ? dependsIn(binding.value) : undefined;
}

export function dependsIn(value: Expression): Call | undefined {
  let found: Call | undefined;
  walk(value, (node) => {
    if (node.kind === 'call' && isDepends(node)) found ??= node;
    return found === undefined;
  });
  return found;
}

/** `@api_view(['POST'])`. */
function view(analysis: Analysis, fn: FunctionNode, decorator: Expression): Registration | undefined {
  if (decorator.kind !== 'call' || lastName(decorator.callee) !== 'api_view') return undefined;
  const [methods] = positionals(decorator);
  const others = fn.decorators.filter((each) => each !== decorator);
  return {
    ...byDecorator(fn, decorator),
    hangsAs: fn.name,
    role: 'route',
    verb: verbIn(analysis, methods) ?? 'GET',
    path: '',
    links: others,
    router: undefined,
  };
}

function task(analysis: Analysis, fn: FunctionNode, decorator: Expression): Registration | undefined {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  const name = lastName(callee);
  const isJob = JOB_DECORATORS.has(name);
  if (!isJob && !TASK_DECORATORS.has(name)) return undefined;
  if (!isJob && !isTask(analysis, callee, name)) return undefined;
  return { ...byDecorator(fn, decorator), role: isJob ? 'job' : 'consumer', verb: '', path: '', links: [], router: undefined };
}

/** `@app.task` is Celery's where `app` comes from Celery, or is the project's own application under that name. */
function isTask(analysis: Analysis, callee: Expression, name: string): boolean {
  const origin = analysis.originOf(callee);
  if (origin.kind === 'package')
    return TASK_PACKAGES.has(origin.package.split('.')[0] ?? '') || TASK_PACKAGES.has(origin.package);
  if (name === 'shared_task') return true;
  const object = callee.kind === 'member' && callee.object.kind === 'identifier' ? callee.object.name : '';
  return /^(?:app|celery|celery_app|queue|huey|broker)$/.test(object);
}
