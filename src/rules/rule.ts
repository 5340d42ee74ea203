/** What a rule is: data plus a pure generator. Same facts, same questions; it cannot read files, settings or the clock. */
import type { TextEdit } from '#base/span';
import type { Item, Place } from '#code/model';
import type { Analysis } from '#facts/analysis';
import type { Condition } from '#facts/condition';
import type { Fact, Where } from '#facts/fact';

export type Row = 'input' | 'caller' | 'twice' | 'halfway' | 'outage' | 'seen' | 'undone';
export type Confidence = 'low' | 'medium' | 'high';

export interface Fix {
  /** Menu text, e.g. `Add a deadline: AbortSignal.timeout(10_000)`. */
  readonly title: string;
  /** `safe`: keeps behaviour but for the failure asked about; `suggested`: read it before you keep it. */
  readonly safety: 'safe' | 'suggested';
  /** Offsets relative to the item of `at`. */
  readonly at: Place;
  readonly edits: readonly TextEdit[];
}

/** What a rule found at one place. `silent` is an unknown: no question, but a row it names stays "to consider" and says why. */
export type Outcome = {
  readonly place: Place;
  /** The entry point it informs when the place alone does not tell (a helper called by two routes). */
  readonly entry?: string;
} & (
  | {
      readonly kind: 'ask';
      readonly confidence: Confidence;
      /** After the dash: what raised it and what was looked at. One sentence without a final stop. */
      readonly evidence: string;
      /** Places that were looked at, for related information. */
      readonly related: readonly { readonly where: Where; readonly note: string }[];
      readonly fixes: readonly Fix[];
      /** Phase two: any yes discharges it. */
      readonly unless: readonly Condition[];
      /** Phase two: asked only if all of these hold. */
      readonly when: readonly Condition[];
      /** Row-only for this outcome: never a squiggle. */
      readonly rowOnly?: boolean;
      /** What one answer would settle wherever this rule asks it in the file: the first place shown speaks for the others. */
      readonly cause?: string;
    }
  | {
      readonly kind: 'discharged';
      readonly by: readonly { readonly where: Where; readonly what: string }[];
      readonly evidence: string;
      readonly when?: readonly Condition[];
    }
  | { readonly kind: 'silent'; readonly why: string }
);

/** The failure-mode card of a rule: one or two sentences each. */
export interface Card {
  readonly detection: string;
  readonly mitigation: string;
  readonly diagnostics: string;
  readonly testing: string;
}

export interface Rule {
  /** Names the failure as found; file, page, spec, setting and SARIF share it; never changes. */
  readonly id: string;
  /** The catalogue's id, e.g. `RES-01`. */
  readonly mode: string;
  /** Checklist rows this rule informs, as keys of `Row`. */
  readonly rows: readonly Row[];
  readonly title: string;
  readonly question: string;
  /** FMEA scores 1–10. */
  readonly severity: number;
  readonly occurrence: number;
  readonly detection: number;
  readonly sources: readonly string[];
  readonly card: Card;
  /** Would be noise as a squiggle: informs rows alone. */
  readonly rowOnly?: boolean;
  /** It also reads items that call nothing and hold no code, imports and constants; `text`: and comments that stand alone; `tests`: tests and nothing else. */
  readonly reads?: 'constants' | 'text' | 'tests';
  /** Two or three forms that would answer it, shown in the hover. */
  readonly wouldAnswer: readonly string[];
  check(input: { readonly analysis: Analysis; readonly item: Item }): Iterable<Outcome>;
}

export function defineRule(rule: Rule): Rule {
  return rule;
}

type AskOptions = {
  readonly evidence: string;
  readonly confidence?: Confidence;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly { readonly where: Where; readonly note: string }[];
  readonly unless?: readonly Condition[];
  readonly when?: readonly Condition[];
  readonly rowOnly?: boolean;
  readonly cause?: string;
  readonly entry?: string;
};

export function ask(place: Place, options: AskOptions): Outcome {
  const { evidence, confidence = 'high', fixes = [], related = [], unless = [], when = [], rowOnly, cause, entry } = options;
  return {
    kind: 'ask',
    place,
    evidence,
    confidence,
    fixes,
    related,
    unless,
    when,
    ...(rowOnly === undefined ? {} : { rowOnly }),
    ...(cause === undefined ? {} : { cause }),
    ...(entry === undefined ? {} : { entry }),
  };
}

/** Asks, unless a place was seen that keeps it from happening. */
export function askUnlessHeld(
  held: { readonly where: Where; readonly what: string } | undefined,
  place: Place,
  options: AskOptions,
): Outcome {
  if (held === undefined) return ask(place, options);
  const entry = options.entry === undefined ? {} : { entry: options.entry };
  return { kind: 'discharged', place, by: [held], evidence: held.what, ...entry };
}

/** The usual end of a check: yes → discharged there, unknown → silent, no → ask, depends → ask unless the project says yes. */
export function askUnless(fact: Fact, place: Place, options: AskOptions): Outcome {
  const entry = options.entry === undefined ? {} : { entry: options.entry };
  if (fact.kind === 'yes')
    return {
      kind: 'discharged',
      place,
      by: [{ where: fact.where, what: fact.what }],
      evidence: fact.what,
      ...(options.when === undefined ? {} : { when: options.when }),
      ...entry,
    };
  if (fact.kind === 'unknown') return { kind: 'silent', place, why: fact.why, ...entry };
  return ask(place, fact.kind === 'depends' ? { ...options, unless: [...(options.unless ?? []), ...fact.on] } : options);
}
