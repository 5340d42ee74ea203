/** Folders whose content nobody in the project wrote. */

/** Left out even where git tracks them: packages, caches and what a build made. */
const ALWAYS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'bower_components',
  'dist',
  '__pycache__',
  'site-packages',
  '.venv',
  'venv',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.yarn',
  '.pnpm-store',
  '.gradle',
  '.terraform',
  '.vscode-test',
]);

/** Left out only where no git says what belongs to the project: elsewhere a tracked `build/` is source. */
const WITHOUT_GIT: ReadonlySet<string> = new Set(['build', 'out', 'target', 'vendor', 'coverage', 'env', '.cache', 'tmp']);

export function isExcluded(name: string, hasGit: boolean): boolean {
  return ALWAYS.has(name) || (!hasGit && WITHOUT_GIT.has(name));
}
