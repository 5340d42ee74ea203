/** Effects beyond the database: charges, mails, messages, objects, caches by the tables, and what plain HTTP changes elsewhere. */
import { type Call, type Expression, functionOf } from '#code/model';
import { CACHES } from '#libraries/caches';
import { JAVA_SERVICES } from '#libraries/java-services';
import { MAIL, SEND_NOUNS, SEND_VERBS } from '#libraries/mail';
import { OBJECT_STORES } from '#libraries/object-stores';
import { MONEY_WORDS, PAYMENTS } from '#libraries/payments';
import { PUBLISH_NAMES, QUEUES, TASK_CALLS } from '#libraries/queues';
import type { ServiceLibrary } from '#libraries/service';
import type { Analysis } from '../analysis';
import { hasWord, wordsOf } from '../name-words';
import { keywordsOf, optionsOf } from '../options';
import type { Origin } from '../origin';
import { constantText } from '../origins/constant-text';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import type { OutboundRequest } from '../requests/requests';
import type { EffectKind } from '../summary';
import { argumentAt, fieldsOf, handleOf, labelOf, type Sketch } from './effect-sketch';
import { entityName } from './entity-name';
import { isFresh, isReferenceKey, keyInCall, serviceRepeat } from './repeatable';

const SERVICES: readonly ServiceLibrary[] = [...PAYMENTS, ...MAIL, ...QUEUES, ...OBJECT_STORES, ...CACHES, ...JAVA_SERVICES];
const BY_PACKAGE = new Map<string, ServiceLibrary[]>();
for (const library of SERVICES)
  for (const name of library.packages) BY_PACKAGE.set(name, [...(BY_PACKAGE.get(name) ?? []), library]);

/** Last names of all calls of the tables; `send` also takes command objects. */
export const SERVICE_CALLS: readonly string[] = [
  'send',
  ...SERVICES.flatMap(({ calls, repeatable = [] }) =>
    [...calls, ...repeatable].map((call) => call.slice(call.lastIndexOf('.') + 1)),
  ),
];

export function serviceEffect(analysis: Analysis, call: Call): Sketch | undefined {
  const handle = handleOf(analysis, call.callee);
  const known = commandEffect(analysis, call, handle) ?? tableEffect(analysis, call, handle);
  if (known !== undefined) return known;
  return taskEffect(analysis, call, handle) ?? inHouseSend(analysis, call, handle);
}

function sketch(
  analysis: Analysis,
  call: Call,
  handle: Origin,
  about: {
    readonly kind: EffectKind;
    readonly store: string;
    readonly entity?: string;
    readonly label?: string;
    readonly isHarmless?: boolean;
    readonly dedupeKeys?: readonly string[];
    readonly data?: Expression | undefined;
    readonly confidence?: Sketch['confidence'];
    readonly isDelete?: boolean;
  },
): Sketch {
  const repeat =
    about.isHarmless === true
      ? { isRepeatable: true, why: 'doing it again changes nothing' }
      : serviceRepeat(analysis, call, about.dedupeKeys);
  return {
    kind: about.kind,
    call,
    entity: about.entity ?? '',
    operation: about.isDelete === true ? 'delete' : 'other',
    label: about.label ?? labelOf(call.callee),
    store: about.store,
    data: about.data ?? call.args[0]?.value,
    fields: new Map(),
    isOpen: true,
    selects: undefined,
    keys: [],
    ...repeat,
    handle,
    commits: 'statement',
    confidence: about.confidence ?? 'high',
  };
}

function tableEffect(analysis: Analysis, call: Call, handle: Origin): Sketch | undefined {
  if (handle.kind !== 'package' || call.isNew) return undefined;
  const members = handle.path.filter((step) => step !== '()').join('.');
  const isEnd = (end: string): boolean => members === end || members.endsWith(`.${end}`);
  for (const library of BY_PACKAGE.get(handle.package) ?? []) {
    const isHarmless = library.repeatable?.some(isEnd) === true;
    if (!isHarmless && !library.calls.some(isEnd)) continue;
    const entity = textAt(analysis, call, library.entity);
    return sketch(analysis, call, handle, {
      kind: library.kind,
      store: library.service,
      entity,
      isHarmless: isHarmless || (library.kind === 'object-write' && hasStableKey(analysis, call.args[0]?.value)),
      isDelete: isHarmless && /delet|remov|destroy|^del$/i.test(lastName(call.callee)),
      ...(library.dedupeKeys === undefined ? {} : { dedupeKeys: library.dedupeKeys }),
    });
  }
  return undefined;
}

/** AWS SDK v3: `client.send(new PutObjectCommand({…}))`, whoever made the client. */
function commandEffect(analysis: Analysis, call: Call, handle: Origin): Sketch | undefined {
  const first = call.args[0]?.value;
  if (lastName(call.callee) !== 'send' || first === undefined) return undefined;
  const command = followed(analysis, first);
  if (command.kind !== 'call' || !command.isNew) return undefined;
  const name = lastName(command.callee);
  const input = command.args[0]?.value;
  if (/^(Put|Update|Delete|TransactWrite|BatchWrite)(Item)?Command$/.test(name))
    return dynamoEffect(analysis, call, handle, name, input);
  for (const library of SERVICES) {
    const isHarmless = library.repeatableCommands?.includes(name) === true;
    if (!isHarmless && library.commands?.includes(name) !== true) continue;
    const made = sketch(analysis, call, handle, {
      kind: library.kind,
      store: library.service,
      label: `send(${name})`,
      data: input,
      isHarmless:
        isHarmless ||
        (library.kind === 'object-write' && hasStableKey(analysis, input)) ||
        keyInCall(analysis, command, library.dedupeKeys) !== undefined,
      isDelete: isHarmless && name.startsWith('Delete'),
    });
    return made;
  }
  return undefined;
}

/** The condition no longer holds once it is written: the item was not there, or had the state that is set to another. */
function isClaimed(analysis: Analysis, input: ReadonlyMap<string, Expression>): boolean {
  const text = (key: string): string => constantText(analysis, input.get(key)) ?? '';
  const condition = text('ConditionExpression');
  if (/attribute_not_exists/.test(condition)) return true;
  const update = text('UpdateExpression');
  const names = optionsOf(analysis, input.get('ExpressionAttributeNames')).entries;
  return [...condition.matchAll(/(#?\w+)\s*=\s*:\w+/g)].some(([, name = '']) => {
    // A version or a balance that is compared is read anew by the second run, and fits again.
    const column = constantText(analysis, names.get(name)) ?? name;
    return /stat(e|us)|stage|phase/i.test(column) && new RegExp(`${name}\\s*=\\s*:\\w+`).test(update);
  });
}

/** One item that is claimed holds for the whole transaction. */
function claimsInside(analysis: Analysis, items: Expression | undefined): boolean {
  const list = items && followed(analysis, items);
  if (list?.kind !== 'array') return false;
  return list.elements.some((item) =>
    [...optionsOf(analysis, item).entries.values()].some((operation) =>
      isClaimed(analysis, optionsOf(analysis, operation).entries),
    ),
  );
}

function dynamoEffect(analysis: Analysis, call: Call, handle: Origin, name: string, input: Expression | undefined): Sketch {
  const { entries } = optionsOf(analysis, input);
  const update = constantText(analysis, entries.get('UpdateExpression')) ?? '';
  const isHarmless =
    isClaimed(analysis, entries) ||
    claimsInside(analysis, entries.get('TransactItems')) ||
    name.startsWith('Delete') ||
    (name.startsWith('Update') && !/[-+]|\badd\b/i.test(update));
  return {
    ...sketch(analysis, call, handle, {
      kind: 'store-write',
      store: 'dynamodb',
      label: `send(${name})`,
      data: input,
      entity: entityName(constantText(analysis, entries.get('TableName')) ?? ''),
      isHarmless,
    }),
    ...(entries.has('Item') ? fieldsOf(analysis, entries.get('Item')) : {}),
    operation: name.startsWith('Put') ? 'create' : name.startsWith('Delete') ? 'delete' : 'update',
    why: isHarmless ? 'the condition or the key makes it one item' : 'writes another item',
  };
}

/** An object that is written under a name which is the same the next time replaces itself. */
function hasStableKey(analysis: Analysis, input: Expression | undefined): boolean {
  if (input === undefined) return false;
  const key = optionsOf(analysis, input).entries.get('Key') ?? (input.kind === 'object' ? undefined : input);
  return key !== undefined && !isFresh(analysis, key);
}

function textAt(analysis: Analysis, call: Call, path: string | undefined): string {
  if (path === undefined) return '';
  const value = /^\d+$/.test(path) ? argumentAt(analysis, call, path) : argumentAt(analysis, call, `0.${path}|${path}`);
  return entityName(constantText(analysis, value) ?? '');
}

/** Celery's `send_mail.delay(id)`: the function is the project's own, the method says what happens. */
function taskEffect(analysis: Analysis, call: Call, handle: Origin): Sketch | undefined {
  if (analysis.model.language !== 'python' || call.callee.kind !== 'member' || !TASK_CALLS.has(call.callee.property))
    return undefined;
  // `multiprocessing.Pool().apply_async` is no queue.
  if (handle.kind === 'package' || /pool|executor/i.test(lastName(call.callee.object))) return undefined;
  return sketch(analysis, call, handle, {
    kind: 'publish',
    store: 'celery',
    entity: entityName(lastName(call.callee.object)),
    dedupeKeys: ['task_id'],
  });
}

/** `mailer.sendConfirmation(order)`, `sendEmail(…)`, `notify_by_sms(…)` where nothing is known of the function but its name. */
function inHouseSend(analysis: Analysis, call: Call, handle: Origin): Sketch | undefined {
  if (handle.kind !== 'project' && handle.kind !== 'parameter' && handle.kind !== 'class' && handle.kind !== 'unknown')
    return undefined;
  if (call.isNew || analysis.calledFunction(call) !== undefined) return undefined;
  // What is called is handed in itself: a callback named `notify` may do anything.
  if (handle.kind === 'parameter' && handle.path.length === 0) return undefined;
  if (handle.kind === 'project' && isSummarised(analysis, handle)) return undefined;
  const verb = lastName(call.callee);
  // A class named for mail is not sent by being made.
  if (/^[A-Z]/.test(verb) || !(SEND_VERBS.test(verb) || PUBLISH_NAMES.test(verb))) return undefined;
  const name = labelOf(call.callee);
  if (PUBLISH_NAMES.test(verb))
    return sketch(analysis, call, handle, { kind: 'publish', store: 'in-house', confidence: 'medium' });
  const isNotice = SEND_NOUNS.test(name) && !/(parse|valid|format|verify|template|find|get|build|render)/i.test(verb);
  if (!isNotice) return undefined;
  const isHarmless = [...keywordsOf(analysis, call).entries].some(
    ([key, value]) => isReferenceKey(key) && !isFresh(analysis, value),
  );
  return sketch(analysis, call, handle, { kind: 'send', store: 'in-house', confidence: 'medium', isHarmless });
}

function isSummarised(analysis: Analysis, handle: Origin): boolean {
  const summary = analysis.exported(handle);
  if (summary === undefined || handle.kind !== 'project') return false;
  return summary.kind === 'function' || Object.hasOwn(summary.methods, handle.path.at(-1) ?? '');
}

/** Words of POSTs that only ask: searches, tokens, checks. */
const ASKING: ReadonlySet<string> = new Set(
  'search query graphql lookup token tokens oauth oauth2 introspect verify verification validate validation check quote estimate preview calculate login signin auth authenticate translate geocode embeddings embedding completions predict convert render'.split(
    ' ',
  ),
);

/** Names of functions that ask with whatever verb the other side wants. */
export const ASKS =
  /^_?(get|fetch|load|read|verify|validate|check|introspect|lookup|look_up|search|query|is|has|exchange|refresh|poll)([_A-Z]|$)/;

export function requestEffect(analysis: Analysis, request: OutboundRequest): Sketch {
  const handle = handleOf(analysis, request.call.callee);
  const { call, method, url, isWrite } = request;
  const address = constantText(analysis, url) ?? '';
  const path = address.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const lastWords = path.split('/').slice(-2).join('/');
  const isNamedAsking =
    hasWord(lastWords, ASKING) ||
    (url !== undefined && hasWord(analysis.textOf(url, 60), ASKING)) ||
    ASKS.test(functionOf(call).name);
  const isAsking = !isWrite || (method === 'POST' && isNamedAsking && !MONEY_WORDS.test(lastWords));
  const words = wordsOf(`${address} ${url === undefined ? '' : analysis.textOf(url, 80)} ${labelOf(call.callee)}`);
  const isMoney =
    method === 'POST' &&
    (MONEY_WORDS.test(` ${path} `) ||
      words.some((word) => /^(stripe|paypal|adyen|braintree|payments?|charges?|payouts?|refunds?)$/.test(word)));
  const kind: EffectKind = isAsking ? 'remote-read' : isMoney ? 'charge' : 'remote-write';
  return {
    ...sketch(analysis, call, handle, {
      kind,
      store: request.host === undefined || request.host === '' ? 'http' : request.host,
      label: `${method === '' ? 'request' : method} ${path === '' || path === '?' ? labelOf(call.callee) : path}`.slice(0, 60),
      isHarmless: isAsking || method === 'PUT' || method === 'PATCH' || method === 'DELETE',
      data: undefined,
    }),
    entity: entityName(
      path
        .split('/')
        .filter((part) => /^[a-z_-]+$/i.test(part))
        .at(-1) ?? '',
    ),
    operation: method === 'DELETE' ? 'delete' : isAsking ? 'read' : 'other',
  };
}
