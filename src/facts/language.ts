/** What facts need to know of the language at hand. What a language is not listed for it does not have. */
import { type Family, familyOfLanguage } from '#base/language-family';
import type { Analysis } from './analysis';

export function familyOf(analysis: Analysis): Family {
  return familyOfLanguage(analysis.model.language);
}

/** Work that waits is a promise, and waiting for it is written. */
export function hasPromises(analysis: Analysis): boolean {
  return familyOf(analysis) === 'javascript';
}
