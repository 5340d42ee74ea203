/** One face of the review in the editor. Each can fail without taking the others along. */
import type { Disposable } from '#base/disposable';
import type { Desk } from '../desk';

export interface Feature {
  readonly name: string;
  register(desk: Desk): Disposable;
}
