import assert from 'node:assert/strict';
import { createProject } from '#project/create-project';
import { analyseFiles, splitFiles } from '../support/analyse';
import { createMemoryFiles } from '../support/memory-host';

/** For each `path name`, what is said of it: a manifest that does not name it, why it is no news, or what is not known. */
async function check(files: string, asked: Readonly<Record<string, string>>): Promise<void> {
  const { packages } = (await createProject(createMemoryFiles(splitFiles(files)))).fold([]);
  const said = Object.keys(asked).map((question) => {
    const [path = '', name = ''] = question.split(' ');
    const answer = packages.undeclared(path, name);
    const elsewhere = packages.elsewhere(path, name)?.path;
    const text = 'nearest' in answer ? `not in ${answer.nearest.path}` : 'declared' in answer ? answer.declared : answer.unknown;
    return [question, elsewhere === undefined || !('nearest' in answer) ? text : `${text}, in ${elsewhere}`];
  });
  assert.deepEqual(Object.fromEntries(said), asked);
}

const OWN = 'the repository has a part of that name';

describe('The packages a project names', () => {
  it('are those of every manifest from the file to the root', () =>
    check(
      `
// file: package.json
{ "workspaces": ["apps/*"], "devDependencies": { "vitest": "1", "@types/acme__core": "1" } }
// file: apps/web/package.json
{ "name": "@shop/web", "dependencies": { "react": "18" } }
// file: apps/api/package.json
{ "name": "@shop/api", "dependencies": { "koa": "2" } }`,
      {
        'apps/web/a.ts react': 'apps/web/package.json',
        'apps/web/a.ts vitest': 'apps/web/package.json',
        'apps/web/a.ts @acme/core': 'apps/web/package.json',
        'apps/web/a.ts @shop/api': OWN,
        'apps/web/a.ts koa': 'not in apps/web/package.json, in apps/api/package.json',
        'apps/web/a.ts rea': 'not in apps/web/package.json',
        'a.py requests': 'no manifest around the file names a dependency',
      },
    ));

  it('are known under the names of their modules', () =>
    check(
      `
# file: requirements.txt
PyYAML
scikit-learn[all]>=1
fastapi
# file: setup.py
setup(extras_require={'fast': ['speed-json']})
# file: native/fast_core/lib.rs
//`,
      {
        'a.py yaml': 'requirements.txt',
        'a.py sklearn': 'requirements.txt',
        'a.py starlette': 'requirements.txt',
        'a.py fast_core': OWN,
        'a.py speedjson': 'not in requirements.txt, in setup.py',
        'a.py nobodys': 'not in requirements.txt',
      },
    ));

  it('are not judged by a manifest that leaves out most of them', async () => {
    const names = ['alphas', 'betas', 'gammas', 'deltas', 'epsilons', 'zetas', 'etas', 'thetas'];
    const said = async (imported: readonly string[]) => {
      const code = `# file: requirements.txt\nflask\n# file: snippet.py\n${imported.map((name) => `import ${name}`).join('\n')}`;
      return (await analyseFiles(code)).facts.packages.undeclared('snippet.py', 'alphas');
    };
    assert.deepEqual(
      [await said(names.slice(1)), await said(names)],
      [
        { nearest: { path: 'requirements.txt', startLine: 1, text: 'requirements.txt' } },
        { unknown: 'requirements.txt is not what installs this code: many packages are not in it' },
      ],
    );
  });
});
