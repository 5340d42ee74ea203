/**
 * The part of the desktop `code` command line that a test run uses, answered by the served VS Code: hand the path of `code`,
 * beside this file, to `@vscode/test-electron` as `vscodeExecutablePath`.
 *
 * Environment: VSCODE_HOST_EXPECT (pattern a believable run prints), VSCODE_HOST_TIMEOUT_MS, VSCODE_HOST_SCREENSHOT.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runExtensionTests } from './extension-tests.mjs';

/** Talk of the workbench about itself, without meaning for a test run. */
const NOISE = [
  /^\[(AccountPolicyGate|AgentHost|reconnection-grace-time|Service Worker|perf)/,
  /connection token \(/,
  /^Creating a socket/,
  /additional builtin (location )?extensions/,
  /Timed out waiting for authentication provider/,
  /^Creation of workbench contribution/,
  /^File not found:.*vsda/,
  /^Loading development extension/,
  /^Ignoring (fetching|the error)/,
  /DialogService: Dialog requested/,
  /^\[DefaultAccount\]/,
  /^Canceled: Canceled/,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    extensionDevelopmentKind: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});
const [extension] = values.extensionDevelopmentPath ?? [];
if (!extension || !values.extensionTestsPath) {
  console.error('Only test runs are served here: --extensionDevelopmentPath and --extensionTestsPath are needed.');
  process.exit(2);
}

process.exitCode = await runExtensionTests({
  extension,
  tests: values.extensionTestsPath,
  folder: positionals[0] && resolve(positionals[0]),
  kind: values.extensionDevelopmentKind === 'web' ? 'web' : undefined,
  expect: new RegExp(process.env.VSCODE_HOST_EXPECT ?? '\\b\\d+ passing\\b'),
  timeout: Number(process.env.VSCODE_HOST_TIMEOUT_MS ?? 600_000),
  screenshot: process.env.VSCODE_HOST_SCREENSHOT,
  log: (line, isError) => {
    if (!process.env.VSCODE_HOST_VERBOSE && NOISE.some((noise) => noise.test(line))) return;
    (isError ? process.stderr : process.stdout).write(`${line}\n`);
  },
  server: {
    userDataDir: values['user-data-dir'],
    extensionsDir: values['extensions-dir'],
    args: ['--disable-workspace-trust'],
  },
});
