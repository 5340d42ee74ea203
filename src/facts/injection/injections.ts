/** Texts that are read as a language and have a hole that the program does not fill itself. */
import type { Call, Expression, FunctionNode } from '#code/model';
import {
  FRAGMENT_METHODS,
  MORE_STATEMENTS,
  PYTHON_CODE,
  TEXT_CALLS,
  type TextLanguage,
  TIMERS,
} from '#libraries/injection-sinks';
import { STATEMENT_METHODS } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { isSql } from '../effects/sql-text';
import { followed } from '../origins/followed';
import { chainRoot, fullNameOf, lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import { type Filler, fillerOf, fromOutside } from './holes';
import { type Piece, piecesOf } from './text-pieces';

export interface Injection {
  readonly language: TextLanguage;
  /** The call that has the text read, or the text where none is seen. */
  readonly at: Call | Expression;
  readonly built: Expression | undefined;
  readonly open: readonly Exclude<Filler, { readonly kind: 'safe' }>[];
  /** Holes for things from outside that were made harmless. */
  readonly closed: readonly Extract<Filler, { readonly kind: 'safe' }>[];
  readonly confidence: 'low' | 'medium' | 'high';
}

const WORDS =
  /select|insert|update|delete|exec|spawn|system|popen|subprocess|getoutput|eval|Function|vm\.|setTimeout|setInterval|require|render|Template|compile|[rR]aw|shell/i;

const mayHoldSink = ({ model }: Analysis): boolean => WORDS.test(model.text);

export function injectionsIn(analysis: Analysis, fn: FunctionNode): readonly Injection[] {
  if (!analysis.asWhole(mayHoldSink)) return [];
  const read = new Set<Expression>();
  const found = fn.calls.flatMap((call) => ofCall(analysis, call, read) ?? []);
  return [...found, ...builtTexts(analysis, fn, read)];
}

function ofCall(analysis: Analysis, call: Call, read: Set<Expression>): Injection | undefined {
  const sql = sqlText(call);
  if (sql !== undefined) {
    const { parts, built } = piecesOf(analysis, sql);
    if (built !== undefined) read.add(built);
    const isFragment = FRAGMENT_METHODS.has(lastName(call.callee));
    const text = parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
    if (isFragment || isSql(text))
      return built === undefined
        ? givenBeside(analysis, call, sql, parts)
        : sqlInjection(analysis, call, parts, built, isDefinition(text));
  }
  return otherText(analysis, call);
}

/** A constant statement with something from outside among its parameters. */
function givenBeside(analysis: Analysis, call: Call, sql: Expression, parts: readonly Piece[]): Injection | undefined {
  if (parts.some((part) => typeof part !== 'string')) return undefined;
  const given = call.args.find(({ value }) => value !== sql && value.kind !== 'function' && fromOutside(analysis, value))?.value;
  if (given === undefined) return undefined;
  const closed = [{ kind: 'safe', how: 'parameters beside the statement', at: given } as const];
  return { language: 'sql', at: call, built: undefined, open: [], closed, confidence: 'low' };
}

function sqlText({ callee, args }: Call): Expression | undefined {
  const name = lastName(callee);
  if (!(STATEMENT_METHODS.has(name) || MORE_STATEMENTS.has(name) || FRAGMENT_METHODS.has(name))) return undefined;
  const first = args.find(({ name: keyword }) => keyword === undefined || /^(?:query|statement|sql|operation)$/.test(keyword));
  return first === undefined || first.spread ? undefined : first.value;
}

/** What makes or changes tables is run by those who own them. */
function isDefinition(text: string): boolean {
  return /^\s*(?:create|alter|drop|begin|commit|rollback|truncate)\b/i.test(text);
}

/** Behind an operator, in quotes or among values stands a value; elsewhere a name or a piece that is put together. */
const VALUE = /(?:[=<>]|\blike|\bilike|\bbetween)\s*['%]*$|'[^']*$|\bvalues\s*\((?:[^()]|\?)*$/i;

function sqlInjection(
  analysis: Analysis,
  at: Call | Expression,
  parts: readonly Piece[],
  built: Expression | undefined,
  isOwners: boolean,
): Injection | undefined {
  let before = '';
  const open: Exclude<Filler, { readonly kind: 'safe' }>[] = [];
  const closed: Extract<Filler, { readonly kind: 'safe' }>[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      before += part;
      continue;
    }
    const filler = fillerOf(analysis, part);
    if (filler.kind === 'safe') closed.push(filler);
    else if (filler.kind === 'outside' || (!isOwners && VALUE.test(before.replace(/''/g, '')))) open.push(filler);
    before += '?';
  }
  const harmless = closed.filter(({ how }) => how !== undefined);
  if (open.length === 0 && harmless.length === 0) return undefined;
  return { language: 'sql', at, built, open, closed: harmless, confidence: confidenceOf(open) };
}

/** Pieces of a statement that programs put together themselves: their values go beside the statement. */
const FRAGMENTS =
  /(?:clauses?|placeholders|columns?|fields|conditions?|where|orderBy|order_by|limit|tables?|predicates?|joins?)$/i;

function confidenceOf(open: Injection['open']): Injection['confidence'] {
  if (open.some(({ kind }) => kind === 'outside')) return 'high';
  if (open.every(({ at }) => FRAGMENTS.test(lastName(at)))) return 'low';
  return open.some((each) => each.kind === 'caller' || !/^(?:this|self)\b/.test(chainRoot(each.at))) ? 'medium' : 'low';
}

function otherText(analysis: Analysis, call: Call): Injection | undefined {
  const name = fullNameOf(analysis, call.callee);
  const row = TEXT_CALLS.get(name) ?? (analysis.model.language === 'python' ? PYTHON_CODE.get(name) : undefined);
  if (row === undefined) return TIMERS.has(name) ? timer(analysis, call) : undefined;
  const isChoice = row.needs === 'shell' && !runsShell(call);
  const given =
    row.at < 0
      ? call.args.at(-1)
      : (call.args.find(({ name: key }) => key !== undefined && row.keywords?.includes(key)) ?? call.args[row.at]);
  if (given === undefined || given.spread) return undefined;
  const text = textsIn(analysis, given.value, isChoice);
  const all = text.map((each) => piecesOf(analysis, each));
  const fillers = all.flatMap(({ parts }) =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : [fillerOf(analysis, part)])),
  );
  const open = fillers.filter((each) => each.kind !== 'safe');
  const closed = fillers.filter((each) => each.kind === 'safe').filter(({ how }) => how !== undefined);
  if (open.length === 0 && closed.length === 0) return undefined;
  const built = all.find((each) => each.built !== undefined)?.built;
  const isOutside = open.some(({ kind }) => kind === 'outside');
  // A module that is named while it runs, a template and a command that is handed over whole are what such programs do.
  if (isChoice && !isOutside) return undefined;
  const isUsual = name === 'require' || row.language === 'template' || (row.language === 'shell' && built === undefined);
  if (!isOutside && isUsual && closed.length === 0) return undefined;
  if (!isOutside && row.language === 'shell' && !open.some(({ kind }) => kind === 'caller') && closed.length === 0)
    return undefined;
  return { language: row.language, at: call, built, open, closed, confidence: isOutside ? 'high' : 'medium' };
}

/** The texts of a command: without a shell only the first of a list, the program, is more than an argument. */
function textsIn(analysis: Analysis, value: Expression, isChoice: boolean): readonly Expression[] {
  if (value.kind === 'array') return value.elements.slice(0, isChoice ? 1 : undefined);
  if (!isChoice) return [value];
  let first = made(analysis, value);
  // `[tool, *flags] + names`
  while (first.kind === 'binary') first = made(analysis, first.left);
  return first.kind === 'array' ? first.elements.slice(0, 1) : first.kind === 'comprehension' ? [] : [value];
}

/** What a name was first given: a list that grows afterwards begins as it did. */
function made(analysis: Analysis, value: Expression): Expression {
  const at = followed(analysis, value);
  const binding = at.kind === 'identifier' ? analysis.bindingOf(at.name, at) : undefined;
  return binding?.kind === 'declaration' && binding.value?.kind === 'array' && binding.path.length === 0 ? binding.value : at;
}

/** `shell=True`, `{ shell: true }`; a shell that is started with its command in a list. */
function runsShell(call: Call): boolean {
  const isOn = (value: Expression | undefined): boolean =>
    value?.kind === 'literal' && value.value !== false && value.value !== null;
  if (call.args.some(({ name, value }) => name === 'shell' && isOn(value))) return true;
  return call.args.some(
    ({ value }) => value.kind === 'object' && value.entries.some((entry) => entry.key === 'shell' && isOn(entry.value)),
  );
}

function timer(analysis: Analysis, call: Call): Injection | undefined {
  const first = call.args[0]?.value;
  if (first === undefined || (first.kind !== 'template' && first.kind !== 'binary')) return undefined;
  const { parts, built } = piecesOf(analysis, first);
  const open = parts
    .flatMap((part) => (typeof part === 'string' ? [] : [fillerOf(analysis, part)]))
    .filter((each) => each.kind !== 'safe');
  return open.length === 0 || built === undefined
    ? undefined
    : { language: 'code', at: call, built, open, closed: [], confidence: 'medium' };
}

const STATEMENT_NAMES = /^(?:q|query|sql|stmt|statement|\w*(?:Query|Sql|Stmt|_query|_sql|_stmt)\w*)\d*$/;

/** A statement that is put together and kept by a name, with no call seen that runs it. */
function builtTexts(analysis: Analysis, fn: FunctionNode, read: ReadonlySet<Expression>): readonly Injection[] {
  const found: Injection[] = [];
  const see = (name: string, value: Expression): void => {
    if (!STATEMENT_NAMES.test(name)) return;
    const { parts, built } = piecesOf(analysis, value);
    if (built === undefined || read.has(built)) return;
    const text = parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
    const injection = isSql(text) && !isDefinition(text) ? sqlInjection(analysis, built, parts, undefined, false) : undefined;
    if (injection !== undefined && injection.open.length > 0) found.push(injection);
  };
  walkBody(fn, (node) => {
    if (node.kind === 'declare' && node.target.kind === 'identifier' && node.value !== undefined)
      see(node.target.name, node.value);
    else if (node.kind === 'assign' && node.target.kind === 'identifier') see(node.target.name, node.value);
    return undefined;
  });
  return found;
}
