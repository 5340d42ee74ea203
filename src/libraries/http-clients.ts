/** Looks HTTP clients up by package and canonical path. The rows are in the tables of each language family. */
import type { Family } from '#base/language-family';
import { GO_HTTP_CLIENTS } from './go-http-clients';
import type { HttpClient, Send } from './http-client';
import { JAVASCRIPT_HTTP_CLIENTS } from './javascript-http-clients';
import { PYTHON_HTTP_CLIENTS } from './python-http-clients';

/** A call that made an instance: its name, which `()` of the path it is, where its options object stands (-1: keywords). */
export interface Made {
  readonly name: string;
  readonly step: number;
  readonly optionsAt: number;
}

export interface Sent {
  readonly client: HttpClient;
  readonly send: Send;
  /** Outermost last: `got.extend(a).extend(b)` has two. */
  readonly made: readonly Made[];
}

/** What a callee (its canonical path, without its own `()`) sends; `undefined` when it sends nothing we know. */
export function sentBy(family: Family, packageName: string, path: readonly string[]): Sent | undefined {
  for (const client of clientsOf(family, packageName)) {
    const { member, made } = takeMakers(client, path);
    const send = (made.length > 0 ? own(client.instanceSends, member) : undefined) ?? own(client.sends, member);
    if (send !== undefined) return { client, send, made };
  }
  return undefined;
}

/** The client that a value is an instance of (`axios:create()`), with the calls that made it. */
export function clientMade(family: Family, packageName: string, path: readonly string[]): Omit<Sent, 'send'> | undefined {
  for (const client of clientsOf(family, packageName)) {
    const { member, made } = takeMakers(client, path);
    if (member === '' && made.length > 0) return { client, made };
  }
  return undefined;
}

export function clientsOf(family: Family, packageName: string): readonly HttpClient[] {
  return BY_PACKAGE[family].get(packageName) ?? [];
}

const BY_PACKAGE: Readonly<Record<Family, ReadonlyMap<string, readonly HttpClient[]>>> = {
  javascript: byPackage(JAVASCRIPT_HTTP_CLIENTS),
  python: byPackage(PYTHON_HTTP_CLIENTS),
  go: byPackage(GO_HTTP_CLIENTS),
  java: new Map(),
};

/** Last names of all calls that make a client: one look keeps most calls from being looked at. */
export const MAKER_NAMES: ReadonlySet<string> = new Set(
  [...JAVASCRIPT_HTTP_CLIENTS, ...PYTHON_HTTP_CLIENTS, ...GO_HTTP_CLIENTS].flatMap(({ makers }) =>
    Object.keys(makers ?? {}).map((name) => name.slice(name.lastIndexOf('.') + 1)),
  ),
);

function byPackage(clients: readonly HttpClient[]): ReadonlyMap<string, readonly HttpClient[]> {
  const map = new Map<string, HttpClient[]>();
  for (const client of clients) for (const name of client.packages) map.set(name, [...(map.get(name) ?? []), client]);
  return map;
}

/** Paths are the program's words: `constructor` is no member of a table. */
function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Splits a path into the calls that made the instance and the member that is left. */
function takeMakers(client: HttpClient, path: readonly string[]): { member: string; made: readonly Made[] } {
  const made: Made[] = [];
  let at = 0;
  while (at < path.length) {
    const open = path.indexOf('()', at);
    const name = open < 0 ? '' : path.slice(at, open).join('.');
    const optionsAt = own(client.makers, name);
    if (optionsAt !== undefined) {
      made.push({ name, step: made.length, optionsAt });
      at = open + 1;
    } else if (client.aliases?.includes(path[at] ?? '') === true) at += 1;
    else break;
  }
  return { member: path.slice(at).join('.'), made };
}
