/** Which files there are below the facts root, for finding modules without touching the disk. */
import { ancestorsOf, folderOf } from './paths';

export class FileIndex {
  readonly #files: Set<string>;
  #folders: Set<string> | undefined;

  constructor(paths: Iterable<string>) {
    this.#files = new Set(paths);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  hasFolder(path: string): boolean {
    this.#folders ??= foldersOf(this.#files);
    return this.#folders.has(path);
  }

  get paths(): Iterable<string> {
    return this.#files;
  }
}

function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files)
    for (const folder of ancestorsOf(folderOf(file))) {
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  return folders;
}
