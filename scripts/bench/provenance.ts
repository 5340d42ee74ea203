/** Who wrote the lines of one file, against `git blame --porcelain` of that file alone, in a repository made for it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createNodeHost } from '#node/node-host';
import { createProvenance } from '#provenance/provenance';
import { type Figure, median, timeAsync } from './measure';

const COMMITS = 300;
const ROUNDS = 15;

export async function provenanceBench(root: string): Promise<Figure> {
  const folder = mkdtempSync(path.join(tmpdir(), 'eic-bench-'));
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: folder, encoding: 'utf8' });
  try {
    git('init', '-q');
    const lines = Array.from({ length: 1500 }, (_, index) => `export const value${index} = ${index};`);
    for (let commit = 0; commit < COMMITS; commit++) {
      for (let line = commit * 5; line < commit * 5 + 5; line++) lines[line] = `export const value${line} = compute(${commit});`;
      writeFileSync(path.join(folder, 'file.ts'), `${lines.join('\n')}\n`);
      git('add', '-A');
      git(
        'commit',
        '-q',
        '-m',
        commit % 3 === 0 ? `Step ${commit}\n\nCo-Authored-By: Claude <noreply@anthropic.com>` : `Step ${commit}`,
      );
    }
    const text = readFileSync(path.join(folder, 'file.ts'), 'utf8');
    const host = await createNodeHost(folder, { assets: path.join(root, 'dist') });
    const ours: number[] = [];
    const peers: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      peers.push(await timeAsync(async () => host.git?.run(['blame', '--porcelain', '--', 'file.ts'])));
      const provenance = createProvenance(host);
      // The history of the repository is read once for all files; a file's own cost is what comes after.
      await provenance.insertedPaths();
      await provenance.candidatePaths();
      ours.push(await timeAsync(() => provenance.of('file.ts', text)));
    }
    const ratios = ours.map((value, index) => value / (peers[index] ?? value)).slice(2);
    return {
      what: `who wrote one file, ${lines.length} lines, ${COMMITS} commits`,
      peer: 'git blame --porcelain',
      ratio: median(ratios),
      goal: 1.3,
      ms: median(ours),
      peerMs: median(peers),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
