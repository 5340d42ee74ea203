/** One child process without a shell: input, bounded output, bounded time, cancellation. Never rejects. */
import { spawn } from 'node:child_process';
import type { Cancellation, GitResult } from '#host/ports';

export interface RunOptions {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly input?: string | undefined;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: Cancellation | undefined;
}

/** Exit code of a run that was not let end: stopped, cancelled, or never started; `stderr` says which. */
export const STOPPED = -1;

export function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<GitResult> {
  return new Promise((resolve) => {
    if (options.signal?.isCancelled === true) return resolve(stopped('was cancelled'));
    const child = spawn(program, [...args], {
      cwd: options.cwd,
      env: options.environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let bytes = 0;
    let isOver = false;

    const end = (result: GitResult) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      resolve(result);
    };
    const stop = (why: string) => {
      // A grandchild may keep the pipes open, so the answer does not wait for them.
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
      end(stopped(why));
    };
    const timer = setTimeout(() => stop(`took longer than ${options.timeoutMs / 1000} s and was stopped`), options.timeoutMs);
    options.signal?.onCancelled(() => stop('was cancelled'));

    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > options.maxBytes) stop(`said more than ${Math.round(options.maxBytes / (1024 * 1024))} MB and was stopped`);
      else into.push(chunk);
    };
    child.stdout.on('data', collect(out));
    child.stderr.on('data', collect(err));
    child.on('error', (cause) => end(stopped(`could not be run: ${cause.message}`)));
    child.on('close', (code, signal) => {
      if (code === null) end(stopped(`was ended by ${signal}`));
      else end({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') });
    });
    // A program that ends before it read everything closes the pipe; its exit code tells the rest.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

function stopped(why: string): GitResult {
  return { code: STOPPED, stdout: '', stderr: `git ${why}` };
}
