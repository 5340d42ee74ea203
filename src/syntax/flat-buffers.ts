/** The growing, reused arrays behind a flat tree. Readers write nodes in preorder. */

import type { FlatTree } from './flat-tree';

export class FlatBuffers implements FlatTree {
  count = 0;
  kind = new Uint16Array(0);
  field = new Uint8Array(0);
  start = new Int32Array(0);
  end = new Int32Array(0);
  next = new Int32Array(0);
  parent = new Int32Array(0);
  broken = new Uint8Array(0);

  constructor(capacity = 4096) {
    this.#resize(capacity);
  }

  get capacity(): number {
    return this.kind.length;
  }

  grow(): void {
    this.#resize(this.capacity * 2);
  }

  /** Makes the nodes below `count` the whole tree; nothing of earlier trees stays readable as broken. */
  finish(count: number): this {
    if (count < this.count) this.broken.fill(0, count, this.count);
    this.count = count;
    return this;
  }

  #resize(capacity: number): void {
    this.kind = copied(new Uint16Array(capacity), this.kind);
    this.field = copied(new Uint8Array(capacity), this.field);
    this.start = copied(new Int32Array(capacity), this.start);
    this.end = copied(new Int32Array(capacity), this.end);
    this.next = copied(new Int32Array(capacity), this.next);
    this.parent = copied(new Int32Array(capacity), this.parent);
    this.broken = copied(new Uint8Array(capacity), this.broken);
  }
}

function copied<T extends Uint8Array | Uint16Array | Int32Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
