/**
 * Loops in which a language model decides how often it is asked again: each round adds to what the next one is given. Loops
 * that wait for a person, a message or a row in every round, and those that only try the same again, are none.
 */
import { type Call, type Expression, type FunctionNode, type Item, type Loop, type Node, placeOf } from '#code/model';
import { MODEL_CALLS, MODEL_WORDS } from '#libraries/model-calls';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { anyOf, type Fact, no, unknown, yes } from '../fact';
import { familyOf } from '../language';
import { fullNameOf, isNamed, lastName, writtenName } from '../origins/full-name';
import { walk } from '../walk';
import { namesIn, targetName } from './loop-names';
import { timeLimitAround } from './time-limits';

export interface ModelLoop {
  readonly call: Call;
  readonly isLimited: Fact;
}

export function modelLoops(analysis: Analysis, item: Item): readonly ModelLoop[] {
  const family = familyOf(analysis);
  if ((family !== 'javascript' && family !== 'python') || !mayAsk(analysis, item)) return [];
  return [item.fn, ...sitesOf(item).functions].flatMap((fn) => ofFunction(analysis, fn));
}

function mayAsk({ model }: Analysis, { base, end }: Item): boolean {
  const text = model.text.slice(base, base + end);
  return /\b(?:while|for)\b/.test(text) && MODEL_WORDS.test(text);
}

function ofFunction(analysis: Analysis, fn: FunctionNode): readonly ModelLoop[] {
  const found: ModelLoop[] = [];
  for (const call of fn.calls) {
    const loop = loopAround(call);
    if (loop === undefined || !asksModel(analysis, call) || !growsWithRounds(call, loop) || waitsForOthers(loop)) continue;
    found.push({ call, isLimited: anyOf(limitOf(analysis, loop), () => timeLimitAround(analysis, loop)) });
  }
  return found;
}

function asksModel(analysis: Analysis, call: Call): boolean {
  const name = fullNameOf(analysis, call.callee);
  return name !== '' && MODEL_CALLS.some(({ calls }) => isNamed(name, calls));
}

/** The innermost loop of the same function, where nothing it goes over ends it. */
function loopAround(call: Call): Loop | undefined {
  let at: Node = call;
  while (at.kind !== 'item' && at.kind !== 'fn' && at.kind !== 'loop') at = at.parent;
  return at.kind === 'loop' && at.style !== 'each' ? at : undefined;
}

const ADDS = /^(?:push|append|extend|unshift|concat|add|add_message|addMessage|insert)$/;

/** A name that the call is given is added to in the loop: `messages.push(answer)`, `messages = [...messages, answer]`. */
function growsWithRounds(call: Call, loop: Loop): boolean {
  const given = new Set<string>();
  for (const { value } of call.args) for (const name of namesIn(value)) given.add(name);
  let isGrown = false;
  for (const statement of loop.body)
    walk(statement, (node) => {
      if (node.kind === 'call' && node.callee.kind === 'member' && ADDS.test(node.callee.property))
        isGrown ||= given.has(writtenName(node.callee.object));
      if (node.kind === 'assign' && given.has(targetName(node.target)))
        isGrown ||= node.operator !== '=' || namesIn(node.value).includes(targetName(node.target));
      return !isGrown;
    });
  return isGrown;
}

const WAITS =
  /^(?:input|ainput|prompt|question|readline|read_line|receive\w*|recv|poll|next|dequeue|pop|shift|lpop|rpop|blpop|brpop|accept|listen|fetchone)$/i;
const QUEUES = /(?:queue|inbox|channel|jobs|tasks|\bq)\.get$/i;

/** Every round is asked for by somebody else. */
function waitsForOthers(loop: Loop): boolean {
  let isWaiting = false;
  walk(loop, (node) => {
    if (node.kind !== 'call') return !isWaiting;
    const name = lastName(node.callee);
    if (WAITS.test(name) || (name === 'get' && QUEUES.test(writtenName(node.callee)))) isWaiting = true;
    return !isWaiting;
  });
  return isWaiting;
}

const CLOCK = /Date\.now|performance\.now|monotonic|perf_counter|time\.time|deadline|elapsed/i;
const WORDS =
  /max(?!_?tokens)|limit|budget|remaining|quota|abort|cancel|deadline|stopp|steps?\b|turns?\b|rounds?\b|iterations?\b|depth|cost|spent|usage/i;

/** A count, a length or a clock compared in a test; a word in a test or a helper's name that may stand for one is unknown. */
function limitOf(analysis: Analysis, loop: Loop): Fact {
  const counted = countedIn(loop);
  const tests: Expression[] = loop.test === undefined ? [] : [loop.test];
  const helpers: string[] = [];
  for (const statement of loop.body)
    walk(statement, (node) => {
      if (node.kind === 'if') tests.push(node.test);
      if (node.kind === 'call') helpers.push(analysis.textOf(node.callee, 80));
      return undefined;
    });
  for (const test of tests) {
    const limit = comparedIn(analysis, test, counted);
    if (limit !== undefined) return yes(placeOf(limit), `the rounds end: ${analysis.textOf(limit, 50)}`);
  }
  const said = [...tests.map((test) => analysis.textOf(test, 200)), ...helpers].find((text) => WORDS.test(text));
  return said === undefined ? no('the tests of the loop') : unknown(`\`${said}\` may end the rounds`);
}

function countedIn(loop: Loop): ReadonlySet<string> {
  const counted = new Set<string>();
  walk(loop, (node) => {
    if (node.kind === 'unary' && (node.operator === '++' || node.operator === '--')) counted.add(writtenName(node.value));
    if (node.kind === 'assign' && (node.operator !== '=' || namesIn(node.value).includes(targetName(node.target))))
      counted.add(targetName(node.target));
    return undefined;
  });
  counted.delete('');
  return counted;
}

function comparedIn(analysis: Analysis, test: Expression, counted: ReadonlySet<string>): Expression | undefined {
  let found: Expression | undefined;
  walk(test, (node) => {
    if (found !== undefined) return false;
    if (node.kind !== 'binary' || !/^(?:<|>|<=|>=|={2,3}|!={1,2})$/.test(node.operator)) return undefined;
    const sides = [node.left, node.right];
    const isText = sides.some((side) => side.kind === 'literal' && side.type !== 'number');
    const isSize = /[<>]/.test(node.operator) && sides.some((side) => /\.length\b|\blen\(/.test(analysis.textOf(side, 100)));
    const isZero = sides.some((side) => side.kind === 'literal' && Number(side.value) === 0);
    const isCount = sides.some((side) => namesIn(side).some((name) => counted.has(name)));
    if ((isCount && !isText) || (isSize && !isZero) || CLOCK.test(analysis.textOf(node, 200))) found = node;
    return undefined;
  });
  return found;
}
