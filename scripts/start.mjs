/**
 * `npm start [-- folder]`: the extension in a real VS Code, on the sample or on the folder. The desktop VS Code or a fork of it
 * when one is on the PATH and there is a display; else the server build from the npm registry, whose address is printed.
 * Ctrl-C ends all of it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findProgram } from './host/find-program.mjs';

const repo = resolve(import.meta.dirname, '..');
const [given] = process.argv.slice(2);

if (!existsSync(join(repo, 'node_modules/esbuild'))) run('npm', 'ci');
const folder = given === undefined ? sample() : resolve(given);
if (!existsSync(folder) || !statSync(folder).isDirectory()) {
  console.error(`There is no folder ${folder}.`);
  process.exit(2);
}
run(process.execPath, join(repo, 'scripts/build.mjs'));

// Listened to before anything is started, so that nothing outlives an interruption in the middle of its start; and for good,
// because npm passes on the Ctrl-C that the terminal has sent here already.
const interrupted = new Promise((done) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, done);
  // A SIGTERM for npm ends npm and its shell alone: then we have another parent, and nobody is left who would end us.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && done(), 300).unref();
});
const desktop = findDesktop();
if (desktop === undefined) await serve();
else await openDesktop(desktop);

/** The sample with its history, made anew so that it always shows the same. */
function sample() {
  run(process.execPath, join(repo, 'scripts/sample.mjs'));
  return join(repo, '.artifacts/orders');
}

function run(command, ...args) {
  execFileSync(command, args, { cwd: repo, stdio: 'inherit', shell: process.platform === 'win32' });
}

function findDesktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  return findProgram(['code', 'code-insiders', 'codium', 'cursor', 'windsurf']);
}

/** With `--verbose` the window belongs to the command that opened it, and goes with it. */
async function openDesktop(executable) {
  console.log(`Opening ${folder} with ${executable}. Ctrl-C closes the window.`);
  const args = ['--verbose', '--new-window', `--extensionDevelopmentPath=${repo}`, folder];
  const isWindows = process.platform === 'win32';
  const quoted = isWindows ? args.map((arg) => `"${arg}"`) : args;
  const child = spawn(isWindows ? `"${executable}"` : executable, quoted, {
    stdio: 'ignore',
    detached: !isWindows,
    shell: isWindows,
  });
  void interrupted.then(() => (isWindows ? child.kill() : process.kill(-child.pid, 'SIGTERM')));
  await new Promise((done, fail) => child.once('exit', done).once('error', fail));
}

async function serve() {
  const { startServer, workbenchUrl } = await import('./host/server.mjs');
  // The packages of the sample are not installed, so a compiler has nothing true to say about it.
  const settings = given === undefined ? { 'typescript.validate.enable': false } : {};
  const server = await startServer({ folders: [repo], settings, port: Number(process.env.PORT ?? 0) });
  console.log(`\n  Editor-in-Chief is open on ${folder}\n\n  ${workbenchUrl(server, { folder })}\n\n  Ctrl-C ends it.`);
  const ended = new Promise((done) => server.child.once('exit', done));
  await Promise.race([ended, interrupted]);
  await server.stop();
}
