import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createNodeHost } from '#node/node-host';
import { makeRepository, makeTempFolder, removeTempFolders } from '../support/temp-repository';

describe('the Node host', () => {
  after(removeTempFolders);

  it('opens a folder below the top level of a repository', async () => {
    const { root, git, write } = makeRepository();
    write('api/a.ts', 'a');
    git('config', 'user.name', 'Ann');
    git('config', 'user.email', 'ann@example.org');
    const host = await createNodeHost(path.join(root, 'api'), { assets: root });
    assert.deepEqual(
      {
        files: host.files.root,
        records: host.records.root,
        prefix: host.recordsPrefix,
        noGit: host.noGit,
        author: await host.identity.author(),
        asset: Buffer.from(await host.assets.read('api/a.ts')).toString(),
        isTrusted: host.isTrusted,
      },
      {
        files: path.join(root, 'api'),
        records: root,
        prefix: 'api/',
        noGit: undefined,
        author: 'Ann <ann@example.org>',
        asset: 'a',
        isTrusted: true,
      },
    );
  });

  it('works without git', async () => {
    const root = makeTempFolder();
    const host = await createNodeHost(root, { assets: root });
    assert.deepEqual(
      [host.records.root, host.recordsPrefix, host.git, host.noGit],
      [root, '', undefined, 'not a git repository'],
    );
    assert.equal(await host.identity.author(), undefined);
    await host.state.set('a', '1');
    assert.equal(host.state.get('a'), '1');
    await assert.rejects(host.assets.read('../x'), /is not a path of a shipped file/);
  });

  it('keeps its state in the git directory', async () => {
    const { root } = makeRepository();
    const first = await createNodeHost(root, { assets: root });
    await Promise.all([first.state.set('a', '1'), first.state.set('__proto__', '2'), first.state.set('b', '3')]);
    await first.state.set('b', undefined);
    const second = await createNodeHost(root, { assets: root });
    assert.deepEqual(['a', '__proto__', 'b', 'toString'].map(second.state.get), ['1', '2', undefined, undefined]);
    await second.records.list('');
    assert.equal(existsSync(path.join(root, '.git/editor-in-chief/state.json')), true);
  });

  it('starts with no state where the file holds none', async () => {
    const { root, write } = makeRepository();
    write('.git/editor-in-chief/state.json', '{"a": 1, "b": "2", "c"');
    assert.equal((await createNodeHost(root, { assets: root })).state.get('b'), undefined);
    write('.git/editor-in-chief/state.json', '{"a": 1, "b": "2"}');
    const { state } = await createNodeHost(root, { assets: root });
    assert.deepEqual([state.get('a'), state.get('b')], [undefined, '2']);
  });

  it('starts no git and writes nothing in a folder that is not trusted', async () => {
    const { root } = makeRepository();
    const host = await createNodeHost(root, { assets: root, isTrusted: false });
    assert.deepEqual([host.git, host.noGit, host.isTrusted], [undefined, 'restricted mode', false]);
    const refusal = /This workspace is not trusted; trust it to let Editor-in-Chief write here/;
    await assert.rejects(host.files.write('a', ''), refusal);
    await assert.rejects(host.records.append('a', ''), refusal);
  });
});
