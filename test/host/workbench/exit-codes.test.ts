import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countSuite, readResults } from '../../../scripts/test/results.mjs';
import { makeTempFolder, removeTempFolders } from '../../support/temp-repository';

const CODE = join(__dirname, '../../../scripts/host/code');
const PASSED = `console.log('mocha-results {"passed":1,"failed":0,"skipped":0}');`;

/** Runs a module in an extension host as `test-host.mjs` does, and answers its exit code and its output. */
function run(body: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const folder = makeTempFolder();
  const extension = join(folder, 'extension');
  mkdirSync(extension);
  const manifest = { name: 'nothing', publisher: 'test', version: '0.0.1', engines: { vscode: '^1.90.0' } };
  writeFileSync(join(extension, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'tests.js'), `exports.run = async () => { ${body} };`);
  const args = [`--extensionDevelopmentPath=${extension}`, `--extensionTestsPath=${join(folder, 'tests.js')}`];
  const child = spawn(CODE, args, {
    env: { ...process.env, VSCODE_HOST_EXPECT: 'mocha-results', VSCODE_HOST_TIMEOUT_MS: '60000' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((done) => child.on('close', (code) => done({ code, output })));
}

describe('a run in the extension host', () => {
  after(removeTempFolders);

  it('passes when its tests pass', async () => {
    const { code, output } = await run(PASSED);
    assert.equal(code, 0, output);
  });

  it('fails when a test fails', async () => assert.equal((await run(`throw new Error('1 tests failed');`)).code, 1));

  it('fails when it ends without results', async () => assert.equal((await run('')).code, 1));

  it('fails when a test leaves with process.exit(0)', async () => {
    const { code, output } = await run(`setTimeout(() => process.exit(0), 500); await new Promise(() => {}); ${PASSED}`);
    assert.equal(code, 1, output);
  });

  it('fails when the host crashes', async () =>
    assert.equal((await run(`${PASSED} process.kill(process.pid, 'SIGKILL');`)).code, 1));
});

describe('the count over all suites', () => {
  it('reads what a suite said of itself', () => {
    assert.deepEqual(readResults('  mocha-results {"passed":3,"failed":0,"skipped":1}'), { passed: 3, failed: 0, skipped: 1 });
    assert.equal(readResults('3 passing'), undefined);
  });

  it('believes no suite that fell over, said nothing or ran nothing', () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    assert.deepEqual(
      [
        countSuite(0, { ...none, passed: 3 }),
        countSuite(1, { ...none, passed: 3 }),
        countSuite(0, none),
        countSuite(0, undefined),
        countSuite(0, { ...none, passed: 3, failed: 2 }),
      ].map(({ failed }) => failed),
      [0, 1, 1, 1, 2],
    );
  });
});
