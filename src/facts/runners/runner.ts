/** Who runs the code of a file: a person at a page or a terminal, who sees it hang or fail and goes away, or nobody. */
import type { Analysis } from '../analysis';
import { isBrowserCode } from './browser';
import { isRunByPerson } from './person';

/** `unattended`: a service, a worker, a library; also where nothing tells. */
export type Runner = 'browser' | 'person' | 'unattended';

export function runnerOf(analysis: Analysis): Runner {
  return analysis.asWhole(readRunner);
}

function readRunner(analysis: Analysis): Runner {
  return isBrowserCode(analysis) ? 'browser' : isRunByPerson(analysis) ? 'person' : 'unattended';
}

/** Somebody sits before it: what hangs or fails there holds no other request and is seen by who asked for it. */
export function isWatched(analysis: Analysis): boolean {
  return runnerOf(analysis) !== 'unattended';
}
