// l10n/bundle.l10n.json: every sentence the editor and the sidebar pass through `t`, for translators to start from.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export function words(root) {
  const found = new Set();
  for (const room of ['src/editor', 'src/sidebar'])
    for (const name of readdirSync(path.join(root, room), { recursive: true }))
      if (name.endsWith('.ts')) collect(path.join(root, room, name), found);
  const sorted = [...found].sort();
  const text = `${JSON.stringify(Object.fromEntries(sorted.map((each) => [each, each])), undefined, 2)}\n`;
  return [{ file: 'l10n/bundle.l10n.json', text }];
}

function collect(file, found) {
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const { expression, arguments: args } = node;
      const name = ts.isPropertyAccessExpression(expression)
        ? expression.name.text
        : ts.isIdentifier(expression)
          ? expression.text
          : '';
      const [first] = args;
      if (name === 't' && first !== undefined && ts.isStringLiteralLike(first)) found.add(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
}
