/** Where a program lies: scripts look on the PATH as a shell would, and name the file they found. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ENDINGS = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];

/** Path of the first of the programs that is there, those named first before the others. */
export function findProgram(names, path = process.env.PATH ?? '') {
  for (const name of names)
    for (const folder of path.split(delimiter))
      for (const ending of ENDINGS) {
        const file = join(folder, name + ending);
        if (folder !== '' && existsSync(file)) return file;
      }
  return undefined;
}
