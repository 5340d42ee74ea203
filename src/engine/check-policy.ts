/** The text of a policy, held against the rules there are. */
import { type ParsedPolicy, parsePolicy } from '#policy/parse-policy';
import { POLICY_PATH, type PolicyProblem } from '#policy/policy';
import { RULES } from '#rules/registry.generated';

export function readPolicy(text: string): ParsedPolicy {
  return parsePolicy(
    text,
    RULES.map(({ id }) => id),
  );
}

/** `path`: of a folder's file, with `/`. */
export function isPolicy(path: string): boolean {
  return path === POLICY_PATH || path.endsWith(`/${POLICY_PATH}`);
}

/** What is wrong in it, by place. */
export function checkPolicy(text: string): readonly PolicyProblem[] {
  return readPolicy(text).problems;
}
