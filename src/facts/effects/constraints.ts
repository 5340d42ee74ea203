/**
 * Unique constraints that code declares: models, schemas, tables, migrations. Those of schema files (Prisma, SQL) are read
 * by the project; here only what a source file says. Later drops are not followed.
 */
import type { Call, ClassNode, Expression, Node, ObjectExpression } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { isTrue } from '../literals';
import { keywordsOf, optionsOf } from '../options';
import { constantText } from '../origins/constant-text';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import type { FileSummary } from '../summary';
import { constraintsInTags } from './go-constraints';
import { javaConstraints } from './java-constraints';

type Constraint = FileSummary['constraints'][number];
type Add = (entity: string, columns: readonly string[], isPrimary: boolean, at: Exclude<Node, { kind: 'item' }>) => void;

export function constraintsOf(analysis: Analysis): readonly Constraint[] {
  const found: Constraint[] = [];
  const add: Add = (entity, columns, isPrimary, at) => {
    if (entity !== '' && columns.length > 0) found.push({ entity, columns, isPrimary, at: analysis.locationOf(placeOf(at)) });
  };
  const schemas = schemaNames(analysis);
  for (const item of analysis.model.items) {
    const { calls, classes } = sitesOf(item);
    for (const cls of classes) {
      if (analysis.model.language === 'java') javaConstraints(cls, add);
      else ofClass(analysis, cls, add);
      if (analysis.model.language === 'go')
        for (const { columns, isPrimary } of constraintsInTags(cls)) add(cls.name, columns, isPrimary, cls);
    }
    for (const call of calls) ofCall(analysis, call, schemas, add);
  }
  return found;
}

/** Strings of a list, a tuple, or a single one. */
function strings(value: Expression | undefined): readonly string[] {
  if (value === undefined) return [];
  if (value.kind === 'literal') return typeof value.value === 'string' ? [value.value] : [];
  if (value.kind === 'array') return value.elements.flatMap(strings);
  return value.kind === 'object' ? value.entries.flatMap((entry) => entry.key ?? []) : [];
}

/** Mongoose names the model where the schema is made into one: schema variable → model. */
function schemaNames(analysis: Analysis): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const item of analysis.model.items)
    for (const call of sitesOf(item).calls) {
      const [name, schema] = call.args;
      if (lastName(call.callee) === 'model' && schema?.value.kind === 'identifier')
        names.set(schema.value.name, strings(name?.value)[0] ?? '');
    }
  return names;
}

function ofCall(analysis: Analysis, call: Call, schemas: ReadonlyMap<string, string>, add: Add): void {
  const name = lastName(call.callee);
  const [first, second, third] = call.args.map((arg) => arg.value);
  switch (name) {
    case 'Schema': {
      const { parent } = call;
      const variable = parent.kind === 'declare' && parent.target.kind === 'identifier' ? parent.target.name : '';
      for (const [column, value] of optionsOf(analysis, first).entries)
        if (isTrue(optionsOf(analysis, value).entries.get('unique')))
          add(schemas.get(variable) ?? variable.replace(/schema$/i, ''), [column], false, value);
      return;
    }
    case 'index':
    case 'createIndex':
    case 'create_index':
    case 'ensureIndex': {
      const isUnique =
        isTrue(optionsOf(analysis, second).entries.get('unique')) || isTrue(keywordsOf(analysis, call).entries.get('unique'));
      if (!isUnique || call.callee.kind !== 'member') return;
      const holder = lastName(call.callee.object);
      // Alembic: `op.create_index('name', 'table', ['columns'], unique=True)`.
      if (holder === 'op') add(strings(second)[0] ?? '', strings(third), false, call);
      else
        add(
          schemas.get(holder) ?? holder.replace(/schema$/i, ''),
          first?.kind === 'array' ? first.elements.flatMap((each) => strings(each)[0] ?? []) : strings(first),
          false,
          call,
        );
      return;
    }
    case 'create_unique_constraint':
      add(strings(second)[0] ?? '', strings(third), false, call);
      return;
    case 'create_table':
    case 'Table':
      if (analysis.model.language === 'python')
        for (const { value } of call.args.slice(1))
          if (value.kind === 'call')
            ofColumn(analysis, strings(first)[0] ?? '', strings(value.args[0]?.value)[0] ?? '', value, add);
      return;
    case 'define':
      ofSequelize(analysis, strings(first)[0] ?? '', second, third, add);
      return;
    case 'init':
      if (call.callee.kind === 'member' && /^[A-Z]/.test(lastName(call.callee.object)))
        ofSequelize(analysis, lastName(call.callee.object), first, second, add);
      return;
    case 'createTable':
    case 'alterTable':
    case 'table':
      ofKnex(call, add);
      return;
    case 'pgTable':
    case 'mysqlTable':
    case 'sqliteTable':
      ofDrizzle(analysis, call, add);
      return;
    default:
      if (/^(query|execute|raw|exec|run|executescript|unsafe)$/.test(name)) ofSql(constantText(analysis, first), call, add);
  }
}

/** `CREATE UNIQUE INDEX … ON t (a, b)`, `ALTER TABLE t ADD … UNIQUE (a)`, and the columns of a `CREATE TABLE`. */
function ofSql(text: string | undefined, call: Call, add: Add): void {
  if (text === undefined || !/\bunique\b/i.test(text)) return;
  const columns = (list = ''): readonly string[] =>
    list.split(',').map(
      (each) =>
        each
          .trim()
          .replace(/["`[\]]/g, '')
          .split(/\s/)[0] ?? '',
    );
  for (const [, table = '', list] of text.matchAll(
    /\bunique\s+index\b[^;]*?\bon\s+([\w".`]+)\s*(?:using\s+\w+\s*)?\(([^)]*)\)/gi,
  ))
    add(table, columns(list), false, call);
  for (const [, table = '', list] of text.matchAll(
    /\balter\s+table\s+(?:only\s+)?([\w".`]+)\s+add\s+(?:constraint\s+\w+\s+)?unique\s*\(([^)]*)\)/gi,
  ))
    add(table, columns(list), false, call);
  for (const [, table = '', body = ''] of text.matchAll(
    /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?([\w".`]+)\s*\(([\s\S]*?)\)\s*(?:;|$)/gi,
  )) {
    for (const [, list] of body.matchAll(/\bunique\s*\(([^)]*)\)/gi)) add(table, columns(list), false, call);
    for (const [, column = ''] of body.matchAll(/(?:^|,)\s*["`]?(\w+)["`]?\s+\w[^,(]*(?:\([^)]*\))?[^,(]*\bunique\b(?!\s*\()/gi))
      add(table, [column], false, call);
  }
}

function ofSequelize(
  analysis: Analysis,
  entity: string,
  attributes: Expression | undefined,
  options: Expression | undefined,
  add: Add,
): void {
  const groups = new Map<string, string[]>();
  for (const [column, value] of optionsOf(analysis, attributes).entries) {
    const { entries } = optionsOf(analysis, value);
    const unique = entries.get('unique');
    // The same name on several attributes makes one constraint of them.
    const group = strings(unique)[0];
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), column]);
    else if (unique !== undefined && !(unique.kind === 'literal' && unique.value === false)) add(entity, [column], false, value);
    if (isTrue(entries.get('primaryKey'))) add(entity, [column], true, value);
  }
  if (attributes !== undefined) for (const columns of groups.values()) add(entity, columns, false, attributes);
  const indexes = optionsOf(analysis, options).entries.get('indexes');
  for (const index of indexes?.kind === 'array' ? indexes.elements : []) {
    const { entries } = optionsOf(analysis, index);
    if (isTrue(entries.get('unique'))) add(entity, strings(entries.get('fields')), false, index);
  }
}

/** `schema.createTable('orders', (t) => { t.string('key').unique(); t.unique(['a', 'b']); })`. */
function ofKnex(call: Call, add: Add): void {
  const [table, builder] = call.args.map((arg) => arg.value);
  if (builder?.kind !== 'function') return;
  const entity = strings(table)[0] ?? '';
  for (const each of builder.fn.calls) {
    const name = lastName(each.callee);
    if ((name !== 'unique' && name !== 'primary') || each.callee.kind !== 'member') continue;
    const { object } = each.callee;
    const columns = object.kind === 'identifier' ? strings(each.args[0]?.value) : columnOfChain(object);
    add(entity, columns, name === 'primary', each);
  }
}

function columnOfChain(value: Expression): readonly string[] {
  let at = value;
  while (at.kind === 'call' && at.callee.kind === 'member' && at.callee.object.kind === 'call') at = at.callee.object;
  return at.kind === 'call' ? strings(at.args[0]?.value).slice(0, 1) : [];
}

/** `pgTable('orders', { key: text('key').unique() }, (t) => [uniqueIndex('k').on(t.a, t.b)])`. */
function ofDrizzle(analysis: Analysis, call: Call, add: Add): void {
  const [table, columns, more] = call.args.map((arg) => arg.value);
  const entity = strings(table)[0] ?? '';
  for (const [column, value] of optionsOf(analysis, columns).entries) {
    for (let at: Expression = value; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object) {
      if (at.callee.property === 'unique') add(entity, [column], false, value);
      if (at.callee.property === 'primaryKey') add(entity, [column], true, value);
    }
  }
  if (more?.kind !== 'function') return;
  for (const each of more.fn.calls) {
    const made = each.callee.kind === 'member' && each.callee.property === 'on' ? each.callee.object : undefined;
    if (made?.kind === 'call' && /^(unique|uniqueIndex)$/.test(lastName(made.callee)))
      add(
        entity,
        each.args.map((arg) => lastName(arg.value)),
        false,
        each,
      );
  }
}

function ofClass(analysis: Analysis, cls: ClassNode, add: Add): void {
  for (const decorator of cls.decorators) {
    if (decorator.kind !== 'call') continue;
    const lists = decorator.args.map((arg) => arg.value).filter((value) => value.kind === 'array');
    const isUnique =
      lastName(decorator.callee) === 'Unique' ||
      (lastName(decorator.callee) === 'Index' &&
        decorator.args.some((arg) => isTrue(optionsOf(analysis, objectOf(arg.value)).entries.get('unique'))));
    if (isUnique && lists[0] !== undefined) add(cls.name, strings(lists[0]), false, decorator);
  }
  for (const field of cls.fields) {
    for (const decorator of field.decorators) {
      const name = lastName(decorator);
      const isUnique =
        name === 'Unique' ||
        (decorator.kind === 'call' &&
          decorator.args.some((arg) => isTrue(optionsOf(analysis, objectOf(arg.value)).entries.get('unique'))));
      if (isUnique) add(cls.name, [field.name], false, decorator);
      if (/^Primary/.test(name)) add(cls.name, [field.name], true, decorator);
    }
    if (field.value === undefined) continue;
    if (field.name === '__table_args__')
      for (const each of partsOf(field.value)) ofTableConstraint(analysis, cls.name, each, add);
    else if (field.value.kind === 'call') ofColumn(analysis, cls.name, field.name, field.value, add);
  }
  const meta = cls.classes.find((each) => each.name === 'Meta');
  for (const field of meta?.fields ?? []) {
    if (field.value === undefined) continue;
    if (field.name === 'constraints') for (const each of partsOf(field.value)) ofTableConstraint(analysis, cls.name, each, add);
    if (field.name !== 'unique_together') continue;
    const lists = partsOf(field.value);
    if (lists.every((each) => each.kind === 'literal')) add(cls.name, strings(field.value), false, field.value);
    else for (const each of lists) add(cls.name, strings(each), false, each);
  }
}

const objectOf = (value: Expression): ObjectExpression | undefined => (value.kind === 'object' ? value : undefined);

function partsOf(value: Expression): readonly Expression[] {
  return value.kind === 'array' ? value.elements : [value];
}

/** `models.CharField(unique=True)`, `mapped_column(unique=True)`, `Column('key', String, unique=True)`, `OneToOneField(…)`. */
function ofColumn(analysis: Analysis, entity: string, column: string, value: Call, add: Add): void {
  const name = lastName(value.callee);
  if (/^(UniqueConstraint|Index|PrimaryKeyConstraint)$/.test(name)) {
    ofTableConstraint(analysis, entity, value, add);
    return;
  }
  const { entries } = keywordsOf(analysis, value);
  if (isTrue(entries.get('unique')) || name === 'OneToOneField') add(entity, [column], false, value);
  if (isTrue(entries.get('primary_key'))) add(entity, [column], true, value);
}

/** `UniqueConstraint('a', 'b', name=…)` of SQLAlchemy, `UniqueConstraint(fields=['a', 'b'])` of Django, `Index('n', 'a', unique=True)`. */
function ofTableConstraint(analysis: Analysis, entity: string, value: Expression, add: Add): void {
  const at = followed(analysis, value);
  if (at.kind !== 'call') return;
  const name = lastName(at.callee);
  const { entries } = keywordsOf(analysis, at);
  const positional = at.args.filter((arg) => arg.name === undefined).flatMap((arg) => strings(arg.value));
  if (name === 'UniqueConstraint') add(entity, entries.has('fields') ? strings(entries.get('fields')) : positional, false, at);
  if (name === 'Index' && isTrue(entries.get('unique'))) add(entity, positional.slice(1), false, at);
}
