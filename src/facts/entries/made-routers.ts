/**
 * Routers that a function of another file makes and this one hands on: `export const orders = createOrders(db)`,
 * `export function ordersModule(db) { return createOrders(db); }`. What hangs on the one hangs on the other.
 */
import type { Call, Node } from '#code/model';
import { functionOf } from '#code/model';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import type { FileSummary } from '../summary';
import { placeOfNode, targetOf } from './registration';

/** Names of what makes a router, asked before anything is looked up. */
const MAKERS = /rout|module|plugin|controller|blueprint|resource|api/i;

export function madeRouters(analysis: Analysis, call: Call): FileSummary['mounts'] {
  if (!MAKERS.test(lastName(call.callee))) return [];
  const name = handedOnAs(analysis, call);
  if (name === undefined) return [];
  const { module, name: maker } = targetOf(analysis, analysis.originOf(call.callee)) ?? {};
  if (module === undefined || maker === undefined) return [];
  return [{ target: { module, name: maker }, on: { name }, traits: {}, at: analysis.locationOf(placeOfNode(call)) }];
}

/** The export whose value it is, or the exported function whose result it is. */
function handedOnAs(analysis: Analysis, call: Call): string | undefined {
  let at: Node = call.parent;
  while (at.kind === 'await' || at.kind === 'cast') at = at.parent;
  if (at.kind === 'declare' || at.kind === 'export') return analysis.exportNameOf(at) ?? analysis.exportNameOf(call);
  return at.kind === 'return' ? analysis.exportNameOf(functionOf(at)) : undefined;
}
