/**
 * A whole repository as the product reviews it, against parsing it: the project's index, models, facts across files in import
 * order, rules, and phase two. Reading files, git and decisions are not in it.
 */

import { toAnalysedFile } from '#engine/analysed-file';
import { compose } from '#engine/compose';
import { createFileAnalyser } from '#engine/file-analyser';
import { ProjectIndex } from '#engine/project-index';
import { readSource } from '#engine/source-text';
import type { Files, FileText, Host } from '#host/ports';
import { createNodeHost } from '#node/node-host';
import { RULES } from '#rules/registry.generated';
import { createParser, type SyntaxParser } from '#syntax/parser';
import { type Figure, median, timeAsync } from './measure';

const ROUNDS = 9;
/** The first rounds warm the code up. */
const WARM_UP = 2;

export async function scanBench(root: string, folder: string): Promise<Figure> {
  const host = await inMemory(await createNodeHost(folder, { assets: `${root}/dist` }));
  const parser = createParser(host.assets);
  const texts = await sourcesOf(host, parser);
  const ratios: number[] = [];
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const clocked = clock(parser);
    const whole = await timeAsync(() => review(host, clocked.parser));
    const parse = clocked.ms();
    const mine = whole - parse;
    if (round < WARM_UP) continue;
    ratios.push(mine / parse);
    ours.push(mine);
    peers.push(parse);
  }
  const size = texts.reduce((total, { text }) => total + text.length, 0);
  return {
    what: `model, facts and rules, ${texts.length} files, ${(size / 1e6).toFixed(1)} MB`,
    peer: 'parse',
    ratio: median(ratios),
    goal: 0.3,
    ms: median(ours),
    peerMs: median(peers),
  };
}

/**
 * The parser, and how long it parsed: measured in place, file by file, so that both sides meet the same machine. Freeing a
 * tree belongs to parsing it.
 */
function clock(parser: SyntaxParser): { readonly parser: SyntaxParser; readonly ms: () => number } {
  let ms = 0;
  const timed = <T>(work: () => T): T => {
    const start = performance.now();
    const result = work();
    ms += performance.now() - start;
    return result;
  };
  const open: SyntaxParser['open'] = (language, text, shouldStop) => {
    const document = timed(() => parser.open(language, text, shouldStop));
    const free = document?.dispose.bind(document);
    if (document !== undefined) document.dispose = () => timed(() => free?.());
    return document;
  };
  return { parser: { load: (language) => parser.load(language), open, dispose: () => {} }, ms: () => ms };
}

/** All that `eic review --all` does but asking git and reading decisions. */
async function review(host: Host, parser: SyntaxParser): Promise<void> {
  const index = await ProjectIndex.open(host, parser);
  const files: ReturnType<typeof toAnalysedFile>[] = [];
  await index.visit(index.sources, (path, source) => {
    if ('problem' in source) return;
    const input = { ...index.viewOf(path), rules: RULES, onFailure: () => {} };
    files.push(toAnalysedFile(path, createFileAnalyser(input, source.analysis)));
  });
  for (const file of files)
    compose({
      file,
      version: 0,
      settle: (condition) => index.settle(file.path, condition),
      provenance: { runs: [], notes: [] },
      scope: 'all',
      record: undefined,
      decisions: [],
      problems: [],
      today: '2026-01-01',
    });
}

/** What the product would parse of the folder. */
async function sourcesOf(host: Host, parser: SyntaxParser) {
  const { sources } = await ProjectIndex.open(host, parser);
  const texts = [];
  for (const path of sources) {
    const source = await readSource(host.files, path);
    if (!source.ok) continue;
    await parser.load(source.language);
    texts.push(source);
  }
  return texts;
}

/** The disk is asked once for each file. */
async function inMemory(host: Host): Promise<Host> {
  const listed = new Map<string, ReturnType<Files['list']>>();
  const read = new Map<string, Promise<FileText>>();
  const files: Files = {
    ...host.files,
    list: (folder) => remembered(listed, folder, () => host.files.list(folder)),
    read: (path, maxBytes) => remembered(read, path, () => host.files.read(path, maxBytes)),
  };
  return { ...host, files };
}

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  const value = known.get(key) ?? find();
  known.set(key, value);
  return value;
}
