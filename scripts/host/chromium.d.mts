import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';

export interface Machine {
  readonly path: string;
  readonly isRoot: boolean;
  readonly named?: string;
  readonly platform: string;
}

export function findChromium(machine?: Machine): string;
export function openBrowser(
  options?: BrowserContextOptions,
): Promise<{ readonly browser: Browser; readonly context: BrowserContext }>;
