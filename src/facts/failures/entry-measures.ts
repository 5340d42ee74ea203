/** Whether an entry point is measured: by itself, by what stands before it, by the class it belongs to, by its application. */

import { placeOf } from '#code/model';
import { signalOf } from '#libraries/metrics';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import type { EntryPoint } from '../entry-point';
import { depends, type Fact, yes } from '../fact';
import { importStatements } from '../runners/imports';
import { linkMeasures } from './instrumentation';
import { measuresIn } from './measures';

export function measuredBy(analysis: Analysis, entry: EntryPoint): Fact {
  const own = measuresIn(analysis, entry.handler);
  if (own !== undefined) return yes(own.where, own.what);
  for (const { expression } of entry.chain) {
    const link = linkMeasures(analysis, expression);
    if (link !== undefined) return yes(link.where, link.what);
  }
  const decorated = entry.handler.cls?.decorators
    .map((decorator) => linkMeasures(analysis, decorator))
    .find((each) => each !== undefined);
  if (decorated !== undefined) return yes(decorated.where, decorated.what);
  const on: Condition[] = (['measures', 'traces'] as const).flatMap((trait): Condition[] => [
    { kind: 'app', trait },
    ...(entry.exportedAs === undefined ? [] : [{ kind: 'mounted', name: entry.exportedAs, trait } as const]),
  ]);
  return depends(on, 'the handler', 'what runs before it', 'the application');
}

/** Where this file imports a metrics or tracing library: it knows how to measure. */
export function metricsInUse(analysis: Analysis): Fact | undefined {
  for (const statement of importStatements(analysis)) {
    if (statement.typeOnly) continue;
    const imported = analysis.imported(statement.module);
    if (imported === undefined && signalOf(statement.module) !== undefined) return yes(placeOf(statement), statement.module);
    for (const { imported: name } of statement.names) {
      const exported = imported?.exports.find((each) => each.name === name);
      const shown =
        exported?.origin?.package !== undefined && signalOf(exported.origin.package) === 'measures'
          ? exported.at
          : exported?.traits.measures?.at;
      if (shown !== undefined) return yes(shown, `${name} of ${statement.module}`);
    }
  }
  return undefined;
}
