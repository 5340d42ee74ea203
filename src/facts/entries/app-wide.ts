/** What a file says for the whole application: global guards and pipes, default permissions, a middleware file, hooks. */
import type { Call, Expression, Node } from '#code/model';
import type { Analysis } from '../analysis';
import { functionGuards, guardFact } from '../caller/authentication';
import { isGuardName } from '../caller/guard-names';
import { javaApp } from '../caller/java-guards';
import type { Trait } from '../condition';
import { type Fact, yes } from '../fact';
import { familyOf } from '../language';
import { optionsOf } from '../options';
import { lastName } from '../origins/full-name';
import type { Traits } from '../summary';
import { walk } from '../walk';
import { flatten, placeOfNode, positionals } from './registration';
import { textValue } from './router';
import { sitesOf } from './sites';

export function appTraits(analysis: Analysis): Traits {
  if (analysis.pathRole === 'test' || analysis.pathRole === 'example') return {};
  if (familyOf(analysis) === 'java') return javaApp(analysis);
  const found = new Map<Trait, { readonly at: ReturnType<Analysis['locationOf']>; readonly what: string }>();
  const note = (trait: Trait, fact: Fact | undefined, node: Exclude<Node, { kind: 'item' }>): void => {
    if (fact?.kind === 'yes' && !found.has(trait))
      found.set(trait, { at: analysis.locationOf(placeOfNode(node)), what: fact.what });
  };
  const python = analysis.model.language === 'python';
  for (const item of analysis.model.items) {
    for (const call of sitesOf(item).calls) {
      for (const guard of python ? beforeAllRequests(call) : globalGuards(analysis, call))
        note('authenticates', guardFact(analysis, guard), guard);
      if (!python)
        for (const pipe of globalPipes(analysis, call))
          note('validates-input', yes(placeOfNode(pipe), analysis.textOf(pipe, 60)), pipe);
    }
    if (python) settings(analysis, item.statements, note);
    else
      moduleProviders(
        analysis,
        item.classes.flatMap((cls) => cls.decorators),
        note,
      );
  }
  if (!python) conventions(analysis, note);
  return Object.fromEntries(found);
}

type Note = (trait: Trait, fact: Fact | undefined, node: Exclude<Node, { kind: 'item' }>) => void;

/** Nest: `app.useGlobalGuards(new JwtGuard())`, `consumer.apply(AuthMiddleware).forRoutes('*')`. */
function globalGuards(analysis: Analysis, call: Call): readonly Expression[] {
  if (call.callee.kind !== 'member') return [];
  if (call.callee.property === 'useGlobalGuards') return flatten(analysis, positionals(call)).list.map(made);
  if (call.callee.property !== 'forRoutes' || call.callee.object.kind !== 'call') return [];
  const apply = call.callee.object;
  return lastName(apply.callee) === 'apply' ? positionals(apply) : [];
}

/** A guard is named by its class; an instance made on the spot is of that class. */
function made(expression: Expression): Expression {
  return expression.kind === 'call' && expression.isNew ? expression.callee : expression;
}

function globalPipes(analysis: Analysis, call: Call): readonly Expression[] {
  if (call.callee.kind !== 'member' || call.callee.property !== 'useGlobalPipes') return [];
  return flatten(analysis, positionals(call)).list.filter((pipe) => /Pipe$/.test(lastName(pipe)) && !isLoose(pipe));
}

/** Flask: `bp.before_app_request(guard)` holds for the whole application. */
function beforeAllRequests(call: Call): readonly Expression[] {
  return call.callee.kind === 'member' && call.callee.property === 'before_app_request' ? positionals(call) : [];
}

/** A pipe that was told to let unknown keys pass still checks the known ones; without options it checks as well. */
function isLoose(pipe: Expression): boolean {
  return (
    pipe.kind === 'call' &&
    pipe.args.some(({ value }) => value.kind === 'object' && value.entries.some((entry) => entry.key === 'skipMissingProperties'))
  );
}

/** Nest modules: `{ provide: APP_GUARD, useClass: JwtGuard }`, `{ provide: APP_PIPE, useClass: ValidationPipe }`. */
function moduleProviders(analysis: Analysis, decorators: readonly Expression[], note: Note): void {
  for (const decorator of decorators) {
    if (decorator.kind !== 'call' || lastName(decorator.callee) !== 'Module') continue;
    const providers = optionsOf(analysis, decorator.args[0]?.value).entries.get('providers');
    if (providers === undefined) continue;
    for (const provider of flatten(analysis, [providers]).list) {
      if (provider.kind !== 'object') continue;
      const { entries } = optionsOf(analysis, provider);
      const token = entries.get('provide');
      const value = entries.get('useClass') ?? entries.get('useExisting') ?? entries.get('useValue') ?? entries.get('useFactory');
      if (token === undefined || value === undefined) continue;
      if (lastName(token) === 'APP_GUARD') note('authenticates', guardFact(analysis, made(value)), value);
      if (lastName(token) === 'APP_PIPE' && /Pipe$/.test(lastName(value)))
        note('validates-input', { kind: 'yes', where: placeOfNode(value), what: analysis.textOf(provider, 60) }, value);
    }
  }
}

/** Django: `DEFAULT_PERMISSION_CLASSES`, `MIDDLEWARE`. The classes are named by text. */
function settings(analysis: Analysis, statements: readonly Node[], note: Note): void {
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'object') {
        const entry = node.entries.find(({ key }) => key === 'DEFAULT_PERMISSION_CLASSES');
        if (entry !== undefined) note('authenticates', refusing(analysis, entry.value, isPermission), entry.value);
      }
      const target = node.kind === 'assign' ? node.target : node.kind === 'declare' ? node.target : undefined;
      const value = node.kind === 'assign' || node.kind === 'declare' ? node.value : undefined;
      if (target?.kind === 'identifier' && value !== undefined) {
        if (target.name === 'MIDDLEWARE') note('authenticates', refusing(analysis, value, isMiddleware), value);
        if (target.name === 'DEFAULT_PERMISSION_CLASSES') note('authenticates', refusing(analysis, value, isPermission), value);
      }
      return undefined;
    });
}

function refusing(analysis: Analysis, value: Expression, fits: (name: string) => boolean): Fact | undefined {
  const { list } = flatten(analysis, [value]);
  const named = list.find((each) => fits(each.kind === 'literal' ? textValue(analysis, each) : lastName(each)));
  return named === undefined ? undefined : { kind: 'yes', where: placeOfNode(named), what: analysis.textOf(named, 80) };
}

const isPermission = (name: string): boolean =>
  !/AllowAny$/.test(name) &&
  /(?:Authenticated|Admin|Permission|Scope|Owner|Staff|Member|ApiKey|APIKey|Key)/.test(name.replace(/^.*permissions\./, ''));

/** `AuthenticationMiddleware` only finds out who calls; `LoginRequiredMiddleware` refuses. */
const isMiddleware = (name: string): boolean => {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /Required|Enforce|Protect/.test(last) && isGuardName(last);
};

/** Next's `middleware` file (`proxy` since Next 16) and fastify-autoload's `autohooks`: found by where they stand. */
function conventions(analysis: Analysis, note: Note): void {
  if (/(?:^|\/)autohooks\.[cm]?[jt]s$/.test(analysis.path)) {
    for (const item of analysis.model.items)
      for (const call of sitesOf(item).calls)
        if (lastName(call.callee) === 'addHook' && call.args[1] !== undefined)
          note('authenticates', guardFact(analysis, call.args[1].value), call);
  }
  if (!/^(?:.*\/)?(?:src\/)?(?:middleware|proxy)\.[jt]s$/.test(analysis.path) || !coversRoutes(analysis)) return;
  for (const item of analysis.model.items)
    for (const statement of item.statements) {
      if (statement.kind === 'function-declaration' && (statement.isDefault || /^(?:middleware|proxy)$/.test(statement.fn.name)))
        note('authenticates', functionGuards(analysis, statement.fn), statement.fn);
      else if (statement.kind === 'export' && statement.value !== undefined)
        note('authenticates', guardFact(analysis, statement.value), statement);
      else if (
        statement.kind === 'declare' &&
        statement.target.kind === 'identifier' &&
        /^(?:middleware|proxy)$/.test(statement.target.name) &&
        statement.value !== undefined
      )
        note('authenticates', guardFact(analysis, statement.value), statement);
      else if (
        statement.kind === 'export' &&
        statement.names.some(({ exported }) => /^(?:middleware|proxy|default)$/.test(exported))
      ) {
        const renamed = statement.names.find(({ exported }) => /^(?:middleware|proxy|default)$/.test(exported));
        if (renamed !== undefined && isGuardName(renamed.local))
          note('authenticates', { kind: 'yes', where: placeOfNode(statement), what: analysis.textOf(statement, 60) }, statement);
      }
    }
}

/** `config.matcher`: without one everything passes through; one that leaves `/api` out guards pages alone. */
function coversRoutes(analysis: Analysis): boolean {
  for (const item of analysis.model.items)
    for (const statement of item.statements) {
      if (statement.kind !== 'declare' || statement.target.kind !== 'identifier' || statement.target.name !== 'config') continue;
      const matcher = optionsOf(analysis, statement.value).entries.get('matcher');
      if (matcher === undefined) return true;
      const patterns = flatten(analysis, [matcher]).list.map((each) => textValue(analysis, each));
      return patterns.some((pattern) =>
        /\/api|trpc/.test(pattern)
          ? !/\?!.*api/.test(pattern)
          : /^\/?(?:\(\.\*\)|\(\(\?!|:path\*)/.test(pattern) && !/\?!.*\bapi\b/.test(pattern),
      );
    }
  return true;
}
