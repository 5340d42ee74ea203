/** Hooks that look at every response of a client: requests' `hooks`, httpx's `event_hooks`, a session's `hooks['response']`. */
import { type Expression, type Node, placeOf } from '#code/model';
import { forEachChild } from '#code/walk';
import type { Analysis } from '../analysis';
import { type Fact, unknown, yes } from '../fact';
import { nodesNear } from './client-deadlines';
import type { OutboundRequest } from './requests';

export function hookOf(analysis: Analysis, { options, makers }: OutboundRequest): Fact | undefined {
  const given = [options, ...makers.map((maker) => maker.options)]
    .map(({ entries }) => entries.get('hooks') ?? entries.get('event_hooks'))
    .find((value) => value !== undefined);
  if (given !== undefined) return raises(analysis, given);
  for (const { call } of makers) {
    if (call === undefined) continue;
    for (const node of nodesNear(analysis, call)) {
      const target = node.kind === 'assign' ? node.target : node.callee;
      if (isHooks(target)) return raises(analysis, node.kind === 'assign' ? node.value : node);
    }
  }
  return undefined;
}

/** `session.hooks`, `session.hooks["response"]`, `session.hooks["response"].append`. */
function isHooks(target: Node): boolean {
  for (let at: Node = target; ; at = at.object) {
    if (at.kind === 'member' && at.property === 'hooks') return true;
    if (at.kind !== 'member' && at.kind !== 'index') return false;
  }
}

function raises(analysis: Analysis, hook: Expression): Fact {
  let found: Node | undefined;
  const look = (node: Node): void => {
    if (node.kind === 'member' && node.property === 'raise_for_status') found ??= node;
    const fn = node.kind === 'identifier' || node.kind === 'member' ? analysis.functionValue(node) : undefined;
    for (const statement of fn?.body ?? []) look(statement);
    forEachChild(node, look, undefined);
  };
  look(hook);
  return found === undefined ? unknown('a hook looks at the response') : yes(placeOf(found), 'a hook raises for a bad status');
}
