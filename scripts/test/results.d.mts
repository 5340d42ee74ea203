export interface Results {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const RESULTS: string;
export function readResults(line: string): Results | undefined;
export function countSuite(exitCode: number, results: Results | undefined): Results;
