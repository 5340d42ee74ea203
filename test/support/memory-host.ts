/** An in-memory host for engine and review tests: files in a Map, no git, a clock that stands still. */
import type { Assets, Files, Host, StateStore } from '#host/ports';

export function createMemoryFiles(
  initial: Readonly<Record<string, string>> = {},
): Files & { readonly content: Map<string, string> } {
  const content = new Map(Object.entries(initial));
  return {
    content,
    root: '/memory',
    read: async (path) => {
      const text = content.get(path);
      return text === undefined ? { ok: false, why: 'not found', detail: path } : { ok: true, text };
    },
    list: async (folder) => ({
      paths: [...content.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`)).sort(),
      problems: [],
    }),
    exists: async (path) => content.has(path),
    write: async (path, text) => {
      content.set(path, text);
    },
    append: async (path, line) => {
      content.set(path, `${content.get(path) ?? ''}${line}\n`);
    },
    remove: async (path) => {
      content.delete(path);
    },
  };
}

export function createMemoryState(): StateStore {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key),
    set: async (key, value) => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
    },
  };
}

export function createMemoryHost(
  files: Readonly<Record<string, string>>,
  assets: Assets,
): Host & { readonly files: ReturnType<typeof createMemoryFiles>; readonly logged: string[] } {
  const memory = createMemoryFiles(files);
  const logged: string[] = [];
  return {
    files: memory,
    records: memory,
    recordsPrefix: '',
    git: undefined,
    noGit: 'not a git repository',
    assets,
    state: createMemoryState(),
    clock: { now: () => Date.parse('2026-08-20T12:00:00Z'), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
    identity: { author: async () => 'Ann <ann@example.org>' },
    log: {
      info: (line) => logged.push(line),
      warn: (line) => logged.push(line),
      error: (line, cause) => logged.push(`${line} ${String(cause ?? '')}`),
    },
    isTrusted: true,
    logged,
  };
}
