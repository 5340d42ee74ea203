import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Cancellation, Git } from '#host/ports';
import { createGit } from '#node/node-git';
import { makeRepository, makeTempFolder, makeTrap, removeTempFolders } from '../support/temp-repository';

async function open(root: string): Promise<Git> {
  const opened = await createGit(root);
  assert.ok(opened.git !== undefined, 'noGit' in opened ? opened.noGit : '');
  return opened.git;
}

async function whyNone(root: string, environment = process.env): Promise<string> {
  const opened = await createGit(root, { environment });
  return 'noGit' in opened ? opened.noGit : 'there is one';
}

describe('git as a port', () => {
  after(removeTempFolders);

  it('finds the top level, the prefix and the common directory', async () => {
    const { root, write, commit } = makeRepository();
    write('packages/api/a.ts', 'a\n');
    commit('first');
    const git = await open(path.join(root, 'packages/api'));
    assert.deepEqual([git.topLevel, git.prefix, git.common.root], [root, 'packages/api/', path.join(root, '.git')]);
    await git.common.append('editor-in-chief/live/a', '{}');
    assert.equal(readFileSync(path.join(root, '.git/editor-in-chief/live/a'), 'utf8'), '{}\n');
  });

  it('shares the common directory between worktrees', async () => {
    const { root, git, write, commit } = makeRepository();
    write('a.ts', 'a\n');
    commit('first');
    const other = path.join(makeTempFolder(), 'other');
    git('worktree', 'add', '-q', other);
    const opened = await open(other);
    assert.deepEqual([opened.topLevel, opened.prefix, opened.common.root], [other, '', path.join(root, '.git')]);
  });

  it('works in a submodule, in a SHA-256 repository and before the first commit', async () => {
    const library = makeRepository();
    library.write('l.ts', 'l\n');
    library.commit('first');
    const outer = makeRepository();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
    assert.equal((await open(path.join(outer.root, 'lib'))).topLevel, path.join(outer.root, 'lib'));

    const sha256 = makeRepository({ init: ['--object-format=sha256'] });
    const empty = await (await open(sha256.root)).run(['rev-parse', '-q', '--verify', 'HEAD']);
    assert.deepEqual([empty.code, empty.stdout], [1, '']);
    sha256.commit('first');
    assert.match((await (await open(sha256.root)).run(['rev-parse', 'HEAD'])).stdout, /^[0-9a-f]{64}\n$/);
  });

  it('says why there is none', async () => {
    assert.equal(await whyNone(makeTempFolder()), 'not a git repository');
    assert.equal(await whyNone(makeTempFolder(), { PATH: '' }), 'git is not installed');
    const bare = makeTempFolder();
    execFileSync('git', ['init', '-q', '--bare', bare]);
    assert.equal(await whyNone(bare), 'the repository has no work tree');

    const folder = makeTempFolder();
    const old = path.join(folder, 'git');
    writeFileSync(old, '#!/bin/sh\necho git version 2.20.1\n');
    chmodSync(old, 0o755);
    assert.equal(await whyNone(folder, { PATH: folder }), 'git is older than 2.31');
  });

  it('starts no git that lies in the folder itself', async () => {
    const { root } = makeRepository();
    const marker = path.join(makeTempFolder(), 'marker');
    const trap = makeTrap(root, marker);
    writeFileSync(path.join(root, 'git'), readFileSync(trap));
    chmodSync(path.join(root, 'git'), 0o755);
    const before = process.cwd();
    process.chdir(root);
    try {
      assert.equal(await whyNone(root, { ...process.env, PATH: `.:${process.env.PATH ?? ''}` }), 'there is one');
    } finally {
      process.chdir(before);
    }
    assert.equal(existsSync(marker), false);
  });

  it('respects safe.directory', async () => {
    const { root, commit } = makeRepository();
    commit('first');
    // git's own switch for its tests makes every repository look like somebody else's.
    const folder = makeTempFolder();
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(path.join(folder, 'git'), `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec '${real}' "$@"\n`);
    chmodSync(path.join(folder, 'git'), 0o755);
    const foreign = { PATH: folder, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    assert.equal(await whyNone(root, foreign), 'git refuses this repository because it belongs to another user (safe.directory)');
    const allowed = { ...foreign, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: root };
    assert.equal(await whyNone(root, allowed), 'there is one');
  });

  it('refuses a work tree that the configuration moved elsewhere', async () => {
    const { root, git } = makeRepository();
    git('config', 'core.worktree', '/');
    assert.equal(await whyNone(root), 'the work tree of the repository lies elsewhere');
  });

  it('takes input, special characters in paths and long output', async () => {
    const { root, write, commit } = makeRepository();
    const names = ['a b.ts', 'ä/ö.ts', ':(glob)*.ts', '-n.ts', '__proto__'];
    for (const name of names) write(name, `${name}\n`.repeat(20_000));
    commit('first');
    const git = await open(root);
    for (const name of names) {
      const { code, stdout } = await git.run(['cat-file', 'blob', `HEAD:${name}`]);
      assert.deepEqual([code, stdout.length], [0, `${name}\n`.length * 20_000]);
      assert.equal((await git.run(['ls-files', '-z', '--', name])).stdout, `${name}\0`);
    }
    const { stdout } = await git.run(['cat-file', '--batch-check'], { input: 'HEAD\nnone\n' });
    assert.match(stdout, /^[0-9a-f]{40} commit \d+\nnone missing\n$/);
  });

  it('stops what takes too long, says too much or is cancelled, and says so', async () => {
    const { root, write, commit } = makeRepository();
    write('a', 'x'.repeat(2_000_000));
    commit('first');
    const opened = await createGit(root, { maxBytes: 1024 * 1024 });
    assert.ok(opened.git);
    assert.deepEqual(await opened.git.run(['cat-file', 'blob', 'HEAD:a']), {
      code: -1,
      stdout: '',
      stderr: 'git said more than 1 MB and was stopped',
    });
    execFileSync('mkfifo', [path.join(root, '.gitignore')]);
    assert.deepEqual(await opened.git.run(['status', '--porcelain'], { timeoutMs: 300 }), {
      code: -1,
      stdout: '',
      stderr: 'git took longer than 0.3 s and was stopped',
    });
    const listeners: (() => void)[] = [];
    const signal: Cancellation = { isCancelled: false, onCancelled: (listener) => void listeners.push(listener) };
    const running = opened.git.run(['status', '--porcelain'], { signal });
    setTimeout(() => {
      for (const listener of listeners) listener();
    }, 200);
    assert.deepEqual(await running, { code: -1, stdout: '', stderr: 'git was cancelled' });
  });

  it('runs only commands that read', async () => {
    const { root } = makeRepository();
    const git = await open(root);
    assert.deepEqual(await git.run(['fetch', 'origin']), {
      code: -1,
      stdout: '',
      stderr: 'git was not run: "fetch" is not a command that only reads',
    });
    assert.equal(
      (await git.run(['-c', 'core.fsmonitor=x', 'status'])).stderr,
      'git was not run: "-c" is not a command that only reads',
    );
  });
});
