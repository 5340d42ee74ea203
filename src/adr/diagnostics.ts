/** What is wrong between records, in plain sentences that say what to do. */
import type { DecisionRecord } from './record';
import type { RecordFinder } from './record-finder';
import { isInForce } from './status';

export function problemsAcross(finder: RecordFinder): readonly string[] {
  return [...sharedNumbers(finder), ...idlePatterns(finder), ...stillAccepted(finder)];
}

/** Two branches add "the next number" and merge cleanly: nothing else notices. */
function sharedNumbers(finder: RecordFinder): readonly string[] {
  const byNumber = new Map<string, DecisionRecord[]>();
  for (const record of finder.records) {
    if (record.number === undefined) continue;
    const key = `${record.folder.path}\n${record.prefix}-${record.number}`;
    byNumber.set(key, [...(byNumber.get(key) ?? []), record]);
  }
  return [...byNumber.values()]
    .filter((records) => records.length > 1)
    .map((records) => {
      const label = records[0]?.label ?? '';
      const paths = records.map((record) => record.path).join(', ');
      return `${records.length} decisions are numbered ${label} (${paths}): a comment that names the number means all of them; renumber the later one.`;
    });
}

function idlePatterns(finder: RecordFinder): readonly string[] {
  return finder.records.flatMap((record) => {
    if (!isInForce(record.status) && record.status !== 'proposed') return [];
    return record.scopes.flatMap((scope) => {
      const unreadable = new Set(finder.patternsOf(record, scope).unreadable);
      return scope.patterns.flatMap((pattern) => {
        if (pattern.startsWith('!')) return [];
        if (unreadable.has(pattern))
          return [`${record.path}: the pattern ${pattern} of ${scope.carrier} has too many wildcards to be used.`];
        return isIdle(finder, record, pattern)
          ? [`${record.path}: the pattern ${pattern} of ${scope.carrier} matches no file.`]
          : [];
      });
    });
  });
}

function isIdle(finder: RecordFinder, { folder }: DecisionRecord, pattern: string): boolean {
  return !finder.matchesAny(pattern, '') && (folder.base === '' || !finder.matchesAny(pattern, `${folder.base}/`));
}

function stillAccepted(finder: RecordFinder): readonly string[] {
  return finder.records.flatMap((record) => {
    if (!isInForce(record.status)) return [];
    return record.relations.supersedes.flatMap((reference) => {
      const old = finder.refer(record, reference);
      if (old === undefined || old.status !== 'accepted') return [];
      return [`${record.path} supersedes ${old.label}, whose status still reads "${old.statusText}" (${old.path}).`];
    });
  });
}
