import assert from 'node:assert/strict';
import { overBudget } from '#review/budget';
import type { Question } from '#review/file-review';

/** `rule@block risk severity` of questions, open unless a state follows, one line each; which of them are folded. */
function check(lines: readonly string[], folded: readonly string[]): void {
  const questions = lines.map((text, at) => {
    const [group = '', risk = '', severity = '', state = 'open'] = text.split(' ');
    const [rule = ''] = group.split('@');
    return {
      rule,
      group,
      risk,
      severity: Number(severity),
      startLine: at + 1,
      state,
      shown: true,
    } as unknown as Question;
  });
  assert.deepEqual([...overBudget(questions)].sort(), [...folded].sort());
}

describe('The budget of questions', () => {
  it('leaves five to a block, the riskiest first, and never cuts the gravest for the block’s sake', () => {
    check(
      ['a@x low 4', 'b@x medium 6', 'c@x medium 6', 'd@x high 8', 'e@x high 8', 'f@x high 8', 'g@x high 9', 'h@x high 10'],
      ['a@x'],
    );
    check(['a@x high 8', 'b@x high 8', 'c@x high 8', 'd@x high 8', 'e@x high 8', 'a@y high 8'], []);
  });

  it('leaves ten to a file: each kind of question once before any is shown again', () => {
    const repeated = ['r@1', 'r@2', 'r@3', 'r@4', 'r@5', 'r@6', 'r@7', 'r@8', 'r@9', 'r@10', 'r@11'].map(
      (group) => `${group} high 9`,
    );
    check(repeated, ['r@11']);
    check([...repeated, 's@12 low 4', 't@13 medium 6'], ['r@9', 'r@10', 'r@11']);
  });

  it('counts only what is waiting for an answer', () => {
    const rest = ['b', 'c', 'd', 'e', 'f'].map((rule) => `${rule}@x high 8`);
    check(['a@x high 8', ...rest], ['f@x']);
    check(['a@x high 8 answered', ...rest], []);
    check(['a@x high 8 stale', ...rest], ['f@x']);
  });
});
