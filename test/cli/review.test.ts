/** `eic review` as a user and a pipeline see it: the contract, the scopes, the exit codes, the messages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { commitAll, git, inFolder, put, REPO, reviewJson, runCli } from '../support/cli';

const STUB = `import { Router } from 'express';
import knex from 'knex';
const db = knex({ client: 'pg' });
export const orders = Router();
orders.post('/orders', async (request, response) => {
  const [order] = await db('orders').insert({ sku: request.body.sku }).returning('*');
  response.status(201).json(order);
});
`;
const HARMLESS = 'export const add = (a: number, b: number): number => a + b;\n';
const AI = 'Take orders\n\nCo-Authored-By: Claude <noreply@anthropic.com>';

interface Question {
  readonly rule: string;
  readonly state: string;
  readonly shown: boolean;
  readonly hiddenBy?: string;
  readonly startLine: number;
  readonly evidence: string;
}
const open = (result: {
  readonly files: readonly { readonly path: string; readonly questions: readonly Question[] }[];
}): readonly string[] =>
  result.files
    .flatMap((file) =>
      file.questions
        .filter((question) => question.shown && question.state === 'open')
        .map((question) => `${file.path} ${question.rule}`),
    )
    .sort();

describe('eic review', function () {
  this.timeout(30_000);

  it('keeps to the schema of its JSON, and gives the same bytes twice', async () => {
    const schema = JSON.parse(readFileSync(path.join(REPO, 'schemas/review-result.schema.json'), 'utf8')) as object;
    const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
    await inFolder(
      { 'src/orders.ts': STUB, 'src/add.ts': HARMLESS, 'src/broken.py': 'def f(:\n  return [\n', 'main.go': 'package main\n' },
      (folder) => {
        const first = runCli(folder, ['review', '--all', '--format', 'json']);
        assert.equal(first.code, 0, first.stderr);
        assert.ok(validate(JSON.parse(first.stdout)), JSON.stringify(validate.errors, null, 2));
        assert.equal(runCli(folder, ['review', '--all', '--format', 'json']).stdout, first.stdout);
      },
    );
  });

  it('asks once of a cause that three functions share, and folds the others under the first', async () => {
    const send = (name: string, url: string): string =>
      `export const ${name} = async (url: string) => check(await fetch(${url}));\n`;
    const twice = `${send('entry', 'url')}${send('close', 'url')}`;
    const code = `${twice}${send('rates', '`https://rates.example.com/latest`')}`;
    await inFolder({ 'ledger.ts': `${code}${send('open', 'url')}`, 'two.ts': code }, (folder) => {
      assert.deepEqual(
        (reviewJson(folder, '--all').files as { readonly questions: readonly Question[] }[]).map(({ questions }) =>
          questions
            .filter(({ rule }) => rule === 'call-without-timeout')
            .map(
              ({ startLine, shown, hiddenBy, evidence }) => `${startLine} ${hiddenBy ?? shown} ${evidence.split('; ')[1] ?? ''}`,
            ),
        ),
        [
          ['1 true the same in 2 more functions of this file', '2 budget ', '3 true ', '4 budget '],
          ['1 true ', '2 true ', '3 true '],
        ],
      );
    });
  });

  it('works in a folder without git, and says in the default scope what cannot be known', async () => {
    await inFolder({ 'orders.ts': STUB }, (folder) => {
      assert.deepEqual(open(reviewJson(folder, '--all')), ['orders.ts route-without-authz', 'orders.ts write-not-idempotent']);
      const { code, stdout, stderr } = runCli(folder, ['review']);
      assert.equal(code, 0);
      assert.match(stdout + stderr, /git/);
    });
  });

  it('reviews what an AI committed and what nobody was seen typing, and leaves the rest alone', async () => {
    await inFolder({ 'old.ts': STUB }, (folder) => {
      git(folder, 'init', '-q');
      commitAll(folder, 'by somebody');
      put(folder, 'ai.ts', STUB);
      commitAll(folder, AI);
      put(folder, 'agent.ts', STUB);
      assert.deepEqual(open(reviewJson(folder)), [
        'agent.ts route-without-authz',
        'agent.ts write-not-idempotent',
        'ai.ts route-without-authz',
        'ai.ts write-not-idempotent',
      ]);
      assert.match(runCli(folder, ['review']).stderr, /No live record of edits/);
      assert.deepEqual(open(reviewJson(folder, '--scope', 'ai')), ['ai.ts route-without-authz', 'ai.ts write-not-idempotent']);
      const result = reviewJson(folder, '--all');
      const figures = new Map(result.files.map((file: { path: string; provenance: object }) => [file.path, file.provenance]));
      assert.deepEqual(figures.get('ai.ts'), { ai: 8, human: 0, unknown: 0, inserted: 0 });
      assert.deepEqual(figures.get('old.ts'), { ai: 0, human: 0, unknown: 8, inserted: 0 });
      assert.deepEqual(figures.get('agent.ts'), { ai: 0, human: 0, unknown: 8, inserted: 8 });
    });
  });

  it('keeps to the lines changed since the base', async () => {
    await inFolder({ 'one.ts': STUB }, (folder) => {
      git(folder, 'init', '-q');
      commitAll(folder, AI);
      git(folder, 'checkout', '-q', '-b', 'topic');
      put(folder, 'two.ts', STUB);
      commitAll(folder, AI);
      assert.deepEqual(open(reviewJson(folder, '--base', 'main')), ['two.ts route-without-authz', 'two.ts write-not-idempotent']);
      const { code, stderr } = runCli(folder, ['review', '--base', 'no-such-ref']);
      assert.equal(code, 2);
      assert.match(stderr, /no-such-ref/);
    });
  });

  it('names the place of a write that stands in another file', async () => {
    const files = {
      'service.ts': `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function createUser(data: object) {
  return prisma.user.create({ data });
}
`,
      'routes.ts': `import express from 'express';
import { createUser } from './service';
export const app = express();
app.post('/users', async (req, res) => {
  res.json(await createUser(req.body));
});
`,
    };
    await inFolder(files, (folder) => {
      const [{ questions }] = reviewJson(folder, '--all', 'routes.ts').files;
      const related = questions.find(({ rule }: { rule: string }) => rule === 'input-unvalidated')?.related;
      assert.deepEqual(related, [
        { path: 'service.ts', startLine: 4, text: 'return prisma.user.create({ data });', note: 'where it is written' },
      ]);
    });
  });

  it('fails the gate at the level asked for, and only then', async () => {
    await inFolder({ 'orders.ts': STUB }, (folder) => {
      const code = (...args: string[]): number | null => runCli(folder, ['review', '--all', ...args]).code;
      assert.deepEqual([code(), code('--fail-on', 'high'), code('--fail-on', 'none')], [0, 1, 0]);
    });
    await inFolder({ 'add.ts': HARMLESS }, (folder) =>
      assert.equal(runCli(folder, ['review', '--all', '--fail-on', 'low']).code, 0),
    );
  });

  it('shows the line of code and the evidence as text, without colours in a pipe', async () => {
    await inFolder({ 'orders.ts': STUB }, (folder) => {
      const { stdout } = runCli(folder, ['review', '--all']);
      assert.match(stdout, /6 │ const \[order\] = await db\('orders'\)\.insert/);
      assert.match(stdout, /write-not-idempotent/);
      assert.match(stdout, /\? twice/);
      assert.ok(!stdout.includes('\u001b'));
    });
  });

  it('asks of a credential without repeating it', async () => {
    const code = `export const apiKey = 'kd83nf02mslw94hf7xq1';
const key = process.env.JWT_SECRET ?? 'zz-stand-in-1';
if (process.env.NODE_ENV === 'production' && key === 'zz-stand-in-1') throw new Error('JWT_SECRET is not set');
`;
    await inFolder({ 'settings.ts': code }, (folder) => {
      assert.deepEqual(open(reviewJson(folder, '--all')), ['settings.ts hardcoded-secret']);
      const said = ['text', 'json'].map((format) => runCli(folder, ['review', '--all', '--format', format]).stdout).join('\n');
      assert.doesNotMatch(said, /kd83|zz-stand/);
      assert.match(said, /1 │ export const apiKey = '…'/);
    });
  });

  it('says what is wrong with a call, with exit code 2', async () => {
    await inFolder({ 'add.ts': HARMLESS }, (folder) => {
      const says = (...args: string[]): string => {
        const { code, stderr } = runCli(folder, args);
        assert.equal(code, 2, args.join(' '));
        return stderr;
      };
      assert.match(says('review', '--scope', 'some'), /--scope takes ai, inserted, all/);
      assert.match(says('review', '--no-such-option'), /--no-such-option/);
      assert.match(says('review', 'no-such-file.ts'), /no-such-file\.ts/);
      assert.match(says('review', '../elsewhere'), /outside/);
      assert.match(says('reviw'), /no command "reviw"/);
      assert.match(says('review', '--all', '--output', 'no/such/folder/out.json'), /cannot be written/);
    });
  });

  it('knows its version and its help', () => {
    const { version } = JSON.parse(readFileSync(path.join(REPO, 'package.json'), 'utf8')) as { readonly version: string };
    assert.equal(runCli(REPO, ['--version']).stdout, `${version}\n`);
    assert.match(runCli(REPO, ['--help']).stdout, /eic review/);
    assert.match(runCli(REPO, ['review', '--help']).stdout, /--fail-on/);
  });

  it('names a file it does not read, rather than dropping it', async () => {
    await inFolder({ 'main.rs': 'fn main() {}\n', 'src/big.ts': `${HARMLESS}// ${'x'.repeat(2_000_000)}\n` }, (folder) => {
      const result = reviewJson(folder, '--all');
      const problems = new Map(
        result.files.map((file: { path: string; problems: string[] }) => [file.path, file.problems.join(' ')]),
      );
      assert.match(String(problems.get('main.rs')), /Rust/);
      assert.match(String(problems.get('src/big.ts')), /large/);
    });
  });
});
