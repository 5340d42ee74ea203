import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createNodeFiles } from '#node/node-files';
import { createGit } from '#node/node-git';
import { makeRepository, makeTempFolder, removeTempFolders } from '../support/temp-repository';

describe('files on the disk', () => {
  after(removeTempFolders);

  describe('reading', () => {
    async function check(content: string | Uint8Array, expected: unknown, maxBytes?: number): Promise<void> {
      const root = makeTempFolder();
      writeFileSync(path.join(root, 'a.ts'), content);
      assert.deepEqual(await createNodeFiles(root).read('a.ts', maxBytes), expected);
    }

    it('gives text as it is, without a byte order mark', async () => {
      await check('a\r\nß😀', { ok: true, text: 'a\r\nß😀' });
      await check('\uFEFFconst a = 1;', { ok: true, text: 'const a = 1;' });
      await check('', { ok: true, text: '' });
    });

    it('names what is no text', async () => {
      await check('a\0b', { ok: false, why: 'binary', detail: 'it holds NUL bytes' });
      const utf16 = { ok: false, why: 'not valid UTF-8', detail: 'it is written in UTF-16' };
      await check(Buffer.from('\uFEFFconst a = 1;', 'utf16le'), utf16);
      await check(Buffer.from('const a = 1;', 'utf16le'), utf16);
      await check(Buffer.from([0x61, 0xe9, 0x62]), {
        ok: false,
        why: 'not valid UTF-8',
        detail: 'it is written in another encoding',
      });
    });

    it('says how large a file is that is too large', async () => {
      await check(
        'x'.repeat(300 * 1024),
        { ok: false, why: 'too large', detail: 'it has 0.3 MB, the limit is 0.1 MB' },
        100 * 1024,
      );
    });

    it('never leaves the root, by dots, by a link or by a linked folder', async () => {
      const outside = makeTempFolder();
      writeFileSync(path.join(outside, 'secret.ts'), 'secret');
      const root = makeTempFolder();
      symlinkSync(path.join(outside, 'secret.ts'), path.join(root, 'link.ts'));
      symlinkSync(outside, path.join(root, 'folder'));
      const files = createNodeFiles(root);
      const whys = [];
      for (const name of ['../secret.ts', '/etc/passwd', 'link.ts', 'folder/secret.ts', 'a/../../x', 'a\0b']) {
        const read = await files.read(name);
        whys.push(read.ok ? read.text : read.why);
        assert.equal(await files.exists(name), false);
      }
      assert.deepEqual(new Set(whys), new Set(['outside the root']));
    });

    it('follows a link that stays inside, and not one that leads in a circle', async () => {
      const root = makeTempFolder();
      mkdirSync(path.join(root, 'src'));
      writeFileSync(path.join(root, 'src', 'a.ts'), 'a');
      symlinkSync('src/a.ts', path.join(root, 'b.ts'));
      symlinkSync('loop.ts', path.join(root, 'loop.ts'));
      const files = createNodeFiles(root);
      assert.deepEqual(await files.read('b.ts'), { ok: true, text: 'a' });
      assert.deepEqual(await files.read('loop.ts'), {
        ok: false,
        why: 'not a regular file',
        detail: 'its links lead in a circle',
      });
    });

    it('never opens a pipe, a socket or a folder', async () => {
      const root = makeTempFolder();
      execFileSync('mkfifo', [path.join(root, 'pipe.ts')]);
      mkdirSync(path.join(root, 'folder.ts'));
      const server = createServer().listen(path.join(root, 'socket.ts'));
      await new Promise((resolve) => server.once('listening', resolve));
      const files = createNodeFiles(root);
      const read = async (name: string) => {
        const result = await files.read(name);
        return result.ok ? result.text : `${result.why}: ${result.detail}`;
      };
      assert.deepEqual(await Promise.all(['pipe.ts', 'folder.ts', 'socket.ts', 'none.ts'].map(read)), [
        'not a regular file: it is a named pipe',
        'not a regular file: it is a folder',
        'not a regular file: it is a socket',
        'not found: there is no such file',
      ]);
      server.close();
    });
  });

  describe('writing', () => {
    it('makes folders, replaces whole files and leaves no temporary file', async () => {
      const root = makeTempFolder();
      const files = createNodeFiles(root);
      await files.write('a/b/c.json', 'one');
      await files.write('a/b/c.json', 'two');
      await files.write('__proto__/constructor', 'three');
      assert.deepEqual(await files.read('a/b/c.json'), { ok: true, text: 'two' });
      assert.deepEqual(await files.read('__proto__/constructor'), { ok: true, text: 'three' });
      assert.deepEqual(readdirSync(path.join(root, 'a/b')), ['c.json']);
    });

    it('keeps the mode of the file it replaces', async () => {
      const root = makeTempFolder();
      writeFileSync(path.join(root, 'a'), 'one', { mode: 0o640 });
      await createNodeFiles(root).write('a', 'two');
      assert.equal(statSync(path.join(root, 'a')).mode & 0o777, 0o640);
    });

    it('appends whole lines, also after half a line', async () => {
      const root = makeTempFolder();
      const files = createNodeFiles(root);
      await files.append('live/a.jsonl', '{"a":1}');
      writeFileSync(path.join(root, 'live/a.jsonl'), '{"a":1}\n{"b":', 'utf8');
      await files.append('live/a.jsonl', '{"c":3}');
      assert.equal(readFileSync(path.join(root, 'live/a.jsonl'), 'utf8'), '{"a":1}\n{"b":\n{"c":3}\n');
    });

    it('does not lose lines that are appended at the same time', async () => {
      const files = createNodeFiles(makeTempFolder());
      const lines = Array.from({ length: 60 }, (_, index) => `line ${index}`);
      await Promise.all(lines.map((line) => files.append('log', line)));
      const read = await files.read('log');
      assert.deepEqual(new Set(read.ok ? read.text.trimEnd().split('\n') : []), new Set(lines));
    });

    it('never writes through a link that leads out', async () => {
      const outside = makeTempFolder();
      writeFileSync(path.join(outside, 'target'), 'untouched');
      const root = makeTempFolder();
      symlinkSync(outside, path.join(root, 'folder'));
      symlinkSync(path.join(outside, 'target'), path.join(root, 'link'));
      const files = createNodeFiles(root);
      await assert.rejects(files.write('folder/new/file', 'x'), /leads out of the folder; remove it/);
      await assert.rejects(files.append('folder/target', 'x'), /leads out of the folder; remove it/);
      await assert.rejects(files.append('link', 'x'), /It is a link: move it out of the way/);
      await assert.rejects(files.write('../x', 'x'), /leads out/);
      await files.write('link', 'mine');
      assert.deepEqual(readdirSync(outside), ['target']);
      assert.equal(readFileSync(path.join(outside, 'target'), 'utf8'), 'untouched');
    });

    it('says what to do when it cannot', async () => {
      const root = makeTempFolder();
      writeFileSync(path.join(root, 'file'), '');
      mkdirSync(path.join(root, 'folder'));
      const files = createNodeFiles(root);
      await assert.rejects(files.write('file/a.json', ''), {
        message: 'file/a.json could not be written. A part of the path is a file, not a folder: move it out of the way.',
      });
      await assert.rejects(files.write('folder', ''), {
        message: 'folder could not be written. It is a folder: move it out of the way.',
      });
      const locked = createNodeFiles(root, { readOnly: 'This workspace is not trusted.' });
      await assert.rejects(locked.write('a', ''), { message: 'a could not be written. This workspace is not trusted.' });
    });

    it('removes a file, and minds none that is not there', async () => {
      const root = makeTempFolder();
      const files = createNodeFiles(root);
      await files.write('a', '');
      await files.remove('a');
      await files.remove('a');
      await files.remove('no/such/folder');
      assert.equal(await files.exists('a'), false);
      assert.deepEqual(readdirSync(root), []);
    });
  });

  describe('listing', () => {
    function fill(root: string): void {
      const outside = makeTempFolder();
      writeFileSync(path.join(outside, 'x.ts'), '');
      const names = [
        'b.ts',
        'a.ts',
        'src/c.ts',
        'src/gen/d.ts',
        'src/gen/keep.ts',
        'node_modules/p/i.js',
        'dist/o.js',
        'a.log',
        'é ü.ts',
        '__proto__/p.ts',
        '-x.ts',
      ];
      for (const name of names) {
        mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
        writeFileSync(path.join(root, name), '');
      }
      writeFileSync(path.join(root, '.gitignore'), '*.log\n/src/gen/*\n');
      writeFileSync(path.join(root, 'src', '.gitignore'), '!gen/keep.ts\n');
      symlinkSync(outside, path.join(root, 'linked'));
      symlinkSync('.', path.join(root, 'loop'));
      execFileSync('mkfifo', [path.join(root, 'pipe.ts')]);
    }
    const expected = [
      '-x.ts',
      '.gitignore',
      '__proto__/p.ts',
      'a.ts',
      'b.ts',
      'src/.gitignore',
      'src/c.ts',
      'src/gen/keep.ts',
      'é ü.ts',
    ];

    it('walks without git, by the rules of every .gitignore', async () => {
      const root = makeTempFolder();
      fill(root);
      assert.deepEqual(await createNodeFiles(root).list(''), { paths: expected, problems: [] });
      assert.deepEqual((await createNodeFiles(root).list('src')).paths, ['src/.gitignore', 'src/c.ts', 'src/gen/keep.ts']);
      assert.deepEqual(await createNodeFiles(root).list('linked'), {
        paths: [],
        problems: ['linked leads out of the folder and was not listed.'],
      });
    });

    it('takes the same from git, tracked or not, and names repositories within', async () => {
      const { root, git } = makeRepository();
      fill(root);
      git('add', 'a.ts');
      makeRepositoryAt(path.join(root, 'inner'));
      const opened = await createGit(root);
      assert.deepEqual(await createNodeFiles(root, { git: opened.git }).list(''), {
        paths: expected,
        problems: ['inner is a repository of its own; open it by itself to review it.'],
      });
    });

    it('lists below a folder of the repository as seen from there', async () => {
      const { root } = makeRepository();
      fill(root);
      const opened = await createGit(path.join(root, 'src'));
      assert.deepEqual((await createNodeFiles(path.join(root, 'src'), { git: opened.git }).list('')).paths, [
        '.gitignore',
        'c.ts',
        'gen/keep.ts',
      ]);
    });

    it('does not look behind a tracked folder that became a link', async () => {
      const { root, write, commit, git } = makeRepository();
      write('sub/a.ts', '');
      write('b.ts', '');
      commit('first');
      const outside = makeTempFolder();
      writeFileSync(path.join(outside, 'a.ts'), '');
      git('mv', 'sub/a.ts', 'c.ts');
      git('reset', '-q', '--hard');
      execFileSync('rm', ['-r', path.join(root, 'sub')]);
      symlinkSync(outside, path.join(root, 'sub'));
      const opened = await createGit(root);
      assert.deepEqual((await createNodeFiles(root, { git: opened.git }).list('')).paths, ['b.ts']);
    });

    it('ignores nothing in a folder of our own', async () => {
      const root = makeTempFolder();
      fill(root);
      const { paths } = await createNodeFiles(root, { listing: 'everything' }).list('');
      assert.equal(paths.includes('node_modules/p/i.js') && paths.includes('a.log'), true);
    });
  });
});

function makeRepositoryAt(folder: string): void {
  mkdirSync(folder);
  execFileSync('git', ['init', '-q', folder]);
  writeFileSync(path.join(folder, 'a.ts'), '');
}
