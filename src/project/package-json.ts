/** Reads package.json. */
import { entriesOf, isObject, member, parseJson, textIn } from './json-text';
import { locate, type Manifest } from './manifest';
import { folderOf } from './paths';

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** None when it is no JSON object. */
export function parsePackageJson(path: string, text: string): readonly Manifest[] {
  const json = parseJson(text);
  if (!isObject(json)) return [];
  const names = new Set(DEPENDENCIES.flatMap((key) => entriesOf(member(json, key)).map(([name]) => name)));
  const dependencies = new Map([...names].map((name) => [name, locate(path, text, `"${name}"`)]));
  return [{ path, folder: folderOf(path), kind: 'javascript', name: textIn(member(json, 'name')) ?? '', dependencies, json }];
}
