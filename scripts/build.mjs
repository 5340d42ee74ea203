/**
 * Builds dist/: the extension for Node and for a web worker, the command line, the sidebar's page, and what they read at run
 * time. `--watch` builds again on every change; names (`extension`, `page`, …) build only those. Only the two extensions may ask for `vscode`, so a stray import elsewhere
 * breaks the build.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { context } from 'esbuild';
import { thirdPartyNotices } from './notices.mjs';

const repo = resolve(import.meta.dirname, '..');
const dist = join(repo, 'dist');
const modules = createRequire(import.meta.url);
const isWatching = process.argv.includes('--watch');

/** tree-sitter's module build reads `import.meta.url`, which a CommonJS bundle does not have. */
const alias = { 'web-tree-sitter': join(dirname(modules.resolve('web-tree-sitter')), 'web-tree-sitter.cjs') };

const shared = {
  absWorkingDir: repo,
  bundle: true,
  format: 'cjs',
  target: 'es2022',
  minifySyntax: true,
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
  alias,
};
const node = { ...shared, platform: 'node', target: 'node20' };

const builds = {
  extension: { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  web: {
    ...shared,
    platform: 'browser',
    entryPoints: ['src/extension.web.ts'],
    outfile: 'dist/extension.web.js',
    external: ['vscode'],
    plugins: [treeSitterInAWorker()],
  },
  cli: { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  page: {
    ...shared,
    platform: 'browser',
    format: 'iife',
    entryPoints: ['src/sidebar/webview/main.ts'],
    outfile: 'dist/webview/sidebar.js',
  },
  style: { ...shared, entryPoints: ['media/sidebar.css'], outfile: 'dist/webview/sidebar.css' },
};
/** Everything that went into the bundles, for the notices. */
const inputs = [];
const named = process.argv.slice(2).filter((name) => name in builds);

await Promise.all(
  Object.entries(builds).map(async ([name, options]) => {
    if (named.length > 0 && !named.includes(name)) return;
    const build = await context(options);
    if (isWatching) return build.watch();
    const { metafile } = await build.rebuild();
    for (const input of Object.keys(metafile.inputs)) inputs.push(input);
    return build.dispose();
  }),
);
copyAssets();

/** The tree-sitter runtime names Node's modules behind a check that is false in a worker; nobody else may name them. */
function treeSitterInAWorker() {
  return {
    name: 'tree-sitter-in-a-worker',
    setup(build) {
      build.onResolve({ filter: /^(node:)?(fs|fs\/promises|path|module|url)$/ }, ({ path, importer }) =>
        importer.includes('web-tree-sitter') ? { path, external: true } : undefined,
      );
    },
  };
}

function copyAssets() {
  const grammars = {
    'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
    'tree-sitter-typescript.wasm': 'tree-sitter-typescript/tree-sitter-typescript.wasm',
    'tree-sitter-tsx.wasm': 'tree-sitter-typescript/tree-sitter-tsx.wasm',
    'tree-sitter-javascript.wasm': 'tree-sitter-javascript/tree-sitter-javascript.wasm',
    'tree-sitter-python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
    'tree-sitter-go.wasm': 'tree-sitter-go/tree-sitter-go.wasm',
    'tree-sitter-java.wasm': 'tree-sitter-java/tree-sitter-java.wasm',
  };
  mkdirSync(join(dist, 'grammars'), { recursive: true });
  for (const [name, source] of Object.entries(grammars)) {
    cpSync(modules.resolve(source), join(dist, 'grammars', name));
    inputs.push(`node_modules/${source}`);
  }
  if (named.length === 0) writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(repo, inputs));
  const pages = join(repo, 'docs/rules');
  rmSync(join(dist, 'rules'), { recursive: true, force: true });
  // Every page, but not the table of all, which is for the repository's readers.
  const isPage = (file) => !file.endsWith('README.md');
  if (existsSync(pages)) cpSync(pages, join(dist, 'rules'), { recursive: true, filter: isPage });
}
