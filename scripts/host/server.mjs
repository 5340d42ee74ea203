/** Starts the VS Code server of the host with a profile of its own, and ends it with everything it started. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installHost } from './install.mjs';

/** Quiet and offline: nothing pops up, nothing is fetched. */
const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
  'typescript.disableAutomaticTypeAcquisition': true,
  'npm.fetchOnlinePackageInfo': false,
  'window.confirmBeforeClose': 'never',
  'files.simpleDialog.enable': true,
};

const STARTED = /Web UI available at (http:\/\/\S+)/;
const HOST_EXIT = /Extension Host Process exited with code: (\S+), signal: (\S+?)\./g;

/**
 * @param {object} options
 * @param {Record<string, unknown>} [options.settings] user settings, over the quiet ones and those already in the profile
 * @param {string} [options.userDataDir] a profile to keep; without it one is made and removed
 * @param {string} [options.extensionsDir] folder of installed extensions, likewise
 * @param {string[]} [options.vsix] packages to install as a user would
 * @param {string[]} [options.folders] unpacked extensions to link among the installed ones
 * @param {boolean} [options.automation] lets the page start an extension test run; hides toasts and answers dialogs
 * @param {Record<string, string>} [options.env] environment of the server and of the extension hosts it starts
 * @param {string[]} [options.args] more arguments of the server
 * @param {number} [options.port] 0: any free one
 */
export async function startServer(options = {}) {
  const { settings = {}, vsix = [], folders = [], automation = false, args = [], port = 0 } = options;
  const { root, node } = installHost();
  const base = mkdtempSync(join(tmpdir(), 'vscode-host-'));
  const userDataDir = options.userDataDir ?? join(base, 'user');
  const extensionsDir = options.extensionsDir ?? join(base, 'extensions');
  writeSettings(userDataDir, settings);
  mkdirSync(extensionsDir, { recursive: true });
  for (const folder of folders) linkExtension(folder, extensionsDir);

  // Started from a command line, as `code` says it: else a login shell would be asked for another environment.
  const env = { ...process.env, VSCODE_CLI: '1', ...options.env, EXTENSIONS_GALLERY: '{}' };
  for (const name of ['VSCODE_IPC_HOOK_CLI', 'NODE_OPTIONS']) delete env[name];
  const main = join(root, 'out/server-main.js');
  const places = ['--server-data-dir', join(base, 'server'), '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
  for (const file of vsix) {
    const done = spawnSync(node, [main, ...places, '--install-extension', resolve(file)], { env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`Installing ${file} failed.\n${done.stdout}${done.stderr}`);
  }

  const switches = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'];
  if (automation) switches.push('--enable-smoke-test-driver');
  const quiet = ['--disable-telemetry', '--disable-experiments'];
  // A process group of its own: an extension host that spins does not end with its server.
  const child = spawn(node, [main, ...switches, ...places, ...quiet, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const listen = (chunk) => {
    output += chunk;
    if (process.env.VSCODE_HOST_VERBOSE) process.stderr.write(chunk);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);

  const stop = async () => {
    signalGroup(child.pid, 'SIGTERM');
    for (let waited = 0; waited < 30 && signalGroup(child.pid, 0); waited++) await sleep(100);
    signalGroup(child.pid, 'SIGKILL');
    rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  for (let waited = 0; !STARTED.test(output); waited += 50) {
    if (child.exitCode === null && waited < 60_000) await sleep(50);
    else {
      await stop();
      throw new Error(`The VS Code server did not start.\n${output}`);
    }
  }
  const { host: authority, origin } = new URL(STARTED.exec(output)[1].replace('localhost', '127.0.0.1'));
  return {
    child,
    authority,
    url: `${origin}/`,
    stop,
    /** How extension host processes ended so far. @returns {{code: string, signal: string}[]} */
    hostExits: () => [...output.matchAll(HOST_EXIT)].map(([, code, signal]) => ({ code, signal })),
  };
}

/** Address of the workbench on a folder, or on the folders of a .code-workspace; the payload is what a desktop VS Code takes as command line. */
export function workbenchUrl(server, { folder, payload = [] }) {
  const url = new URL(server.url);
  if (folder) url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(folder));
  else url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** How the page names a path of this machine. */
export function remoteUri(server, path) {
  return `vscode-remote://${server.authority}${resolve(path).split('/').map(encodeURIComponent).join('/')}`;
}

function writeSettings(userDataDir, settings) {
  const file = join(userDataDir, 'User/settings.json');
  mkdirSync(join(userDataDir, 'User'), { recursive: true });
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8') || '{}') : {};
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...kept, ...settings }, null, 2));
}

function linkExtension(folder, extensionsDir) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const link = join(extensionsDir, `${publisher}.${name}-${version}`);
  rmSync(link, { recursive: true, force: true });
  symlinkSync(resolve(folder), link, 'dir');
  // The server's first scan registers what it finds; a list of an earlier run would hide the link.
  rmSync(join(extensionsDir, 'extensions.json'), { force: true });
}

/** @returns {boolean} whether a process of the group was there to hear it */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
