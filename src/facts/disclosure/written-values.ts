/** What of an expression reaches the text that is written: names in strings, fields of objects, parts of concatenations. */
import type { Call, Expression } from '#code/model';
import { CUTTING, MASKING, MEASURING, SAME_VALUE } from '#libraries/value-forms';
import type { Analysis } from '../analysis';
import { requestValue } from '../input/request-values';
import { printOrigin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { spelled } from '../origins/spelled';
import { handsOutSecret, isSessionId, type Sensitivity, sensitivityOf } from './sensitive-names';
import { isCarrier, isFlag, isModule, isOfTokens, isPlain, keyOf, maskOf } from './value-shapes';

export interface Written {
  /** The expression with the name. */
  readonly at: Expression;
  /** As a sentence names it. */
  readonly name: string;
  /** `whole`: a request's headers, cookies or body, or the whole environment. */
  readonly kind: Sensitivity | 'whole';
  /** What keeps the value itself out, where something does. */
  readonly masked: string | undefined;
  /** It is a part of a text: redaction by field names does not see it, and no edit can stand for it. */
  readonly isInText: boolean;
}

/** How far a name is followed to what it is made of. */
const DEPTH = 4;

export function writtenValues(analysis: Analysis, expression: Expression): readonly Written[] {
  const found: Written[] = [];
  new Reading(analysis, found).read(expression, { depth: DEPTH, masked: undefined, isInText: false });
  return found;
}

/** A field of a log line: its own name may say what the value is. */
export function writtenField(analysis: Analysis, key: string, value: Expression): readonly Written[] {
  const found: Written[] = [];
  new Reading(analysis, found).field(key, value, { depth: DEPTH, masked: undefined, isInText: false });
  return found;
}

interface Way {
  readonly depth: number;
  readonly masked: string | undefined;
  readonly isInText: boolean;
}

class Reading {
  constructor(
    private readonly analysis: Analysis,
    private readonly found: Written[],
  ) {}

  read(value: Expression, way: Way): void {
    switch (value.kind) {
      case 'template':
        if (value.tag === undefined)
          for (const part of value.parts) if (typeof part !== 'string') this.read(part, { ...way, isInText: true });
        return;
      case 'binary':
        this.#binary(value, way);
        return;
      case 'conditional':
        this.read(value.whenTrue, way);
        this.read(value.whenFalse, way);
        this.#told(value.test, 'only whether it is there', way);
        return;
      case 'unary':
        this.#told(value.value, 'only whether it is there', way);
        return;
      case 'await':
      case 'cast':
      case 'spread':
        this.read(value.value, way);
        return;
      case 'array':
        for (const element of value.elements) this.read(element, way);
        return;
      case 'object':
        for (const entry of value.entries) {
          if (entry.spread || entry.key === undefined) this.read(entry.value, way);
          else this.field(entry.key, entry.value, way);
        }
        return;
      case 'identifier':
        this.#identifier(value, way);
        return;
      case 'member':
        this.#member(value, way);
        return;
      case 'index':
        this.#index(value, way);
        return;
      case 'call':
        this.#call(value, way);
        return;
      default:
    }
  }

  field(key: string, value: Expression, way: Way): void {
    const kind = sensitivityOf(key);
    if (kind === undefined || isPlain(value)) this.read(value, way);
    else {
      const before = this.found.length;
      this.read(value, way);
      if (this.found.length === before && isCarrier(value) && !isFlag(this.analysis, value))
        this.#add(value, key, kind, { ...way, masked: way.masked ?? maskOf(value) });
    }
  }

  #add(at: Expression, name: string, kind: Written['kind'], { masked, isInText }: Way): void {
    const written = spelled(this.analysis, this.analysis.model.language === 'python' ? name.replace(/^this\./, 'self.') : name);
    this.found.push({ at, name: written, kind, masked, isInText });
  }

  /** What a value is measured or cut by is looked at only to say so. */
  #told(value: Expression, masked: string, way: Way): void {
    this.read(value, { ...way, masked: way.masked ?? masked });
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, way: Way): void {
    if (operator === '+' || operator === '%') {
      this.read(left, { ...way, isInText: true });
      this.read(right, { ...way, isInText: true });
    } else if (operator === '||' || operator === '??') {
      this.read(left, way);
      this.read(right, way);
    } else if (operator === '&&') {
      this.#told(left, 'only whether it is there', way);
      this.read(right, way);
    } else {
      this.#told(left, 'only a comparison', way);
      this.#told(right, 'only a comparison', way);
    }
  }

  #identifier(value: Extract<Expression, { kind: 'identifier' }>, way: Way): void {
    const binding = this.analysis.bindingOf(value.name, value);
    if (binding?.kind === 'function' || binding?.kind === 'class') return;
    const kind = sensitivityOf(value.name);
    const made = binding?.kind === 'declaration' && binding.isConstant && binding.path.length === 0 ? binding.value : undefined;
    if (kind !== undefined && !isFlag(this.analysis, value) && !isOfTokens(binding)) {
      if (made !== undefined && isPlain(made)) {
        if (made.kind === 'literal' && made.type === 'string' && sensitivityOf(String(made.value)) === undefined)
          this.#add(value, value.name, kind, way);
        return;
      }
      const masked = made === undefined ? undefined : maskOf(made);
      this.#add(value, value.name, kind, { ...way, masked: way.masked ?? masked });
      return;
    }
    if (this.#whole(value, way)) return;
    if (made !== undefined && way.depth > 0 && FOLLOWED.has(made.kind)) this.read(made, { ...way, depth: way.depth - 1 });
  }

  #member(value: Extract<Expression, { kind: 'member' }>, way: Way): void {
    if (this.#whole(value, way)) return;
    if (value.property === 'length' || value.property === 'size') {
      this.#told(value.object, 'only how long it is', way);
      return;
    }
    const kind = sensitivityOf(value.property);
    const written = writtenName(value);
    // `email.value`, `secret.value`: the form of what is before.
    const inner =
      kind === undefined && /^(?:value|raw|plaintext|text)$/.test(value.property)
        ? sensitivityOf(lastName(value.object))
        : undefined;
    if ((kind ?? inner) !== undefined && !isModule(this.analysis, value))
      this.#add(value, written, kind ?? inner ?? 'secret', way);
    else if (isSessionId(written)) this.#add(value, written, 'secret', way);
  }

  #index(value: Extract<Expression, { kind: 'index' }>, way: Way): void {
    const { index, object } = value;
    if (index.kind === 'literal' && typeof index.value === 'string') {
      const kind = sensitivityOf(index.value);
      if (kind !== undefined) this.#add(value, `${writtenName(object)}[${JSON.stringify(index.value)}]`, kind, way);
    } else if (index.kind === 'other') this.#told(object, 'only a piece of it', way);
    else if (index.kind === 'literal') this.read(object, way);
  }

  #call(call: Call, way: Way): void {
    const name = lastName(call.callee);
    const receiver = call.callee.kind === 'member' ? call.callee.object : undefined;
    const args = call.args.map((arg) => arg.value);
    if (this.#whole(call, way)) return;
    const key = keyOf(call, name);
    if (key !== undefined) {
      const kind = sensitivityOf(key);
      if (kind !== undefined) this.#add(call, key, kind, way);
      return;
    }
    if (MASKING.test(name)) {
      for (const each of [...args, ...(receiver === undefined ? [] : [receiver])]) this.#told(each, `\`${name}(…)\``, way);
      return;
    }
    if (CUTTING.has(name) && receiver !== undefined) {
      this.#told(receiver, `\`.${name}(…)\``, way);
      return;
    }
    if (MEASURING.has(name)) {
      for (const each of [...args, ...(receiver === undefined ? [] : [receiver])]) this.#told(each, `\`${name}\` alone`, way);
      return;
    }
    if (SAME_VALUE.has(name)) {
      // `JSON.stringify(headers, replacer)` leaves out what the replacer says.
      const isFiltered = name === 'stringify' && args[1] !== undefined && args[1].kind !== 'literal';
      const next = isFiltered ? { ...way, masked: way.masked ?? 'a replacer of `JSON.stringify`' } : way;
      for (const { name: key, value } of call.args) {
        if (key !== undefined && name === 'format') this.field(key, value, { ...next, isInText: true });
        else this.read(value, { ...next, isInText: way.isInText || name === 'format' || name === 'join' || name === 'concat' });
      }
      if (receiver !== undefined) this.read(receiver, next);
      return;
    }
    if (handsOutSecret(name)) this.#add(call, `${writtenName(call.callee)}()`, 'secret', way);
  }

  /** The request's headers, cookies or body, or the environment, with whatever is in them. */
  #whole(value: Expression, way: Way): boolean {
    const name = printOrigin(this.analysis.originOf(value));
    const isEnvironment = name === ':process.env' || name === 'os:environ' || name === ':Deno.env.toObject()';
    const part = isEnvironment ? undefined : requestValue(this.analysis, value);
    const isPart =
      part?.isWhole === true && /^(?:body|headers|cookies)$/.test(part.part) && !/\b(?:file|files)\b/i.test(writtenName(value));
    if (isEnvironment || isPart) this.#add(value, this.analysis.textOf(value, 40), 'whole', way);
    return isEnvironment || isPart;
  }
}

const FOLLOWED: ReadonlySet<string> = new Set([
  'template',
  'binary',
  'object',
  'array',
  'member',
  'call',
  'index',
  'conditional',
  'cast',
]);
