/** A folder that means harm: nothing of it runs, nothing crashes, time is bounded, and the good files are reviewed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { commitAll, git, inFolder, put, reviewJson, runCli } from '../support/cli';

const STUB = `import { Router } from 'express';
import knex from 'knex';
const db = knex({ client: 'pg' });
export const orders = Router();
orders.post('/orders', async (request, response) => {
  const [order] = await db('orders').insert({ sku: request.body.sku }).returning('*');
  response.status(201).json(order);
});
`;

/** Everything at once, in one repository whose configuration names programs. */
async function hostileFolder(work: (folder: string, marker: string) => void): Promise<void> {
  await inFolder({ 'src/good.ts': STUB }, (folder) => {
    const marker = path.join(folder, 'RAN');
    const run = `touch ${marker}`;
    git(folder, 'init', '-q');
    put(folder, '.gitattributes', '*.ts filter=evil diff=evil\n');
    put(folder, 'src/filtered.ts', STUB);
    commitAll(folder, 'start\n\nCo-Authored-By: Claude <noreply@anthropic.com>');
    for (const [key, value] of [
      ['core.fsmonitor', run],
      ['core.pager', run],
      ['core.sshCommand', run],
      ['core.hooksPath', '.hooks'],
      ['diff.external', run],
      ['diff.evil.textconv', run],
      ['diff.evil.command', run],
      ['filter.evil.clean', run],
      ['filter.evil.smudge', run],
      ['filter.evil.process', run],
      ['filter.evil.required', 'true'],
      ['credential.helper', `!${run}`],
      ['core.editor', run],
      ['gpg.program', run],
      ['core.askPass', run],
      ['blame.ignoreRevsFile', '/dev/zero'],
    ] as const)
      git(folder, 'config', key, value);
    put(folder, 'src/good.ts', `${STUB}\nexport const more = 1;\n`);

    put(
      folder,
      'src/binary.ts',
      Uint8Array.from({ length: 5000 }, (_, index) => index % 256),
    );
    put(folder, 'src/nul.ts', `const a = 1;\u0000\nconst b = 2;\n`);
    put(folder, 'src/utf16.ts', Buffer.from(`\ufeff${STUB}`, 'utf16le'));
    put(folder, 'src/latin1.py', Buffer.from('name = "caf\xe9"\n', 'latin1'));
    put(folder, 'src/nested.ts', `const deep = ${'[\n'.repeat(50_000)}${']\n'.repeat(50_000)};\n`);
    put(folder, 'src/nested.py', `deep = ${'(\n'.repeat(50_000)}1${')\n'.repeat(50_000)}\n`);
    put(folder, 'src/minified.js', `var a=[${'{b:1,c:function(){return fetch("x")}},'.repeat(250_000)}];`);
    put(folder, 'src/unclosed.ts', `const text = \`${'x${'.repeat(2000)}`);
    put(folder, 'src/__proto__/constructor.ts', 'export const __proto__ = 1;\nexport function constructor() {}\n');
    put(
      folder,
      'src/uses.ts',
      "import { __proto__, constructor } from './__proto__/constructor';\nexport const hasOwnProperty = constructor(__proto__);\n",
    );
    put(folder, 'src/loop-a.ts', "export * from './loop-b';\n");
    put(folder, 'src/loop-b.ts', "export * from './loop-a';\n");
    put(folder, 'package.json', '{"name": "x", "dependencies": ');
    put(folder, 'tsconfig.json', '{ "compilerOptions": { "paths": { "*": 7 } } }');
    put(folder, 'prisma/schema.prisma', 'model { @@unique([');
    put(
      folder,
      'docs/decisions/0001-html.md',
      '---\nstatus: [accepted\n---\n\n# <img src=x onerror=alert(1)>\n\n## Status\n\n<script>alert(1)</script>\n',
    );
    put(folder, '.editor-in-chief/reviews/src/good.ts.json', '{"version": 1, "file": "src/good.ts", "blo');
    symlinkSync('/etc', path.join(folder, 'src/outside'));
    symlinkSync('..', path.join(folder, 'src/up'));
    symlinkSync('self.ts', path.join(folder, 'src/self.ts'));
    symlinkSync('/etc/passwd', path.join(folder, 'src/passwd.ts'));
    execFileSync('mkfifo', [path.join(folder, 'src/pipe.ts')]);
    work(folder, marker);
  });
}

describe('a hostile folder', function () {
  this.timeout(60_000);

  it('is reviewed in bounded time without running or following anything', async () => {
    await hostileFolder((folder, marker) => {
      const start = Date.now();
      const result = reviewJson(folder, '--all');
      assert.ok(Date.now() - start < 30_000, `took ${Date.now() - start} ms`);
      assert.equal(existsSync(marker), false, 'a program that the repository names was run');

      const files = new Map<string, { problems: string[]; questions: { rule: string; state: string; shown: boolean }[] }>(
        result.files.map((file: { path: string }) => [file.path, file]),
      );
      for (const good of ['src/good.ts', 'src/filtered.ts']) {
        const asked =
          files
            .get(good)
            ?.questions.filter((question) => question.state === 'open' && question.shown)
            .map((question) => question.rule) ?? [];
        assert.ok(
          asked.includes('write-not-idempotent') && asked.includes('route-without-authz'),
          `${good}: ${asked.join(', ')}`,
        );
      }
      const problems = (name: string): string => files.get(name)?.problems.join(' ') ?? 'not named';
      assert.match(problems('src/binary.ts'), /binary/);
      assert.match(problems('src/nul.ts'), /binary/);
      assert.match(problems('src/utf16.ts'), /UTF-8|binary/);
      assert.match(problems('src/latin1.py'), /UTF-8/);
      assert.match(problems('src/minified.js'), /large|minified/);
      assert.match(problems('src/good.ts'), /cannot be read/);
      assert.deepEqual(
        [...files.keys()].filter((name) => /outside|\/up\/|passwd|self|\.git\//.test(name)),
        [],
      );
    });
  });

  it('is reviewed the same in the default scope, which asks git', async () => {
    await hostileFolder((folder, marker) => {
      const { code, stderr } = runCli(folder, ['review']);
      assert.equal(code, 0, stderr);
      assert.equal(existsSync(marker), false, 'a program that the repository names was run');
    });
  });
});
