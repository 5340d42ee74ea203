/** A statement without a where takes every row there is, and the only way back is a backup. */
import { type FunctionNode, functionOf, placeOf } from '#code/model';
import { type Effect, effectsOf } from '#facts/effects/effects';
import { ownFunctions } from '#facts/effects/own-functions';
import { hasWord } from '#facts/name-words';
import { writtenName } from '#facts/origins/full-name';
import { ask, type Confidence, defineRule } from './rule';

export const rule = defineRule({
  id: 'unbounded-delete',
  mode: 'DAT-03',
  rows: ['undone'],
  title: 'Delete or update of every row',
  question: 'How many rows can this change, and how would we get them back?',
  severity: 10,
  occurrence: 3,
  detection: 6,
  sources: ['CWE-707', 'AWS REL09-BP01'],
  card: {
    detection: 'Count the rows a statement changed as a metric; alert when one statement changes more than a day’s work.',
    mitigation: 'Name the rows in a where, limit how many, keep them for a while (a deleted_at), or copy them first.',
    diagnostics: 'Log the number of rows that were changed, and by whom.',
    testing: 'Run it against a database with rows of two owners: those of the other one are still there.',
  },
  wouldAnswer: ['a where that names the rows', 'a mark on the row instead of a delete', 'a copy or a dry run before it'],

  *check({ analysis, item }) {
    if (analysis.pathRole === 'migration') return;
    for (const { fn } of ownFunctions(analysis, item)) {
      const effects = effectsOf(analysis, fn);
      for (const effect of effects) {
        const place = placeOf(effect.call);
        const by = selecting(effect);
        if (by !== undefined) {
          const what = `selected by ${by.join(', ')}`;
          yield { kind: 'discharged', place, by: [{ where: place, what }], evidence: what };
        }
        if (!takesAll(effect)) continue;
        yield ask(place, {
          evidence: `${effect.label}: nothing selects the rows`,
          confidence: isReplaced(effect, effects) ? 'low' : confidenceOf(effect, functionOf(effect.call)),
        });
      }
    }
  },
});

/** The columns by which a statement names more than one row. */
function selecting({ kind, operation, via, selects = [] }: Effect): readonly string[] | undefined {
  if (kind !== 'store-write' || via !== undefined || operation !== 'delete' || selects.length === 0) return undefined;
  return selects.some((column) => column !== 'id') ? selects : undefined;
}

/** One statement without a where, of a store that has such statements: `order.delete()` is one row. */
function takesAll({ kind, operation, via, selects, keys, call, store }: Effect): boolean {
  if (kind !== 'store-write' || via !== undefined || !/^(delete|update|increment)$/.test(operation)) return false;
  if (selects === undefined || selects.length > 0 || keys.length > 0) return false;
  return STATEMENTS.test(store) || WHOLE.test(writtenName(call.callee));
}

/** Stores that change rows by statements alone. */
const STATEMENTS = /^(sql|prisma|knex|drizzle|kysely)$/;
/** `Cat.deleteMany`, `Order.objects.all().delete`, `session.query(Order).delete`, `Dog.destroy`, `execute(delete(Order))`, `repository.clear`. */
const WHOLE =
  /(deleteMany|updateMany|\.deleteAll|\.deleteAllInBatch|delete_many|update_many|\.execute|\.exec|\.clear|createQueryBuilder\.(delete|update))$|\.objects(\.all)?\.a?(delete|update)$|\.query\.(delete|update)$|^[A-Z]\w*\.(destroy|update)$/;

/** All rows are taken out so that all can be put in again. */
function isReplaced({ entity, call }: Effect, effects: readonly Effect[]): boolean {
  return effects.some((other) => other.operation === 'create' && other.entity === entity && other.call.start > call.start);
}

/** Whoever calls a thing `clear` or `reset` means it. */
const ON_PURPOSE: ReadonlySet<string> = new Set(
  'clear reset truncate wipe purge cleanup seed flush empty reindex rebuild teardown drop destroy erase all everything'.split(
    ' ',
  ),
);
/** Rows that are made again, and tables with one row. */
const PASSING: ReadonlySet<string> = new Set(
  'cache caches temp tmp staging lock locks queue session sessions setting settings config configuration meta metadata state heartbeat leader cursor'.split(
    ' ',
  ),
);

function confidenceOf({ entity }: Effect, fn: FunctionNode): Confidence {
  return hasWord(fn.name, ON_PURPOSE) || hasWord(entity, PASSING) ? 'low' : 'high';
}
