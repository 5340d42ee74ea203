/**
 * Runs the suites that need a real extension host: `test-host.mjs [node|web|folders]`, the last in a window with two folders. They start through `@vscode/test-electron` in a
 * desktop VS Code (VSCODE_EXECUTABLE names one, VSCODE_TEST=desktop downloads one) or, by default, in the server build that
 * stands behind scripts/host/code. Expects a built dist/.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { findChromium } from './host/chromium.mjs';
import { installHost } from './host/install.mjs';
import { ARTIFACTS, REPO } from './host/versions.mjs';
import { makeSample } from './sample.mjs';
import { bundleHostTests } from './test/bundle-host-tests.mjs';
import { RESULTS } from './test/results.mjs';

const kind = process.argv[2] ?? 'node';
if (!['node', 'web', 'folders'].includes(kind)) throw new Error(`There are suites for node, web and folders, not for ${kind}.`);

mkdirSync(ARTIFACTS, { recursive: true });
// The sample's repository and a profile, for this run alone.
const run = mkdtempSync(join(tmpdir(), 'host-tests-'));
const sample = makeSample(join(run, 'orders'));
const opened = kind === 'folders' ? makeWorkspace() : sample;
try {
  await runTests({
    vscodeExecutablePath: await executable(),
    extensionDevelopmentPath: REPO,
    extensionTestsPath: await bundleHostTests(kind),
    launchArgs: [
      opened,
      '--disable-extensions',
      `--user-data-dir=${join(run, 'user')}`,
      `--extensions-dir=${join(run, 'extensions')}`,
      ...(kind === 'web' ? ['--extensionDevelopmentKind=web'] : []),
    ],
    extensionTestsEnv: { VSCODE_HOST_EXPECT: RESULTS, VSCODE_HOST_SCREENSHOT: join(ARTIFACTS, `hang-${kind}.png`) },
  });
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
} finally {
  rmSync(run, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function executable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (process.env.VSCODE_TEST === 'desktop') return downloadAndUnzipVSCode(process.env.VSCODE_VERSION ?? 'stable');
  installHost();
  // Before anything starts, so that what is wrong with it is said first and alone.
  findChromium();
  return join(REPO, 'scripts/host/code');
}

/** The sample, and beside it a twin without its history: a person committed it in one go, under one decision of its own. */
function makeWorkspace() {
  const twin = makeSample(join(run, 'billing'));
  const git = (...args) =>
    execFileSync('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', ...args], { cwd: twin });
  git('checkout', '-q', '--orphan', 'alone');
  git('rm', '-rfq', 'docs');
  mkdirSync(join(twin, 'docs/decisions'), { recursive: true });
  const decision = '---\nstatus: accepted\napplies-to: ["typescript/**"]\n---\n# Billing stands alone\n';
  writeFileSync(join(twin, 'docs/decisions/0009-billing-alone.md'), decision);
  git('add', '-A');
  git('commit', '-q', '-m', 'Start billing');
  const file = join(run, 'two.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'orders' }, { path: 'billing' }] }));
  return file;
}
