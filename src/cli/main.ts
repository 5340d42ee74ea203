/** The command line: `eic`. Data goes to standard output, everything else to standard error; exit codes are 0, 1, 2. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from './command';
import { CliError } from './command';
import { review } from './commands/review';

const COMMANDS: Readonly<Record<string, Command>> = { review };

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-V') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new CliError(`There is no command "${name}". Run eic --help for the list.`);
  return command.run(rest);
}

function usage(): string {
  const commands = Object.values(COMMANDS).map((command) => `  eic ${command.name.padEnd(10)} ${command.summary}`);
  return `eic: review AI-written code by its failure modes\n\n${commands.join('\n')}\n\n  eic <command> --help   the options of a command\n  eic --version\n`;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (cause: unknown) => {
    // Usage and configuration errors are sentences for a person; anything else is a defect and shows where it happened.
    const message =
      cause instanceof CliError ? cause.message : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    process.stderr.write(`eic: ${message}\n`);
    process.exitCode = 2;
  },
);
