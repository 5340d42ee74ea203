/**
 * What schema migrations do to a table that is in use, by the names of their calls and in SQL. Sources: the manuals of Alembic, Django,
 * Knex, Sequelize and TypeORM; PostgreSQL, ALTER TABLE and CREATE INDEX.
 */

/** `loses`: rows or columns are gone, or what runs does not find them any more. `locks`: writers wait while it runs. */
export type StepKind = 'loses' | 'locks' | 'quiet';

export interface StepRow {
  readonly kind: StepKind;
  readonly what: string;
}

const row = (kind: StepKind, what: string): StepRow => ({ kind, what });

/** Calls by their last name, letters and digits alone. What they ask of their arguments stands in the facts. */
export const STEP_CALLS: ReadonlyMap<string, StepRow> = new Map([
  ['droptable', row('loses', 'drops a table')],
  ['droptableifexists', row('loses', 'drops a table')],
  ['dropcolumn', row('loses', 'drops a column')],
  ['dropcolumns', row('loses', 'drops columns')],
  ['removecolumn', row('loses', 'drops a column')],
  ['renamecolumn', row('loses', 'renames a column')],
  ['renametable', row('loses', 'renames a table')],
  ['removefield', row('loses', 'drops a column')],
  ['deletemodel', row('loses', 'drops a table')],
  ['renamefield', row('loses', 'renames a column')],
  ['renamemodel', row('loses', 'renames a table')],
  ['changecolumn', row('locks', 'changes a column')],
  ['alterfield', row('quiet', 'changes a column')],
  ['createindex', row('locks', 'builds an index while writers wait')],
  ['addindex', row('locks', 'builds an index while writers wait')],
  ['createuniqueconstraint', row('locks', 'checks every row for a unique constraint')],
  ['createforeignkey', row('locks', 'checks every row for a foreign key')],
  ['createcheckconstraint', row('locks', 'checks every row for a constraint')],
  ['addconstraint', row('locks', 'checks every row for a constraint')],
]);

export const NEW_TABLES: ReadonlySet<string> = new Set(['createtable', 'createtableifnotexists', 'createmodel']);
export const SQL_CALLS: ReadonlySet<string> = new Set(['raw', 'query', 'execute', 'runsql', 'sql', 'executerawunsafe', 'text']);

export const UP_NAMES: ReadonlySet<string> = new Set(['up', 'upgrade']);
export const DOWN_NAMES: ReadonlySet<string> = new Set(['down', 'downgrade']);

const NAME = '(?:only\\s+)?(?:if\\s+(?:not\\s+)?exists\\s+)?["`\\[]?(?<table>[\\w.]+)';

/** SQL, statement by statement, small letters, white space folded; the first that fits counts. */
export const SQL_STEPS: readonly (StepRow & { readonly pattern: RegExp })[] = [
  { pattern: new RegExp(`^drop table ${NAME}`), ...row('loses', 'drops a table') },
  { pattern: new RegExp(`^truncate (?:table )?${NAME}`), ...row('loses', 'empties a table') },
  { pattern: new RegExp(`^alter table ${NAME}.* rename `), ...row('loses', 'renames what running code reads') },
  { pattern: new RegExp(`^rename table ${NAME}`), ...row('loses', 'renames a table') },
  {
    pattern: new RegExp(
      `^alter table ${NAME}.* drop (?!constraint|not null|default|index|key|foreign|primary|check|identity|expression)`,
    ),
    ...row('loses', 'drops a column'),
  },
  { pattern: new RegExp(`^alter table ${NAME}.* set not null`), ...row('locks', 'makes a column not null') },
  { pattern: new RegExp(`^alter table ${NAME}.*(?: type | modify | change )`), ...row('locks', 'changes the type of a column') },
  {
    pattern: new RegExp(
      `^alter table ${NAME}.* add (?!constraint|unique|foreign|check|primary)(?:(?! default | generated ).)*not null(?!.* (?:default|generated) )`,
    ),
    ...row('locks', 'adds a column that is not null and has no default'),
  },
  {
    pattern: new RegExp(
      `^alter table ${NAME}.* add (?:constraint .*)?(?:foreign key|unique|check)(?!.* not valid)(?!.* using index)`,
    ),
    ...row('locks', 'checks every row for a constraint'),
  },
  {
    pattern: /^create (?:unique )?index (?!concurrently).* on (?:only )?["`[]?(?<table>[\w.]+)/,
    ...row('locks', 'builds an index while writers wait'),
  },
];

/** What makes an SQL step harmless to writers, and says so. */
export const SAFE_SQL = /\b(?:index concurrently|not valid)\b/;

/** A comment that says why it may run on the live table. */
export const WEIGHED_STEP =
  /\b(?:small table|few rows|empty table|no rows|expand|contract(?:ion)?\b|backfill(?:ed)?|safety|no longer (?:used|read|written|referenced)|un(?:used|referenced)|not (?:used|read|written|referenced) (?:any ?more|by)|nothing reads|never (?:used|shipped|released)|maintenance window|downtime|two[- ](?:step|phase)|previous (?:release|deploy\w*|migration)|after (?:the )?(?:deploy|release)|already (?:removed|dropped|deployed|live))\b/i;
