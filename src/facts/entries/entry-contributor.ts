/** What entry points, guards and validators add to a file's export summary. */
import { type Call, type ClassNode, type Expression, type FunctionNode, placeOf } from '#code/model';
import { HOOKS_BEFORE } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { classGuards, guardFact, ownGuards } from '../caller/authentication';
import type { Trait } from '../condition';
import type { SummaryContributor } from '../contributor';
import { type Fact, yes } from '../fact';
import { openSerializer } from '../input/serializers';
import { functionValidates, linkValidates } from '../input/validation';
import { hasConstraints, isChecked, isSchemaPackage } from '../input/validation-calls';
import { fullName } from '../origins/full-name';
import type { Traits } from '../summary';
import { locationOf } from '../where';
import { appTraits } from './app-wide';
import { callbackRoutes } from './callback-routes';
import { dependsIn } from './decorated-functions';
import { mountsOf } from './mounts';
import { functionAt } from './registration';
import { textValue } from './router';
import { callsWithin } from './sites';
import { isFlagCall, undoesOf } from './undo';

export const entryContributor: SummaryContributor = {
  name: 'entry points',
  traitsOf: functionTraits,
  traitsOfClass: classTraits,
  traitsOfValue: valueTraits,
  app: appTraits,
  mounts: mountsOf,
  undoes: undoesOf,
};

function functionTraits(analysis: Analysis, fn: FunctionNode): Traits {
  const guards = ownGuards(analysis, fn);
  const validates = functionValidates(analysis, fn);
  const flag = fn.calls.find((call) => isFlagCall(analysis, call));
  // What registers routes or hooks guards what it registers, not the one who calls it.
  const isPlain =
    guards.kind !== 'yes' && validates.kind !== 'yes' ? true : !callsWithin(fn).some((call) => registers(analysis, call));
  return {
    ...(isPlain ? told(analysis, 'authenticates', guards) : {}),
    ...(isPlain ? told(analysis, 'validates-input', validates) : {}),
    ...(flag === undefined ? {} : told(analysis, 'flag', yes(placeOf(flag), analysis.textOf(flag, 60)))),
  };
}

function registers(analysis: Analysis, call: Call): boolean {
  return call.callee.kind === 'member' && (call.callee.property === 'addHook' || callbackRoutes(analysis, call).length > 0);
}

function classTraits(analysis: Analysis, cls: ClassNode): Traits {
  const checks = (isChecked(analysis, cls) && openSerializer(analysis, cls) === undefined) || hasConstraints(analysis, cls);
  return {
    ...told(analysis, 'authenticates', classGuards(analysis, cls)),
    ...(checks ? { 'validates-input': { at: analysis.locationOf(placeOf(cls)), what: `class ${cls.name}` } } : {}),
  };
}

/** `export const requireUser = compose([…])`, `CurrentUser = Annotated[…, Depends(f)]`, `export const guards = [auth, admin]`, `fp(plugin)`. */
function valueTraits(analysis: Analysis, value: Expression): Traits {
  if (value.kind === 'call' && fullName(analysis.originOf(value.callee)) === 'fastify-plugin')
    return pluginTraits(analysis, value);
  const dependency = dependsIn(value);
  if (dependency !== undefined) return told(analysis, 'authenticates', guardFact(analysis, dependency));
  if ((value.kind !== 'call' && value.kind !== 'array') || isSchema(analysis, value)) return {};
  return {
    ...told(analysis, 'authenticates', guardFact(analysis, value)),
    ...told(analysis, 'validates-input', linkValidates(analysis, value)),
  };
}

/** `z.object({ … })` is asked about where it is used. */
function isSchema(analysis: Analysis, value: Expression): boolean {
  const origin = analysis.originOf(value);
  return origin.kind === 'package' && isSchemaPackage(origin.package);
}

/** A plugin that fastify-plugin has wrapped adds its hooks to the scope it is registered in. */
function pluginTraits(analysis: Analysis, value: Extract<Expression, { kind: 'call' }>): Traits {
  const plugin = value.args[0]?.value;
  const fn = plugin === undefined ? undefined : functionAt(analysis, plugin);
  if (fn === undefined) return {};
  for (const call of callsWithin(fn)) {
    const hook = call.args[1]?.value;
    if (call.callee.kind !== 'member' || call.callee.property !== 'addHook' || hook === undefined) continue;
    if (!HOOKS_BEFORE.has(textValue(analysis, call.args[0]?.value))) continue;
    const fact = guardFact(analysis, hook);
    if (fact.kind === 'yes') return told(analysis, 'authenticates', fact);
  }
  return {};
}

function told(analysis: Analysis, trait: Trait, fact: Fact): Traits {
  return fact.kind === 'yes' ? { [trait]: { at: locationOf(analysis, fact.where), what: fact.what } } : {};
}
