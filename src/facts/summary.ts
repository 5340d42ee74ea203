/**
 * The export summary of a file: what other files need to know of it, content-hashed, plain data, small. Built together with
 * the file's facts; importers read it directly, the project folds all of them (`project/fold.ts`).
 */
import type { Location } from '#base/span';
import type { Operation } from '#libraries/stores';
import type { Trait } from './condition';

/** What an export does, each with the place that shows it. */
export type Traits = Partial<Readonly<Record<Trait, { readonly at: Location; readonly what: string }>>>;

export interface ExportSummary {
  readonly name: string;
  readonly at: Location;
  /**
   * What the exported value is, when it comes from a package: `knex:()`, `axios:create()`, so that `db('x').insert()` in an
   * importer resolves as if it had been written there. `module` may again be a project file (re-export).
   */
  readonly origin?: { readonly package?: string; readonly module?: string; readonly path: readonly string[] } | undefined;
  readonly kind: 'function' | 'class' | 'value';
  readonly traits: Traits;
  /** Effects the function (or a method, by `methods`) has when called: so a helper's insert counts in its caller. */
  readonly effects: readonly EffectSummary[];
  /** Of a class (or an object of functions, or the object a factory returns): its methods by name. */
  readonly methods: Readonly<
    Record<
      string,
      {
        readonly traits: Traits;
        readonly effects: readonly EffectSummary[];
        readonly returns?: ReturnSummary | undefined;
        readonly async?: AsyncSummary | undefined;
      }
    >
  >;
  /** Declared types of a class's fields and what a function returns, where known: `{package|module, path}` as for `origin`. */
  readonly fields: Readonly<Record<string, ReturnSummary>>;
  readonly returns?: ReturnSummary | undefined;
  readonly async?: AsyncSummary | undefined;
  /** Calls the function makes that could not be resolved: what is not seen in it is then unknown, not no. */
  readonly isOpaque: boolean;
}

/** Of a function that gives a promise or a coroutine. */
export interface AsyncSummary {
  /** It catches what fails in it, and does not reject. */
  readonly caught?: { readonly at: Location; readonly what: string };
  /** What fails in it is caught in it, or told before it is raised again. */
  readonly told?: { readonly at: Location; readonly what: string };
}

export interface ReturnSummary {
  readonly package?: string;
  /** A project file, as a path from the facts root with a leading `/`. */
  readonly module?: string;
  readonly path: readonly string[];
  /** Of a function: it gives back what it is given at this position; there is neither package nor module then. */
  readonly argument?: number;
  /** What is known of the value: a client made with a deadline. */
  readonly traits?: Traits;
}

export interface EffectSummary {
  readonly kind: EffectKind;
  /** Table, model, topic, host; '' when not known. */
  readonly entity: string;
  readonly operation: Operation;
  readonly at: Location;
  /** How a sentence names it: `orders.insert`. */
  readonly label: string;
  /** Effects of one store share it: `prisma`, `sql`; for other kinds the library or host. */
  readonly store: string;
  /** The effect is safe to repeat as written (upsert, on conflict, key passed on), and why or why not. */
  readonly isRepeatable: boolean;
  readonly why: string;
  /** `own`: in a transaction of the function itself; `handed-in`: in whatever its caller runs it in. */
  readonly transaction: 'own' | 'handed-in' | 'none' | 'unknown';
  /** Where an own transaction begins or commits: effects of one function that share it commit together. */
  readonly unit?: Location;
  readonly isDeferred: boolean;
  /** Helpers between the function and the effect. */
  readonly depth: number;
  /** What undoes or repairs it where the function stops halfway: an undoing step, an outbox, steps that can be repeated. */
  readonly settled?: string;
  /** What keeps a second run from it: a state that is checked or claimed, a row looked up under a lock. */
  readonly once?: { readonly at: Location; readonly what: string };
  /** What little rests on: what is old is removed and will be the next time; a counter or "last seen" moves on; a code runs out by itself. */
  readonly part?: 'tidying' | 'tally' | 'counter' | 'one-time';
  /** Of a read: the columns by which rows are selected, where all are known. */
  readonly selects?: readonly string[];
  /** Of a read: the function throws where there is such a row. */
  readonly isRefused?: true;
  /** Of a write that makes a row: what is looked up before, whose being there ends the way. */
  readonly looked?: {
    readonly label: string;
    readonly columns: readonly string[];
    readonly at: Location;
    /** What its being there ends: only the making of the row, the function, or with a failure its caller too. */
    readonly ends: 'step' | 'function' | 'caller';
  };
  /** The position of the argument that is the handle it is written with. */
  readonly handleArgument?: number;
  /** Of a write: the position of the argument that is written whole, with every field the caller put into it. */
  readonly wholeArgument?: number;
  readonly confidence: 'high' | 'medium';
}

/** `store-*`: databases. `charge` payments, `send` mail/SMS/push, `publish` queues and topics, `remote-*` HTTP that reads or may change something. */
export type EffectKind =
  | 'store-read'
  | 'store-write'
  | 'remote-read'
  | 'remote-write'
  | 'publish'
  | 'send'
  | 'charge'
  | 'cache-write'
  | 'object-write'
  | 'file-write'
  | 'model-call'
  | 'process';

export interface FileSummary {
  readonly path: string;
  /** Of the text (hex): a reader is redone when it changes. */
  readonly hash: string;
  readonly exports: readonly ExportSummary[];
  /** `app.use('/api', guard, router)`, `include_router(r, dependencies=[…])`, `scope.register(routes)`, `path('x', view)`: what is hung where, behind what. */
  readonly mounts: readonly {
    /**
     * The mounted thing: an import of this file (module as written or `/path`, name as exported there) or a local export.
     * Members are dotted (`ordersController.create`). The name `*` is everything the module exports; without a module it
     * stands for a loader (a glob, a folder read at start) that may mount anything.
     */
    readonly target: { readonly module?: string; readonly name: string };
    /** Name of the thing it is mounted on, when that is itself mounted elsewhere (transitive guards). */
    readonly on: { readonly module?: string; readonly name: string } | undefined;
    readonly traits: Traits;
    readonly entry?: { readonly role: EntryRole; readonly verb: string; readonly path: string };
    readonly at: Location;
  }[];
  /** Said for the whole application: global guards, error handlers, instrumentation, settings. */
  readonly app: Traits;
  /** Unique constraints of entities declared here. `isPrimary` for primary keys. */
  readonly constraints: readonly {
    readonly entity: string;
    readonly columns: readonly string[];
    readonly isPrimary: boolean;
    readonly at: Location;
  }[];
  /** Entry points and functions that undo something: cancel/refund/delete/soft delete/status change, by entity. */
  readonly undoes: readonly { readonly entity: string; readonly what: string; readonly at: Location }[];
  /** Project modules it imports, as written and as resolved. */
  readonly imports: readonly { readonly module: string; readonly path: string | undefined }[];
  /** Packages it imports, once each. */
  readonly packages: readonly { readonly name: string; readonly at: Location }[];
}

export type EntryRole = 'route' | 'webhook' | 'consumer' | 'job' | 'command';
