/** The effect a call has by itself, whoever makes it. */
import type { Call } from '#code/model';
import type { Analysis } from './analysis';
import type { Sketch } from './effect-sketch';
import { serviceEffect } from './service-effects';
import { sqlEffect } from './sql-effects';
import { storeEffect } from './store-effects';
import { shapedEffect } from './store-shapes';
import { commitEffect } from './unit-of-work';

const remembered = new WeakMap<Analysis, WeakMap<Call, Sketch | 'none'>>();

export function sketchOf(analysis: Analysis, call: Call): Sketch | undefined {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new WeakMap();
    remembered.set(analysis, ofFile);
  }
  let known = ofFile.get(call);
  if (known === undefined) {
    known =
      serviceEffect(analysis, call) ??
      sqlEffect(analysis, call) ??
      storeEffect(analysis, call) ??
      shapedEffect(analysis, call) ??
      commitEffect(analysis, call) ??
      'none';
    ofFile.set(call, known);
  }
  return known === 'none' ? undefined : known;
}
