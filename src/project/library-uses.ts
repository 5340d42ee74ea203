/** What a declared dependency or an imported package is there for, by the library tables. */
import type { LibraryUse } from '#facts/project-facts';
import { isErrorTracker } from '#libraries/error-tracking';
import { FLAG_PACKAGES } from '#libraries/flags';
import { APP_INSTRUMENTATION, signalOf } from '#libraries/metrics';

/** Java's frameworks measure routes themselves where one of these is there: that one is used says nothing of what is not. */
const MEASURED_BY_FRAMEWORK = /^(?:io\.micrometer|io\.prometheus|com\.codahale|io\.opentelemetry|org\.eclipse\.microprofile)\./;

/** Python distributions are named otherwise than their modules: `opentelemetry-api` is `opentelemetry`. */
export function usesOf(name: string): readonly LibraryUse[] {
  if (MEASURED_BY_FRAMEWORK.test(name)) return [];
  const module = name.replaceAll('-', '_');
  const names = name.startsWith('@') || module === name ? [name] : [name, module, module.split('_')[0] ?? module];
  const uses = new Set<LibraryUse>();
  for (const each of names) {
    const signal = signalOf(each) ?? (Object.hasOwn(APP_INSTRUMENTATION, each) ? APP_INSTRUMENTATION[each] : undefined);
    if (signal === 'measures') uses.add('metrics');
    if (signal === 'traces') uses.add('tracing');
    if (FLAG_PACKAGES.has(each)) uses.add('flags');
    if (isErrorTracker(each)) uses.add('error-tracking');
  }
  return [...uses];
}
