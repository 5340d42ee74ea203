/** How many rows a list can come to, by what selects them and by what the table holds. */
import { EVENT_TABLES, GROWING_TABLES, SHORT_TABLES } from '#libraries/table-nouns';
import { wordsOf } from '../name-words';
import type { Rows } from './list-reads';

/**
 * `short`: the table or the selection keeps it so. `parent`: rows of one owner, which grow where the table does.
 * `part`: some of the rows. `all`: every row there is.
 */
export type ListSize = 'short' | 'parent' | 'part' | 'all';

const UNIQUE: ReadonlySet<string> = new Set([
  ...[
    'id',
    'pk',
    'uuid',
    'guid',
    'slug',
    'email',
    'username',
    'key',
    'token',
    'hash',
    'sku',
    'oid',
    'rowid',
    'api_key',
    'apiKey',
  ],
]);
const OWNERS: ReadonlySet<string> = new Set([
  ...['user', 'owner', 'author', 'account', 'team', 'organization', 'organisation', 'project', 'customer', 'profile', 'company'],
  ...[
    'parent',
    'group',
    'room',
    'channel',
    'thread',
    'conversation',
    'campaign',
    'order',
    'workspace',
    'tenant',
    'member',
    'membership',
    'memberships',
    'site',
  ],
]);
const UNIQUE_ENDS = /(?:_|^)(?:hash|uuid|guid|token|slug|sku|email)$|(?:Hash|Uuid|Guid|Token|Slug|Sku|Email)$/;
/** What leaves most rows in. */
const FLAGS = /^(?:is_?|has_?)?(?:deleted|active|archived|enabled|published|visible|hidden|removed)(?:_?at)?$/i;
const RANGES = /(?:_at|At|_on|date|Date|time|Time|timestamp|day|month|year|week)$/;

export function sizeOf({ entity, columns: all, isOpen, isRelated }: Rows): ListSize {
  const columns = all.filter((column) => !FLAGS.test(column));
  const noun = wordsOf(entity);
  const last = noun.at(-1) ?? '';
  if (SHORT_TABLES.has(last) || (noun.length > 1 && SHORT_TABLES.has(noun[0] ?? '') && !GROWING_TABLES.has(last))) return 'short';
  if (columns.some((column) => UNIQUE.has(column) || UNIQUE_ENDS.test(column))) return 'short';
  if (isRelated || columns.some(isParent)) return 'parent';
  // A span of time grows with traffic, not with age.
  if (columns.length > 0 && columns.some((column) => RANGES.test(column))) return 'parent';
  return columns.length > 0 || isOpen ? 'part' : 'all';
}

function isParent(column: string): boolean {
  return /(?:_id|Id|ID|_pk|_uuid|Uuid|_key|Key|_slug|_name)$/.test(column) || OWNERS.has(wordsOf(column).at(-1) ?? '');
}

/** The table gains rows with every use of the product. */
export function isGrowing(entity: string): boolean {
  return GROWING_TABLES.has(wordsOf(entity).at(-1) ?? '');
}

/** It gains one for each thing that happens, below one owner as well. */
export function isOfEvents(entity: string): boolean {
  return EVENT_TABLES.has(wordsOf(entity).at(-1) ?? '');
}
