export interface Disposable {
  dispose(): void;
}

/** Owns disposables; what is added after disposal is disposed at once. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #isDisposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const item of this.#items) item.dispose();
    this.#items.clear();
  }
}
