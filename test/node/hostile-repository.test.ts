import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '#host/ports';
import { createGit } from '#node/node-git';
import { makeRepository, makeTempFolder, makeTrap, removeTempFolders, type TempRepository } from '../support/temp-repository';

async function open(root: string): Promise<Git> {
  const opened = await createGit(root);
  assert.ok(opened.git !== undefined, 'noGit' in opened ? opened.noGit : '');
  return opened.git;
}

const MISSING = '1234567890123456789012345678901234567890';

describe('git in a hostile repository', () => {
  after(removeTempFolders);

  /** Each knob alone: what sets it, and a command of plain git that it would run a program in. */
  interface Knob {
    readonly name: string;
    readonly set: (repository: TempRepository, trap: string) => void;
    /** Commands tried; those that plain git would fall for come first. */
    readonly commands: readonly (readonly string[])[];
    /** Plain git falls for it: the test proves that the trap works. */
    readonly bites: boolean;
  }
  const config =
    (key: string, value = (trap: string) => trap) =>
    (repository: TempRepository, trap: string) =>
      void repository.git('config', key, value(trap));
  const attributes =
    (line: string, ...settings: [string, string?][]) =>
    (repository: TempRepository, trap: string) => {
      repository.write('.git/info/attributes', `${line}\n`);
      for (const [key, value] of settings) repository.git('config', key, value ?? trap);
    };
  const STATUS = ['status', '--porcelain'];
  const BLAME = ['blame', '--porcelain', 'a.ts'];
  const LOG = ['log', '-p', '-1'];
  const DIFF = ['diff'];

  const KNOBS: readonly Knob[] = [
    { name: 'core.fsmonitor', set: config('core.fsmonitor'), commands: [STATUS, ['ls-files', '-m']], bites: true },
    { name: 'core.pager', set: config('core.pager'), commands: [LOG, DIFF], bites: false },
    { name: 'pager.log', set: config('pager.log'), commands: [LOG], bites: false },
    { name: 'core.hooksPath', set: hooks('own-hooks'), commands: [STATUS, ['diff']], bites: true },
    { name: 'hooks', set: hooks(undefined), commands: [STATUS], bites: true },
    { name: 'diff.external', set: config('diff.external'), commands: [DIFF, ['diff-index', '-p', 'HEAD'], LOG], bites: true },
    { name: 'diff.<name>.command', set: attributes('* diff=x', ['diff.x.command']), commands: [DIFF, LOG], bites: true },
    {
      name: 'diff.<name>.textconv',
      set: attributes('* diff=x', ['diff.x.textconv']),
      commands: [BLAME, DIFF, LOG],
      bites: true,
    },
    {
      name: 'filter.<name>.clean',
      set: attributes('* filter=x=y', ['filter.x=y.clean'], ['filter.x=y.required', 'true']),
      commands: [STATUS, BLAME, DIFF, ['ls-files', '-m']],
      bites: true,
    },
    {
      name: 'filter.<name>.process',
      set: attributes('* filter=x', ['filter.x.process'], ['filter.x.required', 'true']),
      commands: [STATUS, BLAME, DIFF],
      bites: true,
    },
    {
      name: 'filter.<name>.smudge',
      set: attributes('* filter=x', ['filter.x.smudge']),
      commands: [['show', 'HEAD:a.ts']],
      bites: false,
    },
    {
      name: 'log.showSignature',
      set: signature,
      commands: [
        ['log', '-1'],
        ['show', '-s'],
      ],
      bites: true,
    },
    {
      name: 'core.sshCommand',
      set: promisor('ssh://host/path', 'core.sshCommand'),
      commands: [['cat-file', '-p', MISSING]],
      bites: true,
    },
    {
      name: 'remote ext::',
      set: promisor('ext::TRAP', 'protocol.ext.allow', 'always'),
      commands: [['cat-file', '-p', MISSING]],
      bites: true,
    },
    {
      name: 'remote.<name>.uploadpack',
      set: promisor('/', 'remote.origin.uploadpack'),
      commands: [['cat-file', '-p', MISSING]],
      bites: true,
    },
    {
      name: 'credential.helper',
      set: promisor('https://localhost:1/', 'credential.helper'),
      commands: [['cat-file', '-p', MISSING]],
      bites: false,
    },
    {
      name: 'core.askPass',
      set: promisor('https://localhost:1/', 'core.askPass'),
      commands: [['cat-file', '-p', MISSING]],
      bites: false,
    },
    {
      name: 'core.gitProxy',
      set: promisor('git://localhost:1/', 'core.gitProxy'),
      commands: [['cat-file', '-p', MISSING]],
      bites: true,
    },
    { name: 'core.alternateRefsCommand', set: config('core.alternateRefsCommand'), commands: [LOG], bites: false },
    { name: 'alias.<command>', set: config('alias.blame', (trap) => `!${trap}`), commands: [BLAME], bites: false },
    { name: 'an included file', set: included, commands: [STATUS], bites: true },
    { name: 'a submodule of its own configuration', set: submodule, commands: [STATUS, DIFF], bites: true },
    { name: 'a bare repository within', set: buriedBare, commands: [['-C', 'buried', ...STATUS]], bites: false },
  ];

  for (const knob of KNOBS) {
    it(`runs nothing for ${knob.name}`, async () => {
      const marker = path.join(makeTempFolder(), 'marker');
      const trap = makeTrap(makeTempFolder(), marker);
      const repository = makeRepository();
      repository.write('a.ts', 'one\n');
      repository.write('same.ts', 'same\n');
      repository.commit('first');
      // Opened before the trap is set: a knob that turns up while an editor is open must not bite either.
      const git = await open(repository.root);
      await git.run(STATUS);
      knob.set(repository, trap);
      repository.write('a.ts', 'two\n');
      looksChanged(repository, 1_000_000_000);
      rmSync(marker, { force: true });

      for (const command of knob.commands) await git.run(command);
      assert.equal(existsSync(marker) ? readFileSync(marker, 'utf8') : 'nothing was run', 'nothing was run');
      for (const command of knob.commands) await (await open(repository.root)).run(command);
      assert.equal(existsSync(marker) ? readFileSync(marker, 'utf8') : 'nothing was run', 'nothing was run');

      // The commands above may have told git that it is not.
      looksChanged(repository, 1_000_000_001);
      const plain = { cwd: repository.root, env: { ...process.env, GIT_ALLOW_PROTOCOL: 'ext:ssh:file:git' } };
      for (const command of knob.commands) spawnSync('git', [...command], plain);
      if (knob.bites) assert.equal(existsSync(marker), true, 'the trap does not work, so this test shows nothing');
    });
  }
});

/** git writes the index anew, and runs its hook, only where a file looks changed and is not. `time`: in seconds. */
function looksChanged(repository: TempRepository, time: number): void {
  utimesSync(path.join(repository.root, 'same.ts'), time, time);
}

function hooks(folder: string | undefined) {
  return (repository: TempRepository, trap: string) => {
    const directory = folder ?? '.git/hooks';
    for (const hook of ['post-index-change', 'post-checkout', 'pre-auto-gc', 'fsmonitor-watchman', 'reference-transaction']) {
      repository.write(`${directory}/${hook}`, readFileSync(trap));
      chmodSync(path.join(repository.root, directory, hook), 0o755);
    }
    if (folder !== undefined) repository.git('config', 'core.hooksPath', folder);
  };
}

/** A commit that claims a signature, and a configuration that verifies each with the trap. */
function signature(repository: TempRepository, trap: string): void {
  const tree = repository.git('rev-parse', 'HEAD^{tree}').trim();
  const who = 'Ann <ann@example.org> 1767600000 +0000';
  const armor = '-----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----';
  writeFileSync(
    path.join(repository.root, 'signed'),
    `tree ${tree}\nauthor ${who}\ncommitter ${who}\ngpgsig ${armor}\n\nsigned\n`,
  );
  const hash = repository.git('hash-object', '-t', 'commit', '-w', 'signed').trim();
  repository.git('update-ref', 'HEAD', hash);
  repository.git('config', 'log.showSignature', 'true');
  repository.git('config', 'gpg.program', trap);
}

/** A partial clone: an object that is not there would be fetched from a remote of the repository's choice. */
function promisor(url: string, key: string, value?: string) {
  return (repository: TempRepository, trap: string) => {
    repository.git('config', 'core.repositoryFormatVersion', '1');
    repository.git('config', 'extensions.partialClone', 'origin');
    repository.git('config', 'remote.origin.url', url.replace('TRAP', trap));
    repository.git('config', 'remote.origin.promisor', 'true');
    repository.git('config', key, value ?? trap);
  };
}

function included(repository: TempRepository, trap: string): void {
  writeFileSync(path.join(repository.root, 'more-config'), `[core]\n\tfsmonitor = ${trap}\n`);
  repository.git('config', 'include.path', '../more-config');
}

function submodule(repository: TempRepository, trap: string): void {
  const library = makeRepository();
  library.write('l.ts', 'l\n');
  library.commit('first');
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
  const inner = makeRepository({ at: path.join(repository.root, 'lib') });
  inner.git('config', 'filter.only-here.clean', trap);
  writeFileSync(path.join(repository.root, '.git/modules/lib/info/attributes'), '* filter=only-here\n');
  inner.write('l.ts', 'm\n');
  repository.git('config', 'submodule.lib.ignore', 'none');
}

function buriedBare(repository: TempRepository, trap: string): void {
  mkdirSync(path.join(repository.root, 'buried'));
  execFileSync('git', ['init', '-q', '--bare', path.join(repository.root, 'buried')]);
  execFileSync('git', ['-C', path.join(repository.root, 'buried'), 'config', 'core.fsmonitor', trap]);
  execFileSync('git', ['-C', path.join(repository.root, 'buried'), 'config', 'core.bare', 'false']);
  execFileSync('git', ['-C', path.join(repository.root, 'buried'), 'config', 'core.worktree', '..']);
}
