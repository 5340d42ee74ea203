/** Requests that only a page can send as they are written. */
import type { OutboundRequest } from './requests';

/** A path without a host: a page asks its own server, and the call ends when the person leaves. */
export function isOwnHost({ client, host }: OutboundRequest): boolean {
  return client.packages.includes('') && host === '';
}

/** Options that only a browser heeds: its cookies, its rules for other origins. */
export function isPageCall({ client, options }: OutboundRequest): boolean {
  return client.packages.includes('') && ['credentials', 'mode'].some((option) => options.entries.has(option));
}
