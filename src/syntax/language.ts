/** The languages the product reads, by the grammar that parses them. */
export type Language = 'typescript' | 'tsx' | 'javascript' | 'python' | 'go' | 'java';

/** What faces and records call a language: TSX is TypeScript, JSX is JavaScript. */
export type LanguageName = 'typescript' | 'javascript' | 'python' | 'go' | 'java';

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  py: 'python',
  pyi: 'python',
  go: 'go',
  java: 'java',
};

/** The language of a path by its extension; `undefined` for what is not read (declaration files `.d.ts` included). */
export function languageOf(path: string): Language | undefined {
  if (/\.d\.[cm]?ts$/.test(path)) return undefined;
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : BY_EXTENSION[path.slice(dot + 1).toLowerCase()];
}

export function languageName(language: Language): LanguageName {
  return language === 'tsx' ? 'typescript' : language;
}
