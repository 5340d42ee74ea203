import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../../../scripts/host/chromium.mjs';
import { makeTempFolder, removeTempFolders } from '../../support/temp-repository';

/** A machine on whose PATH lies nothing but an apt that does what the script says; `$HERE` is the folder of the PATH. */
function machineWith(apt: string, isRoot = true) {
  const path = makeTempFolder();
  writeFileSync(join(path, 'apt-get'), `#!/bin/sh\nHERE='${path}'\n/bin/echo "$@" >> "$HERE/asked"\n${apt}\n`, { mode: 0o755 });
  const asked = () => (existsSync(join(path, 'asked')) ? readFileSync(join(path, 'asked'), 'utf8').trim().split('\n') : []);
  return { machine: { path, isRoot, platform: 'linux' }, chromium: join(path, 'chromium'), asked };
}

const CAN = /install one, or name one with CHROMIUM=/;

describe('the browser of the suites', () => {
  after(removeTempFolders);

  it('is the one that is there, and nothing is installed then', () => {
    const { machine, chromium, asked } = machineWith('exit 1');
    writeFileSync(chromium, '');
    assert.deepEqual([findChromium(machine), asked()], [chromium, []]);
  });

  it('is installed where there is none, even when one of the package lists cannot be fetched', () => {
    const { machine, chromium, asked } = machineWith(`case "$*" in *install*) : > "$HERE/chromium";; *) exit 100;; esac`);
    assert.equal(findChromium(machine), chromium);
    assert.deepEqual(
      asked().map((args) => args.replace(/^.*Timeout=\d+ /, '')),
      ['update', 'install -y --no-install-recommends chromium'],
    );
  });

  it('is asked for in a sentence where installing is not ours to do, or did not help', () => {
    const visitor = machineWith(': > "$HERE/chromium"', false);
    assert.throws(() => findChromium(visitor.machine), CAN);
    assert.deepEqual(visitor.asked(), []);
    assert.throws(() => findChromium({ ...visitor.machine, path: '', isRoot: true }), CAN);
    assert.throws(() => findChromium(machineWith('exit 0').machine), CAN);
  });

  it('has what apt said with it when that failed', () => {
    const { machine } = machineWith('echo "E: Unable to locate package chromium" >&2; exit 100');
    assert.throws(() => findChromium(machine), /could not install chromium[\s\S]*CHROMIUM=[\s\S]*Unable to locate package/);
  });

  it('is the one that is named, which has to be there', () => {
    const { machine } = machineWith('exit 1');
    assert.throws(() => findChromium({ ...machine, named: '/no/such/chrome' }), /CHROMIUM names \/no\/such\/chrome/);
    assert.equal(findChromium({ ...machine, named: process.execPath }), process.execPath);
  });
});
