/** The files port over `workspace.fs`. */
import * as vscode from 'vscode';
import type { Files, FileText } from '#host/ports';
import { uriOf } from './paths';

const MOST_BYTES = 2_000_000;

/** Folders whose content nobody in the project wrote; here no git could say so. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  '.git .hg .svn node_modules bower_components dist build out target vendor coverage __pycache__ .venv venv .tox .next .nuxt'.split(
    ' ',
  ),
);

export function createVscodeFiles(root: vscode.Uri, isTrusted: boolean): Files {
  const { fs } = vscode.workspace;
  const at = (path: string): vscode.Uri => {
    const uri = path === '' ? root : uriOf(root, path);
    if (uri === undefined) throw new Error(`${path} leads out of the folder.`);
    return uri;
  };
  const readBytes = async (path: string): Promise<Uint8Array | undefined> =>
    fs.readFile(at(path)).then(undefined, () => undefined);
  const write = async (path: string, text: string): Promise<void> => {
    if (!isTrusted) throw new Error('This workspace is not trusted; trust it to let Editor-in-Chief write here.');
    try {
      await fs.writeFile(at(path), new TextEncoder().encode(text));
    } catch (cause) {
      throw new Error(`${path} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  };

  return {
    root: root.toString(),
    read: async (path, maxBytes = MOST_BYTES) => {
      try {
        const { type, size } = await fs.stat(at(path));
        // Where a link leads cannot be seen from here, so none is followed.
        if (type !== vscode.FileType.File) return { ok: false, why: 'not a regular file', detail: 'it is a folder or a link' };
        if (size > maxBytes) return { ok: false, why: 'too large', detail: `it has ${size} bytes` };
        return decode(await fs.readFile(at(path)));
      } catch (cause) {
        return toUnreadable(cause);
      }
    },
    list: async (folder) => {
      const paths: string[] = [];
      const problems: string[] = [];
      const walk = async (path: string): Promise<void> => {
        const entries = await fs.readDirectory(at(path)).then(undefined, () => undefined);
        if (entries === undefined) return void problems.push(`The folder ${path} could not be read.`);
        for (const [name, type] of entries) {
          const below = path === '' ? name : `${path}/${name}`;
          if (type === vscode.FileType.File) paths.push(below);
          else if (type === vscode.FileType.Directory && !LEFT_OUT.has(name)) await walk(below);
        }
      };
      await walk(folder);
      return { paths: paths.sort(), problems };
    },
    exists: async (path) =>
      fs.stat(at(path)).then(
        () => true,
        () => false,
      ),
    write,
    append: async (path, line) => {
      const before = await readBytes(path);
      await write(path, `${before === undefined ? '' : new TextDecoder().decode(before)}${line}\n`);
    },
    remove: async (path) => {
      await fs.delete(at(path)).then(undefined, (cause) => {
        if (!(cause instanceof vscode.FileSystemError && cause.code === 'FileNotFound')) throw cause;
      });
    },
  };
}

function decode(bytes: Uint8Array): FileText {
  if (bytes.includes(0)) return { ok: false, why: 'binary', detail: 'it holds NUL bytes' };
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, why: 'not valid UTF-8', detail: 'it is written in another encoding' };
  }
}

function toUnreadable(cause: unknown): FileText {
  const code = cause instanceof vscode.FileSystemError ? cause.code : '';
  if (code === 'FileNotFound') return { ok: false, why: 'not found', detail: 'there is no such file' };
  if (code === 'NoPermissions') return { ok: false, why: 'permission denied', detail: 'reading is not permitted' };
  return { ok: false, why: 'failed', detail: cause instanceof Error ? cause.message : String(cause) };
}
