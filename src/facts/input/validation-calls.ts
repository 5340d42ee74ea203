/** Calls that check what they are given: a schema's `parse`, a validator of the project's own, a typed model's constructor. */
import type { Call, ClassNode, Expression } from '#code/model';
import { CHECK_WORDS, CHECKED_BASES, CHECKING, OPEN_SCHEMAS, SCHEMA_PACKAGES } from '#libraries/validation';
import type { Analysis } from '../analysis';
import { wordsOf } from '../name-words';
import type { Origin } from '../origin';
import { fullName, fullNameOf, isNamed, lastName, writtenName } from '../origins/full-name';
import { traitBehind } from '../summaries/export-traits';

/** Whether the name could be that of a check: asked of every call, before anything is looked up. */
export function couldCheck(call: Call): boolean {
  const name = lastName(call.callee);
  return CHECKING.has(name) || /^[A-Z]|valid|sanit|pars|check|pick|permit|ensure|assert|schema/.test(name);
}

/** True when what comes out of the call (or passes it without an error) has been checked. */
export function isCheckingCall(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  if (TELLING.test(name)) return true;
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'package') {
    if (origin.through?.traits['validates-input'] !== undefined) return true;
    if (isSchemaPackage(origin.package)) return isSchemaCheck(analysis, call, origin, name);
  }
  if (origin.kind === 'global') return false;
  if (isCheckedClass(analysis, origin)) return true;
  if (origin.kind === 'project') {
    const summary = analysis.exported(origin);
    if (summary !== undefined && traitBehind(summary, origin.path, 'validates-input') !== undefined) return true;
    if (summary !== undefined && !summary.isOpaque && summary.kind === 'function') return false;
  }
  if (CHECKING.has(name) && hasCheckWord(objectName(call.callee))) return true;
  const words = wordsOf(name);
  // `parse` alone may parse anything; `parseOrder`, `validate`, `validate_order` are given the request to check it.
  if (words.includes('token') || words.includes('auth') || words.includes('json')) return false;
  if (words.some((word) => word.startsWith('validat') || word.startsWith('sanitiz'))) return true;
  return (
    words.length > 1 &&
    words.some((word) => CHECK_WORDS.has(word)) &&
    /^(?:parse|check|pick|permit|ensure|assert)$/.test(words[0] ?? '')
  );
}

/** Methods whose name is a schema library's and nobody else's. */
const TELLING =
  /^(?:model_validate\w*|parse_obj|parse_raw|safeParse|safeParseAsync|parseAsync|validateAsync|validateOrReject|validate_python|validate_json)$/;

/** A schema's own method, by its package or by how the schema is named; not a validator of the project's own. */
export function isSchemaCall(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  if (!CHECKING.has(name)) return false;
  if (TELLING.test(name)) return true;
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'package' && isSchemaPackage(origin.package)) return isSchemaCheck(analysis, call, origin, name);
  return hasCheckWord(objectName(call.callee));
}

export function isSchemaPackage(name: string): boolean {
  return SCHEMA_PACKAGES.has(name) || SCHEMA_PACKAGES.has(name.split('.')[0] ?? '') || name.startsWith('zod/');
}

function isSchemaCheck(analysis: Analysis, call: Call, origin: Extract<Origin, { kind: 'package' }>, name: string): boolean {
  if (origin.path.some((step) => OPEN_SCHEMAS.has(step))) return false;
  if (CHECKING.has(name)) return !isOpenArgument(analysis, call);
  // `const validate = ajv.compile(schema)`, `OrderModel(**data)`, `validator(data)`: the value itself is called.
  return origin.path.at(-1) === '()' || /^[A-Z]/.test(name);
}

/** valibot and class-transformer take the schema as an argument; one that lets everything through checks nothing. */
function isOpenArgument(analysis: Analysis, call: Call): boolean {
  return call.args.some(({ value }) => {
    const origin = analysis.originOf(value);
    return origin.kind === 'package' && isSchemaPackage(origin.package) && origin.path.some((step) => OPEN_SCHEMAS.has(step));
  });
}

function objectName(callee: Expression): string {
  return callee.kind === 'member' ? writtenName(callee.object) : '';
}

function hasCheckWord(name: string): boolean {
  return wordsOf(name).some((word) => CHECK_WORDS.has(word) || word === 'schemas' || word === 'form' || word === 'serializer');
}

/** A class whose constructor refuses what it does not name: pydantic, dataclass, a form. */
export function isCheckedClass(analysis: Analysis, origin: Origin): boolean {
  if (origin.kind === 'class') return isChecked(analysis, origin.cls);
  if (origin.kind === 'project') {
    const summary = analysis.exported(origin);
    return summary?.traits['validates-input'] !== undefined;
  }
  return origin.kind === 'package' && origin.through?.traits['validates-input'] !== undefined;
}

export function isChecked(analysis: Analysis, cls: ClassNode, depth = 4): boolean {
  if (allowsExtra(cls) || isTable(cls)) return false;
  if (cls.decorators.some((each) => /^(?:dataclass|define|frozen|attrs)$/.test(lastName(each)))) return true;
  return cls.bases.some((base) => {
    if (isNamed(fullNameOf(analysis, base).replace(/\(\)$/, ''), CHECKED_BASES)) return true;
    const origin = analysis.originOf(base);
    if (origin.kind === 'class' && origin.cls !== cls && depth > 0) return isChecked(analysis, origin.cls, depth - 1);
    if (isSchemaPackage(packageOf(origin))) return /(?:Model|Schema|Form|Struct|Serializer)$/.test(lastName(base));
    return isCheckedClass(analysis, origin);
  });
}

function packageOf(origin: Origin): string {
  return origin.kind === 'package' ? origin.package : '';
}

/** SQLModel's `table=True`: the class is the row, so nothing stands between the caller and its columns. */
export function isTable(cls: ClassNode): boolean {
  return cls.keywords.some(({ name, value }) => name === 'table' && value.kind === 'literal' && value.value === true);
}

/** pydantic's `extra="allow"`, in a keyword, a `Config` class or a `model_config`. */
function allowsExtra(cls: ClassNode): boolean {
  const config = cls.classes.find((each) => each.name === 'Config');
  const fields = [...(config?.fields ?? []), ...cls.fields.filter((field) => field.name === 'model_config')];
  const values = [...cls.keywords.map((each) => ({ name: each.name, value: each.value })), ...fields];
  return values.some(({ name, value }) => {
    if (name === 'extra') return isAllow(value);
    if (value?.kind === 'call') return value.args.some((arg) => arg.name === 'extra' && isAllow(arg.value));
    return value?.kind === 'object' && value.entries.some((entry) => entry.key === 'extra' && isAllow(entry.value));
  });
}

function isAllow(value: Expression | undefined): boolean {
  return (value?.kind === 'literal' && value.value === 'allow') || (value?.kind === 'member' && value.property === 'allow');
}

/** class-validator's decorators on the fields say what a body may hold. */
export function hasConstraints(analysis: Analysis, cls: ClassNode): boolean {
  return cls.fields.some((field) =>
    field.decorators.some(
      (each) => fullName(analysis.originOf(each)).startsWith('class-validator.') || /^Is[A-Z]/.test(lastName(each)),
    ),
  );
}
