/** The team's policy as the engine follows it: read beside the records, kept by what it says, put upon what the rules found. */
import type { Analysis } from '#facts/analysis';
import type { Trait } from '#facts/condition';
import type { Host } from '#host/ports';
import { NO_POLICY, POLICY_PATH, type Policy, type VocabularyKey } from '#policy/policy';
import type { Finding } from '#review/assemble';
import { RULES } from '#rules/registry.generated';
import type { Rule } from '#rules/rule';
import { readPolicy } from './check-policy';
import type { ProjectIndex } from './project-index';

interface TeamPolicy {
  /** To tell whether it changed. */
  readonly text: string;
  readonly policy: Policy;
  readonly vocabulary: Analysis['vocabulary'];
  /** Whole sentences, each with its place. */
  readonly problems: readonly string[];
}

const TRAITS: Readonly<Record<VocabularyKey, Trait>> = {
  deadlines: 'deadline',
  deduplicators: 'deduplicates',
  flags: 'flag',
  guards: 'authenticates',
  limiters: 'limits',
  loggers: 'logs',
  metrics: 'measures',
  transactions: 'transaction',
  validators: 'validates-input',
};

const MAX_BYTES = 256 * 1024;
const NONE: TeamPolicy = { text: '', policy: NO_POLICY, vocabulary: {}, problems: [] };

/** The policy of a root, and of its files what rests on it. */
export class FollowedPolicy {
  readonly #host: Host;
  readonly #index: ProjectIndex;
  #team: TeamPolicy = NONE;

  private constructor(host: Host, index: ProjectIndex) {
    this.#host = host;
    this.#index = index;
  }

  static async open(host: Host, index: ProjectIndex): Promise<FollowedPolicy> {
    const followed = new FollowedPolicy(host, index);
    await followed.reread(false);
    return followed;
  }

  get policy(): Policy {
    return this.#team.policy;
  }
  get problems(): readonly string[] {
    return this.#team.problems;
  }
  /** Those that are not off. */
  get rules(): readonly Rule[] {
    return RULES.filter(({ id }) => this.policy.rules.get(id)?.isOff !== true);
  }

  /**
   * True when it is another one. What it calls the project's own things can answer questions of every file, so all are read
   * again where they have been (`wasRead`).
   */
  async reread(wasRead: boolean): Promise<boolean> {
    const before = this.#team;
    this.#team = await readTeamPolicy(this.#host);
    const { text, problems, vocabulary } = this.#team;
    if (JSON.stringify(vocabulary) !== JSON.stringify(before.vocabulary)) {
      this.#index.learn(vocabulary);
      if (wasRead) await this.#index.visit(this.#index.sources);
    }
    return text !== before.text || problems.join() !== before.problems.join();
  }
}

/** What a rule found, as grave and as sure as the team holds it. */
export function heldBy({ rules }: Policy, finding: Finding): Finding {
  const said = rules.get(finding.rule.id);
  if (said === undefined) return finding;
  const rule = said.severity === undefined ? finding.rule : { ...finding.rule, severity: said.severity };
  const { confidence } = said;
  return finding.state === 'open' && confidence !== undefined ? { ...finding, rule, confidence } : { ...finding, rule };
}

/** In restricted mode there is none: a folder that nobody trusts does not decide what is asked. */
async function readTeamPolicy({ records, isTrusted }: Host): Promise<TeamPolicy> {
  if (!isTrusted) return NONE;
  const file = await records.read(POLICY_PATH, MAX_BYTES);
  if (!file.ok) {
    return file.why === 'not found'
      ? NONE
      : { ...NONE, problems: [`The policy (${POLICY_PATH}) is not followed: it is ${file.why}.`] };
  }
  const { policy, problems } = readPolicy(file.text);
  return {
    text: file.text,
    policy,
    vocabulary: Object.fromEntries(
      Object.entries(policy.vocabulary).map(([key, names]) => [TRAITS[key as VocabularyKey], names]),
    ),
    problems: problems.map(
      ({ startLine, startColumn, text }) =>
        `${POLICY_PATH}:${startLine}:${startColumn}: ${text} The rest of the policy is followed.`,
    ),
  };
}
