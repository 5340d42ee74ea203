/** Model, facts and rules over a whole repository, against parsing it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { lowerItems, loweringOf } from '#code/lower';
import { createFileAnalyser } from '#engine/file-analyser';
import { createAnalysis } from '#facts/create-analysis';
import { CONTRIBUTORS } from '#facts/summaries/contributors';
import { summarise } from '#facts/summaries/summarise';
import { createNodeAssets } from '#node/node-host';
import { RULES } from '#rules/registry.generated';
import { languageOf } from '#syntax/language';
import { createParser } from '#syntax/parser';
import { type Figure, median, time } from './measure';

const ROUNDS = 5;

export async function scanBench(root: string, folder: string): Promise<Figure> {
  const parser = createParser(createNodeAssets(path.join(root, 'dist')));
  const files = sources(folder);
  for (const language of ['typescript', 'tsx', 'javascript'] as const) await parser.load(language);
  const ratios: number[] = [];
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let mine = 0;
    let parse = 0;
    for (const { file, text } of files) {
      const language = languageOf(file) ?? 'typescript';
      let document: ReturnType<typeof parser.open>;
      parse += time(() => {
        document = parser.open(language, text);
      });
      mine += time(() => {
        if (document === undefined) return;
        const model = {
          language,
          text,
          items: lowerItems(loweringOf(language, document.names), document.flatten(), text, document.isTorn),
        };
        const view = { path: file, summaries: () => undefined, isLocal: () => false, resolveModule: () => undefined };
        const analysis = createAnalysis({ model, ...view });
        summarise(analysis, CONTRIBUTORS);
        createFileAnalyser({ ...view, rules: RULES, onFailure: () => {} }, analysis);
      });
      document?.dispose();
    }
    if (round === 0) continue;
    ratios.push(mine / parse);
    ours.push(mine);
    peers.push(parse);
  }
  const size = files.reduce((total, { text }) => total + text.length, 0);
  return {
    what: `model, facts and rules, ${files.length} files, ${(size / 1e6).toFixed(1)} MB`,
    peer: 'parse',
    ratio: median(ratios),
    goal: 0.3,
    ms: median(ours),
    peerMs: median(peers),
  };
}

function sources(folder: string): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && languageOf(file) !== undefined && !file.includes('node_modules'))
    .sort()
    .filter((file) => statSync(path.join(folder, file)).size < 1 << 20)
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
}
