/** A document that is open: its live model, its analyser, and phase one of its newest text. */
import type { Disposable } from '#base/disposable';
import type { TextEdit } from '#base/span';
import { createFileModel, type LiveModel } from '#code/live-model';
import type { Rule } from '#rules/rule';
import { languageOf } from '#syntax/language';
import type { SyntaxParser } from '#syntax/parser';
import { type AnalysedFile, toAnalysedFile } from './analysed-file';
import { createFileAnalyser, type FileAnalyser } from './file-analyser';
import type { ProjectIndex } from './project-index';
import { checkText, unsupported } from './source-text';

export interface OpenFileContext {
  readonly parser: SyntaxParser;
  readonly index: ProjectIndex;
  readonly rules: () => readonly Rule[];
  readonly onFailure: (rule: string, cause: unknown) => void;
}

export class OpenFile implements Disposable {
  readonly path: string;
  text: string;
  version: number;
  /** Reviewed with scope `all` while it is open. */
  isReviewedAnyway = false;
  readonly #context: OpenFileContext;
  #live: LiveModel | undefined;
  #analyser: FileAnalyser | undefined;
  #analysed: AnalysedFile | undefined;
  #problem: string | undefined;
  #isLoading: Promise<void> | undefined;

  constructor(context: OpenFileContext, path: string, text: string, version: number) {
    this.#context = context;
    this.path = path;
    this.text = text;
    this.version = version;
  }

  /** Why it has no model, as a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }
  get analyser(): FileAnalyser | undefined {
    return this.#analyser;
  }

  /** Phase one of the newest text; `undefined` with `problem` when there is none. */
  async analysed(): Promise<AnalysedFile | undefined> {
    if (this.#live === undefined) {
      this.#isLoading ??= this.#load();
      await this.#isLoading;
    }
    if (this.#analyser === undefined) return undefined;
    this.#analysed ??= toAnalysedFile(this.path, this.#analyser);
    return this.#analysed;
  }

  /** Follows an edit. Cheap: only the items it touched are read again. */
  edit(edits: readonly TextEdit[], textAfter: string, version: number): void {
    this.text = textAfter;
    this.version = version;
    const live = this.#live;
    // While the first model is made, the text alone is kept: `#load` notices that it is not the newest.
    if (live === undefined) {
      if (this.#problem !== undefined) this.#isLoading = undefined;
      return;
    }
    this.#analysed = undefined;
    try {
      const change = live.edit(edits, textAfter);
      if (change !== undefined) this.#analyser?.update(change.model, change.changed, change.removed);
    } catch (cause) {
      // A model that lost its thread is made anew from the text: slower once, and right.
      this.#context.onFailure('the incremental model', cause);
      this.dispose();
      this.#isLoading = undefined;
    }
  }

  /** Imports or rules changed: everything runs again. */
  refresh(): void {
    this.#analysed = undefined;
    if (this.#live === undefined) return;
    this.#analyser = this.#analyse(this.#live);
  }

  dispose(): void {
    this.#live?.dispose();
    this.#live = undefined;
    this.#analyser = undefined;
  }

  async #load(): Promise<void> {
    const { parser, index } = this.#context;
    const language = languageOf(this.path);
    const { text } = this;
    const checked = language === undefined ? undefined : checkText(language, text);
    if (checked === undefined || !checked.ok) {
      this.#problem = checked === undefined ? unsupported(this.path) : checked.problem;
      return;
    }
    const live = await createFileModel(parser, checked.language, text);
    if (live === undefined) {
      this.#problem = 'Not reviewed: parsing it took too long.';
      return;
    }
    await index.visitImports(this.path, live.model);
    this.#problem = undefined;
    this.#live = live;
    if (this.text !== text) live.edit([{ start: 0, end: text.length, text: this.text }], this.text);
    this.#analyser = this.#analyse(live);
  }

  #analyse(live: LiveModel): FileAnalyser {
    const { index, rules, onFailure } = this.#context;
    return createFileAnalyser({ ...index.viewOf(this.path), rules: rules(), onFailure }, live.model);
  }
}
