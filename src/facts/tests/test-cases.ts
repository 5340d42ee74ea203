/** The tests of an item: what is written as one, with its title and its body. What is skipped is none. */
import type { Call, Expression, FunctionNode, Item, Place } from '#code/model';
import { placeOf } from '#code/model';
import { SMOKE_TITLE, TEST_STARTERS, TEST_VARIANTS } from '#libraries/test-words';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { lastName } from '../origins/full-name';

export interface TestCase {
  /** Its title says that getting to the end is all there is to see. */
  readonly isSmoke: boolean;
  readonly fn: FunctionNode;
  /** The title as it is written, or the function's name. */
  readonly place: Place;
}

export function testCasesOf(analysis: Analysis, item: Item): readonly TestCase[] {
  if (analysis.model.language === 'python') return pythonTests(analysis, item);
  return sitesOf(item).calls.flatMap((call) => calledTest(analysis, call) ?? []);
}

const PYTHON_TEST_FILE = /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests)\.py$/;

function pythonTests(analysis: Analysis, item: Item): readonly TestCase[] {
  if (!PYTHON_TEST_FILE.test(analysis.path)) return [];
  return sitesOf(item).functions.flatMap((fn) => {
    if (!/^test(?:_|$|[A-Z])/.test(fn.name) || fn.decorators.some((each) => /skip|xfail|fixture/i.test(analysis.textOf(each))))
      return [];
    if (
      fn.cls === undefined ? fn.parent.kind !== 'function-declaration' || fn.parent.parent.kind !== 'item' : !isTestClass(fn.cls)
    )
      return [];
    return [{ isSmoke: SMOKE_TITLE.test(fn.name), fn, place: { item, ...fn.nameSpan } }];
  });
}

function isTestClass({ name, bases }: NonNullable<FunctionNode['cls']>): boolean {
  return /^Test|Tests?$/.test(name) || bases.some((base) => /Test(?:Case|s)?$/.test(lastName(base)));
}

/** `it('…', fn)`, `test.only('…', fn)`, `it.each(rows)('…', fn)`, `Deno.test('…', fn)` */
function calledTest(analysis: Analysis, call: Call): TestCase | undefined {
  const title = call.args[0]?.value;
  if (title === undefined || call.args.length < 2 || !isStarter(analysis, call.callee)) return undefined;
  if (title.kind !== 'literal' && title.kind !== 'template') return undefined;
  for (const { value } of call.args.slice(1)) {
    const fn = analysis.functionValue(value);
    if (fn !== undefined) return { isSmoke: SMOKE_TITLE.test(analysis.textOf(title)), fn, place: placeOf(title) };
  }
  return undefined;
}

function isStarter(analysis: Analysis, callee: Expression): boolean {
  let at: Expression = callee;
  for (;;) {
    if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'template' && at.tag !== undefined) at = at.tag;
    else if (at.kind === 'member' && at.object.kind === 'identifier' && at.object.name === 'Deno') return at.property === 'test';
    else if (at.kind === 'member' && TEST_VARIANTS.has(at.property)) at = at.object;
    else break;
  }
  if (at.kind !== 'identifier' || !TEST_STARTERS.has(at.name)) return false;
  const binding = analysis.bindingOf(at.name, at);
  return binding === undefined || binding.kind === 'import' || binding.kind === 'declaration';
}
