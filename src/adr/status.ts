/** What a status line means. Records word it in dozens of ways; an unknown wording is shown as it is and counts as in force. */
import type { DecisionStatus } from './decision';
import { plainText } from './plain-text';

/** First match wins, so that `superseded` beats the `accepted` standing beside it. */
const WORDINGS: readonly (readonly [RegExp, DecisionStatus])[] = [
  [/\b(?:partly|partially) (?:super[sc]eded|replaced)\b/, 'accepted'],
  [/\bsuper[sc]eded\b|\breplaced\b/, 'superseded'],
  [/\b(?:deprecated|obsolete|retired)\b/, 'deprecated'],
  [/\b(?:rejected|declined|reverted|abandoned|withdrawn)\b/, 'rejected'],
  [/\b(?:accepted|approved|adopted|active|implemented|in effect|decided)\b/, 'accepted'],
  [/\b(?:proposed|pending|draft|rfc|open|in[- ]progress|experimental|incomplete|placeholder|on hold|deferred)\b/, 'proposed'],
];

export function statusOf(text: string): DecisionStatus {
  const words = statusWords(text).toLowerCase();
  if (words === '') return 'unstated';
  return WORDINGS.find(([wording]) => wording.test(words))?.[1] ?? 'unknown';
}

/** The status as plain words: no markup, emoji, braces or closing punctuation. */
export function statusWords(text: string): string {
  return plainText(text)
    .replace(/\p{Extended_Pictographic}|\uFE0F|[{}]/gu, '')
    .replace(/[\s.,;:]+$/, '')
    .trim();
}

/** A choice nobody made yet: `{proposed | rejected | …}`, `[proposed | accepted]`, `{status}`. */
export function isPlaceholderStatus(text: string): boolean {
  const bare = plainText(text);
  if (/^[{[<].*\|/.test(bare)) return true;
  const choices = bare.split('|');
  if (choices.length > 1 && choices.every((each) => statusOf(each) !== 'unknown')) return true;
  return /^\{.*\}$/.test(bare) && statusOf(bare) === 'unknown';
}

/** A title still to be written: `{short title …}`, `[short title of solved problem and solution]`, `<Title>`. */
export function isPlaceholderTitle(raw: string): boolean {
  const bare = raw.replace(/`[^`]*`/g, '').trim();
  return /^(?:\{.*\}|\[[^\]]*\]|<[^>]*>)$/.test(bare) || /\{[^{}]*\s[^{}]*\}/.test(bare) || /^(?:ADR[- ]?)?N{2,4}\b/.test(bare);
}

/** Governs as long as nothing says otherwise. */
export function isInForce(status: DecisionStatus): boolean {
  return status === 'accepted' || status === 'unstated' || status === 'unknown';
}
