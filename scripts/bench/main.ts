/** Runs the benchmarks one after another and prints one table. Arguments: our repository, the folder to scan. */
import { editBench } from './edit';
import type { Figure } from './measure';
import { provenanceBench } from './provenance';
import { scanBench } from './scan';

async function main(root: string, folder: string): Promise<void> {
  process.stdout.write('| what | against | ratio | goal | ms | peer ms |\n|---|---|---|---|---|---|\n');
  const benches: readonly (() => Promise<Figure>)[] = [
    () => editBench(root),
    () => scanBench(root, folder),
    () => provenanceBench(root),
  ];
  for (const bench of benches) {
    const { what, peer, ratio, goal, ms, peerMs } = await bench();
    process.stdout.write(
      `| ${what} | ${peer} | ${ratio.toFixed(2)} × | ≤ ${goal} × | ${ms.toFixed(2)} | ${peerMs.toFixed(2)} |\n`,
    );
  }
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
