import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder, removeTempFolders } from '../../support/temp-repository';

const START = join(__dirname, '../../../scripts/start.mjs');

function start(...args: string[]): ChildProcess & { readonly said: () => string } {
  // Without a display the served VS Code is used, whatever is on the PATH.
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(process.execPath, [START, ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return Object.assign(child, { said: () => output });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.once('close', done));
}

/** Ids of everything the process has started, directly or not. */
function descendants(pid: number): readonly number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): readonly number[] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap(([id = 0]) => [id, ...below(id)]);
  return below(pid);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('npm start', () => {
  after(removeTempFolders);

  it('serves the folder under the address it prints, and leaves nothing running', async () => {
    const folder = makeTempFolder();
    writeFileSync(join(folder, 'a.py'), 'print("hello")\n');
    const child = start(folder);
    const over = ended(child);
    let address: string | undefined;
    while (address === undefined && child.exitCode === null) {
      await new Promise((done) => setTimeout(done, 100));
      address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(child.said())?.[0];
    }
    assert.ok(address, child.said());
    assert.equal((await fetch(address)).status, 200);
    const started = descendants(child.pid ?? 0);
    assert.ok(started.length > 0);
    child.kill('SIGINT');
    await over;
    await assert.rejects(fetch(address));
    assert.deepEqual(started.filter(isRunning), []);
  });

  it('says so when the folder is not there', async () => {
    const child = start('/no/such/folder');
    assert.equal(await ended(child), 2);
    assert.match(child.said(), /There is no folder \/no\/such\/folder\./);
  });
});
