/** Languages that share tables, module systems and ways to wait: what most facts need to know of the language at hand. */

export type Family = 'javascript' | 'python' | 'go' | 'java';

const FAMILIES: Readonly<Record<string, Family>> = { python: 'python', go: 'go', java: 'java' };

/** By the name of the grammar: TypeScript and JavaScript are one family. */
export function familyOfLanguage(language: string): Family {
  return FAMILIES[language] ?? 'javascript';
}
