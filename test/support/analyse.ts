/**
 * Small projects written in one text, analysed as the product does it: parsed with the real grammars, in import order,
 * folded, and the rules' conditions resolved. Files begin with a line `// file: path` or `# file: path`.
 */

import { lowerFile } from '../../src/code/lower';
import { createAnalysis, type OwnedAnalysis } from '../../src/facts/create-analysis';
import { languageOf } from '../../src/syntax/language';
import { createParser } from '../../src/syntax/parser';
import { assets } from './assets';

const parser = createParser(assets);

/** One file of its own; nothing it imports is there. */
export async function analyseFile(path: string, text: string): Promise<OwnedAnalysis> {
  const language = languageOf(path);
  if (language === undefined) throw new Error(`${path} is in no language that is read`);
  const model = await lowerFile(parser, language, text);
  if (model === undefined) throw new Error(`${path} was not parsed`);
  return createAnalysis({ model, path, summaries: () => undefined });
}
