/**
 * Follows an origin through the summaries of project files: an exported client is the package's client, a helper's result is
 * what the helper returns, a field is what its declared type says. What cannot be followed stays an origin of kind `project`.
 */
import type { Call } from '#code/model';
import type { Origin, ParameterSource, Through } from '../origin';
import type { ExportSummary, FileSummary, ReturnSummary } from '../summary';
import { countCalls } from './origin-paths';

export type Summaries = (module: string) => FileSummary | undefined;

/** Re-exports and fields lead through at most this many files. */
const MAX_HOPS = 8;

interface Position {
  readonly module: string;
  readonly path: readonly string[];
  readonly calls: readonly (Call | undefined)[];
  readonly parameter?: ParameterSource;
}

interface Reached {
  readonly summary: ExportSummary;
  readonly module: string;
  /** What comes after the export's name. */
  readonly rest: readonly string[];
}

/** An export by its name, submodules of Python packages and CommonJS values included. */
export function reachExport(summaries: Summaries, module: string, path: readonly string[]): Reached | undefined {
  let at = module;
  for (let from = 0; from <= path.length && from < MAX_HOPS; from++) {
    const name = path[from];
    const rest = path.slice(from + 1);
    const file = summaries(at);
    const named = name === undefined ? undefined : exportNamed(file, name);
    if (named !== undefined) return { summary: named, module: at, rest };
    const whole = exportNamed(file, 'default');
    if (whole !== undefined) return { summary: whole, module: at, rest: path.slice(from) };
    if (name === undefined) return undefined;
    // A default import of a CommonJS file is its namespace; a name that is no export may be a module of the package.
    if (name === 'default') continue;
    const inner = at.endsWith('.') ? at + name : `${at}.${name}`;
    if (summaries(inner) === undefined) return undefined;
    at = inner;
  }
  return undefined;
}

// Summaries are immutable, so the index of one is made once.
const EXPORTS = new WeakMap<FileSummary, ReadonlyMap<string, ExportSummary>>();

export function exportNamed(file: FileSummary | undefined, name: string): ExportSummary | undefined {
  if (file === undefined) return undefined;
  let index = EXPORTS.get(file);
  if (index === undefined) {
    index = new Map(file.exports.map((each) => [each.name, each]));
    EXPORTS.set(file, index);
  }
  return index.get(name);
}

export function hasOnlyDefault(file: FileSummary | undefined): boolean {
  return file?.exports.length === 1 && file.exports[0]?.name === 'default';
}

export function followProject(summaries: Summaries, start: Position): Origin {
  let position: Position = start;
  let first: Reached | undefined;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    // A namespace is the file, not its default export, unless that is all there is (CommonJS).
    if (position.path.length === 0 && !hasOnlyDefault(summaries(position.module))) break;
    const reached = reachExport(summaries, position.module, position.path);
    const next = reached && stepInto(reached);
    if (reached === undefined || next === undefined) break;
    const { value, used } = next;
    // Named by what the asking file itself sees, however many files lie behind.
    first ??= reached;
    const consumed = position.path.length - reached.rest.length + used;
    const path = [...value.path, ...position.path.slice(consumed)];
    const kept = position.calls.slice(countCalls(position.path.slice(0, consumed)));
    const calls = [...new Array<undefined>(countCalls(value.path)).fill(undefined), ...kept];
    const parameter = position.parameter && movedParameter(position.parameter, path.length - position.path.length);
    if (value.package !== undefined) {
      const through: Through = { name: first.summary.name, module: first.module, traits: value.traits ?? {} };
      return { kind: 'package', package: value.package, path, calls, through, ...(parameter && { parameter }) };
    }
    if (value.module === undefined) break;
    position = { module: value.module, path, calls, ...(parameter && { parameter }) };
  }
  return { kind: 'project', ...position };
}

function movedParameter(parameter: ParameterSource, by: number): ParameterSource {
  return { ...parameter, depth: Math.max(0, parameter.depth + by) };
}

/** What the export, its result, a member or a member's result is, and how many steps of the rest that takes up. */
function stepInto({ summary, rest }: Reached): { readonly value: ReturnSummary; readonly used: number } | undefined {
  // What is not needed here is not read: it may not have been found yet.
  const { kind } = summary;
  const isInstance = rest[0] === '()';
  // A factory that returns an object of functions has that object's methods instead of a result.
  const returns = isInstance ? summary.returns : undefined;
  if (returns !== undefined) return { value: returns, used: 1 };
  const at = isInstance && kind !== 'value' ? 1 : 0;
  const member = rest[at] ?? '()';
  const method = own(summary.methods, member);
  if (method !== undefined) return rest[at + 1] === '()' && method.returns ? { value: method.returns, used: at + 2 } : undefined;
  const field = own(summary.fields, member);
  if (field !== undefined) return { value: field, used: at + 1 };
  const { origin } = summary;
  if (origin === undefined) return undefined;
  if (kind !== 'class') return { value: { ...origin, traits: summary.traits }, used: 0 };
  // A member the class does not have is its base's: `Invite.objects` of `django.db.models:Model`.
  if (member === '()') return undefined;
  return { value: { ...origin, traits: summary.traits, path: at === 1 ? [...origin.path, '()'] : origin.path }, used: at };
}

/** Keys come from code that is read: `__proto__` must not find anything. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
