/** Who runs the code of a file: a person at a page or a terminal, who sees it hang or fail and goes away, or nobody. */
import type { Analysis } from '../analysis';
import { isBrowserCode } from './browser';
import { isRunByPerson } from './person';

/** `unattended`: a service, a worker, a library; also where nothing tells. */
export type Runner = 'browser' | 'person' | 'unattended';

const remembered = new WeakMap<Analysis, Runner>();

export function runnerOf(analysis: Analysis): Runner {
  let runner = remembered.get(analysis);
  if (runner === undefined) {
    runner = isBrowserCode(analysis) ? 'browser' : isRunByPerson(analysis) ? 'person' : 'unattended';
    remembered.set(analysis, runner);
  }
  return runner;
}

/** Somebody sits before it: what hangs or fails there holds no other request and is seen by who asked for it. */
export function isWatched(analysis: Analysis): boolean {
  return runnerOf(analysis) !== 'unattended';
}
