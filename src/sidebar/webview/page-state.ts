/** What the reader has done on the page and would not want to lose: what is unfolded, and answers half written. */

export interface Draft {
  readonly answer?: string;
  readonly note: string;
}

/** What `acquireVsCodeApi()` gives, as far as it is used. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

const MOST_DRAFTS = 50;

export class PageState {
  readonly #api: VsCodeApi;
  readonly #toggled = new Map<string, boolean>();
  readonly #drafts = new Map<string, Draft>();
  readonly #refusals = new Map<string, string>();

  constructor(api: VsCodeApi) {
    this.#api = api;
    const kept = api.getState() as { readonly toggled?: unknown; readonly drafts?: unknown } | undefined;
    for (const [key, value] of entriesOf(kept?.toggled)) if (typeof value === 'boolean') this.#toggled.set(key, value);
    for (const [key, value] of entriesOf(kept?.drafts)) {
      const { answer, note } = (value ?? {}) as { readonly answer?: unknown; readonly note?: unknown };
      if (typeof note === 'string') this.#drafts.set(key, { note, ...(typeof answer === 'string' ? { answer } : {}) });
    }
  }

  /** Keys are of one file: `scope` is its path. */
  isOpen(scope: string, key: string, otherwise = false): boolean {
    return this.#toggled.get(`${scope} ${key}`) ?? otherwise;
  }

  setOpen(scope: string, key: string, isOpen: boolean): void {
    this.#toggled.set(`${scope} ${key}`, isOpen);
    this.#keep();
  }

  draft(scope: string, group: string): Draft | undefined {
    return this.#drafts.get(`${scope} ${group}`);
  }

  setDraft(scope: string, group: string, draft: Draft | undefined): void {
    const key = `${scope} ${group}`;
    this.#drafts.delete(key);
    this.#refusals.delete(key);
    if (draft !== undefined) this.#drafts.set(key, draft);
    this.#keep();
  }

  refusal(scope: string, group: string): string | undefined {
    return this.#refusals.get(`${scope} ${group}`);
  }

  refuse(scope: string, group: string, why: string): void {
    this.#refusals.set(`${scope} ${group}`, why);
  }

  forgetRefusals(): void {
    this.#refusals.clear();
  }

  #keep(): void {
    this.#api.setState({
      toggled: Object.fromEntries([...this.#toggled].slice(-10 * MOST_DRAFTS)),
      drafts: Object.fromEntries([...this.#drafts].slice(-MOST_DRAFTS)),
    });
  }
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
