/** Reads what a Python project depends on: requirements files, pyproject.toml (PEP 621, Poetry, uv groups), Pipfile. */
import type { Location } from '#base/span';
import type { Manifest } from './manifest';
import { folderOf } from './paths';

export function isRequirements(path: string): boolean {
  return /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|requirements\/[\w.-]+\.(?:txt|in))$/.test(path);
}

export function parseRequirements(path: string, text: string): Manifest {
  const folder = folderOf(path).replace(/(?:^|\/)requirements$/, '');
  return { path, folder, kind: 'python', name: '', dependencies: collect(path, text, () => requirement) };
}

/** The little of TOML that names dependencies: sections, arrays of requirement strings, `name = …` lines. */
export function parsePyproject(path: string, text: string): Manifest {
  const name = /^[ \t]*name[ \t]*=[ \t]*["']([^"'\n]{1,200})["']/m.exec(text)?.[1] ?? '';
  return { path, folder: folderOf(path), kind: 'python', name, dependencies: collect(path, text, readerOfToml) };
}

type ReadLine = (line: string) => readonly string[];

/** No manifest that people write has longer lines. */
const MAX_LINE = 2000;

function collect(path: string, text: string, readerOf: () => ReadLine): ReadonlyMap<string, Location> {
  const read = readerOf();
  const found = new Map<string, Location>();
  text.split(/\r\n?|\n/).forEach((line, index) => {
    if (line.length > MAX_LINE) return;
    for (const raw of read(line)) {
      const name = normalise(raw);
      if (!found.has(name)) found.set(name, { path, startLine: index + 1, text: line.trim().slice(0, 120) });
    }
  });
  return found;
}

/** PEP 503. */
export function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

const requirement: ReadLine = (line) => {
  const name = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:$|[[<>=!~;@#\s])/.exec(line)?.[1];
  return name === undefined ? [] : [name];
};

const TABLE = /^(?:tool\.poetry\.(?:.*\.)?(?:dev-)?dependencies|packages|dev-packages)$/;
const GROUPS = /^(?:project\.optional-dependencies|dependency-groups)$/;

function readerOfToml(): ReadLine {
  let section = '';
  let isInArray = false;
  return (line) => {
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined && !isInArray) {
      section = header.replace(/["']/g, '');
      return [];
    }
    if (TABLE.test(section)) return namedInTable(line);
    const opens = section === 'project' ? /^\s*dependencies\s*=\s*\[/.test(line) : GROUPS.test(section) && /=\s*\[/.test(line);
    isInArray ||= opens;
    if (!isInArray) return [];
    const names = [...line.matchAll(/["']\s*([A-Za-z0-9][\w.-]*)/g)].flatMap((match) => match[1] ?? []);
    if (line.replace(/"[^"]*"|'[^']*'/g, '').includes(']')) isInArray = false;
    return names;
  };
}

const namedInTable: ReadLine = (line) => {
  const name = /^\s*["']?([A-Za-z0-9][\w.-]*)["']?\s*=/.exec(line)?.[1];
  return name === undefined || name === 'python' ? [] : [name];
};
