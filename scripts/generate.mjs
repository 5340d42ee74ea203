// npm run generate: writes what is derived — the rule registry, page headers, the README's table, rule settings, command ids, the policy's schema,
// the table of rules by language.
// With --check nothing is written; it fails and names what is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandIds } from './generate/command-ids.mjs';
import { policySchema } from './generate/policy-schema.mjs';
import { registry } from './generate/registry.mjs';
import { ruleTexts } from './generate/rule-texts.mjs';
import { rulesTable } from './generate/rules-table.mjs';
import { words } from './generate/words.mjs';

const root = path.dirname(import.meta.dirname);
const isCheck = process.argv.includes('--check');

let stale = 0;
// In this order: the rules' texts are read through the registry.
for (const target of [commandIds, words, registry, policySchema, ruleTexts, rulesTable]) {
  for (const { file, text } of await target(root)) {
    const before = read(path.join(root, file));
    if (before === text) continue;
    stale++;
    console.log(`${isCheck ? 'not current' : 'written'}: ${file}`);
    if (!isCheck) writeFileSync(path.join(root, file), text);
  }
}
if (isCheck && stale > 0) {
  console.error('Run npm run generate and commit what it writes.');
  process.exitCode = 1;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
