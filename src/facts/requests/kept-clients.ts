/**
 * HTTP clients that one file keeps with the application and another takes out: `request.app["http"]`,
 * `request.app.state.client`, `current_app.extensions["http"]`. Where they are made is not followed; what they are is told
 * by the place they are kept in and their name.
 */
import type { Call, Expression } from '#code/model';
import { type Sent, sentBy } from '#libraries/http-clients';
import type { Analysis } from '../analysis';
import { wordsOf } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';

/** The request a call sends on a client kept with the application; Python alone, where the frameworks say how. */
export function sentOnKept(analysis: Analysis, call: Call): Sent | undefined {
  const { callee } = call;
  if (analysis.model.language !== 'python' || callee.kind !== 'member' || !VERBS.has(callee.property)) return undefined;
  const place = keptAt(takenFrom(analysis, callee.object));
  if (place === undefined || !isHttp(analysis, place.name, call)) return undefined;
  // Only aiohttp's responses are entered.
  const isEntered = call.parent.kind === 'with';
  const [library, maker] =
    place.by === 'mapping' || isEntered
      ? ['aiohttp', 'ClientSession']
      : place.by === 'extensions'
        ? ['requests', 'Session']
        : ['httpx', 'AsyncClient'];
  const sent = sentBy('python', library, [maker, '()', callee.property]);
  return sent && { ...sent, made: [] };
}

const VERBS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'request']);

interface Kept {
  readonly by: 'mapping' | 'state' | 'extensions';
  readonly name: string;
}

/** Through one local name: `http = request.app["http"]`. */
function takenFrom(analysis: Analysis, handle: Expression): Expression {
  if (handle.kind !== 'identifier') return handle;
  const binding = analysis.bindingOf(handle.name, handle);
  return binding?.kind === 'declaration' && binding.path.length === 0 && binding.value !== undefined ? binding.value : handle;
}

/** A text as index is a member in the model; a key is a name. */
function keptAt(taken: Expression): Kept | undefined {
  if (taken.kind !== 'member' && taken.kind !== 'index') return undefined;
  const name = taken.kind === 'member' ? taken.property : lastName(taken.index);
  const where = writtenName(taken.object);
  if (/(?:^|\.)request\.(?:app|config_dict)$/.test(where)) return { by: 'mapping', name };
  if (where === 'current_app.extensions') return { by: 'extensions', name };
  return /(?:^|\.)(?:(?:request\.)?app|request)\.state$/.test(where) ? { by: 'state', name } : undefined;
}

const HTTP: ReadonlySet<string> = new Set(['http', 'aiohttp', 'httpx']);
const GENERAL: ReadonlySet<string> = new Set(['client', 'session', 'async', 'api', 'web', 'key', 'pool']);

/** `http`, `HTTP_SESSION`; a bare `session` or `client` may be a database's, unless it is given an address. */
function isHttp(analysis: Analysis, name: string, call: Call): boolean {
  const words = wordsOf(name);
  if (words.length === 0 || !words.every((word) => HTTP.has(word) || GENERAL.has(word))) return false;
  if (words.some((word) => HTTP.has(word))) return true;
  const first = call.args[0]?.value;
  return first !== undefined && /https?:|\/|\b\w*(?:url|uri|endpoint)\b/i.test(analysis.textOf(first, 80));
}
