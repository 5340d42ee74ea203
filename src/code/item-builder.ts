/** One top-level node of the flat tree as an item of the model. */

import type { CodeLines } from './code-lines';
import { adopt, type LanguageLowering, type Lowering, ORPHAN } from './lowering';
import type { FunctionNode, Item, Statement } from './model';

export function buildItem(language: LanguageLowering, lowering: Lowering, lines: CodeLines, i: number): Item {
  lowering.beginItem(i);
  const statements = statementsOf(language, lowering, i);
  const { tree, base, scope } = lowering;
  const end = (tree.end[i] ?? 0) - base;
  const comments = lowering.commentSpans(i);
  const isBroken = scope.isBroken || lowering.holdsBroken(i);
  const item: Item = {
    kind: 'item',
    base,
    start: 0,
    end,
    fn: {
      kind: 'fn',
      start: 0,
      end,
      parent: ORPHAN,
      name: '',
      params: [],
      returnType: undefined,
      decorators: [],
      isAsync: false,
      isGenerator: false,
      body: statements,
      bodyStart: 0,
      bodyEnd: end,
      nameSpan: { start: 0, end: 0 },
      calls: scope.calls,
      functions: scope.functions,
      cls: undefined,
      isBroken,
    },
    statements,
    classes: lowering.classes,
    comments: comments.map((each) => ({ start: each.start - base, end: each.end - base })),
    codeLines: lines.in(base, base + end, comments),
    declares: lowering.declares,
    mentions: lowering.mentions,
    isBroken,
  };
  (item.fn as { parent: FunctionNode['parent'] }).parent = item;
  return adopt(item);
}

function statementsOf(language: LanguageLowering, lowering: Lowering, i: number): readonly Statement[] {
  if (lowering.isComment(i)) return [];
  if (lowering.isBroken(i)) return [lowering.broken(i)];
  return language.statements(lowering, i);
}
