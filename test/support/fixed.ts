/** Applies the first fix of the first question a rule asks, and reads the result again: a fix leaves no broken code. */
import assert from 'node:assert/strict';
import { applyEdits } from '../../src/base/text-edit';
import type { Rule } from '../../src/rules/rule';
import { analyseFiles, splitFiles } from './analyse';

export interface Fixed {
  readonly title: string;
  readonly text: string;
}

/** `undefined` when the first question has no fix. The file is `service.<extension>`; others may stand beside it as in `splitFiles`. */
export async function firstFix(rule: Rule, code: string, path = 'service.ts'): Promise<Fixed | undefined> {
  const project = await analyseFiles(splitFiles(code, path));
  const analysis = project.analysisOf(path);
  for (const item of analysis.model.items)
    for (const outcome of rule.check({ analysis, item })) {
      if (outcome.kind !== 'ask' || outcome.rowOnly === true) continue;
      const [fix] = outcome.fixes;
      if (fix === undefined) return undefined;
      const { base } = fix.at.item;
      const text = applyEdits(
        analysis.model.text,
        fix.edits.map((edit) => ({ ...edit, start: base + edit.start, end: base + edit.end })),
      );
      const after = (await analyseFiles({ [path]: text })).analysisOf(path);
      assert.deepEqual(
        after.model.items.filter((each) => each.isBroken),
        [],
        `the fix leaves code that does not parse:\n${text}`,
      );
      return { title: fix.title, text };
    }
  return undefined;
}
