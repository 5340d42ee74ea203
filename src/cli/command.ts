/** What a command of `eic` is. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Resolves to the exit code; rejects with `CliError` for what the person can mend. */
  run(args: readonly string[]): Promise<number>;
}

/** A usage, configuration or git error: exit code 2, its message alone is printed. */
export class CliError extends Error {}
