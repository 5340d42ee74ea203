/** Where a fact was seen, as a location that outlives the analysis. */
import type { Location } from '#base/span';
import type { Place } from '#code/model';
import type { Where } from './fact';

export function locationOf(analysis: { readonly locationOf: (place: Place) => Location }, where: Where): Location {
  return 'item' in where ? analysis.locationOf(where) : where;
}
