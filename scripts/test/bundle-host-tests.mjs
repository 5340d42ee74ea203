/**
 * Bundles the suites of test/host/<kind> into one module that VS Code can load as `extensionTestsPath`. The Node host and the
 * web worker take the same shape: CommonJS with `run()`, `vscode` from outside.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ARTIFACTS, REPO } from '../host/versions.mjs';

/** @param {'node' | 'web' | 'folders'} kind @returns {Promise<string>} path of the bundle */
export async function bundleHostTests(kind) {
  const isWeb = kind === 'web';
  const suites = readdirSync(join(REPO, 'test/host', kind))
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
  const outfile = join(ARTIFACTS, `host-tests/${kind}.js`);
  const load = suites.map((suite) => `await import('./test/host/${kind}/${suite}');`).join('\n');
  await build({
    absWorkingDir: REPO,
    stdin: {
      contents: `import { runMocha } from './test/host/run-${isWeb ? 'web' : 'node'}.ts';\nexport const run = () => runMocha(async () => {\n${load}\n});`,
      resolveDir: REPO,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    format: 'cjs',
    target: 'es2022',
    logLevel: 'warning',
    // As in the product's own bundles: the module build asks for what CommonJS does not have.
    alias: { 'web-tree-sitter': join(REPO, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    sourcemap: 'inline',
    platform: isWeb ? 'browser' : 'node',
    external: isWeb ? ['vscode'] : ['vscode', 'mocha'],
  });
  return outfile;
}
