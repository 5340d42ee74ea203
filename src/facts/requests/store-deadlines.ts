/** Databases, caches, brokers and SDKs made with a bound on how long an operation may take. */
import { type Call, type Expression, type Node, placeOf } from '#code/model';
import { forEachChild } from '#code/walk';
import type { Analysis } from '../analysis';
import { type Fact, no } from '../fact';
import { boundOf } from './deadline-values';

/** Names that bound an operation; those that bound waiting for a connection alone do not. */
const OPERATION =
  /^(?:statement|query|command|request|socket|read|operation|execution|response|lock|server_?selection)?_?(?:time_?out|deadline)(?:_?ms|_?millis)?$|^max_?(?:execution_?)?time(?:_?ms)?$|^acquireConnectionTimeout$/i;
const IN_TEXT = /statement_timeout|lock_timeout|max_execution_time|socketTimeoutMS|command_timeout/;

/** Reads the options the call is given, objects in objects and `dict(…)` included, and strings of connection options. */
export function storeDeadline(analysis: Analysis, call: Call): Fact | undefined {
  let found: Fact | undefined;
  const bound = (key: string, value: Expression): void => {
    if (!OPERATION.test(key)) return;
    const fact = boundOf(analysis, value, `${key}: ${analysis.textOf(value, 40)}`);
    if (fact.kind === 'yes') found ??= fact;
  };
  const look = (node: Node): void => {
    if (found !== undefined) return;
    if (node.kind === 'object') for (const { key, value } of node.entries) if (key !== undefined) bound(key, value);
    if (node.kind === 'call') for (const { name, value } of node.args) if (name !== undefined) bound(name, value);
    if (node.kind === 'literal' && typeof node.value === 'string' && IN_TEXT.test(node.value))
      found ??= { kind: 'yes', where: placeOf(node), what: node.value.slice(0, 60) };
    if (node.kind !== 'fn' && node.kind !== 'cls') forEachChild(node, look, undefined);
  };
  if (call.args.length === 0) return undefined;
  look(call);
  for (const { value } of call.args) {
    const origin = value.kind === 'identifier' ? analysis.originOf(value) : undefined;
    if (origin?.kind === 'expression') look(origin.node);
  }
  return found ?? no('the options of the client');
}
