/**
 * One file under analysis: what facts and rules are given. Everything here is pure and memoised; looking a module-level
 * name up records the dependency of the item that asked, so an edit re-runs only the items it can concern.
 */

import type { Location } from '#base/span';
import type { Call, Expression, FileModel, FunctionNode, Item, Node, Place } from '#code/model';
import type { Trait } from './condition';
import type { Origin } from './origin';
import type { ItemTest } from './origins/file-index';
import type { ExportSummary, FileSummary } from './summary';

/** `test`, `example` and `generated` code raises nothing here; `script` lowers confidence one level. */
export type PathRole = 'source' | 'test' | 'script' | 'migration' | 'example' | 'generated';

/** A fact of the file as a whole. */
export type WholeFact = (analysis: Analysis) => string | boolean;

/** What a name stands for where it is used. */
export type Binding =
  | { readonly kind: 'import'; readonly module: string; readonly imported: string }
  | {
      readonly kind: 'declaration' /** what it is assigned from; undefined when declared without a value */;
      readonly value: Expression | undefined /** path into the value for destructuring: `const {a: [b]} = v` is `['a', '0']` */;
      readonly path: readonly string[];
      readonly node: Node /** assigned once, so the value is known */;
      readonly isConstant: boolean;
    }
  | { readonly kind: 'parameter'; readonly fn: FunctionNode; readonly index: number; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'class'; readonly cls: import('#code/model').ClassNode }
  /** loop variable, with-target, catch binding, comprehension variable */
  | {
      readonly kind: 'bound';
      readonly node: Node;
      readonly source: Expression | undefined;
      readonly path: readonly string[];
      readonly by: 'loop' | 'with' | 'catch' | 'comprehension';
    };

export interface Analysis {
  readonly model: FileModel;
  /** Relative to the facts root, `/`-separated. */
  readonly path: string;
  readonly pathRole: PathRole;

  /** Source text of a node, at most `limit` characters (default 120), white space folded. */
  textOf(node: { readonly start: number; readonly end: number } & Node, limit?: number): string;
  locationOf(place: Place): Location;

  /** Lexical look-up from `from` outwards. */
  bindingOf(name: string, from: Node): Binding | undefined;
  originOf(expression: Expression): Origin;
  /** `printOrigin(originOf(callee))`; the key library tables are asked with. */
  calleeOf(call: Call): string;
  /** The function of this file that the call calls (named function, method of `this`/`self`, local closure), if that is certain. */
  calledFunction(call: Call): FunctionNode | undefined;
  /** The function an expression denotes: an inline one, or a local by name. */
  functionValue(expression: Expression): FunctionNode | undefined;

  /** Summary of an imported project file: the module as written. `undefined` for packages and for what could not be read. */
  imported(module: string): FileSummary | undefined;
  /** The export an origin leads to: of kind `project` by its first step, of kind `package` by the project name it came through. */
  exported(origin: Origin): ExportSummary | undefined;
  /** Name under which this function/class/value is exported from this file, if it is; members are dotted: `OrdersController.create`. */
  exportNameOf(node: FunctionNode | Node): string | undefined;

  /** Module-level statements that mention the name outside of function bodies, file order; records the dependency. */
  mentioning(name: string): readonly Item[];
  /** Items that declare the name at module level, file order. */
  declaring(name: string): readonly Item[];
  /**
   * Notes that what is found of the node rests on more of the file than the names looked up from it: on what its entry
   * points are, or on whatever uses a name, wherever that stands.
   */
  restsOn(node: Node, what: 'entries' | { readonly usesOf: string }): void;
  /** Items that pass a test which the item alone decides, file order. Kept through edits: give the same function each time. */
  itemsWhere(test: ItemTest): readonly Item[];
  /** What is found of an item; kept through edits as long as all that it rests on stays as it is. Give the same function each time. */
  ofItem<T>(item: Item, find: (analysis: Analysis, item: Item) => T): T;
  /** What the file is as a whole. When an edit changes the answer, all of the file is looked at again. */
  asWhole<T extends string | boolean>(fact: (analysis: Analysis) => T): T;
  /** All functions of the file, outermost first, pseudo functions of items excluded. */
  readonly functions: readonly FunctionNode[];

  /** The package the file belongs to is an application that runs before a person, by what it depends on. */
  readonly clientApp: 'page' | 'desktop' | undefined;

  /** The team's own helpers (`vocabulary:` of the policy): trait → names. */
  readonly vocabulary: Readonly<Partial<Record<Trait, readonly string[]>>>;
}
