/** Rows that a session's commit writes without being told: objects it loaded, whose attributes were set since. */
import { type Call, type Expression, functionOf, type Node } from '#code/model';
import type { Analysis } from '../analysis';
import { wordsOf } from '../name-words';
import { chainTo } from '../origins/call-chain';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import { handleOf, type Sketch } from './effect-sketch';
import { entityName } from './entity-name';
import { storeRepeat } from './repeatable';
import { isLoaded, libraryOf } from './store-effects';

/** `account.balance -= amount; db.commit()`: the commit updates the account. */
export function commitEffect(analysis: Analysis, call: Call): Sketch | undefined {
  if (analysis.model.language !== 'python' || call.callee.kind !== 'member' || call.callee.property !== 'commit')
    return undefined;
  const handle = handleOf(analysis, call.callee);
  const isSession =
    libraryOf(handle)?.store === 'sqlalchemy' ||
    wordsOf(lastName(call.callee.object)).some((word) => word === 'session' || word === 'db');
  if (!isSession) return undefined;
  const changed = changedSince(analysis, call);
  const [name] = changed.keys();
  if (name === undefined) return undefined;
  const { fields, loaded } = changed.get(name) ?? { fields: new Map<string, Expression>(), loaded: undefined };
  const data: Expression = { kind: 'identifier', name, start: call.start, end: call.start, parent: call };
  return {
    kind: 'store-write',
    call,
    entity: entityName(loaded === undefined ? name : (classOf(analysis, loaded) ?? name)),
    operation: 'update',
    label: `commit of ${name}.${[...fields.keys()][0] ?? ''}`,
    store: 'sqlalchemy',
    data,
    fields,
    isOpen: false,
    selects: ['id'],
    keys: [],
    ...storeRepeat(analysis, { call, operation: 'update', fields, data, after: [] }),
    handle,
    commits: 'unit',
    confidence: libraryOf(handle) === undefined ? 'medium' : 'high',
  };
}

interface Changed {
  readonly fields: Map<string, Expression>;
  readonly loaded: Expression | undefined;
}

/** Loaded objects by name, with the attributes set between the commit before this one and this one; those added are told by `add`. */
function changedSince(analysis: Analysis, commit: Call): ReadonlyMap<string, Changed> {
  let since = 0;
  const added = new Set<string>();
  const sets: { readonly name: string; readonly property: string; readonly value: Expression; readonly target: Expression }[] =
    [];
  walkBody(functionOf(commit), (node: Node) => {
    if (node.start >= commit.start) return undefined;
    if (node.kind === 'call' && node.callee.kind === 'member') {
      if (node.callee.property === 'commit') since = node.end;
      const first = node.args[0]?.value;
      if (/^(add|merge|delete)$/.test(node.callee.property) && first?.kind === 'identifier') added.add(first.name);
    }
    if (node.kind === 'assign' && node.target.kind === 'member' && node.target.object.kind === 'identifier')
      sets.push({ name: node.target.object.name, property: node.target.property, value: node.value, target: node.target.object });
    return undefined;
  });
  const changed = new Map<string, Changed>();
  for (const { name, property, value, target } of sets) {
    if (value.start < since || added.has(name) || name === 'self' || !isLoaded(analysis, target)) continue;
    const known = changed.get(name) ?? { fields: new Map<string, Expression>(), loaded: followed(analysis, target) };
    known.fields.set(property, value);
    changed.set(name, known);
  }
  return changed;
}

/** `db.get(Account, id)`, `db.query(Account).filter(…).first()`, `Account.query.get(id)`, `db.scalar(select(Account)…)`. */
function classOf(analysis: Analysis, loaded: Expression): string | undefined {
  const { root, steps } = chainTo(analysis, loaded);
  // `Session().get(Account, id)` begins with a session that is made, not with a class that is asked.
  if (root.kind === 'identifier' && /^[A-Z]/.test(root.name) && steps[0]?.name !== root.name) return root.name;
  for (const { call } of steps)
    for (const { value } of call?.args ?? []) {
      if (value.kind === 'identifier' && /^[A-Z]/.test(value.name)) return value.name;
      const inner = value.kind === 'call' ? classOf(analysis, value) : undefined;
      if (inner !== undefined) return inner;
    }
  const [first] = steps;
  const argument = first?.call?.args[0]?.value;
  return argument?.kind === 'identifier' && /^[A-Z]/.test(argument.name) ? argument.name : undefined;
}
