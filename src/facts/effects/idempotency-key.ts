/**
 * A key by which a function knows a request it has seen: read from a header, a parameter or the body, and then used in a
 * look-up, a write or a call. A key that is only read, checked or logged keeps nothing from happening twice.
 */

import type { Call, Expression, FunctionNode } from '#code/model';
import { FIRST_COMER } from '#libraries/caches';
import type { Analysis } from '../analysis';
import { toldBy } from '../failures/observability';
import { lettersOf, wordsOf } from '../name-words';
import { keywordsOf, optionsOf } from '../options';
import { chainTo } from '../origins/call-chain';
import { followed, holds } from '../origins/followed';
import { lastName, writtenName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { callsOf, partsOf } from './inline-functions';
import { isFresh } from './repeatable';
import { sketchOf } from './sketches';

/** Names of headers, fields and variables that carry one; `requestId` counts too, since it is only believed where it is used. */
const KEY =
  /^(x|http)?(x)?(client)?(idempotency|idempotent|idem|dedup|dedupe|deduplication)(key|id|token)?$|^x?(client)?request(id|token|key)$|^client(token|ref|reference|referenceid|orderid|mutationid)$|^(svix|webhook|xgithub|xshopifywebhook)(id|delivery)$/;

export function isKeyName(name: string): boolean {
  return KEY.test(lettersOf(name));
}

/** A name for the thing whose `id` is the sender's own: `event.id` of a webhook, `message.id` of a queue. */
const DELIVERED = /^(event|evt|webhook|notification|message|msg|payload|delivery|job|task)$/;

/** It came from outside: not a row of the same name that was read, nor a column of a table. */
function isDelivered(analysis: Analysis, object: Expression): boolean {
  if (!DELIVERED.test(lastName(object))) return false;
  const at = followed(analysis, object);
  if (at.kind !== 'call') return true;
  return !chainTo(analysis, at).steps.some(
    (step) =>
      step.call !== undefined && /^(find|get|select|query|scalar|one|first|fetch|execute|load|create|save)/i.test(step.name),
  );
}

function isKeySource(analysis: Analysis, node: Expression): boolean {
  switch (node.kind) {
    case 'member':
      if (isKeyName(node.property)) return true;
      return /^(id|messageId|eventId|event_id|message_id)$/.test(node.property) && isDelivered(analysis, node.object);
    case 'index':
      return (
        node.index.kind === 'literal' &&
        (isKeyName(String(node.index.value)) || (node.index.value === 'id' && isDelivered(analysis, node.object)))
      );
    case 'call':
      // `req.get('Idempotency-Key')`, `request.headers.get("Idempotency-Key")`, `headers().get(…)`.
      return node.args.some(
        (arg) => arg.value.kind === 'literal' && arg.value.type === 'string' && isKeyName(String(arg.value.value)),
      );
    case 'identifier':
      return isKeyVariable(analysis, node);
    default:
      return false;
  }
}

/** `idempotencyKey`, or a name that was taken from one: `const { requestId: key } = req.body`, `@Headers('idempotency-key') key`. */
function isKeyVariable(analysis: Analysis, node: Extract<Expression, { kind: 'identifier' }>): boolean {
  const binding = analysis.bindingOf(node.name, node);
  if (binding === undefined || binding.kind === 'import' || binding.kind === 'function' || binding.kind === 'class') return false;
  if (isKeyName(node.name)) return true;
  if (binding.kind === 'parameter') {
    const parameter = binding.fn.params[binding.index];
    const last = binding.path.at(-1);
    if (last !== undefined) return isKeyName(last);
    const marks = [
      ...(parameter?.decorators ?? []),
      ...(parameter?.fallback === undefined ? [] : [parameter.fallback]),
      ...(parameter?.type?.metadata ?? []),
    ];
    return marks.some(
      (mark) =>
        mark.kind === 'call' && mark.args.some((arg) => arg.value.kind === 'literal' && isKeyName(String(arg.value.value))),
    );
  }
  const last = binding.path.at(-1);
  return last !== undefined && isKeyName(last);
}

export function carriesKey(analysis: Analysis, expression: Expression): boolean {
  return holds(analysis, expression, (node) => isKeySource(analysis, node)) && !isFresh(analysis, expression);
}

export interface KeyUse {
  readonly call: Call;
  readonly what: string;
}

const remembered = new WeakMap<Analysis, Map<FunctionNode, readonly KeyUse[]>>();

/** Calls of the function that look the key up, store it, or hand it on to the other side; claims by the first comer too. */
export function keyUsesOf(analysis: Analysis, fn: FunctionNode): readonly KeyUse[] {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  let uses = ofFile.get(fn);
  if (uses === undefined) {
    uses = callsOf(analysis, fn).flatMap((call) => {
      const what =
        isFirstComer(analysis, call) || isDedupeCall(analysis, call) ? analysis.textOf(call, 60) : useOf(analysis, call);
      return what === undefined ? [] : [{ call, what }];
    });
    ofFile.set(fn, uses);
  }
  return uses;
}

/** What only looks at a key: checks, conversions, answers, logs. */
const LOOKS =
  /^(is\w*|has\w*|valid\w*|match|test|parse\w*|safeParse|assert|expect|len|str|String|int|Number|trim|strip|lower|upper|toLowerCase|toString|slice|padStart|encode|update|digest|createHash|sha256|md5|sha1|push|append|includes|startsWith|send|json|status|code|type|set|setHeader|header|abort|jsonify|Response|JSONResponse|make_response|bind|child|with_fields|split|join|format|concat|replace|max|min|typeof)$/;

function useOf(analysis: Analysis, call: Call): string | undefined {
  if (!call.args.some(({ value }) => value.kind !== 'function' && carriesKey(analysis, value))) return undefined;
  const name = lastName(call.callee);
  if (sketchOf(analysis, call) !== undefined) return analysis.textOf(call.callee, 60);
  if (LOOKS.test(name) || toldBy(analysis, call) !== undefined || call.isNew || isKeySource(analysis, call)) return undefined;
  if (/(Error|Exception)$/.test(name)) return undefined;
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'global') return undefined;
  const helper = analysis.calledFunction(call);
  if (
    helper !== undefined &&
    !partsOf(analysis, helper).some((part) => part.calls.some((each) => sketchOf(analysis, each) !== undefined)) &&
    !isLookup(name)
  )
    return undefined;
  if (origin.kind === 'package' && origin.through === undefined && !isLookup(name)) return undefined;
  return analysis.textOf(call.callee, 60);
}

const LOOKUP_WORDS: ReadonlySet<string> = new Set(
  'find fetch lookup look claim remember reserve acquire once begin start seen processed save store record insert create add get load check ensure exists lock run execute wrap'.split(
    ' ',
  ),
);

function isLookup(name: string): boolean {
  return wordsOf(name).some((word) => LOOKUP_WORDS.has(word));
}

/** `redis.set(key, 1, 'NX')`, `setnx`, Django's `cache.add`: stored only by who comes first. */
function isFirstComer(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  const row = FIRST_COMER.find((each) => each.call === name);
  if (row === undefined || call.callee.kind !== 'member') return false;
  if (name === 'add') return /cache/i.test(writtenName(call.callee.object));
  const option = row.with;
  if (option === undefined) return true;
  return (
    call.args.some(({ value }) => value.kind === 'literal' && option.test(String(value.value))) ||
    call.args.some(
      ({ value }) => value.kind === 'object' && [...optionsOf(analysis, value).entries.keys()].some((key) => option.test(key)),
    ) ||
    [...keywordsOf(analysis, call).entries.keys()].some((key) => option.test(key))
  );
}

const DEDUPE_WORDS: ReadonlySet<string> = new Set([
  'idempotent',
  'idempotency',
  'idempotently',
  'dedupe',
  'deduplicate',
  'deduplicated',
]);

/** `withIdempotency(req, async () => …)`, `ensureIdempotent(event)`: its name is its whole purpose, and it is called here. */
function isDedupeCall(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  if (isTeamsOwn(analysis, 'deduplicates', call.callee)) return true;
  if (LOOKS.test(name)) return false;
  const words = wordsOf(writtenName(call.callee));
  const isNamed =
    words.some((word) => DEDUPE_WORDS.has(word)) ||
    /^(is|already|was|has)?_?(already|been)?_?(processed|seen|duplicate)/i.test(name);
  return (
    isNamed &&
    call.callee.kind !== 'call' &&
    !/^(get|read|header|generate|new|make|build|create|random|extract|parse)/i.test(name) &&
    analysis.originOf(call.callee).kind !== 'global'
  );
}

/** A middleware, decorator, interceptor or wrapper that is named for it, or known for it. */
export function isDedupeName(analysis: Analysis, expression: Expression): boolean {
  const name = writtenName(expression);
  if (isTeamsOwn(analysis, 'deduplicates', expression)) return true;
  if (wordsOf(name).some((word) => DEDUPE_WORDS.has(word))) return true;
  const origin = analysis.originOf(expression);
  return origin.kind === 'package' && /idempot/i.test(origin.package);
}
