/** The SQL driver a handle comes from; the two languages have packages of one name. */

import { SQL_DRIVERS, type SqlDriver } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import type { Origin } from '../origin';

export function driverOf(analysis: Analysis, handle: Origin): SqlDriver | undefined {
  if (handle.kind !== 'package') return undefined;
  return SQL_DRIVERS[familyOf(analysis)].find((driver) => driver.packages.includes(handle.package));
}
