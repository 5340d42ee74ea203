/** What a value is, apart from its name: a key that is asked for, a constant, a flag, a piece, a module. */
import type { Call, Expression } from '#code/model';
import { CUTTING, MASKING, MEASURING } from '#libraries/value-forms';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';

/** `os.getenv("API_KEY")`, `os.environ.get("…")`, `data.get("password")`, `req.get('authorization')`, `headers.get(…)`. */
export function keyOf(call: Call, name: string): string | undefined {
  const first = call.args[0]?.value;
  if (!/^(?:get|getenv|getItem|header|getHeader|pop|require_env|requireEnv|getOrThrow|getlist)$/.test(name)) return undefined;
  return first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined;
}

/** Constants and numbers tell nothing. */
export function isPlain(value: Expression): boolean {
  return (
    value.kind === 'literal' ||
    value.kind === 'function' ||
    value.kind === 'unary' ||
    (value.kind === 'binary' && /^(?:[=!<>]=*|in|is|not in|is not|instanceof)$/.test(value.operator))
  );
}

/** A value that can itself be the secret whose key it stands under. */
export function isCarrier(value: Expression): boolean {
  if (value.kind === 'identifier' || value.kind === 'index') return true;
  if (value.kind === 'member') return !/^(?:length|size|type|kind|name|id|status|state|enabled|count)$/.test(value.property);
  return false;
}

export function maskOf(value: Expression): string | undefined {
  const at = value.kind === 'await' || value.kind === 'cast' ? value.value : value;
  if (at.kind === 'index' && at.index.kind === 'other') return 'only a piece of it';
  if (at.kind === 'conditional')
    return at.whenTrue.kind === 'literal' && at.whenFalse.kind === 'literal' ? 'only whether it is there' : undefined;
  if (at.kind === 'member') return at.property === 'length' ? 'only how long it is' : undefined;
  if (at.kind !== 'call') return undefined;
  const name = lastName(at.callee);
  return MASKING.test(name) || CUTTING.has(name) || MEASURING.has(name) ? `\`${name}(…)\`` : undefined;
}

/** A secret is a text: a parameter declared a number, a truth value or a thing of the project's own is none. */
export function isFlag(analysis: Analysis, value: Expression): boolean {
  if (value.kind !== 'identifier') return false;
  const binding = analysis.bindingOf(value.name, value);
  if (binding?.kind === 'declaration')
    return binding.value !== undefined && isPlain(binding.value) && binding.value.kind !== 'literal';
  if (binding?.kind !== 'parameter' || binding.path.length > 0) return false;
  const type = binding.fn.params[binding.index]?.type?.name ?? '';
  return /^(?:bool|boolean|int|float|number|bigint)$/.test(type) || (/^[A-Z]\w*$/.test(type) && !TEXTS.test(type));
}

const TEXTS = /Str|String|Secret|Credential|Password|Any|Optional|Union|Record|Dict|Map|Token$|Email/;

/** The words of a text: `for token in tokens`. */
export function isOfTokens(binding: ReturnType<Analysis['bindingOf']>): boolean {
  if (binding?.kind !== 'bound' || binding.source === undefined) return false;
  return /^(?:tokens|tokenize|tokenise|enumerate|split|lexer|lex|parse)$/i.test(lastName(binding.source));
}

/** `email.message`, `secrets.token_hex`: a module of that name. */
export function isModule(analysis: Analysis, value: Extract<Expression, { kind: 'member' }>): boolean {
  const origin = analysis.originOf(value);
  return (
    (origin.kind === 'package' && origin.path.length <= 1 && origin.through === undefined) ||
    origin.kind === 'function' ||
    origin.kind === 'class'
  );
}
