/** What an engine stands on, opened once for a root. */
import { createDecisionIndex, type DecisionIndex } from '#adr/decision-index';
import type { Host } from '#host/ports';
import { createParser, type SyntaxParser } from '#syntax/parser';
import { ProjectIndex } from './project-index';
import { FollowedPolicy } from './team-policy';

export interface EngineParts {
  readonly parser: SyntaxParser;
  readonly index: ProjectIndex;
  readonly decisions: DecisionIndex;
  readonly policy: FollowedPolicy;
}

export async function openParts(host: Host): Promise<EngineParts> {
  const parser = createParser(host.assets);
  const index = await ProjectIndex.open(host, parser);
  const decisions = createDecisionIndex(host.files);
  await decisions.load();
  return { parser, index, decisions, policy: await FollowedPolicy.open(host, index) };
}
