/**
 * Runs the suites that need a real extension host: `test-host.mjs [node|web]`. They start through `@vscode/test-electron` in a
 * desktop VS Code (VSCODE_EXECUTABLE names one, VSCODE_TEST=desktop downloads one) or, by default, in the server build that
 * stands behind scripts/host/code. Expects a built dist/.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
if (kind !== 'node' && kind !== 'web') throw new Error(`The extension host is node or web, not ${kind}.`);

mkdirSync(ARTIFACTS, { recursive: true });
// The sample's repository and a profile, for this run alone.
const run = mkdtempSync(join(tmpdir(), 'host-tests-'));
const folder = makeSample(join(run, 'orders'));
try {
  await runTests({
    vscodeExecutablePath: await executable(),
    extensionDevelopmentPath: REPO,
    extensionTestsPath: await bundleHostTests(kind),
    launchArgs: [
      folder,
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
