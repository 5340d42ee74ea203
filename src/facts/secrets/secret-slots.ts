/** What a text is given to: a name, a key, a parameter, a setting it stands in for, or a call that takes a secret there. */
import type { Call, Expression, Literal, Node, ObjectExpression, Pattern } from '#code/model';
import type { Analysis } from '../analysis';
import { lastName, writtenName } from '../origins/full-name';

export interface SecretSlot {
  readonly name: string;
  readonly isFallback: boolean;
  /** Handed to a call as a named argument or in its options, where it is used as it is. */
  readonly isPassedOn: boolean;
  readonly isCompared: boolean;
  /** The call takes the secret of signatures or sessions here, whatever the text looks like. */
  readonly isTrusted: boolean;
}

const slot = (name: string, more: Partial<SecretSlot> = {}): SecretSlot => ({
  name,
  isFallback: false,
  isPassedOn: false,
  isCompared: false,
  isTrusted: false,
  ...more,
});

export function slotOf(analysis: Analysis, at: Literal): SecretSlot | undefined {
  let node: Expression = at;
  let setting: string | undefined;
  let parent: Node = node.parent;
  for (;;) {
    if (parent.kind === 'cast' || parent.kind === 'await') {
      node = parent;
    } else if (parent.kind === 'binary' && /^(?:\|\||\?\?)$/.test(parent.operator) && parent.right === node) {
      setting ??= settingOf(parent.left);
      node = parent;
    } else if (parent.kind === 'call' && parent.callee !== node) {
      const asked = defaultOf(parent, node);
      if (asked === undefined) return ofCall(analysis, parent, node);
      setting ??= asked;
      node = parent;
    } else break;
    parent = node.parent;
  }
  if (setting !== undefined) return slot(setting, { isFallback: true });
  return ofParent(analysis, parent, node);
}

/** `process.env.JWT_SECRET`, `config.secret`, `env['X']`, `os.environ.get("X")`. */
function settingOf(left: Expression): string | undefined {
  if (left.kind === 'call') {
    const key = left.args[0]?.value;
    return key?.kind === 'literal' && SETTING_CALLS.test(writtenName(left.callee)) ? String(key.value) : undefined;
  }
  if (left.kind !== 'member') return undefined;
  return /(?:^|\.)env(?:iron)?$|^import\.meta\.env$/.test(writtenName(left.object)) ? left.property : undefined;
}

const SETTING_CALLS = /(?:^|\.)(?:getenv|env|environ\.get|env\.get|env\.str|config|config\.get|configService\.get)$/;

/** `os.getenv("X", "…")`, `os.environ.get("X", "…")`, `config("X", default="…")`. */
function defaultOf(call: Call, value: Expression): string | undefined {
  const key = call.args[0]?.value;
  if (key?.kind !== 'literal' || typeof key.value !== 'string' || key === value) return undefined;
  const at = call.args.findIndex((each) => each.value === value);
  const name = call.args[at]?.name;
  if (!(name === 'default' || (name === undefined && at === 1))) return undefined;
  return SETTING_CALLS.test(writtenName(call.callee)) ? key.value : undefined;
}

function ofParent(analysis: Analysis, parent: Node, node: Expression): SecretSlot | undefined {
  switch (parent.kind) {
    case 'declare':
      return parent.value === node ? named(parent.target) : undefined;
    case 'assign':
      return parent.value === node ? named(parent.target) : undefined;
    case 'object': {
      const entry = parent.entries.find(({ value }) => value === node);
      if (entry?.key === undefined) return undefined;
      const isPassedOn = parent.parent.kind === 'call';
      return slot(entry.key, {
        isPassedOn,
        isTrusted: takesSecret(analysis, parent, entry.key),
      });
    }
    case 'binary': {
      if (!/^[=!]==?$/.test(parent.operator)) return undefined;
      const other = parent.left === node ? parent.right : parent.left;
      return other.kind === 'identifier' || other.kind === 'member' ? slot(lastName(other), { isCompared: true }) : undefined;
    }
    case 'fn': {
      const param = parent.params.find(({ fallback }) => fallback === node);
      return param === undefined ? undefined : slot(param.name);
    }
    case 'cls': {
      const field = parent.fields.find(({ value }) => value === node);
      return field === undefined ? undefined : slot(field.name);
    }
    default:
      return undefined;
  }
}

function named(target: Pattern): SecretSlot | undefined {
  if (target.kind === 'identifier') return slot(target.name);
  if (target.kind === 'member') return slot(target.property);
  if (target.kind === 'index' && target.index.kind === 'literal') return slot(String(target.index.value));
  return undefined;
}

function ofCall(analysis: Analysis, call: Call, node: Expression): SecretSlot | undefined {
  const at = call.args.findIndex(({ value }) => value === node);
  const argument = call.args[at];
  if (argument === undefined) return undefined;
  if (argument.name !== undefined) return slot(argument.name, { isPassedOn: true });
  return signingArgument(analysis, call) === node
    ? slot(`the secret of ${lastName(call.callee)}`, { isTrusted: true })
    : undefined;
}

/** What packages sign or verify with, or make a key of. */
export function signingArgument(analysis: Analysis, { callee, args }: Call): Expression | undefined {
  const name = lastName(callee);
  if (!/^(?:sign|verify|encode|decode|asKey)$/.test(name)) return undefined;
  const origin = analysis.originOf(callee);
  if (origin.kind !== 'package' || !/^(?:jsonwebtoken|jose|jwt|jwt-simple|@tsndr\/cloudflare-worker-jwt)$/.test(origin.package))
    return undefined;
  return args[name === 'asKey' ? 0 : 1]?.value;
}

/** The options of sessions and of token middleware, by who takes them or by what stands beside: who knows this is anybody. */
function takesSecret(analysis: Analysis, options: ObjectExpression, key: string): boolean {
  if (key === 'secretOrKey') return true;
  if (!/^(?:secret|clientSecret|jwtSecret)$/.test(key)) return false;
  if (options.entries.some((entry) => BESIDE.has(entry.key ?? ''))) return true;
  if (options.parent.kind !== 'call') return false;
  const origin = analysis.originOf(options.parent.callee);
  return (
    origin.kind === 'package' &&
    /^(?:express-session|cookie-session|express-jwt|koa-jwt|passport-|@nestjs\/jwt|@fastify\/(?:jwt|session|cookie)|next-auth|iron-session)/.test(
      origin.package,
    )
  );
}

const BESIDE: ReadonlySet<string> = new Set(['saveUninitialized', 'resave', 'jwtFromRequest', 'callbackURL']);
