/** What is not measured at its boundary is seen by its victims first: neither rate nor errors nor duration show a change. */
import type { Analysis } from '#facts/analysis';
import { headOf } from '#facts/entries/entry-places';
import { type Entry, entryPointsOf } from '#facts/entries/entry-points';
import { measuredBy, metricsInUse } from '#facts/failures/entry-measures';
import { askUnless, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'no-metric-on-boundary',
  mode: 'OBS-02',
  rows: ['seen'],
  title: 'Entry point without a measure',
  question: 'How would we see rate, errors and duration of this new operation?',
  severity: 5,
  occurrence: 8,
  detection: 9,
  sources: ['SRE, the four golden signals', 'Kubernetes PRR: SLI'],
  card: {
    detection: 'A gap between what the load balancer counts and what the service’s own dashboards show.',
    mitigation: 'A timer with the outcome as label around the handler, or the framework’s middleware for all of them.',
    diagnostics: 'Rate, errors by cause and a duration histogram, by route template or job name.',
    testing: 'Call the operation once well and once badly; assert that the counter has one of each.',
  },
  wouldAnswer: [
    'a metrics middleware or auto-instrumentation for the application',
    'a timer or span around the handler',
    'a wrapper such as `observeJob(name, work)`',
  ],
  *check({ analysis, item }) {
    for (const entry of entryPointsOf(analysis, item)) if (!isProbe(entry)) yield checkEntry(analysis, entry);
  },
});

/** Probes, metrics endpoints and static files are how others are seen. */
function isProbe({ path, openByDesign, role }: Entry): boolean {
  return (
    role === 'command' ||
    (openByDesign !== undefined &&
      /health|probe|metrics|static|asset|favicon|robots|docs|openapi|ready|live|ping/i.test(`${openByDesign} ${path}`))
  );
}

function checkEntry(analysis: Analysis, entry: Entry): Outcome {
  const used = metricsInUse(analysis);
  const known = used?.kind === 'yes' ? `; the file imports ${used.what}` : '';
  return askUnless(measuredBy(analysis, entry), headOf(entry), {
    evidence: `${entry.id}: no metric or span in the handler, what runs before it or the application${known}`,
    confidence: 'medium',
    entry: entry.id,
    when: entry.when,
    ...(used === undefined ? { rowOnly: true } : {}),
    ...(used?.kind === 'yes' ? { related: [{ where: used.where, note: 'measures at hand' }] } : {}),
  });
}
