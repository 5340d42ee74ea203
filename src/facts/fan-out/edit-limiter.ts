/** The edit that limits a fan-out: a limiter the file has already, or a semaphore of the language's own. */

import type { TextEdit } from '#base/span';
import { functionOf, itemOf, type Node } from '#code/model';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { lastName } from '../origins/full-name';
import type { FanOut } from './fan-outs';

export interface LimiterEdit {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** So many at once as most services and pools bear. */
const AT_ONCE = 8;

/** `undefined` where it would take a package that may not be there. */
export function limiterEdit(analysis: Analysis, fanOut: FanOut): LimiterEdit | undefined {
  const family = familyOf(analysis);
  if (family === 'python') return withSemaphore(analysis, fanOut);
  return family === 'javascript' ? (withMapper(analysis, fanOut) ?? withConcurrency(analysis, fanOut)) : undefined;
}

/** `Promise.all(items.map(work))` → `pMap(items, work, { concurrency: 8 })` where the file imports p-map. */
function withMapper(analysis: Analysis, { call, list, mapping }: FanOut): LimiterEdit | undefined {
  const name = importedFrom(analysis, 'p-map');
  if (name === undefined || mapping?.kind !== 'call' || lastName(mapping.callee) !== 'map' || mapping.args.length !== 1)
    return undefined;
  if (call.args[0]?.value !== mapping || lastName(call.callee) !== 'all') return undefined;
  const [work] = mapping.args;
  if (work === undefined) return undefined;
  const text = `${name}(${sourceOf(analysis, list)}, ${sourceOf(analysis, work.value)}, { concurrency: ${AT_ONCE} })`;
  return { text: `{ concurrency: ${AT_ONCE} }`, edits: [{ start: call.start, end: call.end, text }] };
}

/** `pMap(items, work)` → `pMap(items, work, { concurrency: 8 })`. */
function withConcurrency(analysis: Analysis, { call, label }: FanOut): LimiterEdit | undefined {
  if (label !== importedFrom(analysis, 'p-map') || call.args.length !== 2 || call.argsEnd < 0) return undefined;
  const text = `{ concurrency: ${AT_ONCE} }`;
  const last = call.args.at(-1);
  return last && { text, edits: [{ start: last.value.end, end: last.value.end, text: `, ${text}` }] };
}

function importedFrom({ model }: Analysis, module: string): string | undefined {
  for (const { statements } of model.items)
    for (const statement of statements)
      if (statement.kind === 'import' && statement.module === module) return statement.names[0]?.local;
  return undefined;
}

/** `[send(x) for x in xs]` → `[limited(send(x)) for x in xs]`, with `limited` written before the statement. */
function withSemaphore(analysis: Analysis, { call, mapping }: FanOut): LimiterEdit | undefined {
  if (mapping?.kind !== 'comprehension' || !call.args.some(({ value }) => value === mapping)) return undefined;
  const statement = statementOf(call);
  const { isAsync } = functionOf(call);
  if (
    statement === undefined ||
    !isAsync ||
    analysis.bindingOf('limited', call) !== undefined ||
    analysis.bindingOf('asyncio', call) === undefined
  )
    return undefined;
  const indent = indentOf(analysis, statement);
  if (indent === undefined) return undefined;
  const lines = [
    'at_once = asyncio.Semaphore(8)',
    '',
    'async def limited(work):',
    '    async with at_once:',
    '        return await work',
    '',
  ];
  const before = `${lines.map((line, index) => (index === 0 || line === '' ? line : indent + line)).join('\n')}\n${indent}`;
  const { element } = mapping;
  return {
    text: `asyncio.Semaphore(${AT_ONCE})`,
    edits: [
      { start: statement.start, end: statement.start, text: before },
      { start: element.start, end: element.start, text: 'limited(' },
      { start: element.end, end: element.end, text: ')' },
    ],
  };
}

function statementOf(node: Node): Extract<Node, { kind: 'expression' | 'declare' | 'return' }> | undefined {
  for (let at: Node = node; at.kind !== 'fn' && at.kind !== 'item'; at = at.parent)
    if (at.kind === 'expression' || at.kind === 'declare' || at.kind === 'return') return at;
  return undefined;
}

/** White space before the statement; `undefined` when it does not begin its line. */
function indentOf(
  analysis: Analysis,
  statement: Extract<Node, { kind: 'expression' | 'declare' | 'return' }>,
): string | undefined {
  const { base } = itemOf(statement);
  const text = analysis.model.text.slice(0, base + statement.start);
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return /^[ \t]*$/.test(line) ? line : undefined;
}

function sourceOf(analysis: Analysis, node: Node & { readonly start: number; readonly end: number }): string {
  const { base } = itemOf(node);
  return analysis.model.text.slice(base + node.start, base + node.end);
}
