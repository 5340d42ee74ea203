/**
 * The disk as a `Files` port. What is read is a regular file that lies below the root once all links are followed; a FIFO,
 * a socket or a device is never opened. What is written lands whole, by rename, in a real folder below the root.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Files, FileText, Git } from '#host/ports';
import { decodeText } from './decode-text';
import { errorCode, toUnreadable, writeError } from './file-error';
import { listByGit, listByWalk } from './list-folder';
import { isBelow, resolveBelow } from './relative-path';

export interface NodeFilesOptions {
  /** Whose list is taken: git's where given, else a walk; `everything` for a folder of our own, where nothing is ignored. */
  readonly git?: Git | undefined;
  readonly listing?: 'project' | 'everything';
  /** A sentence why nothing may be written here. */
  readonly readOnly?: string | undefined;
}

/** Default limit of `read`: larger sources are generated or data. */
export const MAX_BYTES = 2 * 1024 * 1024;

const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;
const O_NONBLOCK = constants.O_NONBLOCK ?? 0;

export function createNodeFiles(root: string, options: NodeFilesOptions = {}): Files {
  const realRoot = once(() => realpath(root));

  const read = async (relative: string, maxBytes = MAX_BYTES): Promise<FileText> => {
    const absolute = resolveBelow(root, relative);
    if (absolute === undefined) return { ok: false, why: 'outside the root', detail: 'the path leads out of the folder' };
    try {
      const real = await realpath(absolute);
      if (!isBelow(await realRoot(), real))
        return { ok: false, why: 'outside the root', detail: 'a link leads out of the folder' };
      const seen = await lstat(real);
      if (!seen.isFile()) return { ok: false, why: 'not a regular file', detail: `it is ${kindOf(seen)}` };
      if (seen.size > maxBytes) return { ok: false, why: 'too large', detail: tooLarge(seen.size, maxBytes) };
      const handle = await open(real, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      try {
        const opened = await handle.stat();
        // What was looked at must be what was opened, else somebody swapped it in between.
        if (opened.ino !== seen.ino || opened.dev !== seen.dev || !opened.isFile())
          return { ok: false, why: 'not a regular file', detail: 'it was replaced while it was read' };
        const bytes = await readAtMost(handle, maxBytes);
        return bytes === undefined ? { ok: false, why: 'too large', detail: tooLarge(opened.size, maxBytes) } : decodeText(bytes);
      } finally {
        await handle.close();
      }
    } catch (cause) {
      return toUnreadable(cause);
    }
  };

  /** The real place to write to; its folder is made, and proved to lie below the root. */
  const placeOf = async (relative: string): Promise<string> => {
    if (options.readOnly !== undefined) throw new Error(options.readOnly);
    const absolute = resolveBelow(root, relative);
    if (absolute === undefined || absolute === path.resolve(root)) throw new Error('The path leads out of the folder.');
    const folder = await makeFolder(await realRoot(), path.relative(root, path.dirname(absolute)));
    return path.join(folder, path.basename(absolute));
  };

  const files: Files = {
    root,
    read,
    list: async (folder) => {
      const absolute = resolveBelow(root, folder);
      const real = absolute === undefined ? undefined : await realpath(absolute).catch(() => undefined);
      if (real === undefined) return { paths: [], problems: [] };
      if (!isBelow(await realRoot(), real))
        return { paths: [], problems: [`${folder} leads out of the folder and was not listed.`] };
      const isEverything = options.listing === 'everything';
      const listed = options.git === undefined || isEverything ? undefined : await listByGit(options.git, root, folder);
      return listed ?? (await listByWalk(files, root, folder, isEverything));
    },
    exists: async (relative) => {
      const absolute = resolveBelow(root, relative);
      const real = absolute === undefined ? undefined : await realpath(absolute).catch(() => undefined);
      if (real === undefined || !isBelow(await realRoot(), real)) return false;
      return stat(real).then(
        (found) => found.isFile(),
        () => false,
      );
    },
    write: async (relative, text) => {
      try {
        await writeWhole(await placeOf(relative), text);
      } catch (cause) {
        throw writeError(relative, cause);
      }
    },
    append: async (relative, line) => {
      try {
        await appendLine(await placeOf(relative), line);
      } catch (cause) {
        throw writeError(relative, cause);
      }
    },
    remove: async (relative) => {
      try {
        if (await lstat(resolveBelow(root, relative) ?? '').catch(() => undefined)) await unlink(await placeOf(relative));
      } catch (cause) {
        if (errorCode(cause) !== 'ENOENT') throw writeError(relative, cause);
      }
    },
  };
  return files;
}

/** One folder after the other, so that a link in the middle cannot make folders elsewhere. */
async function makeFolder(realRoot: string, relative: string): Promise<string> {
  let current = realRoot;
  for (const name of relative.split(path.sep)) {
    if (name === '' || name === '.') continue;
    const next = path.join(current, name);
    await mkdir(next).catch((cause: unknown) => {
      if (errorCode(cause) !== 'EEXIST') throw cause;
    });
    current = await realpath(next);
    if (!isBelow(realRoot, current)) throw new Error(`The link ${next} leads out of the folder; remove it.`);
  }
  return current;
}

async function writeWhole(target: string, text: string): Promise<void> {
  const before = await lstat(target).catch(() => undefined);
  if (before !== undefined && !before.isFile() && !before.isSymbolicLink())
    throw new Error(`It is ${kindOf(before)}: move it out of the way.`);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', 0o666);
  try {
    try {
      if (before?.isFile()) await handle.chmod(before.mode & 0o777);
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, target);
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    throw cause;
  }
}

/** Windows refuses to replace a file that a scanner or an editor holds for a moment. */
async function renameOver(temporary: string, target: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(temporary, target);
      return;
    } catch (cause) {
      if (attempt === 5 || !['EPERM', 'EBUSY', 'EACCES'].includes(errorCode(cause)) || path.sep !== '\\') throw cause;
      await new Promise((done) => setTimeout(done, 20 * attempt));
    }
  }
}

/** One write, on disk before it returns. A last line that was cut off by a crash is ended first, so that it spoils only itself. */
async function appendLine(target: string, line: string): Promise<void> {
  const before = await lstat(target).catch(() => undefined);
  if (before !== undefined && !before.isFile()) throw new Error(`It is ${kindOf(before)}: move it out of the way.`);
  const handle = await open(target, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | O_NOFOLLOW, 0o666);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    const isCut = size > 0 && (await handle.read(last, 0, 1, size - 1)).bytesRead === 1 && last[0] !== 10;
    await handle.write(Buffer.from(`${isCut ? '\n' : ''}${line}\n`, 'utf8'));
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function readAtMost(handle: FileHandle, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(maxBytes + 1 - total, 256 * 1024));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) return Buffer.concat(chunks);
    total += bytesRead;
    if (total > maxBytes) return undefined;
    chunks.push(chunk.subarray(0, bytesRead));
  }
}

interface Kind {
  isDirectory(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(found: Kind): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a named pipe';
  if (found.isSocket()) return 'a socket';
  return found.isSymbolicLink() ? 'a link' : 'a device';
}

function tooLarge(size: number, limit: number): string {
  const inMegabytes = (bytes: number) => `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
  return `it has ${inMegabytes(size)}, the limit is ${inMegabytes(limit)}`;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    // A root that could not be resolved now may be there the next time.
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
}
