/** What kind of code a file holds, by its path and, for generated files, by what its first comments say. */
import type { FileModel } from '#code/model';
import type { PathRole } from './analysis';

const TEST_FOLDERS: ReadonlySet<string> = new Set([
  'test',
  'tests',
  'spec',
  'specs',
  'e2e',
  'cypress',
  'playwright',
  'fixtures',
  'fixture',
  'testing',
  'testdata',
  'testutils',
  'test-utils',
  'test_utils',
  'integration-tests',
  'integration_tests',
  'e2e-tests',
  'mocks',
]);
const EXAMPLE_FOLDERS: ReadonlySet<string> = new Set([
  'example',
  'examples',
  'demo',
  'demos',
  'stories',
  'storybook',
  'docs',
  'snippets',
]);
const SCRIPT_FOLDERS: ReadonlySet<string> = new Set([
  'script',
  'scripts',
  'bin',
  'tools',
  'tooling',
  'setup',
  'installer',
  'maintenance',
  'hack',
  '.claude',
  '.github',
  '.circleci',
  'seed',
  'seeds',
  'seeders',
  'benchmarks',
  'bench',
]);
const PRODUCT_WORDS: ReadonlySet<string> = new Set(['tools', 'setup']);
const MIGRATION_FOLDERS: ReadonlySet<string> = new Set(['migration', 'migrations', 'alembic', 'versions']);
const GENERATED_FOLDERS: ReadonlySet<string> = new Set(['generated', '__generated__', 'vendor', 'third_party']);

const TEST_FILE = /(?:^|[._-])(?:test|tests|spec|e2e|cy|mock|mocks|fixture|fixtures)\.\w+$|^(?:test_.*|.*_test|conftest)\.pyi?$/;
const TEST_FOLDER =
  /^__(?:tests?|mocks|fixtures)__$|[-_]mocks$|^e2e(?:[-_A-Z]|$)|(?:^t|[-_]t|[a-z0-9]T)est[-_]?(?:[Uu]tils?|[Hh]elpers?|[Ss]upport|[Hh]arness)$/;
/** `apiTestUtils.ts`, `test_helpers.py`; `latestUtils.ts` is none. */
const TEST_HELPER = /(?:^t|[-_.]t|(?:^|[a-z0-9])T)est[-_]?(?:[Uu]tils?|[Hh]elpers?|[Ss]upport|[Hh]arness)\.\w+$/;
const SCRIPT_FILE = /^(?:manage|setup|noxfile|tasks_local|gulpfile|gruntfile|seed|seeds)\.\w+$|\.config\.[cm]?[jt]s$/i;
const GENERATED_FILE = /[._-](?:generated|gen|pb|g)\.\w+$|_pb2(?:_grpc)?\.pyi?$|\.min\.js$/;
const GENERATED_COMMENT = /@generated\b|\b(?:auto-?generated|generated (?:by|from|code|file)|do not (?:edit|modify))\b/i;

export function pathRoleOf(path: string, model: FileModel): PathRole {
  const segments = path.toLowerCase().split('/');
  const file = segments.pop() ?? '';
  const isIn = (folders: ReadonlySet<string>): boolean => segments.some((segment) => folders.has(segment));
  if (GENERATED_FILE.test(file) || isIn(GENERATED_FOLDERS) || saysGenerated(model) || isBundle(model)) return 'generated';
  if (isTestPath(path)) return 'test';
  if (/\.stories\.\w+$/.test(file) || isIn(EXAMPLE_FOLDERS)) return 'example';
  if (segments.some(isScriptFolder)) return 'script';
  if (isMigration(segments, file, isIn)) return 'migration';
  return SCRIPT_FILE.test(file) ? 'script' : 'source';
}

const UNREAD: FileModel = { language: 'javascript', text: '', items: [] };

/** By the path alone: no test, script, example, migration, generated file. */
export function isProductPath(path: string): boolean {
  return pathRoleOf(path, UNREAD) === 'source';
}

/** Inside of the sources, `tools` and `setup` are what the product is made of: those of an agent, of an MCP server. */
function isScriptFolder(segment: string, at: number, segments: readonly string[]): boolean {
  if (!SCRIPT_FOLDERS.has(segment)) return false;
  return !PRODUCT_WORDS.has(segment) || !segments.slice(0, at).some((each) => each === 'src' || each === 'app' || each === 'lib');
}

/** By the path alone: tests, what they share, fixtures. */
export function isTestPath(path: string): boolean {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  return TEST_FILE.test(file.toLowerCase()) || TEST_HELPER.test(file) || folders.some(isTestFolder);
}

function isTestFolder(folder: string): boolean {
  return TEST_FOLDERS.has(folder.toLowerCase()) || TEST_FOLDER.test(folder);
}

/** `versions` alone is also a word for API versions: there the file has to look like a migration. */
function isMigration(segments: readonly string[], file: string, isIn: (folders: ReadonlySet<string>) => boolean): boolean {
  if (!isIn(MIGRATION_FOLDERS)) return false;
  const isSure = segments.some((segment) => segment === 'migration' || segment === 'migrations' || segment === 'alembic');
  return isSure || /^[0-9a-f]{6,}[_-]|^\d{3,}[_-]/.test(file);
}

/** What esbuild, webpack, rollup, Babel and the TypeScript compiler put on top of what they write. */
const BUNDLED =
  /\bvar [\w$]+ ?= ?Object\.defineProperty[;,]|__webpack_require__|\bvar __(?:awaiter|importDefault|createBinding|commonJS|toESM)\b|Object\.defineProperty\(exports, ["']__esModule["']/;
const TOP = 3_000;

function isBundle({ language, text }: FileModel): boolean {
  return language === 'javascript' && BUNDLED.test(text.length > TOP ? text.slice(0, TOP) : text);
}

const LOOKED_AT = 3;

function saysGenerated({ items, text }: FileModel): boolean {
  for (const item of items.slice(0, LOOKED_AT)) {
    for (const comment of item.comments.slice(0, LOOKED_AT)) {
      const start = item.base + comment.start;
      if (GENERATED_COMMENT.test(text.slice(start, Math.min(item.base + comment.end, start + 400)))) return true;
    }
    if (item.codeLines.length > 0) return false;
  }
  return false;
}
