/**
 * code-server lets every extension use every proposed API, undeclared. A test that passes there could fail for every user, so
 * the rule of a stable VS Code is put back: a proposal works only when it is declared and switched on by its flag.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BUNDLES = [
  'server-main.js',
  'vs/workbench/api/node/extensionHostProcess.js',
  'vs/workbench/api/worker/extensionHostWorkerMain.js',
  'vs/code/browser/workbench/workbench.js',
];

/** `isProposedApiEnabled`, known by the function that follows it and complains. */
const RULE =
  /function ([\w$]+)\(([\w$]+),([\w$]+)\)\{return!0\}(?=function [\w$]+\(\2,\3\)\{if\(!\1\(\2,\3\)\)throw new Error\(`Extension '\$\{\2\.identifier\.value\}' CANNOT use API proposal)/;

/** In the workbench: whether all proposals are on, which is to follow the flag `--enable-proposed-api` without an id. */
const ALL_ON = /(=new Set\(\(([\w$]+)\.extensionEnabledProposedApi\?\?\[\]\)\.map\([^;]{1,60}?\)\),this\.[\w$]+=)!0(?=,)/;

/** Fails loudly when a new version's code is shaped differently: a silent skip would make the host lenient again. */
export function restoreProposedApiRule(root) {
  const out = join(root, 'out');
  for (const bundle of BUNDLES)
    rewrite(join(out, bundle), RULE, (_match, name, extension, proposal) => {
      const declared = `${extension}.enabledApiProposals`;
      return `function ${name}(${extension},${proposal}){return!!(${declared}&&${declared}.includes(${proposal}))}`;
    });
  rewrite(join(out, 'vs/code/browser/workbench/workbench.js'), ALL_ON, (_match, before, environment) => {
    const enabled = `${environment}.extensionEnabledProposedApi`;
    return `${before}Array.isArray(${enabled})&&!${enabled}.length`;
  });
}

function rewrite(file, pattern, replacement) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = before.replace(pattern, replacement);
  if (after === before)
    throw new Error(`The rule for proposed APIs was not found in ${file}: look at how this version writes it.`);
  writeFileSync(file, after);
}
