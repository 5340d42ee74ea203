/** What is known, across files, of the function a call or a value leads to. */
import type { Call, Expression } from '#code/model';
import type { Analysis } from '../analysis';
import type { Origin } from '../origin';
import { own, reachExport } from '../origins/project-origins';
import type { AsyncSummary, EffectSummary, ExportSummary, Traits } from '../summary';

export interface CalledSummary {
  readonly traits: Traits;
  readonly effects: readonly EffectSummary[];
  readonly async?: AsyncSummary | undefined;
  /** What is not seen in it is unknown, not no. */
  readonly isOpaque: boolean;
}

/** Of a function or method of another project file; `undefined` when it is none or its file was not read. */
export function calledSummary(analysis: Analysis, call: Call): CalledSummary | undefined {
  return summaryBehind(analysis, analysis.originOf(call.callee));
}

/** The same for an expression that names the function, as a guard in a chain does. A package's value exported by a project file has traits only. */
export function valueSummary(analysis: Analysis, value: Expression): CalledSummary | undefined {
  return summaryBehind(analysis, analysis.originOf(value));
}

export function summaryBehind(analysis: Pick<Analysis, 'imported'>, origin: Origin): CalledSummary | undefined {
  if (origin.kind === 'package')
    return origin.through?.module === undefined ? undefined : { traits: origin.through.traits, effects: [], isOpaque: false };
  if (origin.kind !== 'project') return undefined;
  const reached = reachExport(analysis.imported, origin.module, origin.path);
  if (reached === undefined) return undefined;
  const { summary, rest } = reached;
  const [first, second] = rest;
  if (first === undefined) return summary;
  // What the method gives, and what is called on that, is another thing.
  if (rest.length > (first === '()' ? 2 : 1)) return undefined;
  const member = first === '()' ? second : first;
  if (member === undefined) return summary.kind === 'class' ? summary : undefined;
  const method = own(summary.methods, member);
  return method && calledMethod(method, summary);
}

/** What the method does is not looked at here: it may be found only when it is read. */
function calledMethod(method: ExportSummary['methods'][string], whole: ExportSummary): CalledSummary {
  return {
    get traits() {
      return method.traits;
    },
    get effects() {
      return method.effects;
    },
    get async() {
      return method.async;
    },
    get isOpaque() {
      return whole.isOpaque;
    },
  };
}
