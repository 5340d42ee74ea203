/**
 * Credentials that are written in the program: by the form of the text, by the name it is given to and how random it looks,
 * or as what stands in where a setting is not there. What is found says nothing of the text but its kind and its length.
 */
import type { Call, Expression, Item, Literal, Node } from '#code/model';
import { forEachChild } from '#code/walk';
import { FORMAT_BEGINNINGS, PLACEHOLDERS, PUBLIC_TEXTS, SECRET_FORMATS, TYPE_TEXTS } from '#libraries/secret-formats';
import type { Analysis } from '../analysis';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import { type Credential, credentialWords } from './credential-names';
import { addressCredential, looksOf } from './secret-looks';
import { signingArgument, slotOf } from './secret-slots';

export interface HardcodedSecret {
  readonly at: Expression;
  /** What it is given to: a name, the key of an object, a setting; '' where the form alone tells. */
  readonly name: string;
  /** `a GitHub token`, `a text of 32 characters that looks random`: never the text. */
  readonly what: string;
  /** It stands in where the setting `name` is not there. */
  readonly isFallback: boolean;
  /** The text is one that will be replaced. */
  readonly isPlaceholder: boolean;
  readonly confidence: 'low' | 'medium' | 'high';
}

/** Longer than any key: a program, a page, a picture. */
const MAX_TEXT = 8000;

const NAMES = /pass|pwd|secret|token|key|cred|\bpat\b|:\/\//i;

export function hardcodedSecrets(analysis: Analysis, item: Item): readonly HardcodedSecret[] {
  const text = analysis.model.text.slice(item.base, item.base + item.end);
  if (!/['"`]/.test(text) || !(NAMES.test(text) || FORMAT_BEGINNINGS.test(text))) return [];
  const found: HardcodedSecret[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'call') {
      const signing = signingSecret(analysis, node);
      if (signing !== undefined) found.push(signing);
    }
    if (node.kind === 'literal') {
      const secret = typeof node.value === 'string' ? secretIn(analysis, node, node.value) : undefined;
      if (secret !== undefined) found.push(secret);
    } else forEachChild(node, visit, undefined);
  };
  visit(item);
  return found;
}

/** `jwt.sign(claims, secret)` where `secret` is a text that its own name and looks do not give away. */
function signingSecret(analysis: Analysis, call: Call): HardcodedSecret | undefined {
  const given = signingArgument(analysis, call);
  if (given === undefined || given.kind === 'literal') return undefined;
  const at = followed(analysis, given);
  if (at.kind !== 'literal' || typeof at.value !== 'string' || at.value === '') return undefined;
  if (secretIn(analysis, at, at.value) !== undefined) return undefined;
  const what = `a text of ${at.value.length} characters`;
  return {
    at: given,
    name: `the secret of ${lastName(call.callee)}`,
    what,
    isFallback: false,
    isPlaceholder: false,
    confidence: 'high',
  };
}

function secretIn(analysis: Analysis, at: Literal, text: string): HardcodedSecret | undefined {
  if (text.length === 0 || text.length > MAX_TEXT || PUBLIC_TEXTS.test(text) || TYPE_TEXTS.test(text)) return undefined;
  const slot = slotOf(analysis, at);
  const base = { at, name: slot?.name ?? '', isFallback: slot?.isFallback === true };
  const format = FORMAT_BEGINNINGS.test(text) ? SECRET_FORMATS.find(({ form }) => form.test(text)) : undefined;
  if (format !== undefined) {
    const isPlaceholder = PLACEHOLDERS.test(text) && !/^-----|^\s*-----/.test(text);
    return { ...base, what: format.what, isPlaceholder, confidence: format.isSandbox === true ? 'medium' : 'high' };
  }
  const address = addressCredential(text);
  if (address !== undefined) return { ...base, ...address };
  if (slot === undefined) return undefined;
  const credential: Credential | undefined = slot.isTrusted ? 'trusted' : credentialWords(slot.name);
  if (credential === undefined) return undefined;
  const looks = looksOf(text);
  if (slot.isTrusted) return { ...base, what: `a text of ${text.length} characters`, isPlaceholder: false, confidence: 'high' };
  const what = `a text of ${text.length} characters${looks === 'random' ? ' that looks random' : ''}`;
  if (PLACEHOLDERS.test(text) && (credential !== 'trusted' || !slot.isFallback)) {
    const isPlain = /^<[^<>]*>$/.test(text) || (looks !== 'no-secret' && /[\W_\d]/.test(text));
    return isPlain && !slot.isFallback ? { ...base, what, isPlaceholder: true, confidence: 'low' } : undefined;
  }
  if (looks === 'no-secret' || (looks !== 'random' && isOwnName(slot.name, text))) return undefined;
  if (credential === 'keyed')
    return looks === 'random' && text.length >= MIN_KEY
      ? { ...base, what, isPlaceholder: false, confidence: 'medium' }
      : undefined;
  if (slot.isFallback && credential === 'trusted') return { ...base, what, isPlaceholder: false, confidence: 'medium' };
  if (looks === 'random') return { ...base, what, isPlaceholder: false, confidence: 'high' };
  if (looks === 'word')
    return credential === 'trusted' && slot.isPassedOn ? { ...base, what, isPlaceholder: false, confidence: 'low' } : undefined;
  // A short text with digits is a password anybody would guess, and as a token most often the name of something.
  if (credential === 'issued' && (slot.isCompared || text.length < 6)) return undefined;
  return { ...base, what, isPlaceholder: false, confidence: 'medium' };
}

/** Shortest text that a name with nothing but `key` in it is believed of. */
const MIN_KEY = 20;

/** `TOKEN_KEY = 'tokenKey'`, `password: 'Password:'`: the name of a field. */
function isOwnName(name: string, text: string): boolean {
  if (/\d/.test(text)) return false;
  const plain = (each: string): string => each.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain(name).includes(plain(text)) || plain(text).includes(plain(name));
}
