/**
 * One name for what tables, models, collections and variables call by many: `public."order_items"`, `OrderItem`,
 * `orderItems`, `orderItemRepository` are all `order_item`.
 */
import { wordsOf } from '../name-words';

/** Words at the end of a name that say what holds the rows, not what they are. */
const HOLDERS: ReadonlySet<string> = new Set([
  'repository',
  'repositories',
  'repo',
  'dao',
  'store',
  'model',
  'models',
  'collection',
  'table',
  'entity',
  'entities',
  'schema',
  'serializer',
  'service',
  'manager',
  'objects',
  'delegate',
  'tbl',
]);

/** '' when nothing is left that names something. */
export function entityName(raw: string): string {
  const last = raw.replace(/["'`[\]]/g, '').replace(/^.*[./]/, '');
  const words = [...wordsOf(last)];
  while (words.length > 1 && HOLDERS.has(words.at(-1) ?? '')) words.pop();
  const noun = words.pop();
  if (noun === undefined || (words.length === 0 && HOLDERS.has(noun))) return '';
  return [...words, singular(noun)].join('_');
}

/** English plurals as programs use them; a wrong guess only has to be wrong in the same way everywhere. */
function singular(word: string): string {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (/[^o]uses$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
