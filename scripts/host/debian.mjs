/** Debian's packages, where installing them is ours to do: as root, with apt. */
import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.mjs';

/** What this run may do to the machine; tests hand in another. */
export const THIS_MACHINE = { path: process.env.PATH ?? '', isRoot: process.getuid?.() === 0 };

/**
 * Says in one line that it installs; what apt says is heard only when it fails.
 *
 * @param {string} name of the package
 * @param {string} instead what a person does where this cannot
 */
export function installPackage(name, instead, machine = THIS_MACHINE) {
  const apt = findProgram(['apt-get'], machine.path);
  if (!machine.isRoot || apt === undefined) throw new Error(instead);
  console.log(`Installing ${name} (apt-get) …`);
  const run = (...args) => {
    const { status, stdout, stderr, error } = spawnSync(apt, ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      encoding: 'utf8',
      env: { ...process.env, PATH: machine.path, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 1 << 28,
    });
    return { isDone: status === 0, said: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() };
  };
  // One list out of several that cannot be fetched costs nothing as long as the package is found.
  const update = run('update');
  const install = run('install', '-y', '--no-install-recommends', name);
  if (install.isDone) return;
  const said = [update.isDone ? '' : update.said, install.said].filter((part) => part !== '').join('\n');
  throw new Error(`apt-get could not install ${name}. ${instead}\n${said}`);
}
