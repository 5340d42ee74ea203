/**
 * `npm test`: every suite, then one line over all of them. Names as arguments choose: `npm test -- unit host`. A suite counts
 * only if it says what came of it; a run that ends well without results is a failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { countSuite, readResults } from './test/results.mjs';

const repo = resolve(import.meta.dirname, '..');
if (!existsSync(join(repo, 'node_modules/.bin/mocha'))) {
  console.log('Installing what package-lock.json names …');
  const { status } = spawnSync('npm', ['ci'], { cwd: repo, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(1);
}
const mocha = [
  process.execPath,
  join(repo, 'node_modules/mocha/bin/mocha.js'),
  '--reporter',
  join(repo, 'scripts/test/reporter.cjs'),
];
const workbench = ['--no-package', '--require', 'tsx/cjs', '--extension', 'ts', '--timeout', '240000'];

/** Suite → its command. The order is from quick to slow, so that the cheap failure comes first. */
const SUITES = {
  unit: [...mocha, '--parallel', '--jobs', '2'],
  host: [process.execPath, join(repo, 'scripts/test-host.mjs')],
  web: [process.execPath, join(repo, 'scripts/test-host.mjs'), 'web'],
  folders: [process.execPath, join(repo, 'scripts/test-host.mjs'), 'folders'],
  repo: [...mocha, ...workbench, 'test/repo/**/*.test.ts'],
  workbench: [...mocha, ...workbench, 'test/host/workbench/**/*.test.ts'],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`No suite is called ${unknown.join(', ')}: there are ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
if (!process.env.SKIP_BUILD && (await run('build', [process.execPath, join(repo, 'scripts/build.mjs')])).code !== 0)
  total.failed++;
else
  for (const [name, command] of Object.entries(SUITES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { code, results } = await run(name, command);
    if (results === undefined) console.error(`${name}: ended with ${code} and without results.`);
    const { passed, failed, skipped } = countSuite(code, results);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);

/** Streams a command's output and takes its results out of it. */
async function run(name, [command, ...args]) {
  console.log(`\n── ${name} ──`);
  const child = spawn(command, args, { cwd: repo, stdio: ['ignore', 'pipe', 'inherit'] });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  let results;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const found = readResults(line);
    if (found) results = found;
    else console.log(line);
  });
  const code = await new Promise((done) => child.on('close', (exit) => done(exit ?? 1)));
  process.removeListener('SIGINT', forward).removeListener('SIGTERM', forward);
  return { code, results };
}
