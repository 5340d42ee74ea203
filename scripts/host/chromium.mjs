/** The browser that shows the workbench: the one CHROMIUM names, one on the machine, or Debian's package when we are root there. */
import { existsSync } from 'node:fs';
import { installPackage, THIS_MACHINE } from './debian.mjs';
import { findProgram } from './find-program.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
/** Where it lies without being on the PATH. */
const PLACES = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
};
const INSTEAD = 'The suites in a real VS Code need Chromium or Chrome: install one, or name one with CHROMIUM=/path/to/chrome.';

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
export function findChromium(machine = { ...THIS_MACHINE, named: process.env.CHROMIUM, platform: process.platform }) {
  const { named, platform, path } = machine;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, and there is no such file.`);
    return named;
  }
  const look = () => findProgram(NAMES, path) ?? PLACES[platform]?.find((place) => existsSync(place));
  const found = look();
  if (found !== undefined) return found;
  installPackage('chromium', INSTEAD, machine);
  const installed = look();
  if (installed === undefined) throw new Error(INSTEAD);
  return installed;
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
