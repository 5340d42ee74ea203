/**
 * What an export does is found when an importer asks for it: most exports are never asked about. Summaries are made of cells,
 * and a cell that was read holds nothing but its value, so that the model of a file goes when all its cells were read.
 */
import type { ExportSummary, FileSummary, ReturnSummary } from '../summary';
import type { CalledSummary } from './called-summary';

/** Found when first read; what it is found from is let go then. */
export type Cell<T> = () => T;

export function lazily<T>(make: () => T): Cell<T> {
  let state: { readonly make: () => T } | { readonly value: T } = { make };
  return () => {
    if ('make' in state) state = { value: state.make() };
    return state.value;
  };
}

type Method = ExportSummary['methods'][string];

// Each of these stands alone, because a getter keeps alive whatever the function it is written in has at hand.

export interface CalledCells {
  readonly traits: Cell<CalledSummary['traits']>;
  readonly effects: Cell<CalledSummary['effects']>;
  readonly async: Cell<CalledSummary['async']>;
  readonly isOpaque: Cell<boolean>;
}

export function lazyCalled({ traits, effects, async, isOpaque }: CalledCells): CalledSummary {
  return {
    get traits() {
      return traits();
    },
    get effects() {
      return effects();
    },
    get async() {
      return async();
    },
    get isOpaque() {
      return isOpaque();
    },
  };
}

export function lazyMethod(
  traits: Cell<Method['traits']>,
  effects: Cell<Method['effects']>,
  returns: Cell<Method['returns']>,
  async: Cell<Method['async']>,
): Method {
  return {
    get traits() {
      return traits();
    },
    get effects() {
      return effects();
    },
    get returns() {
      return returns();
    },
    get async() {
      return async();
    },
  };
}

export interface FunctionCells {
  readonly at: Cell<ExportSummary['at']>;
  readonly called: Cell<CalledSummary>;
  readonly returns: Cell<ReturnSummary | undefined>;
  readonly members: Cell<Partial<Pick<ExportSummary, 'methods' | 'fields'>>>;
}

export function lazyFunction(name: string, { at, called, returns, members }: FunctionCells): ExportSummary {
  return {
    name,
    kind: 'function',
    get at() {
      return at();
    },
    get traits() {
      return called().traits;
    },
    get effects() {
      return called().effects;
    },
    get methods() {
      return members().methods ?? {};
    },
    get fields() {
      return members().fields ?? {};
    },
    get returns() {
      return returns();
    },
    get async() {
      return called().async;
    },
    get isOpaque() {
      return called().isOpaque;
    },
  };
}

/** What stands behind an export that is only called differently. */
const BEHIND = new WeakMap<ExportSummary, Cell<ExportSummary>>();

/** The export under another name. However often it was renamed, one step leads to it. */
export function renamed(name: string, known: ExportSummary): ExportSummary {
  const whole = BEHIND.get(known) ?? (() => known);
  const again = lazyExport(name, whole);
  BEHIND.set(again, whole);
  return again;
}

/** An export with some of its parts replaced; those that are not stay unread. */
export function lazyExport(name: string, whole: Cell<ExportSummary>, other: Partial<Replaced> = {}): ExportSummary {
  const { at, kind, traits, origin, returns } = other;
  return {
    name,
    get at() {
      return at ?? whole().at;
    },
    get kind() {
      return kind ?? whole().kind;
    },
    get traits() {
      return traits === undefined ? whole().traits : traits();
    },
    get effects() {
      return whole().effects;
    },
    get methods() {
      return whole().methods;
    },
    get fields() {
      return whole().fields;
    },
    get origin() {
      return origin === undefined ? whole().origin : origin();
    },
    get returns() {
      return returns === undefined ? whole().returns : returns();
    },
    get async() {
      return whole().async;
    },
    get isOpaque() {
      return whole().isOpaque;
    },
  };
}

interface Replaced {
  readonly at: ExportSummary['at'];
  readonly kind: ExportSummary['kind'];
  readonly traits: Cell<ExportSummary['traits']>;
  readonly origin: Cell<ExportSummary['origin']>;
  readonly returns: Cell<ReturnSummary | undefined>;
}

/** Reads all that was not read so far. Afterwards nothing of the file's model is held. */
export function settle(summary: FileSummary): void {
  for (const each of summary.exports) {
    readAll(each);
    for (const method of Object.values(each.methods)) readAll(method);
  }
}

function readAll(part: object): void {
  // Reading a property of the kind above finds its value.
  Object.values(part);
}
