/** `npm run package`: the VSIX, in .artifacts/ or where the first argument says. Everything is bundled, so no dependency goes along. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

const repo = resolve(import.meta.dirname, '..');

/** @returns {Promise<string>} path of the package */
export async function packageExtension(packagePath = join(repo, '.artifacts/editor-in-chief.vsix')) {
  mkdirSync(dirname(packagePath), { recursive: true });
  // No repository is named in the manifest, so there is nothing to rewrite the relative links of the readme to.
  await createVSIX({ cwd: repo, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
  return packagePath;
}

if (process.argv[1] === import.meta.filename) {
  execFileSync(process.execPath, [join(repo, 'scripts/build.mjs')], { stdio: 'inherit' });
  packageExtension(process.argv[2] && resolve(process.argv[2])).then(console.log);
}
