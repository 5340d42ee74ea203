/** Where a function begins and ends transactions by hand, in source order. */
import type { Call, FunctionNode } from '#code/model';
import { BEGIN_CALLS, COMMIT_CALLS, STATEMENT_METHODS } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { hasPromises } from '../language';
import { constantText } from '../origins/constant-text';
import { lastName } from '../origins/full-name';
import { callsOf } from './inline-functions';

export interface Markers {
  readonly begins: readonly Call[];
  readonly commits: readonly Call[];
}

const remembered = new WeakMap<Analysis, Map<FunctionNode, Markers>>();

export function markersOf(analysis: Analysis, fn: FunctionNode): Markers {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  let markers = ofFile.get(fn);
  if (markers === undefined) {
    const begins: Call[] = [];
    const commits: Call[] = [];
    for (const call of callsOf(analysis, fn)) {
      const mark = markOf(analysis, call);
      if (mark === 'begin') begins.push(call);
      else if (mark === 'commit') commits.push(call);
    }
    markers = { begins, commits };
    ofFile.set(fn, markers);
  }
  return markers;
}

export function markOf(analysis: Analysis, call: Call): 'begin' | 'commit' | undefined {
  const name = lastName(call.callee);
  if (COMMIT_CALLS.has(name)) return isFlushOfSession(analysis, name) ? undefined : 'commit';
  if (!BEGIN_CALLS.has(name) && name !== 'transaction' && !STATEMENT_METHODS.has(name)) return undefined;
  const takesFunction = call.args.some((arg) => arg.value.kind === 'function' || analysis.functionValue(arg.value) !== undefined);
  // `with conn.begin():` is a block of its own.
  if (call.parent.kind === 'with' || takesFunction) return undefined;
  if (BEGIN_CALLS.has(name)) return 'begin';
  // Sequelize and knex without a callback: the transaction is a value that is committed later.
  if (name === 'transaction' && call.callee.kind === 'member' && call.args.length <= 1) return 'begin';
  if (!STATEMENT_METHODS.has(name)) return undefined;
  const text = constantText(analysis, call.args[0]?.value)?.trim() ?? '';
  if (/^(begin|start\s+transaction)\b/i.test(text)) return 'begin';
  return /^(commit|end)\b\s*;?$/i.test(text) ? 'commit' : undefined;
}

/** SQLAlchemy's `flush` sends, MikroORM's commits. */
function isFlushOfSession(analysis: Analysis, name: string): boolean {
  return name.includes('lush') && !hasPromises(analysis);
}
