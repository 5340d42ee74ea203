/** Unique constraints that tags of a struct declare: `gorm:"uniqueIndex:once_per_tenant"`, `gorm:"unique"`. */
import type { ClassNode, Field } from '#code/model';

export interface TagConstraint {
  readonly columns: readonly string[];
  readonly isPrimary: boolean;
}

/** Columns that share the name of an index are unique together. */
export function constraintsInTags({ fields }: ClassNode): readonly TagConstraint[] {
  const indexes = new Map<string, string[]>();
  const found: TagConstraint[] = [];
  for (const field of fields) {
    const tag = gormTag(field);
    if (/(?:^|;)\s*primaryKey/i.test(tag)) found.push({ columns: [field.name], isPrimary: true });
    if (/(?:^|;)\s*unique\s*(?:;|$)/.test(tag)) found.push({ columns: [field.name], isPrimary: false });
    const index = /(?:^|;)\s*(?:uniqueIndex|index:[^;]*\bunique\b)(?::([\w-]+))?/.exec(tag);
    if (index === null) continue;
    const name = index[1] ?? field.name;
    indexes.set(name, [...(indexes.get(name) ?? []), field.name]);
  }
  return [...found, ...[...indexes.values()].map((columns) => ({ columns, isPrimary: false }))];
}

function gormTag({ decorators }: Field): string {
  const [tag] = decorators;
  return tag?.kind === 'literal' ? (/\bgorm:"([^"]*)"/.exec(String(tag.value))?.[1] ?? '') : '';
}
