/** The assets of the product, read from the packages they are copied from. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assets } from '#host/ports';

const PACKAGES: Readonly<Record<string, string>> = {
  'web-tree-sitter.wasm': 'web-tree-sitter',
  'tree-sitter-typescript.wasm': 'tree-sitter-typescript',
  'tree-sitter-tsx.wasm': 'tree-sitter-typescript',
  'tree-sitter-javascript.wasm': 'tree-sitter-javascript',
  'tree-sitter-python.wasm': 'tree-sitter-python',
  'tree-sitter-go.wasm': 'tree-sitter-go',
  'tree-sitter-java.wasm': 'tree-sitter-java',
};

const root = join(__dirname, '../..');

/** `grammars/*` from node_modules, anything else from the repository. */
export const assets: Assets = {
  read(path) {
    const name = path.replace(/^grammars\//, '');
    const from = PACKAGES[name];
    return readFile(from === undefined ? join(root, path) : join(root, 'node_modules', from, name));
  },
};
