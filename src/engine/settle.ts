/**
 * The two phases of a file. Phase one makes plain data of what the rules yielded: offsets absolute, locations resolved,
 * conditions still open. Phase two settles the conditions against the project, without any tree: the command line drops a
 * file's model in between.
 */
import type { Location, Span } from '#base/span';
import type { Place } from '#code/model';
import type { Condition } from '#facts/condition';
import type { Where } from '#facts/fact';
import { locationOf } from '#facts/where';
import type { Settled } from '#project/resolve';
import type { Finding } from '#review/assemble';
import type { Confidence, Outcome, Rule } from '#rules/rule';

/** A finding whose conditions are open. */
export interface PendingFinding {
  readonly finding: Finding;
  /** All must hold, else the finding does not apply. */
  readonly when: readonly Condition[];
  /** Any that holds discharges it. */
  readonly unless: readonly Condition[];
}

export interface PendingContext {
  locationOf(place: Place): Location;
  /** Migrations: one level less sure that it matters. */
  readonly isLowered: boolean;
  /** Scripts that somebody runs by hand and watches: kept, and not shown. */
  readonly isScript?: boolean;
}

export function toPending(rule: Rule, outcome: Outcome, context: PendingContext): PendingFinding {
  const base = { rule, ...spanOf(outcome.place), ...(outcome.entry === undefined ? {} : { entry: outcome.entry }) };
  const toLocation = (where: Where): Location => locationOf(context, where);
  switch (outcome.kind) {
    case 'silent':
      return { finding: { ...base, state: 'silent', why: outcome.why }, when: [], unless: [] };
    case 'discharged': {
      const by = outcome.by.map(({ where, what }) => ({ ...toLocation(where), text: what }));
      return { finding: { ...base, state: 'discharged', evidence: outcome.evidence, by }, when: outcome.when ?? [], unless: [] };
    }
    case 'ask':
      return {
        finding: {
          ...base,
          state: 'open',
          confidence: context.isScript === true ? 'low' : context.isLowered ? lower(outcome.confidence) : outcome.confidence,
          evidence: outcome.evidence,
          related: outcome.related.map(({ where, note }) => ({ ...toLocation(where), note })),
          fixes: outcome.fixes.map(({ title, safety, at, edits }) => ({
            title,
            safety,
            edits: edits.map(({ start, end, text }) => ({ start: at.item.base + start, end: at.item.base + end, text })),
          })),
          rowOnly: outcome.rowOnly === true,
          ...(outcome.cause === undefined ? {} : { cause: outcome.cause }),
        },
        when: outcome.when,
        unless: outcome.unless,
      };
  }
}

/** `undefined`: the finding does not apply, because its entry point is registered nowhere. */
export function settleFinding(
  { finding, when, unless }: PendingFinding,
  settle: (condition: Condition) => Settled,
): Finding | undefined {
  const { rule, start, end } = finding;
  const base = { rule, start, end, ...(finding.entry === undefined ? {} : { entry: finding.entry }) };
  for (const condition of when) {
    const answer = settle(condition);
    if (answer.kind === 'no') return undefined;
    if (answer.kind === 'unknown') return { ...base, state: 'silent', why: answer.why };
  }
  let blind: string | undefined;
  for (const condition of unless) {
    const answer = settle(condition);
    if (answer.kind === 'yes')
      return { ...base, state: 'discharged', evidence: answer.what, by: [{ ...answer.where, text: answer.what }] };
    if (answer.kind === 'unknown') blind ??= answer.why;
  }
  return blind === undefined ? finding : { ...base, state: 'silent', why: blind };
}

export function spanOf({ item, start, end }: Place): Span {
  return { start: item.base + start, end: item.base + end };
}

const lower = (confidence: Confidence): Confidence => (confidence === 'high' ? 'medium' : 'low');
