/** Unique constraints of a Prisma schema: `@unique`, `@id`, `@@unique([…])`, `@@id([…])`, and the table names of `@@map`. */
import type { Constraint } from '#facts/project-facts';

/** No schema that people write has longer lines. */
const MAX_LINE = 1000;

export function parsePrismaSchema(path: string, text: string): readonly Constraint[] {
  const constraints: Constraint[] = [];
  let model: { entity: string; found: Omit<Constraint, 'entity'>[] } | undefined;
  text.split(/\r\n?|\n/).forEach((raw, index) => {
    if (raw.length > MAX_LINE) return;
    const line = raw.replace(/\/\/.*$/, '').trim();
    const opened = /^model\s+(\w+)\s*\{/.exec(line)?.[1];
    if (opened !== undefined) model = { entity: opened, found: [] };
    if (model === undefined || line === '') return;
    const at = { path, startLine: index + 1, text: raw.trim().slice(0, 120) };
    const block = /^@@(unique|id)\s*\(\s*(?:fields\s*:\s*)?\[([^\]]*)\]/.exec(line);
    if (block !== null) model.found.push({ columns: columnsIn(block[2] ?? ''), isPrimary: block[1] === 'id', at });
    const field = /^(\w+)\s+\S+.*?@(unique|id)\b/.exec(line);
    if (field !== null && block === null) model.found.push({ columns: [field[1] ?? ''], isPrimary: field[2] === 'id', at });
    if (!/\}\s*$/.test(line)) return;
    const { entity, found } = model;
    constraints.push(...found.map((each) => ({ ...each, entity })));
    model = undefined;
  });
  return constraints;
}

function columnsIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((each) => /\w+/.exec(each)?.[0] ?? '')
    .filter((name) => name !== '');
}
