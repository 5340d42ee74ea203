// npm run bench [-- folder]: what the product costs, as ratios against a peer measured in the same run. ms are information:
// machines differ and drift, ratios hold. `folder`: a large TypeScript repository for the second figure (default: our own
// sources). Measures the bundled code, as users run it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.dirname(import.meta.dirname);
const outfile = path.join(root, '.artifacts/bench.js');
const runtime = path.join(path.dirname(createRequire(import.meta.url).resolve('web-tree-sitter')), 'web-tree-sitter.cjs');
await build({
  absWorkingDir: root,
  entryPoints: ['scripts/bench/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  alias: { 'web-tree-sitter': runtime },
});
const folder = path.resolve(process.argv[2] ?? path.join(root, 'src'));
process.exitCode = spawnSync(process.execPath, [outfile, root, folder], { stdio: 'inherit' }).status ?? 1;
