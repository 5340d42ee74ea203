// What is said of the rules elsewhere: the header of each page, the README's table, the settings of package.json.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROWS = {
  input: 'Input',
  caller: 'Caller',
  twice: 'Twice',
  halfway: 'Halfway',
  outage: 'Outage',
  seen: 'Seen',
  undone: 'Undone',
};

export function ruleTexts(root) {
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  const { RULES } = require(path.join(root, 'src/rules/registry.generated.ts'));
  const texts = [];
  for (const rule of RULES) {
    const file = `docs/rules/${rule.id}.md`;
    if (existsSync(path.join(root, file)))
      texts.push({ file, text: between(readFileSync(path.join(root, file), 'utf8'), 'generated', header(rule), file) });
  }
  if (existsSync(path.join(root, 'README.md'))) {
    const rows = RULES.map((rule) => `| [${rule.id}](docs/rules/${rule.id}.md) | ${rule.question} | ${rowsOf(rule)} |`);
    const table = ['| rule | question | rows |', '|---|---|---|', ...rows].join('\n');
    texts.push({
      file: 'README.md',
      text: between(readFileSync(path.join(root, 'README.md'), 'utf8'), 'rules', table, 'README.md'),
    });
  }
  texts.push({ file: 'package.json', text: withSettings(readFileSync(path.join(root, 'package.json'), 'utf8'), RULES) });
  return texts;
}

function header(rule) {
  const { severity: s, occurrence: o, detection: d } = rule;
  return [
    `> **${rule.question}**`,
    '',
    `\`${rule.id}\` · ${rule.mode} · severity ${s}, occurrence ${o}, detection ${d} (RPN ${s * o * d}) · rows: ${rowsOf(rule)}${rule.rowOnly ? ' · in the checklist only, never a squiggle' : ''}`,
    '',
    '| | |',
    '|---|---|',
    ...['detection', 'mitigation', 'diagnostics', 'testing'].map(
      (key) => `| ${key[0].toUpperCase()}${key.slice(1)} | ${rule.card[key]} |`,
    ),
  ].join('\n');
}

const rowsOf = (rule) => rule.rows.map((row) => ROWS[row]).join(', ');

function between(text, marker, body, file) {
  const [open, close] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) throw new Error(`${file} has no ${open} … ${close}`);
  return `${text.slice(0, from)}${open}\n${body}\n${text.slice(to)}`;
}

function withSettings(text, rules) {
  const manifest = JSON.parse(text);
  const setting = manifest.contributes.configuration.properties['editorInChief.rules'];
  setting.properties = Object.fromEntries(
    rules.map((rule) => [
      rule.id,
      { enum: setting.additionalProperties.enum, markdownDescription: `${rule.mode}: ${rule.question}` },
    ]),
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
