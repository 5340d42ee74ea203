/** What a team has agreed on, in `.editor-in-chief/policy.yml`, as plain data. */

export const POLICY_PATH = '.editor-in-chief/policy.yml';

/** Names of the project's own things, by what they do. */
export const VOCABULARY = [
  'deadlines',
  'deduplicators',
  'flags',
  'guards',
  'limiters',
  'loggers',
  'metrics',
  'transactions',
  'validators',
] as const;
export type VocabularyKey = (typeof VOCABULARY)[number];

export const CONFIDENCES = ['low', 'medium', 'high'] as const;

/** One decision about a rule; what is absent stays as the rule has it. */
export interface RulePolicy {
  readonly isOff: boolean;
  /** FMEA severity, 1–10. */
  readonly severity?: number;
  /** Of every question of the rule; `low` keeps them in the checklist alone. */
  readonly confidence?: (typeof CONFIDENCES)[number];
  readonly reason: string;
}

export interface Policy {
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RulePolicy>;
  readonly vocabulary: Readonly<Partial<Record<VocabularyKey, readonly string[]>>>;
}

/** A part of the file that is not followed. Lines and columns are 1-based, the end is exclusive. */
export interface PolicyProblem {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** A sentence that says what to do. */
  readonly text: string;
}

export const NO_POLICY: Policy = { rules: new Map(), vocabulary: {} };
