/** From a keystroke in a 5,000-line file to its questions, against tree-sitter's bare incremental parse of the same edit. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createFileModel } from '#code/live-model';
import { toAnalysedFile } from '#engine/analysed-file';
import { compose } from '#engine/compose';
import { createFileAnalyser } from '#engine/file-analyser';
import { createNodeAssets } from '#node/node-host';
import { RULES } from '#rules/registry.generated';
import { createParser } from '#syntax/parser';
import { type Figure, median, time } from './measure';

const LINES = 5000;
const TYPED = "\n  const extra = await fetch('https://example.org/x', { method: 'POST' });";

export async function editBench(root: string): Promise<Figure> {
  const service = readFileSync(path.join(root, 'samples/orders/typescript/hardened/orders.ts'), 'utf8');
  const text = longFile(path.join(root, 'src'), service);
  const parser = createParser(createNodeAssets(path.join(root, 'dist')));
  const live = await createFileModel(parser, 'typescript', text);
  await parser.load('typescript');
  const bare = parser.open('typescript', text);
  if (live === undefined || bare === undefined) throw new Error('the file was not parsed');
  const view = { path: 'long.ts', summaries: () => undefined, isLocal: () => false, resolveModule: () => undefined };
  const analyser = createFileAnalyser({ ...view, rules: RULES, onFailure: () => {} }, live.model);

  const ours: number[] = [];
  const peers: number[] = [];
  let now = text;
  let at = text.indexOf('const order = Order.parse(request.body);');
  for (let round = 0; round < 4; round++) {
    for (const letter of TYPED) {
      const edit = [{ start: at, end: at, text: letter }];
      now = now.slice(0, at) + letter + now.slice(at);
      at++;
      peers.push(time(() => bare.edit(edit, now)));
      ours.push(
        time(() => {
          const change = live.edit(edit, now);
          if (change !== undefined) analyser.update(change.model, change.changed, change.removed);
          const file = toAnalysedFile('long.ts', analyser);
          compose({
            file,
            version: 0,
            settle: () => ({ kind: 'no', looked: '' }),
            provenance: { runs: [], notes: [] },
            scope: 'all',
            record: undefined,
            decisions: [],
            problems: [],
            today: '2026-01-01',
          });
        }),
      );
    }
  }
  // The first edits warm the code up.
  const from = TYPED.length;
  const ratios = ours.slice(from).map((value, index) => value / (peers[from + index] ?? value));
  return {
    what: `edit → questions, ${LINES} lines`,
    peer: 'bare incremental parse',
    ratio: median(ratios),
    goal: 4,
    ms: median(ours.slice(from)),
    peerMs: median(peers.slice(from)),
  };
}

/** Real sources one after another, with a service in the middle. */
function longFile(folder: string, service: string): string {
  const parts: string[] = [];
  let lines = service.split('\n').length;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts') || lines > LINES) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    lines += text.split('\n').length;
    parts.push(text);
  }
  parts.splice(parts.length >> 1, 0, service);
  return parts.join('\n');
}
