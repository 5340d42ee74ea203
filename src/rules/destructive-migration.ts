/** A schema change runs on the table that customers write to, while the version before it is still running. */
import { stepsOf } from '#facts/migrations/steps';
import { ask, defineRule } from './rule';

export const rule = defineRule({
  id: 'destructive-migration',
  mode: 'OPS-02',
  rows: [],
  title: 'Migration that loses data or locks the table',
  question: 'Can this run on the live table without locking or losing data?',
  severity: 9,
  occurrence: 4,
  detection: 7,
  sources: ['PostgreSQL: ALTER TABLE, CREATE INDEX CONCURRENTLY', 'Squawk, rules', 'strong_migrations, checks'],
  card: {
    detection: 'Lock waits and errors on a column that is gone, from the minute of the deployment.',
    mitigation:
      'Expand, move readers and writers, contract in a later release; indexes concurrently, constraints not valid first.',
    diagnostics: 'The statement that holds the lock (pg_stat_activity), and which version of the code fails on what.',
    testing: 'Run it on a copy with as many rows as production while the old version writes, and time it.',
  },
  wouldAnswer: [
    'CREATE INDEX CONCURRENTLY, a constraint NOT VALID that is validated later',
    'a new column beside the old one, which goes in a later release',
    'a comment: small table, no longer read since which release',
  ],

  *check({ analysis, item }) {
    for (const { place, kind, what, safe } of stepsOf(analysis, item)) {
      if (safe !== undefined) yield { kind: 'discharged', place, by: [{ where: place, what: safe }], evidence: safe };
      else
        yield ask(place, {
          evidence: `the migration ${what}, and nothing seen says that the live table can take it`,
          // In a migration each confidence counts one level lower.
          confidence: kind === 'quiet' ? 'medium' : 'high',
        });
    }
  },
});
