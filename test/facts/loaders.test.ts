import assert from 'node:assert/strict';
import { loaders } from '../../src/facts/summaries/loaders';
import { analyseFile } from '../support/analyse';

/** Whether the file is seen to mount what no text names. */
async function check(path: string, text: string, expected: boolean): Promise<void> {
  const mounts = loaders.mounts?.(await analyseFile(path, text)) ?? [];
  assert.deepEqual(
    mounts.map(({ target }) => target),
    expected ? [{ name: '*' }] : [],
  );
}

describe('A loader', () => {
  it('reads a folder, imports what it finds and hangs it up', async () => {
    await check(
      'a.js',
      `const fs = require('fs');\nfs.readdirSync(dir).forEach((file) => app.use(require(path.join(dir, file))));`,
      true,
    );
    await check('a.js', `for (const file of await glob('routes/*.js')) (await import(file)).default(app);`, true);
    await check('a.ts', `import autoload from '@fastify/autoload';\napp.register(autoload, { dir });`, true);
    await check(
      'a.py',
      `for m in pkgutil.iter_modules(p):\n    app.include_router(importlib.import_module(m.name).router)\n`,
      true,
    );
  });

  it('is not what only reads, only imports, or hangs nothing up', async () => {
    await check('a.js', `for (const file of fs.readdirSync(dir)) app.use(express.static(file));`, false);
    await check('a.js', `app.use(require('./routes'));\nfs.readdirSync(dir);`, false);
    await check('a.ts', `for (const file of await readdir(dir)) plugins.push(await import(file));`, false);
    await check('a.py', `for p in folder.glob("*.md"):\n    index.register(p)\nimport importlib\n`, false);
  });
});
