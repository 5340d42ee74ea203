/**
 * What a handler does with a failure, as far as it tells anybody: raises it again, logs, counts or captures it, hands the
 * error on, marks that it failed, shows it, ends the program, answers the caller.
 */
import type { Call, Expression, Identifier, Node, Pattern, Return, Statement, Throw } from '#code/model';
import { isAtLeastWarn } from '#libraries/loggers';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import { leavesOf } from '../origins/pattern-leaves';
import { isWithin, walk } from '../walk';
import { type Answer, answersIn, saysFailure } from './answers';
import { endsProgram, isFailureValue, isNothing, marksFailure, showsFailure } from './failure-marks';
import { isHeard, toldBy } from './observability';
import { onlyPrints } from './service-code';

export interface Reactions {
  /** Somebody learns of the failure: logged, counted, captured, raised, handed on. `what` is for "answered by the code". */
  readonly heard: Told | undefined;
  /** It shows in a state, a value, on a screen: whoever looks there learns of it. */
  readonly marked: Told | undefined;
  readonly answers: readonly Answer[];
  /** A log line below warn, without the error: nobody looks for it. */
  readonly quiet: Call | undefined;
  /** Values that are returned or put in place of the result. */
  readonly defaults: readonly (Expression | Return)[];
  readonly calls: readonly Call[];
}

interface Told {
  readonly node: Node;
  readonly what: string;
}

export interface HandlerBody {
  readonly statements: readonly Statement[];
  /** What the error is bound to. */
  readonly binding: Pattern | undefined;
}

export function reactionsOf(analysis: Analysis, { statements, binding }: HandlerBody): Reactions {
  const answers = answersIn(analysis, statements);
  const errorNames = namesOfError(statements, binding);
  const calls: Call[] = [];
  const defaults: (Expression | Return)[] = [];
  let heard: Told | undefined;
  let marked: Told | undefined;
  let quiet: Call | undefined;
  const hear = (node: Node, what: string): void => {
    heard ??= { node, what };
  };
  const mark = (node: Node, what: string): void => {
    marked ??= { node, what };
  };
  // Whoever is answered with a failure asks, and finds the line.
  const isAnswered = answers.some((answer) => answer.isFailure);
  const isPrinted = (call: Call): boolean =>
    !isAnswered &&
    onlyPrints(
      analysis,
      call,
      call.args.some(({ value }) => isWhole(value, errorNames)),
    );

  for (const statement of statements)
    walk(statement, (node) => {
      switch (node.kind) {
        case 'throw':
          if (!isAnswer(answers, node)) hear(node, whatIsThrown(node));
          return undefined;
        case 'call': {
          calls.push(node);
          if (isAnswer(answers, node)) return undefined;
          const told = toldBy(analysis, node);
          if (told !== undefined && isHeard(told))
            hear(
              node,
              told.kind === 'logs' ? `logged: ${analysis.textOf(node.callee, 40)}` : `${analysis.textOf(node.callee, 40)}`,
            );
          else if (
            told?.kind === 'logs' &&
            told.level === 'info' &&
            (mentionsAny(node.args, errorNames) || givesTrace(node)) &&
            !isPrinted(node)
          )
            hear(node, `logged with the error: ${analysis.textOf(node.callee, 40)}`);
          else if (told !== undefined) quiet ??= node;
          else if (node.callee.kind === 'member' && node.callee.property === 'throw')
            hear(node, `raised on: ${analysis.textOf(node, 40)}`);
          else if (endsProgram(node)) hear(node, `ends the program: ${analysis.textOf(node, 40)}`);
          else if (showsFailure(node)) mark(node, `shown: ${analysis.textOf(node.callee, 40)}`);
          else if (
            node.callee.kind === 'identifier' &&
            /^(?:next|reject|done|cb|callback)$/.test(node.callee.name) &&
            node.args.length > 0 &&
            !isNothing(node.args[0]?.value)
          )
            hear(node, `handed on: ${analysis.textOf(node, 60)}`);
          return undefined;
        }
        case 'assign':
          if (isAnswer(answers, node)) return undefined;
          if (marksFailure(node.target, node.operator, node.value)) mark(node, `recorded: ${analysis.textOf(node, 60)}`);
          else if (node.target.kind !== 'object-pattern' && node.target.kind !== 'array-pattern') defaults.push(node.value);
          return undefined;
        case 'unary':
          if (node.operator === '++' && marksFailure(node.value, '+=', node.value))
            mark(node, `recorded: ${analysis.textOf(node, 60)}`);
          return undefined;
        case 'return':
          if (isAnswer(answers, node)) return undefined;
          // What a returned call tells is seen when the call is.
          if (node.value?.kind === 'call' && toldBy(analysis, node.value) !== undefined) return undefined;
          if (node.value !== undefined && (saysFailure(node.value) || isFailureValue(node.value)))
            mark(node, `returned: ${analysis.textOf(node, 60)}`);
          else defaults.push(node);
          return undefined;
        default:
          return undefined;
      }
    });

  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'identifier' && errorNames.has(node.name)) {
        const use = useOf(analysis, node, answers, isPrinted);
        if (use !== undefined) hear(use, `handed on: ${analysis.textOf(use, 60)}`);
      }
      return undefined;
    });
  return { heard, marked, answers, quiet, defaults, calls };
}

/** The error's own name, and the names of values made of it in the handler (`const message = String(err)`). */
function namesOfError(statements: readonly Statement[], binding: Pattern | undefined): ReadonlySet<string> {
  const names = new Set(binding === undefined ? [] : leavesOf(binding).map((leaf) => leaf.name));
  if (names.size === 0) return names;
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'declare' && node.value !== undefined && mentions(node.value, names))
        for (const leaf of leavesOf(node.target)) names.add(leaf.name);
      if (node.kind === 'assign' && node.target.kind === 'identifier' && mentions(node.value, names)) names.add(node.target.name);
      return undefined;
    });
  return names;
}

/** The error itself, not a text made of it. */
function isWhole(value: Expression, names: ReadonlySet<string>): boolean {
  if (value.kind === 'object') return value.entries.some((entry) => isWhole(entry.value, names));
  return value.kind === 'identifier' && names.has(value.name);
}

function mentions(node: Node, names: ReadonlySet<string>): boolean {
  let found = false;
  walk(node, (each) => {
    if (each.kind === 'identifier' && names.has(each.name)) found = true;
    return !found;
  });
  return found;
}

function mentionsAny(args: Call['args'], names: ReadonlySet<string>): boolean {
  return args.some((arg) => mentions(arg.value, names));
}

/** `exc_info=True`: the error and where it came from are in the line. */
function givesTrace({ args }: Call): boolean {
  return args.some(({ name, value }) => name === 'exc_info' && !(value.kind === 'literal' && value.value === false));
}

/** Conversions: what is done with their result counts. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  'str',
  'repr',
  'String',
  'Error',
  'stringify',
  'format',
  'format_exc',
  'toString',
  'type',
  'isinstance',
  'hasattr',
  'getattr',
  'Boolean',
  'isAxiosError',
  'isError',
]);

/** Where the error goes from this mention: the call, return or assignment that takes it; `undefined` when it is only looked at. */
function useOf(
  analysis: Analysis,
  mention: Identifier,
  answers: readonly Answer[],
  isPrinted: (call: Call) => boolean,
): Node | undefined {
  if (answers.some((answer) => isWithin(mention, answer.node))) return undefined;
  let at: Node = mention;
  for (;;) {
    const parent: Node = at.parent;
    switch (parent.kind) {
      case 'call': {
        if (parent.callee === at) {
          // `err.toString()` goes on; a method of the error itself (`err.captureStackTrace()`) tells nobody.
          break;
        }
        if (CONVERSIONS.has(lastName(parent.callee))) break;
        const told = toldBy(analysis, parent);
        if (told === undefined) return parent;
        if (told.kind !== 'logs' || isAtLeastWarn(told.level)) return parent;
        return told.level === 'info' && !isPrinted(parent) ? parent : undefined;
      }
      case 'return':
      case 'yield':
      case 'throw':
        return parent;
      case 'assign':
        // To a local of its own it is only another name; `self.error = e` or an outer variable keeps it.
        return parent.value === at && parent.target.kind !== 'identifier' ? parent : keptOutside(parent) ? parent : undefined;
      case 'declare':
      case 'expression':
      case 'function':
      case 'fn':
      case 'item':
      case 'handler':
        return undefined;
      case 'if':
      case 'switch':
      case 'loop':
        return undefined;
      case 'conditional':
        if (parent.test === at) return undefined;
        break;
      case 'binary':
        if (/^(?:[=!]==?|[<>]=?|in|not in|is|is not|instanceof)$/.test(parent.operator)) return undefined;
        break;
      case 'unary':
        if (parent.operator === 'void' || parent.operator === '!' || parent.operator === 'typeof') return undefined;
        break;
      default:
        break;
    }
    at = parent;
  }
}

/** An assigned name that is read outside of the handler keeps the error: `last_error = exc`. */
function keptOutside(assign: Node): boolean {
  if (assign.kind !== 'assign' || assign.target.kind !== 'identifier') return false;
  const { name } = assign.target;
  let handler: Node = assign;
  while (handler.kind !== 'handler' && handler.kind !== 'fn' && handler.kind !== 'item') handler = handler.parent;
  let home: Node = handler;
  while (home.kind !== 'fn' && home.kind !== 'item') home = home.parent;
  if (home.kind === 'item') return true;
  let found = false;
  for (const statement of home.body)
    walk(statement, (node) => {
      if (node.kind === 'identifier' && node.name === name && !isWithin(node, handler)) found = true;
      return !found;
    });
  return found;
}

function isAnswer(answers: readonly Answer[], node: Node): boolean {
  return answers.some((answer) => answer.node === node);
}

function whatIsThrown(node: Throw): string {
  return node.value === undefined ? 'raised again' : 'raised on';
}
