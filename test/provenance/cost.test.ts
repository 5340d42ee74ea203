import assert from 'node:assert/strict';
import type { Host } from '#host/ports';
import { createNodeHost } from '#node/node-host';
import { createProvenance } from '#provenance/provenance';
import { wordsFor } from '../support/provenance-of';
import { makeRepository, removeTempFolders, type TempRepository } from '../support/temp-repository';

const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>';

/** A host that counts which git commands run. */
async function counting(root: string): Promise<{ readonly host: Host; readonly ran: string[] }> {
  const host = await createNodeHost(root, { assets: root });
  const ran: string[] = [];
  const { git } = host;
  assert.ok(git);
  const run: typeof git.run = (args, options) => {
    ran.push(args[0] === '-C' ? (args[2] ?? '') : (args[0] ?? ''));
    return git.run(args, options);
  };
  return { host: { ...host, git: { ...git, run } }, ran };
}

function withFiles(count: number): {
  readonly repository: TempRepository;
  readonly files: readonly (readonly [string, string])[];
} {
  const repository = makeRepository();
  const files = Array.from({ length: count }, (_, index) => [`src/${index}.ts`, `const a = ${index};\nconst b = 1;\n`] as const);
  for (const [file, text] of files) repository.write(file, text);
  repository.commit('By Ann');
  return { repository, files };
}

describe('what provenance costs', () => {
  after(removeTempFolders);

  it('one git log for a history without agents, however many files are asked for', async () => {
    const { repository, files } = withFiles(20);
    const { host, ran } = await counting(repository.root);
    const provenance = createProvenance(host);
    for (const [file, text] of files) await provenance.of(file, text);
    assert.deepEqual(ran.sort(), ['log', 'ls-tree', 'rev-parse']);
  });

  it('one blame for each file that an agent touched, none for the others, none for further edits', async () => {
    const { repository, files } = withFiles(5);
    repository.write('src/0.ts', 'const a = 0;\nconst b = 1;\nconst c = 2;\n');
    repository.commit(`By an agent\n\n${CLAUDE}`);
    const { host, ran } = await counting(repository.root);
    const provenance = createProvenance(host);
    for (const [file, text] of files) await provenance.of(file, text);
    for (let edit = 0; edit < 5; edit++)
      await provenance.of('src/0.ts', `const a = 0;\nconst c = 2;\n${'// more\n'.repeat(edit)}`);
    assert.deepEqual(ran.sort(), ['blame', 'cat-file', 'config', 'diff-tree', 'log', 'ls-tree', 'rev-parse']);
  });

  it('reads again only after it was told', async () => {
    const { repository, files } = withFiles(1);
    const [[file = '', text = ''] = []] = files;
    const { host, ran } = await counting(repository.root);
    const provenance = createProvenance(host);
    await provenance.of(file, text);
    repository.write(file, `${text}const c = 2;\n`);
    repository.commit(`By an agent\n\n${CLAUDE}`);
    ran.length = 0;
    assert.deepEqual(wordsFor(await provenance.of(file, `${text}const c = 2;\n`), text), ['unknown', 'unknown', 'inserted']);
    assert.deepEqual(ran, ['cat-file', 'cat-file']);
    provenance.invalidate();
    assert.deepEqual(wordsFor(await provenance.of(file, `${text}const c = 2;\n`), text), ['unknown', 'unknown', 'ai']);
  });

  it('cuts blame short and still says what git blame says, with branches, merges and clocks that went wrong', async () => {
    const repository = makeRepository();
    const lines = Array.from({ length: 30 }, (_, index) => `const line${index} = 0;`);
    const dates = ['2026-03-01', '2026-01-01', '2025-06-01', '2026-02-01', '2024-01-01', '2026-05-01'];
    const agents = new Set<string>();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    const commit = (step: number) => {
      for (let change = 0; change < 4; change++) lines[random(lines.length)] = `const line = ${step} + ${change};`;
      repository.write('a.ts', `${lines.join('\n')}\n`);
      const isAgent = step > 4 && random(3) === 0;
      const hash = repository.commit(isAgent ? `Step ${step}\n\n${CLAUDE}` : `Step ${step}`, {
        date: `${dates[step % dates.length]}T00:00:00Z`,
      });
      if (isAgent) agents.add(hash);
    };
    for (let step = 0; step < 16; step++) {
      commit(step);
      if (step % 5 !== 4) continue;
      repository.git('checkout', '-q', '-b', `side-${step}`);
      repository.write(`b${step}.ts`, 'const b = 1;\n');
      repository.commit('Side', { date: '2023-01-01T00:00:00Z' });
      repository.git('checkout', '-q', 'main');
      repository.write(`c${step}.ts`, 'const c = 1;\n');
      repository.commit('Main', { date: '2026-06-01T00:00:00Z' });
      repository.git('merge', '-q', '--no-ff', '-m', 'Merge', `side-${step}`);
    }
    const text = `${lines.join('\n')}\n`;
    const blamed = repository.git('blame', '-w', '-s', '-l', 'a.ts').trimEnd().split('\n');
    const expected = blamed.map((line) => (agents.has(line.replace('^', '').slice(0, 40)) ? 'ai' : 'unknown'));
    assert.ok(expected.includes('ai') && expected.includes('unknown'));
    const { host } = await counting(repository.root);
    assert.deepEqual(wordsFor(await createProvenance(host).of('a.ts', text), text), expected);
  });
});
