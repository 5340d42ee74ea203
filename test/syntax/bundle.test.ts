/** The core's parser bundled as the two extension hosts bundle it, and run where there is nothing of Node. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { assets } from '../support/assets';

const root = join(__dirname, '../..');

const ENTRY = `
  import { lowerFile } from '#code/lower';
  import { createParser } from '#syntax/parser';
  export async function countCalls(assets) {
    const parser = createParser(assets);
    const model = await lowerFile(parser, 'tsx', 'const a = <b c={d()}>{e(f())}</b>;');
    parser.dispose();
    return model.items[0].fn.calls.length;
  }`;

async function bundle(platform: 'node' | 'browser'): Promise<string> {
  const { outputFiles, warnings } = await build({
    stdin: { contents: ENTRY, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform,
    format: 'iife',
    globalName: 'core',
    alias: { 'web-tree-sitter': join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    logLevel: 'silent',
  });
  assert.deepEqual(warnings, []);
  return outputFiles[0]?.text ?? '';
}

/** Bytes and promises of the other realm are not ours: the parser must not care. */
async function countCallsIn(code: string, globals: Record<string, unknown>): Promise<number> {
  const context = vm.createContext({ WebAssembly, TextDecoder, console, ...globals });
  vm.runInContext(code, context);
  const { core } = context as { core: { countCalls(from: unknown): Promise<number> } };
  return core.countCalls({ read: async (path: string) => new Uint8Array(await assets.read(path)) });
}

describe('the parser bundled', () => {
  it('runs in a web worker: no require, no process, no fetch', async () => {
    const worker = { WorkerGlobalScope: class {}, location: { href: 'https://host/worker.js' }, Uint8Array };
    assert.equal(await countCallsIn(await bundle('browser'), { ...worker, self: worker }), 3);
  });

  it('runs in Node', async () => {
    assert.equal(await countCallsIn(await bundle('node'), { require, process, Uint8Array, __filename, __dirname }), 3);
  });
});
