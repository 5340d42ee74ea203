import assert from 'node:assert/strict';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

const REPO = join(__dirname, '../../..');

describe('the package', () => {
  it('holds what the extension needs at run time, and nothing else', async () => {
    const files = await listFiles({ cwd: REPO, packageManager: PackageManager.None });
    const rules = files.filter((file) => /^dist\/rules\/[a-z-]+\.md$/.test(file));
    assert.ok(rules.length > 0);
    assert.deepEqual(
      files.filter((file) => !rules.includes(file)).sort(),
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'dist/THIRD-PARTY-NOTICES.txt',
        'dist/extension.js',
        'dist/extension.web.js',
        ...['go', 'java', 'javascript', 'python', 'tsx', 'typescript'].map((name) => `dist/grammars/tree-sitter-${name}.wasm`),
        'dist/grammars/web-tree-sitter.wasm',
        'dist/webview/sidebar.css',
        'dist/webview/sidebar.js',
        'l10n/bundle.l10n.json',
        'media/activity-bar.svg',
        'media/icon.png',
        'package.json',
        'package.nls.json',
        'schemas/policy-1.schema.json',
        'schemas/review-1.schema.json',
      ].sort(),
    );
  });
});
