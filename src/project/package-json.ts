/** Reads package.json. */
import { entriesOf, isObject, member, parseJson, textIn } from './json-text';
import { locator, type Manifest } from './manifest';
import { folderOf } from './paths';

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** A manifest with more dependencies was not written by people. */
const MAX_NAMES = 2000;

/** None when it is no JSON object. */
export function parsePackageJson(path: string, text: string): readonly Manifest[] {
  const json = parseJson(text);
  if (!isObject(json)) return [];
  const locate = locator(path, text);
  const names = new Set(DEPENDENCIES.flatMap((key) => entriesOf(member(json, key)).map(([name]) => name)));
  const dependencies = new Map([...names].slice(0, MAX_NAMES).map((name) => [name, locate(`"${name}"`)]));
  return [{ path, folder: folderOf(path), kind: 'javascript', name: textIn(member(json, 'name')) ?? '', dependencies, json }];
}
