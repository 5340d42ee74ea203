/** A governing record as plain data for the faces. */
import type { Decision } from './decision';
import type { Governing } from './governing';
import type { DecisionRecord } from './record';
import type { RecordFinder } from './record-finder';

export function toDecision(finder: RecordFinder, { record, why }: Governing): Decision {
  const supersededBy = supersededByOf(finder, record);
  return {
    path: record.path,
    label: record.label,
    title: record.title,
    status: record.status,
    statusText: record.statusText,
    ...(record.date === undefined ? {} : { date: record.date }),
    ...(record.outcome === undefined ? {} : { outcome: record.outcome }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
    why,
  };
}

/** A successor that is no record here keeps the words it is named with. */
function supersededByOf(finder: RecordFinder, record: DecisionRecord): Decision['supersededBy'] {
  const successor = finder.successorOf(record);
  if (successor !== undefined) return { path: successor.path, label: successor.label };
  const [named] = record.relations.supersededBy;
  return named === undefined ? undefined : { label: named.text };
}
