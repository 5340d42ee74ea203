/** The SQL driver a handle comes from; the two languages have packages of one name. */
import { JAVASCRIPT_SQL_DRIVERS, PYTHON_SQL_DRIVERS, type SqlDriver } from '#libraries/sql';
import type { Analysis } from '../analysis';
import type { Origin } from '../origin';

export function driverOf(analysis: Analysis, handle: Origin): SqlDriver | undefined {
  if (handle.kind !== 'package') return undefined;
  const drivers = analysis.model.language === 'python' ? PYTHON_SQL_DRIVERS : JAVASCRIPT_SQL_DRIVERS;
  return drivers.find((driver) => driver.packages.includes(handle.package));
}
