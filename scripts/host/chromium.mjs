/** The browser that shows the workbench: the one CHROMIUM names, one on the machine, or Debian's package when we are root there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Path of a Chromium or Chrome. Installs it with apt where it can, else throws a sentence that says what to do. */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const found = CANDIDATES.find((path) => existsSync(path));
  if (found) return found;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0)
    throw new Error('No Chromium or Chrome was found. Install one, or name one with CHROMIUM=/path/to/chrome.');
  console.log('Installing Chromium (apt-get, 108 MB to download) …');
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return '/usr/bin/chromium';
}

/** A headless browser that leaves signals to us: Playwright's own handler would close it and let the script wait for ever. */
export async function openBrowser({ viewport = { width: 1280, height: 800 }, ...contextOptions } = {}) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: FLAGS,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'], ...contextOptions });
  return { browser, context };
}
