/** How guards are written: calls that pass guards on, options that let everyone in, what a package's name says. */
import type { Call, Expression } from '#code/model';
import type { Analysis } from '../analysis';
import { functionAt } from '../entries/registration';
import { keywordsOf, optionsOf } from '../options';

/** Calls that pass on what they are given, guards included. */
export const COMPOSES =
  /^(?:compose|chain|all|some|every|any|or|and|series|pipe|combine|UseGuards|applyDecorators|method_decorator|fp|wrap\w*|async\w*|catch\w*|try\w*|with\w*|use\w*)$/i;

/** Something that says by itself what it does; a name alone (`validate(authSchema)`) does not make a guard of the call around it. */
export function isSeen(analysis: Analysis, value: Expression): boolean {
  if (value.kind !== 'identifier' && value.kind !== 'member') return true;
  if (functionAt(analysis, value) !== undefined) return true;
  const origin = analysis.originOf(value);
  return origin.kind === 'class' || origin.kind === 'package' || analysis.exported(origin)?.traits.authenticates !== undefined;
}

export function isMention(value: Expression): boolean {
  return (
    value.kind === 'identifier' ||
    value.kind === 'member' ||
    value.kind === 'array' ||
    value.kind === 'call' ||
    value.kind === 'function'
  );
}

/** `HTTPBearer(auto_error=False)` leaves the refusal to its user; `jwt_required(optional=True)` lets everyone in. */
export function isAutoErrorOff(analysis: Analysis, call: Call): boolean {
  const { entries } = keywordsOf(analysis, call);
  const off = entries.get('auto_error');
  const optional = entries.get('optional');
  for (const { value } of call.args) {
    // express-jwt and koa-jwt by their option objects.
    if (value.kind !== 'object') continue;
    const given = optionsOf(analysis, value).entries;
    if (isLiteral(given.get('credentialsRequired'), false) || isLiteral(given.get('passthrough'), true)) return true;
  }
  return isLiteral(off, false) || isLiteral(optional, true);
}

function isLiteral(value: Expression | undefined, expected: boolean): boolean {
  return value?.kind === 'literal' && value.value === expected;
}

/** What a package is called speaks only for its default export: `koa-jwt`, not `fastify-jwt`'s options. */
export function packageName(name: string, path: readonly string[]): string {
  const steps = path.filter((step) => step !== '()');
  return steps.length === 0 ? name.slice(name.lastIndexOf('/') + 1) : steps.join('.');
}
