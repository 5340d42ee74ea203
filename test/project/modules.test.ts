import assert from 'node:assert/strict';
import { createProject } from '../../src/project/create-project';
import { createMemoryFiles } from '../support/memory-host';

/** `from module` → path, `local` where it is the project's but no file, or `package`. */
async function check(
  files: readonly string[] | Readonly<Record<string, string>>,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const content = Array.isArray(files)
    ? Object.fromEntries(files.map((path) => [path, '']))
    : (files as Readonly<Record<string, string>>);
  const project = await createProject(createMemoryFiles(content));
  const found = Object.keys(expected).map((key) => {
    const [from = '', module = ''] = key.split(' ');
    return [key, project.resolveModule(from, module) ?? (project.isLocal(from, module) ? 'local' : 'package')];
  });
  assert.deepEqual(Object.fromEntries(found), expected);
}

describe('Modules of TypeScript and JavaScript', () => {
  it('are found by relative names, with and without an extension', () =>
    check(['src/a.ts', 'src/b.ts', 'src/c/index.tsx', 'src/d.mjs', 'src/e.mts', 'index.js', 'src/f.d.ts'], {
      'src/a.ts ./b': 'src/b.ts',
      'src/a.ts ./b.js': 'src/b.ts',
      'src/a.ts ./c': 'src/c/index.tsx',
      'src/c/index.tsx ../..': 'index.js',
      'src/a.ts ./d.mjs': 'src/d.mjs',
      'src/a.ts ./e.mjs': 'src/e.mts',
      'src/a.ts ./f': 'local',
      'src/a.ts ../../../etc/passwd': 'local',
      'src/a.ts express': 'package',
    }));

  it('are found by the names that tsconfig, package.json and the workspace give', () =>
    check(
      {
        'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
        'tsconfig.base.json':
          '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["packages/lib/src/*"], "~": ["packages/lib/src/index.ts"] } } }',
        'packages/lib/package.json':
          '{ "name": "@acme/lib", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" }, "./deep/*": "./dist/deep/*.js" } }',
        'packages/lib/src/index.ts': '',
        'packages/lib/src/deep/x.ts': '',
        'packages/api/package.json':
          '{ "name": "@acme/api", "main": "lib/main.js", "imports": { "#db": "./src/db.ts", "#inner/*": { "default": "./src/inner/*.ts" } } }',
        'packages/api/tsconfig.json':
          '{ // a comment, "quoted"\n "extends": "../../tsconfig.base.json", "compilerOptions": { "strict": true, }, }',
        'packages/api/src/main.ts': '',
        'packages/api/src/db.ts': '',
        'packages/api/src/inner/y.ts': '',
        'packages/web/tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        'packages/web/src/lib/api.ts': '',
        'packages/web/src/page.tsx': '',
      },
      {
        'packages/api/src/main.ts @lib/deep/x': 'packages/lib/src/deep/x.ts',
        'packages/api/src/main.ts ~': 'packages/lib/src/index.ts',
        'packages/api/src/main.ts @acme/lib': 'packages/lib/src/index.ts',
        'packages/api/src/main.ts @acme/lib/deep/x': 'packages/lib/src/deep/x.ts',
        'packages/api/src/main.ts @acme/lib/nothing': 'local',
        'packages/api/src/main.ts #db': 'packages/api/src/db.ts',
        'packages/api/src/main.ts #inner/y': 'packages/api/src/inner/y.ts',
        'packages/web/src/page.tsx @/lib/api': 'packages/web/src/lib/api.ts',
        'packages/web/src/page.tsx @/lib/gone': 'local',
        'packages/web/src/page.tsx @acme/api': 'packages/api/src/main.ts',
        'packages/web/src/page.tsx @other/api': 'package',
        'packages/web/src/page.tsx __proto__': 'package',
      },
    ));
});

describe('Modules of Python', () => {
  it('are found relative, absolute and in source folders', () =>
    check(
      [
        'manage.py',
        'shop/__init__.py',
        'shop/api.py',
        'shop/db.py',
        'shop/models/__init__.py',
        'shop/models/order.py',
        'shop/celery.py',
        'src/tools/__init__.py',
        'src/tools/text.py',
        'loose/job.py',
        'loose/helper.py',
      ],
      {
        'shop/api.py .db': 'shop/db.py',
        'shop/api.py .': 'shop/__init__.py',
        'shop/models/order.py ..db': 'shop/db.py',
        'shop/models/order.py ...manage': 'manage.py',
        'shop/api.py shop.models.order': 'shop/models/order.py',
        'shop/api.py shop.models': 'shop/models/__init__.py',
        'shop/api.py shop.gone': 'local',
        'shop/api.py db': 'package',
        'shop/celery.py celery': 'package',
        'manage.py tools.text': 'src/tools/text.py',
        'loose/job.py helper': 'loose/helper.py',
        'shop/api.py requests': 'package',
      },
    ));
});
