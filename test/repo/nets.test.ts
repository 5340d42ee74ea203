/** The four nets of the house, each seen to catch a violation that only it is there for. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(__dirname, '../..');
const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);

/** A copy of what the nets look at, with one file more or changed. */
function withPlanted<T>(file: string, text: string, work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'eic-nets-'));
  try {
    for (const part of [
      'src',
      'package.json',
      'biome.json',
      '.dependency-cruiser.cjs',
      'tsconfig.json',
      'tsconfig.base.json',
      'tsconfig.core.json',
    ]) {
      cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, file), text);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(folder: string, command: string, ...args: string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(bin(command), args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, output: stdout + stderr };
}

describe('the nets of the house', function () {
  this.timeout(60_000);

  it('types: a timer or a Node module in the core does not compile', () => {
    const planted =
      "import { readFileSync } from 'node:fs';\nexport const late = () => setTimeout(() => readFileSync('x'), 1);\n";
    const { status, output } = withPlanted('src/base/planted.ts', planted, (folder) =>
      run(folder, 'tsc', '-p', 'tsconfig.core.json'),
    );
    assert.notEqual(status, 0);
    assert.match(output, /planted\.ts.*Cannot find (module|name) 'node:fs'/);
    assert.match(output, /planted\.ts.*Cannot find name 'setTimeout'/);
  });

  it('bundles: an import of vscode breaks every bundle but the extension’s', async () => {
    const stdin = { contents: "import * as vscode from 'vscode'; console.log(vscode);", resolveDir: root, loader: 'ts' as const };
    const options = { stdin, bundle: true, write: false, logLevel: 'silent', platform: 'node', format: 'cjs' } as const;
    await assert.rejects(build(options), /Could not resolve "vscode"/);
    await build({ ...options, external: ['vscode'] });
  });

  it('import law: sees every file, and a room that reaches too far', () => {
    const cruise = (folder: string): { readonly status: number | null; readonly output: string } =>
      run(folder, 'depcruise', '--config', '.dependency-cruiser.cjs', 'src', '--output-type', 'json');
    const planted = "import { riskOf } from '#review/risk';\nexport const risk = riskOf(1, 1, 1);\n";
    const { output } = withPlanted('src/provenance/planted.ts', planted, cruise);
    const result = JSON.parse(output) as {
      readonly modules: readonly { readonly source: string }[];
      readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
    };
    assert.deepEqual(
      result.summary.violations.filter(({ from }) => from === 'src/provenance/planted.ts').map(({ rule }) => rule.name),
      ['provenance-keeps-to-its-rooms'],
    );
    const files = spawnSync('git', ['ls-files', 'src'], { cwd: root, encoding: 'utf8' })
      .stdout.split('\n')
      .filter((file) => file.endsWith('.ts'));
    const seen = new Set(result.modules.map(({ source }) => source));
    assert.deepEqual(
      files.filter((file) => !seen.has(file)),
      [],
    );
    assert.ok(files.length > 100);
  });

  it('lint: a default export, a skipped test and a file name in another case are refused', () => {
    const planted = 'export default function planted(value: any): void {\n  void value;\n}\nit.skip("later", () => {});\n';
    const { status, output } = withPlanted('src/base/PlantedFile.ts', planted, (folder) =>
      run(folder, 'biome', 'lint', '--vcs-enabled=false', 'src/base/PlantedFile.ts'),
    );
    assert.notEqual(status, 0);
    for (const rule of ['noDefaultExport', 'noExplicitAny', 'noSkippedTests', 'useFilenamingConvention'])
      assert.match(output, new RegExp(rule));
  });
});
