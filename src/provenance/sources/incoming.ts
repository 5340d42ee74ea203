/**
 * What a merge, a cherry-pick or a rebase in progress brings in: lines of other commits, not committed here yet. Nobody
 * typed them, and yet they are no insertion.
 */
import type { Git } from '#host/ports';
import { splitLines } from '../line-text';

/** Names git gives to the commit that is being brought in, while it is. */
const HEADS = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD'];

export interface Incoming {
  /** The file as that commit has it; undefined when nothing is in progress, or it has no such file. `path`: from the top level. */
  linesOf(path: string): Promise<readonly string[] | undefined>;
}

export function createIncoming(git: Git): Incoming {
  let heads: Promise<readonly string[]> | undefined;
  const known = new Map<string, Promise<readonly string[] | undefined>>();
  const read = async (path: string): Promise<readonly string[] | undefined> => {
    heads ??= findHeads(git);
    for (const head of await heads) {
      const { code, stdout } = await git.run(['cat-file', 'blob', `${head}:${path}`]);
      if (code === 0) return splitLines(stdout);
    }
    return undefined;
  };
  return {
    linesOf: (path) => {
      const lines = known.get(path) ?? read(path);
      known.set(path, lines);
      return lines;
    },
  };
}

async function findHeads(git: Git): Promise<readonly string[]> {
  const { stdout } = await git.run(['cat-file', '--batch-check'], { input: HEADS.map((head) => `${head}\n`).join('') });
  return stdout.split('\n').flatMap((line) => /^([0-9a-f]{40,64}) commit /.exec(line)?.[1] ?? []);
}
