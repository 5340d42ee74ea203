/** Requests of one file that go to the same place without a client of their own: to a reader they are one dependency. */
import { type Expression, type Item, itemOf, type Node } from '#code/model';
import type { Analysis } from '../analysis';
import { dependOn } from './callers';
import { deadlineOf } from './deadlines';
import { type OutboundRequest, requestsIn, requestsOfFile } from './requests';

export interface Place {
  /** As a sentence names it: `api.example.com`, `this.baseUrl`. */
  readonly name: string;
  /** All requests of the file that go there, in file order. */
  readonly requests: readonly OutboundRequest[];
}

const remembered = new WeakMap<Analysis, ReadonlyMap<string, readonly OutboundRequest[]>>();

/** `undefined` where the address does not begin with something that has a name, and for clients that are made somewhere. */
export function placeAskedOf(analysis: Analysis, request: OutboundRequest): Place | undefined {
  const name = nameOf(analysis, request);
  if (name === undefined) return undefined;
  analysis.restsOn(request.call, 'requests');
  let places = remembered.get(analysis);
  if (places === undefined) {
    places = index(analysis);
    remembered.set(analysis, places);
  }
  const requests = places.get(keyOf(request, name)) ?? [];
  const asking = itemOf(request.call);
  for (const item of new Set(requests.map(({ call }) => itemOf(call))))
    if (item !== asking) dependOn(analysis, item, request.call);
  return { name, requests };
}

function index(analysis: Analysis): ReadonlyMap<string, readonly OutboundRequest[]> {
  const places = new Map<string, OutboundRequest[]>();
  for (const request of requestsOfFile(analysis)) {
    const name = nameOf(analysis, request);
    if (name === undefined) continue;
    const same = places.get(keyOf(request, name));
    if (same === undefined) places.set(keyOf(request, name), [request]);
    else same.push(request);
  }
  return places;
}

/** What others that ask the same places see of the item's requests; '' where there are none. */
export function placesSketch(analysis: Analysis, item: Item): string {
  return requestsIn(analysis, item)
    .map((request) => {
      const name = nameOf(analysis, request);
      return name === undefined ? '' : `${keyOf(request, name)} ${deadlineOf(analysis, request).kind}\n`;
    })
    .join('');
}

function keyOf({ client }: OutboundRequest, name: string): string {
  return `${client.name} ${name}`;
}

function nameOf(analysis: Analysis, { makers, isKept, url, host }: OutboundRequest): string | undefined {
  if (makers.length > 0 || isKept || url === undefined) return undefined;
  if (host !== undefined) return host === '' ? undefined : host;
  const base = baseOf(url);
  return base === undefined || !isName(base) ? undefined : analysis.textOf(base, 60);
}

/** What a path is put behind: `${base}/orders`, `base + '/orders'`. */
function baseOf(url: Expression): Expression | undefined {
  if (url.kind === 'template') {
    const first = url.parts.find((part) => part !== '');
    return typeof first === 'string' ? undefined : first;
  }
  if (url.kind !== 'binary' || url.operator !== '+') return undefined;
  return url.left.kind === 'binary' ? baseOf(url.left) : url.left;
}

function isName(node: Node): boolean {
  return node.kind === 'identifier' || (node.kind === 'member' && isName(node.object));
}
