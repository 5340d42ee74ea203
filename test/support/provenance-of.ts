/** Provenance of a real repository, line by line, in words short enough for a table. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createNodeHost } from '#node/node-host';
import type { FileProvenance, OriginRun } from '#provenance/origin';
import { createProvenance, type Provenance } from '#provenance/provenance';

export async function openProvenance(root: string): Promise<Provenance> {
  return createProvenance(await createNodeHost(root, { assets: root }));
}

/** The file as it lies on the disk. */
export async function provenanceOf(
  root: string,
  file: string,
  text = readFileSync(path.join(root, file), 'utf8'),
): Promise<FileProvenance> {
  return (await openProvenance(root)).of(file, text);
}

/** `ai`, `ai changed`, `probable`, `inserted`, `human`, `unknown`. */
export function wordFor({ author, qualifier, isInserted }: OriginRun): string {
  if (author === 'ai') return qualifier === 'changed-by-person' ? 'ai changed' : 'ai';
  if (qualifier === 'probable') return 'probable';
  return author === 'human' ? 'human' : isInserted ? 'inserted' : 'unknown';
}

/** One word a line; a last empty line after the last break is left out. */
export function wordsFor({ runs }: FileProvenance, text: string): readonly string[] {
  const words = runs.flatMap((run) => new Array<string>(run.endLine - run.startLine + 1).fill(wordFor(run)));
  return text === '' || text.endsWith('\n') ? words.slice(0, -1) : words;
}
