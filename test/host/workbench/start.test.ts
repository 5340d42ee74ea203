import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { openBrowser } from '../../../scripts/host/chromium.mjs';
import { openFile, retry } from '../../../scripts/host/workbench.mjs';
import { makeTempFolder, removeTempFolders } from '../../support/temp-repository';

const REPO = join(__dirname, '../../..');
const ORDERS = join(REPO, '.artifacts/orders');

type Started = ChildProcess & { readonly said: () => string; readonly over: Promise<number | null> };

/** As a shell would: in a process group of its own. Without a display the served VS Code is used, whatever is on the PATH. */
function npmStart(args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Started {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const given = args.length === 0 ? [] : ['--', ...args];
  const child = spawn('npm', ['start', ...given], { cwd: REPO, env: { ...env, ...environment }, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const over = new Promise<number | null>((done) => child.once('close', done));
  return Object.assign(child, { said: () => output, over });
}

async function until<T>(child: Started, ask: () => T | undefined): Promise<T> {
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (child.exitCode !== null) assert.fail(child.said());
    await new Promise((done) => setTimeout(done, 50));
  }
}

const address = (child: Started) => until(child, () => /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(child.said())?.[0]);

interface Running {
  readonly pid: number;
  readonly command: string;
}

/** Everything the process has started, directly or not. */
function descendants({ pid = 0 }: ChildProcess): readonly Running[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)/.exec(line) ?? [])
    .map(([, id, parent, command = '']) => ({ pid: Number(id), parent: Number(parent), command }));
  const below = (parent: number): readonly Running[] =>
    rows.filter((row) => row.parent === parent).flatMap((row) => [row, ...below(row.pid)]);
  return below(pid);
}

function isRunning({ pid }: Running): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The last of them closes its output a moment before it is gone. */
function allGone(started: readonly Running[]): Promise<void> {
  return retry(async () => {
    await new Promise((done) => setTimeout(done, 100));
    assert.deepEqual(started.filter(isRunning), []);
  }, 20);
}

describe('npm start', () => {
  after(removeTempFolders);

  it('serves the sample with its squiggles under the address it prints, and a Ctrl-C leaves nothing running', async () => {
    const child = npmStart();
    const url = await address(child);
    assert.ok(child.said().includes(`open on ${ORDERS}`), child.said());
    const { browser, context } = await openBrowser();
    try {
      const page = await context.newPage();
      await page.goto(url);
      await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 90_000 });
      await openFile(page, 'typescript/grown/orders.ts');
      await page.locator('.monaco-editor .squiggly-info').first().waitFor({ timeout: 60_000 });
      await page.locator('.statusbar-item', { hasText: '% AI' }).waitFor();
      const started = descendants(child);
      assert.ok(started.length > 2);
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await child.over;
      await assert.rejects(fetch(url));
      await allGone(started);
    } finally {
      await browser.close();
    }
  });

  it('opens the folder it is given, and ends with all it started when it is told to', async () => {
    const folder = makeTempFolder();
    writeFileSync(join(folder, 'a.py'), 'print("hello")\n');
    const child = npmStart([folder]);
    const url = await address(child);
    assert.equal(new URL(url).searchParams.get('folder'), folder);
    assert.equal((await fetch(url)).status, 200);
    const started = descendants(child);
    child.kill('SIGTERM');
    await child.over;
    await assert.rejects(fetch(url));
    await allGone(started);
  });

  it('leaves nothing running when it is interrupted while the server starts', async () => {
    const child = npmStart([makeTempFolder()]);
    const server = await until(child, () => descendants(child).find(({ command }) => command.includes('server-main.js')));
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await child.over;
    await allGone([server]);
  });

  it('opens the desktop VS Code on the PATH where there is a display, and closes it', async () => {
    const bin = makeTempFolder();
    const log = join(bin, 'called');
    writeFileSync(join(bin, 'code'), `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}.new'\nmv '${log}.new' '${log}'\nexec sleep 60\n`);
    chmodSync(join(bin, 'code'), 0o755);
    const child = npmStart([], { DISPLAY: ':99', PATH: `${bin}${delimiter}${process.env.PATH}` });
    await until(child, () => (existsSync(log) ? true : undefined));
    const expected = ['--verbose', '--new-window', `--extensionDevelopmentPath=${REPO}`, ORDERS];
    assert.deepEqual(readFileSync(log, 'utf8').trim().split('\n'), expected);
    const started = descendants(child);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await child.over;
    await allGone(started);
  });

  it('says so when the folder is not there', async () => {
    const child = npmStart(['/no/such/folder']);
    assert.notEqual(await child.over, 0);
    assert.match(child.said(), /There is no folder \/no\/such\/folder\./);
  });
});
