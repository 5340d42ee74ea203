/** Small values for this workspace: a file in the git directory, or memory where there is none. */
import type { Files, StateStore } from '#host/ports';

const PATH = 'editor-in-chief/state.json';

/** `files`: where the values stay; undefined: they last as long as the process. */
export async function createNodeState(files: Files | undefined): Promise<StateStore> {
  const values = files === undefined ? new Map<string, string>() : await readValues(files);
  let writing = Promise.resolve();
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
      if (files === undefined) return Promise.resolve();
      // One write after the other, each with the newest values; a failed one does not hold up the next.
      const write = () => files.write(PATH, `${JSON.stringify(Object.fromEntries(values), undefined, 1)}\n`);
      writing = writing.then(write, write);
      return writing;
    },
  };
}

/** What is no object of strings is left out: the file may be of a newer version, or half a file. */
async function readValues(files: Files): Promise<Map<string, string>> {
  const read = await files.read(PATH);
  if (!read.ok) return new Map();
  try {
    const parsed: unknown = JSON.parse(read.text);
    if (typeof parsed !== 'object' || parsed === null) return new Map();
    return new Map(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}
