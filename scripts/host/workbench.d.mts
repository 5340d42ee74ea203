import type { FrameLocator, Locator, Page } from 'playwright-core';

export interface Workbench {
  readonly page: Page;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  readonly folder?: string;
  readonly extension?: string;
  readonly vsix?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly args?: readonly string[];
  readonly folders?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export function openWorkbench(options: WorkbenchOptions): Promise<Workbench>;
export function openFile(page: Page, path: string): Promise<void>;
export function runCommand(page: Page, title: string): Promise<void>;
export function quickInput(page: Page): Locator;
export function openLightbulb(page: Page, text: string): Promise<Locator>;
export function takeAction(page: Page, title: string): Promise<void>;
export function webview(page: Page): FrameLocator;
export function retry<T>(action: () => Promise<T>, times?: number): Promise<T>;
