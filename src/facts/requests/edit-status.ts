/** The edit that looks at a response's status right after the response is there, in the client's own words. */

import type { TextEdit } from '#base/span';
import { itemOf, type Node } from '#code/model';
import type { HttpClient } from '#libraries/http-client';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import type { ResponseUse } from './response-use';

export interface StatusEdit {
  /** `if (!payment.ok) throw …`, `response.raise_for_status()`. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** Languages a check is written in here. */
const WRITES_CHECKS = { javascript: true, python: true } as const;

/** `undefined` when the response is in no variable of its own. */
export function statusEdit(analysis: Analysis, client: HttpClient, { variable }: ResponseUse): StatusEdit | undefined {
  if (variable === undefined || !(familyOf(analysis) in WRITES_CHECKS)) return undefined;
  const { name } = variable;
  const check = checkOf(client, name);
  const statement = statementOf(variable.statement);
  if (check === undefined || statement === undefined) return undefined;
  const { base } = itemOf(statement);
  const { text } = analysis.model;
  if (statement.kind === 'with') {
    const first = statement.body[0];
    if (first === undefined) return undefined;
    return {
      text: check,
      edits: [{ start: first.start, end: first.start, text: `${check}\n${indentAt(text, base + first.start)}` }],
    };
  }
  // Behind a semicolon, and behind a comment on the same line.
  const rest = /^[ \t]*;?/.exec(text.slice(base + statement.end))?.[0] ?? '';
  const end = statement.end + (text[base + statement.end - 1] === ';' ? 0 : rest.endsWith(';') ? rest.length : 0);
  return { text: check, edits: [{ start: end, end, text: `\n${indentAt(text, base + statement.start)}${check}` }] };
}

function checkOf(client: HttpClient, name: string): string | undefined {
  if (client.status.includes('raise_for_status')) return `${name}.raise_for_status()`;
  if (client.name === 'undici')
    return `if (${name}.statusCode >= 400) throw new Error(\`The request failed with status \${${name}.statusCode}\`);`;
  return client.status.includes('ok')
    ? `if (!${name}.ok) throw new Error(\`The request failed with status \${${name}.status}\`);`
    : undefined;
}

/** The statement of its own that a declaration or assignment is. */
function statementOf(node: Node): Exclude<Node, { kind: 'item' }> | undefined {
  if (node.kind === 'declare' || node.kind === 'with') return node;
  return node.kind === 'assign' && node.parent.kind === 'expression' ? node.parent : undefined;
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
