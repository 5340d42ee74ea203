/**
 * The tree-sitter runtime. The library initialises one WASM instance per process and ignores later options, so the
 * instance is kept beside the library itself, not in a parser.
 */

import { Parser } from 'web-tree-sitter';
import type { Assets } from '#host/ports';
import type { Heap } from './heap-reader';

export const RUNTIME_ASSET = 'grammars/web-tree-sitter.wasm';

const runtimes = new WeakMap<typeof Parser, Promise<Heap>>();

/** Starts the runtime, once; a start that failed may be tried again. Rejects when WebAssembly may not be compiled here. */
export function startRuntime(assets: Assets): Promise<Heap> {
  const running = runtimes.get(Parser);
  if (running !== undefined) return running;
  const starting = start(assets);
  runtimes.set(Parser, starting);
  starting.catch(() => runtimes.delete(Parser));
  return starting;
}

async function start(assets: Assets): Promise<Heap> {
  const module = { wasmBinary: await assets.read(RUNTIME_ASSET) };
  await Parser.init(module as Parameters<typeof Parser.init>[0]);
  // The runtime turns its options into its module, which shows the memory.
  return module as unknown as Heap;
}
