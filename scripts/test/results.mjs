/** How every mocha run of ours, wherever it runs, tells the collector what came of it: in one line. */
export const RESULTS = 'mocha-results';

/** @returns {{passed: number, failed: number, skipped: number} | undefined} */
export function readResults(line) {
  const at = line.indexOf(`${RESULTS} {`);
  return at < 0 ? undefined : JSON.parse(line.slice(at + RESULTS.length));
}

/**
 * What a suite counts for. One that says nothing has failed, however well it ended; one that passed and then fell over, or in
 * which nothing ran, has failed once more than it knows.
 */
export function countSuite(exitCode, results) {
  if (results === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { passed, failed, skipped } = results;
  return { passed, failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed, skipped };
}
