/** Entry points as plain data for the checklist; those that only another file can register carry the condition. */
import type { LineMap } from '#base/line-map';
import { type Call, itemOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import type { Condition } from '#facts/condition';
import { CHANGING_KINDS, REMOTE_KINDS } from '#facts/effects/effect-roles';
import { effectsOf } from '#facts/effects/effects';
import type { EntryPoint } from '#facts/entry-point';
import { outboundRequests } from '#facts/requests/requests';
import type { EffectKind } from '#facts/summary';
import type { EntryView } from '#review/rows';

/** What "Outage" asks about: something outside of the process that can be slow or down. */
const OUTSIDE: ReadonlySet<EffectKind> = new Set([...REMOTE_KINDS, 'cache-write']);

export interface PendingEntry {
  readonly view: EntryView;
  readonly when: readonly Condition[];
}

export function toPendingEntries(analysis: Analysis, entries: readonly EntryPoint[], map: LineMap): readonly PendingEntry[] {
  const seen = new Map<string, number>();
  return entries
    .filter((entry) => entry.role !== 'command')
    .map((entry): PendingEntry => {
      const { base } = itemOf(entry.handler);
      const start = base + entry.handler.start;
      const end = base + entry.handler.end;
      const count = (seen.get(entry.id) ?? 0) + 1;
      seen.set(entry.id, count);
      const view = {
        id: count === 1 ? entry.id : `${entry.id} (${count})`,
        role: entry.role,
        writes: entry.writes,
        takesInput: entry.takesInput,
        openByDesign: entry.openByDesign,
        symbol: entry.handler.name,
        start,
        end,
        startLine: map.lineAt(start),
        endLine: map.lineAt(Math.max(start, end - 1)),
        effects: effectViews(analysis, entry, map),
      };
      return { view, when: entry.when };
    })
    .sort((one, two) => one.view.start - two.view.start);
}

interface SeenEffect {
  readonly call: Call;
  readonly isWrite: boolean;
  readonly text: string;
}

// An entry point is made anew whenever something its effects rest on changes; only lines move under one that is kept.
const EFFECTS = new WeakMap<EntryPoint, readonly SeenEffect[]>();

function effectViews(analysis: Analysis, entry: EntryPoint, map: LineMap): EntryView['effects'] {
  let seen = EFFECTS.get(entry);
  if (seen === undefined) {
    seen = seenEffects(analysis, entry);
    EFFECTS.set(entry, seen);
  }
  return seen
    .map(({ call, isWrite, text }) => ({ isWrite, text, line: map.lineAt(itemOf(call).base + call.start) }))
    .sort((one, two) => one.line - two.line);
}

function seenEffects(analysis: Analysis, entry: EntryPoint): readonly SeenEffect[] {
  const effects = effectsOf(analysis, entry.handler).filter(({ kind }) => OUTSIDE.has(kind));
  const known = new Set(effects.map(({ call }) => call));
  const requests = outboundRequests(analysis, entry.handler).filter(({ call }) => !known.has(call));
  return [
    ...effects.map(({ call, kind, label }) => ({ call, isWrite: CHANGING_KINDS.has(kind), text: label })),
    ...requests.map(({ call, isWrite }) => ({ call, isWrite, text: analysis.textOf(call, 60) })),
  ];
}
