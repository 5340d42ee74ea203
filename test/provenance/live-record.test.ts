import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyEdits, differingPart } from '#base/text-edit';
import type { Host } from '#host/ports';
import { createNodeHost } from '#node/node-host';
import type { LiveEdit } from '#provenance/live/live-edit';
import { createProvenance, type Provenance } from '#provenance/provenance';
import { createMemoryState } from '../support/memory-host';
import { provenanceOf, wordsFor } from '../support/provenance-of';
import { makeRepository, makeTempFolder, removeTempFolders, type TempRepository } from '../support/temp-repository';

const CLAUDE = 'Co-Authored-By: Claude <noreply@anthropic.com>';
const START = 'function first(a) {\n  return a;\n}\n';
const BLOCK = 'function second(b) {\n  return first(b) * 2;\n}\n';
const NOW = Date.UTC(2026, 0, 6, 9);

/** One editor window on a folder: documents, edits and saves; the clock stands still. */
class Window {
  readonly provenance: Provenance;
  readonly #host: Host;
  readonly #texts = new Map<string, string>();

  private constructor(host: Host) {
    this.#host = host;
    this.provenance = createProvenance(host);
  }

  static async open(root: string, more: Partial<Host> = {}): Promise<Window> {
    const host = await createNodeHost(root, { assets: root });
    return new Window({ ...host, clock: { now: () => NOW, sleep: () => new Promise(() => {}) }, ...more });
  }

  show(file: string): this {
    const text = readFileSync(path.join(this.#host.files.root, file), 'utf8');
    this.#texts.set(file, text);
    this.provenance.open(file, text);
    return this;
  }

  change(file: string, text: string, more: Partial<LiveEdit> = {}): this {
    const before = this.#texts.get(file) ?? '';
    const { start, endBefore, endAfter } = differingPart(before, text);
    const edits = [{ start, end: endBefore, text: text.slice(start, endAfter) }];
    assert.equal(applyEdits(before, edits), text);
    this.provenance.edit(file, { edits, reason: undefined, fromDisk: false, pasted: undefined, at: NOW, ...more }, text);
    this.#texts.set(file, text);
    return this;
  }

  /** Key by key at the end of the file. */
  type(file: string, keys: string): this {
    for (const key of keys) this.change(file, `${this.#texts.get(file)}${key}`);
    return this;
  }

  save(file: string): this {
    writeFileSync(path.join(this.#host.files.root, file), this.#texts.get(file) ?? '');
    return this;
  }

  async close(): Promise<void> {
    await this.provenance.flush();
    for (const file of this.#texts.keys()) this.provenance.close(file);
    await this.provenance.flush();
  }

  async words(file: string): Promise<readonly string[]> {
    const text = this.#texts.get(file) ?? '';
    return wordsFor(await this.provenance.of(file, text), text);
  }
}

function started(): TempRepository {
  const repository = makeRepository();
  repository.write('a.ts', START);
  repository.commit('By Ann');
  return repository;
}

/** As the command line sees it. */
async function checkOnDisk(root: string, expected: readonly string[], file = 'a.ts'): Promise<void> {
  const text = readFileSync(path.join(root, file), 'utf8');
  assert.deepEqual(wordsFor(await provenanceOf(root, file, text), text), expected);
}

const record = (root: string) => path.join(root, '.git/editor-in-chief/live/a.ts.jsonl');
const OLD = ['unknown', 'unknown', 'unknown'];
const THREE = (word: string) => [word, word, word];

describe('the live record', () => {
  after(removeTempFolders);

  it('tells the editor at once and everybody else after the pause', async () => {
    const { root } = started();
    const window = (await Window.open(root))
      .show('a.ts')
      .change('a.ts', START + BLOCK)
      .type('a.ts', 'const mine = first(3);\n');
    const expected = [...OLD, ...THREE('probable'), 'human'];
    assert.deepEqual(await window.words('a.ts'), expected);
    window.save('a.ts');
    await checkOnDisk(root, [...OLD, ...THREE('inserted'), 'inserted']);
    await window.close();
    await checkOnDisk(root, expected);
    const { runs, notes } = await provenanceOf(root, 'a.ts');
    assert.deepEqual(
      runs.slice(1).map(({ evidence }) => evidence),
      [
        [
          {
            source: 'live-insertion',
            at: '2026-01-06T09:00:00.000Z',
            confidence: 'low',
            why: '3 lines came in one step: probably AI-written, or pasted',
          },
        ],
        [{ source: 'live-typing', at: '2026-01-06T09:00:00.000Z', confidence: 'high', why: 'typed in the editor' }],
      ],
    );
    assert.deepEqual(notes, ['The only commit names no coding agent. That does not make any line human.']);
  });

  it('survives a reload of the window, further edits, undo and the commit', async () => {
    const { root, commit } = started();
    await (await Window.open(root))
      .show('a.ts')
      .change('a.ts', START + BLOCK, { pasted: BLOCK })
      .save('a.ts')
      .close();
    const second = (await Window.open(root)).show('a.ts');
    assert.deepEqual(await second.words('a.ts'), [...OLD, ...THREE('probable')]);
    second.change('a.ts', `// top\n${START}${BLOCK}`, { fromDisk: true }).change('a.ts', START + BLOCK, { reason: 'undo' });
    assert.deepEqual(await second.words('a.ts'), [...OLD, ...THREE('probable')]);
    await second
      .change('a.ts', START)
      .change('a.ts', START + BLOCK, { reason: 'undo' })
      .save('a.ts')
      .close();
    await checkOnDisk(root, [...OLD, ...THREE('probable')]);
    commit('Commit by Ann');
    await checkOnDisk(root, [...OLD, ...THREE('probable')]);
  });

  it("stands beside what commits say: keys outweigh a commit's mark, a mark outweighs the shape of an edit", async () => {
    const { root, commit } = started();
    await (await Window.open(root))
      .show('a.ts')
      .change('a.ts', START + BLOCK)
      .type('a.ts', 'const mine = first(3);\n')
      .save('a.ts')
      .close();
    commit(`Commit by both\n\n${CLAUDE}`);
    await checkOnDisk(root, [...OLD, ...THREE('ai'), 'human']);
    const { runs } = await provenanceOf(root, 'a.ts');
    assert.deepEqual(
      runs.slice(1).map(({ evidence }) => evidence.map(({ source }) => source)),
      [
        ['commit-trailer', 'live-insertion'],
        ['live-typing', 'commit-trailer'],
      ],
    );
  });

  it("an agent's line that a person changes stays an agent's, and the block around it too", async () => {
    const { root, write, commit } = started();
    write('a.ts', START + BLOCK);
    commit(`By an agent\n\n${CLAUDE}`);
    const window = (await Window.open(root)).show('a.ts');
    for (const [from, to] of [
      ['b) * 2', 'b) * 24'],
      ['24', '240'],
    ] as const)
      window.change('a.ts', (START + BLOCK).replace('* 2', `* ${to === '240' ? '240' : '24'}`), { at: NOW + from.length });
    assert.deepEqual(await window.words('a.ts'), [...OLD, 'ai', 'ai changed', 'ai']);
    await window.save('a.ts').close();
    await checkOnDisk(root, [...OLD, 'ai', 'ai changed', 'ai']);
  });

  it("a checkout is no insertion, another program's edit is", async () => {
    const { root, git, write, commit } = started();
    git('checkout', '-q', '-b', 'other');
    write('a.ts', START + BLOCK);
    commit('On the other branch');
    git('checkout', '-q', 'main');
    const window = (await Window.open(root)).show('a.ts');
    assert.deepEqual(await window.words('a.ts'), OLD);
    window.change('a.ts', START + BLOCK, { fromDisk: true });
    git('checkout', '-q', 'other');
    window.provenance.invalidate();
    assert.deepEqual(await window.words('a.ts'), [...OLD, ...OLD]);
    const more = `${START + BLOCK}const extra = first(second(1));\n`;
    await window.change('a.ts', more, { fromDisk: true }).save('a.ts').close();
    await checkOnDisk(root, [...OLD, ...OLD, 'probable']);
    commit('Commit by Ann');
    await checkOnDisk(root, [...OLD, ...OLD, 'probable']);
  });

  describe('marks by hand', () => {
    it('outweigh everything and are kept', async () => {
      const { root, commit } = started();
      const window = (await Window.open(root))
        .show('a.ts')
        .change('a.ts', START + BLOCK)
        .save('a.ts');
      const text = START + BLOCK;
      await window.provenance.mark('a.ts', text, { startLine: 1, endLine: 3 }, 'ai', 'Ann <ann@example.org>');
      await window.provenance.mark('a.ts', text, { startLine: 4, endLine: 6 }, 'human', 'Ann <ann@example.org>');
      const expected = [...THREE('ai'), ...THREE('human')];
      assert.deepEqual(await window.words('a.ts'), expected);
      await checkOnDisk(root, expected);
      commit(`Commit\n\n${CLAUDE}`);
      await checkOnDisk(root, expected);
      const { runs } = await provenanceOf(root, 'a.ts');
      assert.deepEqual(
        runs.map(({ evidence }) => evidence.map(({ why }) => why.replace(/[0-9a-f]{7}/, 'it'))),
        [
          ['Ann <ann@example.org> marked it as AI-written'],
          [
            "Ann <ann@example.org> marked it as a person's",
            'commit trailer of it names Claude Code',
            '3 lines came in one step: probably AI-written, or pasted',
          ],
        ],
      );
    });

    it('of a file that is not open are kept as well, and the newest counts', async () => {
      const { root } = started();
      const window = await Window.open(root);
      await window.provenance.mark('a.ts', START, { startLine: 1, endLine: 2 }, 'ai', 'Ann');
      await window.provenance.mark('a.ts', START, { startLine: 2, endLine: 2 }, 'human', 'Bob');
      await checkOnDisk(root, ['ai', 'human', 'unknown']);
      await assert.rejects(window.provenance.mark('a.ts', START, { startLine: 90, endLine: 91 }, 'ai', 'Ann'), {
        message: 'These lines are not in the file any more.',
      });
    });

    it('stay with the lines that undo and edits leave', async () => {
      const { root } = started();
      const window = (await Window.open(root)).show('a.ts').change('a.ts', START + BLOCK);
      await window.provenance.mark('a.ts', START + BLOCK, { startLine: 4, endLine: 6 }, 'ai', 'Ann');
      window.change('a.ts', START, { reason: 'undo' }).change('a.ts', START + BLOCK, { reason: 'redo' });
      window.change('a.ts', `// a\n${START}${BLOCK}`);
      assert.deepEqual((await window.words('a.ts')).slice(-3), THREE('ai'));
    });

    it('that cannot be written are refused in words', async () => {
      const { root } = started();
      writeFileSync(path.join(root, '.git/editor-in-chief'), '');
      const window = (await Window.open(root)).show('a.ts');
      await assert.rejects(window.provenance.mark('a.ts', START, { startLine: 1, endLine: 1 }, 'ai', 'Ann'), {
        message:
          'editor-in-chief/live/a.ts.jsonl could not be written. A part of the path is a file, not a folder: move it out of the way.',
      });
    });
  });

  it('is shared between worktrees and found from a folder below', async () => {
    const { root, git } = started();
    const other = path.join(makeTempFolder(), 'other');
    git('worktree', 'add', '-q', other);
    await (await Window.open(other))
      .show('a.ts')
      .change('a.ts', START + BLOCK)
      .save('a.ts')
      .close();
    writeFileSync(path.join(root, 'a.ts'), START + BLOCK);
    await checkOnDisk(root, [...OLD, ...THREE('probable')]);

    const below = makeRepository();
    below.write('api/a.ts', START);
    below.commit('By Ann');
    await (await Window.open(path.join(below.root, 'api')))
      .show('a.ts')
      .change('a.ts', START + BLOCK)
      .save('a.ts')
      .close();
    await checkOnDisk(below.root, [...OLD, ...THREE('probable')], 'api/a.ts');
  });

  it('tolerates half a line and garbage, and says so', async () => {
    const { root } = started();
    await (await Window.open(root))
      .show('a.ts')
      .change('a.ts', START + BLOCK)
      .save('a.ts')
      .close();
    appendFileSync(record(root), '{"v":1,"at":1,"runs":[{"lines":"x"}]}\nnonsense\n{"v":2,"at":1,"runs":[]}\n{"v":1,"at":17');
    await checkOnDisk(root, [...OLD, ...THREE('probable')]);
    assert.deepEqual((await provenanceOf(root, 'a.ts')).notes.slice(1), [
      "3 entries of this file's live record could not be read and were left out.",
      "1 entry of this file's live record was written by a newer version and was left out.",
    ]);
    const window = (await Window.open(root)).show('a.ts').type('a.ts', 'const mine = first(3);\n');
    await window.save('a.ts').close();
    await checkOnDisk(root, [...OLD, ...THREE('probable'), 'human']);
  });

  it('grows with what is new and is written anew when most of it is superseded', async () => {
    const { root } = started();
    const window = (await Window.open(root)).show('a.ts').change('a.ts', START + BLOCK);
    await window.provenance.flush();
    const once = readFileSync(record(root), 'utf8');
    await window.provenance.flush();
    assert.equal(readFileSync(record(root), 'utf8'), once);
    for (let round = 0; round < 1000; round++) appendFileSync(record(root), once);
    await window.type('a.ts', 'const mine = first(3);\n').save('a.ts').close();
    assert.ok(readFileSync(record(root), 'utf8').length < 3000);
    await checkOnDisk(root, [...OLD, ...THREE('probable'), 'human']);
  });

  it("lives in the host's own storage without git, and says what cannot be known", async () => {
    const root = makeTempFolder();
    writeFileSync(path.join(root, 'a.ts'), START);
    const state = createMemoryState();
    await (await Window.open(root, { state }))
      .show('a.ts')
      .change('a.ts', START + BLOCK)
      .save('a.ts')
      .close();
    const second = (await Window.open(root, { state })).show('a.ts');
    assert.deepEqual(await second.words('a.ts'), [...OLD, ...THREE('probable')]);
    assert.deepEqual(await provenanceOf(root, 'a.ts'), {
      runs: [{ author: 'unknown', isInserted: false, evidence: [], startLine: 1, endLine: 7 }],
      notes: ['No commit can say who wrote these lines: not a git repository.'],
    });
    assert.deepEqual(readdirSync(root), ['a.ts']);
  });

  it('is not written in a workspace that is not trusted', async () => {
    const { root } = started();
    const window = await Window.open(root, {
      git: undefined,
      noGit: 'restricted mode',
      isTrusted: false,
      state: createMemoryState(),
    });
    window.show('a.ts').change('a.ts', START + BLOCK);
    assert.deepEqual(await window.words('a.ts'), [...OLD, ...THREE('probable')]);
    await window.close();
    assert.equal(readdirSync(path.join(root, '.git')).includes('editor-in-chief'), false);
  });

  it('finds changed and untracked files, and every file that can have an inserted line', async () => {
    const { root, write, commit, git } = started();
    write('by-agent.ts', START);
    write('plain.ts', START);
    write('gone.ts', START);
    commit(`By an agent\n\n${CLAUDE}`);
    write('plain2.ts', START);
    commit('By Ann');
    const window = (await Window.open(root)).show('a.ts').type('a.ts', '\nconst mine = 1;').change('a.ts', START);
    await window.provenance.flush();
    write('plain.ts', `${START}// changed\n`);
    write('new/ä.ts', START);
    write('staged.ts', START);
    git('add', 'staged.ts');
    git('rm', '-q', 'gone.ts');
    write('.gitignore', 'ignored.ts\n');
    write('ignored.ts', START);
    window.provenance.invalidate();
    assert.deepEqual(await window.provenance.insertedPaths(), ['.gitignore', 'new/ä.ts', 'plain.ts', 'staged.ts']);
    const candidates = await window.provenance.candidatePaths();
    assert.deepEqual(
      ['a.ts', 'by-agent.ts', 'plain.ts', 'plain2.ts', 'new/ä.ts', 'ignored.ts'].map((file) => candidates?.has(file)),
      [false, true, true, false, true, false],
    );
  });
});
