import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';

export function findChromium(): string;
export function openBrowser(
  options?: BrowserContextOptions,
): Promise<{ readonly browser: Browser; readonly context: BrowserContext }>;
