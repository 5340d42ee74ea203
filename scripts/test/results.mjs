/** The line with which every mocha run of ours, wherever it runs, tells the collector what came of it. */
export const RESULTS = 'mocha-results';

/** @returns {{passed: number, failed: number, skipped: number} | undefined} */
export function readResults(line) {
  const at = line.indexOf(`${RESULTS} {`);
  return at < 0 ? undefined : JSON.parse(line.slice(at + RESULTS.length));
}
