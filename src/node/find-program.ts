/** A program's absolute path. Only absolute folders of PATH count, so that nothing lying in a repository is ever started. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';

export async function findProgram(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const key = Object.keys(environment).find((each) => each.toUpperCase() === 'PATH');
  const folders = (key === undefined ? '' : (environment[key] ?? '')).split(path.delimiter);
  const file = path.sep === '\\' ? `${name}.exe` : name;
  for (const folder of folders) {
    if (!path.isAbsolute(folder)) continue;
    const candidate = path.join(folder, file);
    const isProgram = await stat(candidate).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isProgram && (await access(candidate, constants.X_OK).then(yes, no))) return candidate;
  }
  return undefined;
}

const yes = () => true;
const no = () => false;
