/** Opens a root for an editor and keeps the reviews of its open documents current. */
import { Emitter } from '#base/event';
import type { Host } from '#host/ports';
import { isProjectFile } from '#project/create-project';
import type { LiveEdit } from '#provenance/live/live-edit';
import { createProvenance, type Provenance } from '#provenance/provenance';
import type { FileReview, RuleInfo } from '#review/file-review';
import { createRecordFinder, type RecordFinder } from '#review/record-finder';
import { createRecordStore, type RecordStore } from '#review/record-store';
import { RULES } from '#rules/registry.generated';
import type { Rule } from '#rules/rule';
import { languageOf } from '#syntax/language';
import { findAnsweredCode } from './answered-code';
import { type AnswerTarget, answerIn, takeBackIn } from './answering';
import type { AnswerRequest, Engine, EngineSettings } from './api';
import { compose, emptyReview } from './compose';
import { OpenFile } from './open-file';
import { type EngineParts, openParts } from './open-parts';
import { toDay } from './today';

/** Edits come in bursts: a review is made when they pause for so long (ms). */
const PAUSE = 150;

export async function openEngine(host: Host, settings: EngineSettings): Promise<Engine> {
  return new WorkspaceEngine(host, await openParts(host), settings);
}

class WorkspaceEngine implements Engine {
  readonly rules: readonly RuleInfo[] = RULES;
  readonly #host: Host;
  readonly #parts: EngineParts;
  readonly #provenance: Provenance;
  readonly #open = new Map<string, OpenFile>();
  readonly #latest = new Map<string, FileReview>();
  readonly #pending = new Map<string, Promise<FileReview>>();
  readonly #wanted = new Set<string>();
  readonly #changed: Emitter<string>;
  readonly onDidChangeReview;
  #settings: EngineSettings;
  #activeRules: readonly Rule[] = RULES;
  #records: RecordStore;
  #finder: RecordFinder;
  /** Until every source was read, what other files say is not known, and no question rests on it. */
  #isIndexed = false;
  #reading: Promise<void> | undefined;
  #isDisposed = false;

  constructor(host: Host, parts: EngineParts, settings: EngineSettings) {
    this.#host = host;
    this.#parts = parts;
    this.#provenance = createProvenance(host);
    this.#changed = new Emitter<string>((cause) => host.log.error('A listener of a review failed.', cause));
    this.onDidChangeReview = this.#changed.event;
    this.#settings = settings;
    this.#records = this.#openRecords();
    this.#finder = createRecordFinder(this.#records, host.files);
    this.configure(settings);
  }

  configure(settings: EngineSettings): void {
    this.#settings = settings;
    this.#activeRules = this.#parts.policy.rules.filter(({ id }) => settings.rules[id] !== 'off');
    this.#records = this.#openRecords();
    this.#finder = createRecordFinder(this.#records, this.#host.files);
    this.#refreshOpen(true);
  }

  open(path: string, text: string, version: number): void {
    this.#open.get(path)?.dispose();
    const context = {
      parser: this.#parts.parser,
      index: this.#parts.index,
      rules: () => this.#activeRules,
      onFailure: (rule: string, cause: unknown) => this.#host.log.error(`The rule ${rule} failed in ${path}.`, cause),
    };
    this.#open.set(path, new OpenFile(context, path, text, version));
    this.#provenance.open(path, text);
    // The project is read when the first of its files is opened: a window without one costs nothing.
    this.#reading ??= this.#readProject();
    this.#schedule(path, 0);
  }

  edit(path: string, edit: LiveEdit, textAfter: string, version: number): void {
    const file = this.#open.get(path);
    if (file === undefined) return;
    this.#provenance.edit(path, edit, textAfter);
    file.edit(edit.edits, textAfter, version);
    this.#schedule(path, PAUSE);
  }

  close(path: string): void {
    this.#open.get(path)?.dispose();
    this.#open.delete(path);
    this.#latest.delete(path);
    this.#provenance.close(path);
    // What was typed and not saved is gone: the summary comes from the disk again.
    this.#parts.index.forget(path);
    void this.#guard(this.#parts.index.visit([path]));
  }

  latest(path: string): FileReview | undefined {
    return this.#latest.get(path);
  }

  async review(path: string): Promise<FileReview> {
    const file = this.#open.get(path);
    if (file !== undefined) return this.#refresh(path);
    this.#reading ??= this.#readProject();
    await this.#reading;
    const text = await this.#host.files.read(path);
    const closed = this.#closed(path, text.ok ? text.text : '', this.#activeRules);
    try {
      return text.ok ? await this.#make(closed) : emptyReview(path, 0, this.#settings.scope, [`Not reviewed: ${text.why}.`]);
    } finally {
      closed.dispose();
    }
  }

  reviewAnyway(path: string): void {
    const file = this.#open.get(path);
    if (file === undefined) return;
    file.isReviewedAnyway = true;
    this.#schedule(path, 0);
  }

  async inserted(): Promise<readonly string[]> {
    const paths = await this.#provenance.insertedPaths();
    return paths.filter((path) => languageOf(path) !== undefined);
  }

  async answer(request: AnswerRequest): Promise<void> {
    await answerIn(await this.#answerTarget(request.path), request);
    await this.#refresh(request.path);
  }

  async takeBack(path: string, group: string, by: string): Promise<void> {
    await takeBackIn(await this.#answerTarget(path), group, by);
    await this.#refresh(path);
  }

  async answeredCode(path: string, group: string): Promise<string | undefined> {
    const analysed = await this.#open.get(path)?.analysed();
    if (analysed === undefined) return undefined;
    const { record } = await this.#finder.find(path, () => analysed.blocks);
    const open = (text: string): OpenFile => this.#closed(path, text, []);
    return findAnsweredCode({ path, analysed, record, git: this.#host.git, open }, group);
  }

  async mark(path: string, startLine: number, endLine: number, as: 'ai' | 'human', by: string): Promise<void> {
    const file = this.#open.get(path);
    if (file === undefined) throw new Error('Open the file first, then mark the lines.');
    await this.#provenance.mark(path, file.text, { startLine, endLine }, as, by);
    await this.#refresh(path);
  }

  invalidate(paths?: readonly string[]): void {
    void this.#guard(this.#reread(paths));
  }

  dispose(): void {
    this.#isDisposed = true;
    // What was seen of edits in the last moments is written; nobody can wait for it here.
    void this.#guard(this.#provenance.flush());
    for (const file of this.#open.values()) file.dispose();
    this.#open.clear();
    this.#changed.dispose();
    this.#parts.parser.dispose();
  }

  async #reread(paths: readonly string[] | undefined): Promise<void> {
    this.#provenance.invalidate();
    this.#finder = createRecordFinder(this.#records, this.#host.files);
    await this.#parts.decisions.load();
    if (await this.#parts.policy.reread(this.#reading !== undefined)) this.configure(this.#settings);
    const known = new Set(this.#parts.index.sources);
    if (paths === undefined || paths.some((path) => isProjectFile(path) || !known.has(path))) await this.#parts.index.reload();
    const closed = (paths ?? []).filter((path) => !this.#open.has(path));
    for (const path of closed) this.#parts.index.forget(path);
    await this.#parts.index.visit(closed.filter((path) => this.#parts.index.sources.includes(path)));
    this.#refreshOpen(true);
  }

  async #readProject(): Promise<void> {
    await this.#guard(this.#parts.index.visit(this.#parts.index.sources));
    this.#isIndexed = true;
    this.#refreshOpen(false);
  }

  /** A text of a file that nobody edits. */
  #closed(path: string, text: string, rules: readonly Rule[]): OpenFile {
    return new OpenFile(
      { parser: this.#parts.parser, index: this.#parts.index, rules: () => rules, onFailure: () => {} },
      path,
      text,
      0,
    );
  }

  #openRecords(): RecordStore {
    const { records, recordsPrefix: prefix, state } = this.#host;
    return createRecordStore({ records, prefix, state, storage: this.#settings.storage });
  }

  #refreshOpen(isDeep: boolean): void {
    for (const [path, file] of this.#open) {
      if (isDeep) file.refresh();
      this.#schedule(path, 0);
    }
  }

  /** Makes a review after a pause; calls in between move nothing, since the newest text is read when it is made. */
  #schedule(path: string, pause: number): void {
    if (this.#wanted.has(path)) return;
    this.#wanted.add(path);
    void this.#host.clock.sleep(pause).then(() => {
      this.#wanted.delete(path);
      if (!this.#isDisposed && this.#open.has(path)) void this.#guard(this.#refresh(path));
    });
  }

  /** The review of the newest text. One at a time for each file; who asks meanwhile gets the next one. */
  #refresh(path: string): Promise<FileReview> {
    const running = this.#pending.get(path);
    const next = (running?.catch(() => {}) ?? Promise.resolve()).then(async () => {
      const file = this.#open.get(path);
      if (file === undefined) return emptyReview(path, 0, this.#settings.scope, []);
      const review = await this.#make(file);
      if (this.#isDisposed || this.#open.get(path) !== file) return review;
      // Importers see what this document exports now.
      if (file.analyser !== undefined && this.#parts.index.put(file.analyser.analysis)) this.#refreshOthers(path);
      this.#latest.set(path, review);
      this.#changed.fire(path);
      return review;
    });
    this.#pending.set(path, next);
    void next.finally(() => this.#pending.get(path) === next && this.#pending.delete(path)).catch(() => {});
    return next;
  }

  #refreshOthers(path: string): void {
    for (const [other, file] of this.#open) {
      if (other === path) continue;
      file.refresh();
      this.#schedule(other, PAUSE);
    }
  }

  async #make(file: OpenFile): Promise<FileReview> {
    const { path, version, text } = file;
    const scope = file.isReviewedAnyway ? 'all' : this.#settings.scope;
    const [analysed, provenance] = await Promise.all([file.analysed(), this.#provenance.of(path, text)]);
    if (analysed === undefined)
      return emptyReview(path, version, scope, file.problem === undefined ? [] : [file.problem], provenance);
    const { record, problem } = await this.#finder.find(path, () => analysed.blocks);
    const review = compose({
      file: analysed,
      version,
      settle: (condition) =>
        this.#isIndexed ? this.#parts.index.settle(path, condition) : { kind: 'unknown', why: 'the project is still being read' },
      provenance,
      scope,
      record,
      decisions: this.#parts.decisions.decisionsFor(path, analysed.comments),
      isPartial: !this.#isIndexed,
      policy: this.#parts.policy.policy,
      folded: await this.#finder.folded(),
      problems: [...(problem === undefined ? [] : [problem]), ...this.#parts.policy.problems.slice(0, 1)],
      today: toDay(this.#host.clock.now()),
    });
    return this.#parts.index.withProblems(review);
  }

  async #answerTarget(path: string): Promise<AnswerTarget> {
    const { isTrusted, recordsPrefix: prefix, clock } = this.#host;
    if (!isTrusted) throw new Error('This folder is in restricted mode. Trust it, then answers can be kept.');
    const analysed = await this.#open.get(path)?.analysed();
    const review = this.#latest.get(path);
    if (analysed === undefined || review === undefined) throw new Error('Open the file first, then answer.');
    const settle = this.#parts.index.settle.bind(this.#parts.index, path);
    return { path, analysed, review, settle, finder: this.#finder, records: this.#records, prefix, today: toDay(clock.now()) };
  }

  async #guard(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (cause) {
      this.#host.log.error('Part of the review is off.', cause);
    }
  }
}
