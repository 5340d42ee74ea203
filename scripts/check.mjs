// npm run check: everything that can be said of the code without running it. All steps run, so one look shows all faults.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
if (!existsSync(path.join(root, 'node_modules/.bin/biome'))) run('install', 'npm', ['ci']);

const bin = (name, ...args) => [path.join(root, 'node_modules/.bin', name), args];
const node = (...args) => [process.execPath, args];

const STEPS = [
  ['format and lint', ...bin('biome', 'ci', '--error-on-warnings', '.')],
  ['types: core, without Node and DOM', ...bin('tsc', '-p', 'tsconfig.core.json')],
  ['types: webview', ...bin('tsc', '-p', 'tsconfig.webview.json')],
  ['types: everything', ...bin('tsc', '-p', 'tsconfig.json')],
  ['import law', ...bin('depcruise', '--config', '.dependency-cruiser.cjs', 'src')],
  ['bundles', ...node(path.join(root, 'scripts/build.mjs'))],
  ['generated files', ...node(path.join(root, 'scripts/generate.mjs'), '--check')],
  ['unused code', ...bin('knip')],
];

const failed = STEPS.filter(([name, command, args]) => !run(name, command, args)).map(([name]) => name);
console.log(failed.length === 0 ? 'check: all passed' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(name, command, args) {
  const start = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? '✔' : '✖'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return status === 0;
}
