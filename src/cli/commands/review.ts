/** `eic review`: the same review as in the editor, as text or JSON, and the CI gate. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ReviewError, reviewPaths } from '#engine/review-paths';
import { createNodeHost } from '#node/node-host';
import { toJson } from '#report/json';
import { fails } from '#report/summary';
import { toText } from '#report/text';
import { CliError, type Command } from '../command';

const OPTIONS = {
  scope: { type: 'string', default: 'inserted' },
  all: { type: 'boolean', default: false },
  base: { type: 'string' },
  format: { type: 'string', default: 'text' },
  output: { type: 'string', short: 'o' },
  'fail-on': { type: 'string', default: 'none' },
  'no-color': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options'];

const HELP = `eic review [paths…]   review files and folders (default: the working directory)

  --scope ai|inserted|all       whose lines are reviewed (default: inserted: known AI, plus uncommitted lines nobody typed)
  --all                         the same as --scope all; works without git
  --base <ref>                  only lines changed since the merge base with <ref>
  --format text|json            default: text
  -o, --output <file>           write there instead of standard output
  --fail-on none|low|medium|high   exit 1 when a shown question of at least that risk is open (default: none)
  --no-color                    no colours, as with NO_COLOR

Exit codes: 0 passed, 1 open questions at or above --fail-on, 2 usage, configuration or git error.
`;

export const review: Command = {
  name: 'review',
  summary: 'ask the failure-mode questions about AI-written code',
  run: async (args) => {
    const { values, positionals } = parse(args);
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const scope = values.all ? 'all' : oneOf('--scope', values.scope, ['ai', 'inserted', 'all']);
    const format = oneOf('--format', values.format, ['text', 'json']);
    const failOn = oneOf('--fail-on', values['fail-on'], ['none', 'low', 'medium', 'high']);
    const root = process.cwd();
    const host = await createNodeHost(root, { assets: __dirname });
    const run = await reviewPaths(host, {
      paths: positionals.map((given) => toRootPath(root, given)),
      scope,
      ...(values.base === undefined ? {} : { base: values.base }),
    }).catch((cause: unknown) => {
      throw cause instanceof ReviewError ? new CliError(cause.message) : cause;
    });
    for (const note of run.notes) process.stderr.write(`eic: note: ${note}\n`);
    const color =
      !values['no-color'] && values.output === undefined && process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';
    write(values.output, format === 'json' ? toJson(run) : toText(run, { color }));
    return fails(run.reviews, failOn) ? 1 : 0;
  },
};

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new CliError(`${cause instanceof Error ? cause.message : String(cause)}\nRun eic review --help for the options.`);
  }
}

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new CliError(`${name} takes ${allowed.join(', ')}; it was given "${value}".`);
  return found;
}

/** Relative to the working directory, with `/`; what lies outside of it cannot be reviewed from here. */
function toRootPath(root: string, given: string): string {
  const relative = path.relative(root, path.resolve(root, given)).split(path.sep).join('/');
  if (relative === '..' || relative.startsWith('../') || path.isAbsolute(relative))
    throw new CliError(`${given} is outside of the working directory. Run eic in a folder that holds it.`);
  return relative;
}

function write(output: string | undefined, text: string): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (cause) {
    throw new CliError(`The report cannot be written to ${output}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
