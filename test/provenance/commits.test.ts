import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { provenanceOf, wordsFor } from '../support/provenance-of';
import { makeRepository, makeTempFolder, removeTempFolders, type TempRepository } from '../support/temp-repository';

const CLAUDE = 'Co-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>';
const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('');

async function check({ root }: TempRepository, file: string, expected: readonly string[]): Promise<void> {
  const text = readFileSync(path.join(root, file), 'utf8');
  assert.deepEqual(wordsFor(await provenanceOf(root, file), text), expected);
}

/** A repository whose `a.ts` is a person's, with the agent's two lines in the middle. */
function mixed(): TempRepository {
  const repository = makeRepository();
  repository.write('a.ts', lines('const one = 1;', 'const four = 4;'));
  repository.commit('By Ann');
  repository.write('a.ts', lines('const one = 1;', 'const two = 2;', 'const three = 3;', 'const four = 4;'));
  repository.commit(`By both\n\n${CLAUDE}`);
  return repository;
}
const MIXED = ['unknown', 'ai', 'ai', 'unknown'];

describe('provenance by commits', () => {
  after(removeTempFolders);

  it('gives evidence and notes in words', async () => {
    const { root, git } = mixed();
    const hash = git('rev-parse', 'HEAD').trim();
    assert.deepEqual(await provenanceOf(root, 'a.ts'), {
      runs: [
        { author: 'unknown', isInserted: false, evidence: [], startLine: 1, endLine: 1 },
        {
          author: 'ai',
          isInserted: true,
          evidence: [
            {
              source: 'commit-trailer',
              tool: 'Claude Code',
              model: 'Claude Opus 4.6',
              commit: hash,
              at: '2026-01-05T09:02:00+00:00',
              confidence: 'medium',
              why: `commit trailer of ${hash.slice(0, 7)} names Claude Opus 4.6`,
            },
          ],
          startLine: 2,
          endLine: 3,
        },
        { author: 'unknown', isInserted: false, evidence: [], startLine: 4, endLine: 5 },
      ],
      notes: ['1 of 2 commits names a coding agent; lines of this file are from one of them.'],
    });
  });

  it('says that no mark makes nobody human', async () => {
    const repository = makeRepository();
    repository.write('a.ts', lines('const one = 1;'));
    repository.commit('By Ann');
    assert.deepEqual(await provenanceOf(repository.root, 'a.ts'), {
      runs: [{ author: 'unknown', isInserted: false, evidence: [], startLine: 1, endLine: 2 }],
      notes: ['The only commit names no coding agent. That does not make any line human.'],
    });
  });

  it('an agent that is the author is certain', async () => {
    const repository = mixed();
    repository.write('a.ts', lines('const zero = 0;', 'const one = 1;'));
    repository.commit('Shorten', { author: 'Claude <noreply@anthropic.com>' });
    const { runs } = await provenanceOf(repository.root, 'a.ts');
    assert.deepEqual(
      runs[0]?.evidence.map(({ source, confidence }) => [source, confidence]),
      [['commit-author', 'high']],
    );
  });

  it('an aider committer alone is none', async () => {
    const repository = mixed();
    repository.write('b.ts', lines('const b = 1;'));
    repository.commit('By Ann, committed by aider', { committer: 'Ann (aider) <ann@example.org>' });
    await check(repository, 'b.ts', ['unknown']);
  });

  it('a reformatting commit owns nothing, whoever made it', async () => {
    const repository = mixed();
    repository.write('a.ts', lines('  const one = 1;', '\tconst two = 2;', 'const  three  =  3;', 'const four = 4;'));
    repository.commit('Format by Ann');
    await check(repository, 'a.ts', MIXED);
    repository.write('a.ts', lines('const one = 1;', 'const two = 2;', 'const three = 3;', '    const four = 4;'));
    repository.commit(`Format by an agent\n\n${CLAUDE}`);
    await check(repository, 'a.ts', MIXED);
  });

  it('follows renames, also several and of changed files', async () => {
    const repository = mixed();
    repository.git('mv', 'a.ts', 'b.ts');
    repository.commit('Rename by Ann');
    repository.write('src/deep/c.ts', readFileSync(path.join(repository.root, 'b.ts')));
    repository.git('rm', '-q', 'b.ts');
    repository.commit('Move by Ann');
    await check(repository, 'src/deep/c.ts', MIXED);
    repository.write(
      'src/d.ts',
      lines('const one = 1;', 'const two = 2;', 'const three = 3;', 'const four = 4;', 'const five = 5;'),
    );
    repository.git('rm', '-q', 'src/deep/c.ts');
    repository.commit('Move and change by Ann');
    await check(repository, 'src/d.ts', [...MIXED, 'unknown']);
  });

  it('a file that is moved and not committed yet is still that file', async () => {
    const staged = mixed();
    staged.git('mv', 'a.ts', 'b.ts');
    await check(staged, 'b.ts', MIXED);
    const plain = mixed();
    renameSync(path.join(plain.root, 'a.ts'), path.join(plain.root, 'c.ts'));
    await check(plain, 'c.ts', MIXED);
  });

  it('survives merges, amended and rebased commits', async () => {
    const repository = mixed();
    const { git, write, commit } = repository;
    git('checkout', '-q', '-b', 'side', 'HEAD~1');
    write('b.ts', lines('const b = 1;'));
    commit(`Side\n\n${CLAUDE}`);
    write('c.ts', lines('const c = 1;'));
    commit('Side by Ann');
    git('checkout', '-q', 'main');
    git('merge', '-q', '--no-ff', '-m', `Merge side\n\n${CLAUDE}`, 'side');
    await check(repository, 'a.ts', MIXED);
    await check(repository, 'b.ts', ['ai']);
    await check(repository, 'c.ts', ['unknown']);
    write('c.ts', lines('const c = 1;', 'const d = 2;'));
    commit('More');
    git('commit', '-q', '--amend', '-m', `More\n\n${CLAUDE}`);
    await check(repository, 'c.ts', ['unknown', 'ai']);
  });

  it('compares what is not committed with HEAD', async () => {
    const repository = mixed();
    repository.write(
      'a.ts',
      lines('const one = 1;', 'const two = 2;', 'const new1 = 0;', '', 'const three = 3;', '  const four = 4;'),
    );
    await check(repository, 'a.ts', ['unknown', 'ai', 'inserted', 'inserted', 'ai', 'unknown']);
    repository.write('b.ts', lines('const b = 1;'));
    await check(repository, 'b.ts', ['inserted']);
    repository.git('add', '-A');
    await check(repository, 'a.ts', ['unknown', 'ai', 'inserted', 'inserted', 'ai', 'unknown']);
    await check(repository, 'b.ts', ['inserted']);
  });

  it('what a merge in progress brings in is not inserted, what resolves its conflicts is', async () => {
    const repository = mixed();
    const { root, git, write, commit } = repository;
    git('checkout', '-q', '-b', 'side');
    write('a.ts', lines('const one = 11;', 'const two = 2;', 'const three = 3;', 'const four = 4;', 'const five = 5;'));
    write('b.ts', lines('const b = 1;'));
    commit('Side by Bob');
    git('checkout', '-q', 'main');
    write('a.ts', lines('const one = 111;', 'const two = 2;', 'const three = 3;', 'const four = 4;'));
    commit('Main by Ann');
    assert.throws(() => git('merge', '-q', 'side'));
    write('a.ts', lines('const one = 11 + 111;', 'const two = 2;', 'const three = 3;', 'const four = 4;', 'const five = 5;'));
    await check(repository, 'a.ts', ['inserted', 'ai', 'ai', 'unknown', 'unknown']);
    await check(repository, 'b.ts', ['unknown']);
    git('-c', 'core.editor=true', 'commit', '-q', '-a', '-m', 'Merge');
    await check({ ...repository, root }, 'a.ts', ['unknown', 'ai', 'ai', 'unknown', 'unknown']);
  });

  it('is unknown, and not inserted, where git has lost what was committed', async () => {
    const repository = mixed();
    repository.write('c.ts', lines('const c = 1;'));
    repository.commit('By Ann');
    const blob = repository.git('rev-parse', 'HEAD:c.ts').trim();
    rmSync(path.join(repository.root, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    repository.write('c.ts', lines('const c = 1;', 'const d = 2;'));
    await check(repository, 'c.ts', ['unknown', 'unknown']);
    const { notes } = await provenanceOf(repository.root, 'c.ts');
    assert.match(notes[0] ?? '', /^The committed version of this file could not be read: .*/);
    await check(repository, 'a.ts', MIXED);
  });

  it('is read although the configured list of commits to ignore is not there', async () => {
    const repository = mixed();
    repository.git('config', 'blame.ignoreRevsFile', '.git-blame-ignore-revs');
    await check(repository, 'a.ts', MIXED);
  });

  it('reads Windows line breaks, a missing last break, a byte order mark and an empty file', async () => {
    const repository = mixed();
    const text = readFileSync(path.join(repository.root, 'a.ts'), 'utf8');
    repository.write('a.ts', text.replaceAll('\n', '\r\n'));
    await check(repository, 'a.ts', MIXED);
    repository.commit('Windows');
    await check(repository, 'a.ts', MIXED);
    repository.write('a.ts', text.slice(0, -1));
    await check(repository, 'a.ts', MIXED);
    repository.commit('No last break');
    await check(repository, 'a.ts', MIXED);
    repository.write('a.ts', `\uFEFF${text}`);
    repository.commit('Mark');
    const read = await provenanceOf(repository.root, 'a.ts', text);
    assert.deepEqual(wordsFor(read, text), MIXED);
    repository.write('empty.ts', '');
    assert.deepEqual(await provenanceOf(repository.root, 'empty.ts'), {
      runs: [{ author: 'unknown', isInserted: false, evidence: [], startLine: 1, endLine: 1 }],
      notes: ['1 of 5 commits names a coding agent; no line of this file is from it.'],
    });
    repository.commit('Empty');
    await check(repository, 'empty.ts', []);
  });

  it('keeps committed lines where git converts line breaks', async () => {
    const repository = mixed();
    repository.git('config', 'core.autocrlf', 'true');
    repository.git('rm', '-q', '--cached', '-r', '.');
    repository.git('reset', '-q', '--hard');
    assert.match(readFileSync(path.join(repository.root, 'a.ts'), 'utf8'), /\r\n/);
    await check(repository, 'a.ts', MIXED);
  });

  it('works in paths that need quoting, in a folder of the repository, in a worktree and in SHA-256', async () => {
    const repository = makeRepository({ init: ['--object-format=sha256'] });
    const file = 'sub dir/ä "b" [x] :(top).ts';
    repository.write(file, lines('const one = 1;'));
    repository.commit('By Ann');
    repository.write(file, lines('const one = 1;', 'const two = 2;'));
    repository.commit(`By an agent\n\n${CLAUDE}`);
    await check(repository, file, ['unknown', 'ai']);
    await check({ ...repository, root: path.join(repository.root, 'sub dir') }, path.basename(file), ['unknown', 'ai']);
    const other = path.join(makeTempFolder(), 'other');
    repository.git('worktree', 'add', '-q', '--detach', other);
    await check(makeRepository({ at: other }), file, ['unknown', 'ai']);
  });

  it('says what cannot be known before the first commit, in a shallow clone, for ignored files and in submodules', async () => {
    const unborn = makeRepository();
    unborn.write('a.ts', lines('const a = 1;'));
    assert.deepEqual((await provenanceOf(unborn.root, 'a.ts')).notes, [
      'There is no commit yet, so every line counts as uncommitted.',
      'There is no live record of this file, so every uncommitted line counts as inserted.',
    ]);
    await check(unborn, 'a.ts', ['inserted']);

    const repository = mixed();
    const shallow = path.join(makeTempFolder(), 'clone');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repository.root}`, shallow]);
    assert.deepEqual((await provenanceOf(shallow, 'a.ts')).notes.slice(1), [
      'This is a shallow clone: who wrote what its oldest commit holds cannot be known. Run git fetch --unshallow to see.',
    ]);
    await check(makeRepository({ at: shallow }), 'a.ts', ['unknown', 'unknown', 'unknown', 'unknown']);

    repository.write('.gitignore', 'out.ts\n');
    repository.write('out.ts', lines('const out = 1;'));
    await check(repository, 'out.ts', ['unknown']);
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', mixed().root, 'lib');
    await check(repository, 'lib/a.ts', ['unknown', 'unknown', 'unknown', 'unknown']);
    await check({ ...repository, root: path.join(repository.root, 'lib') }, 'a.ts', MIXED);
    const { notes } = await provenanceOf(repository.root, 'lib/a.ts');
    assert.deepEqual(notes, [
      'git does not track this file: it is ignored, not saved yet, or part of a repository within this one.',
    ]);
  });

  it('a detached HEAD is a HEAD', async () => {
    const repository = mixed();
    repository.git('checkout', '-q', '--detach', 'HEAD~1');
    await check(repository, 'a.ts', ['unknown', 'unknown']);
    repository.git('checkout', '-q', 'main');
    await check(repository, 'a.ts', MIXED);
  });

  it('an import is only probably the agent it names', async () => {
    const repository = mixed();
    for (let file = 0; file < 4; file++)
      repository.write(`lib/${file}.ts`, Array.from({ length: 800 }, (_, line) => `const v${line} = ${file};\n`).join(''));
    const hash = repository.commit(`Import\n\n${CLAUDE}`);
    const { runs } = await provenanceOf(repository.root, 'lib/0.ts');
    assert.deepEqual(
      runs.map(({ author, qualifier, isInserted, evidence }) => [
        author,
        qualifier,
        isInserted,
        evidence[0]?.confidence,
        evidence[0]?.why,
      ]),
      [
        [
          'unknown',
          'probable',
          true,
          'low',
          `commit trailer of ${hash.slice(0, 7)} names Claude Opus 4.6, but it adds 3,200 lines in 4 files, as an import does`,
        ],
      ],
    );
    repository.write('package-lock.json', '{}\n'.repeat(5000));
    for (let file = 0; file < 4; file++) repository.write(`src/${file}.ts`, lines('const x = 1;'));
    repository.commit(`Feature with a lock file\n\n${CLAUDE}`);
    await check(repository, 'src/0.ts', ['ai']);
  });

  it("a small first commit by an agent is its work, a commit VS Code credited by mistake is nobody's", async () => {
    const first = makeRepository();
    first.write('a.ts', lines('const a = 1;'));
    first.commit('Scaffold', { author: 'Claude <noreply@anthropic.com>' });
    await check(first, 'a.ts', ['ai']);
    first.write('a.ts', lines('const a = 1;', 'const b = 2;'));
    first.commit('Mine\n\nCo-authored-by: Copilot <copilot@github.com>', { date: '2026-05-01T10:00:00Z' });
    const { runs } = await provenanceOf(first.root, 'a.ts');
    assert.deepEqual(
      runs.map(({ author, isInserted, evidence }) => [author, isInserted, evidence.length]),
      [
        ['ai', true, 1],
        ['unknown', false, 1],
      ],
    );
  });
});
