/** The seven rows of an entry point: their words, and to which kind of entry point each applies. A table, not a guess. */
import type { EntryRole } from '#facts/summary';
import type { Row } from '#rules/rule';

export const ROWS: readonly Row[] = ['input', 'caller', 'twice', 'halfway', 'outage', 'seen', 'undone'];

/** What the row asks when it is open and no rule says it better. */
export const ROW_QUESTIONS: Readonly<Record<Row, string>> = {
  input: 'What may arrive here, and who checks it?',
  caller: 'Who may do this, to whose data?',
  twice: 'What happens the second time?',
  halfway: 'What state is left if it stops between the steps?',
  outage: 'How long does it wait, who retries, what does the caller see?',
  seen: 'Which log line or metric tells us, and would an alert fire?',
  undone: 'How is it reversed or switched off in five minutes?',
};

/** An entry point as the checklist sees it: plain data, offsets gone. */
export interface EntryView {
  readonly id: string;
  /** How faces call it, when that is not its id. */
  readonly title?: string;
  readonly role: EntryRole;
  readonly writes: boolean;
  readonly takesInput: boolean;
  readonly openByDesign: string | undefined;
  readonly symbol: string;
  /** Absolute offsets of the handler. */
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
  /** Store, remote and queue calls in order, helpers' included. */
  readonly effects: readonly { readonly isWrite: boolean; readonly text: string; readonly line: number }[];
}

/** Why the row does not apply, or undefined when it does. */
export function notApplicable(row: Row, entry: EntryView): string | undefined {
  const isRead = entry.role === 'route' && !entry.writes;
  switch (row) {
    case 'input':
      if (entry.takesInput) return undefined;
      if (isRead) return 'It takes no parameters';
      return entry.role === 'job' ? 'It reads no outside input' : undefined;
    case 'caller':
      if (entry.role === 'consumer') return 'The broker decides who may publish';
      if (entry.role === 'job') return 'Started by the schedule, not by a caller';
      return entry.openByDesign;
    case 'twice':
      return isRead ? 'It reads only' : undefined;
    case 'halfway':
      return isRead ? 'It reads only' : undefined;
    case 'outage':
      return entry.effects.length === 0 ? 'It calls no store, remote service or queue' : undefined;
    case 'seen':
      return undefined;
    case 'undone':
      return isRead ? 'It changes nothing' : undefined;
  }
}

/** Halfway is answered by the code itself where there is at most one effect: a single statement happens or does not. */
export function singleEffect(entry: EntryView): { readonly evidence: string; readonly line: number } | undefined {
  const writes = entry.effects.filter((effect) => effect.isWrite);
  const only = writes[0];
  return writes.length === 1 && only !== undefined
    ? { evidence: `One statement: ${only.text} happens or does not`, line: only.line }
    : undefined;
}
