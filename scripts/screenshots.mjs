/**
 * `npm run screenshots`: pictures of the real workbench on the sample, in every theme kind and narrow, for the README and for
 * our own eyes: docs/images/. Expects nothing but what the scripts install themselves.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openFile, openLightbulb, openWorkbench, retry, runCommand, webview } from './host/workbench.mjs';
import { makeSample } from './sample.mjs';

const repo = resolve(import.meta.dirname, '..');
const images = join(repo, 'docs/images');
const FILE = 'typescript/grown/orders.ts';
/**
 * High contrast comes as it does to who needs it: the system asks for it. `shownBy`: the class by which the workbench shows that
 * its theme has come.
 */
const THEMES = {
  dark: { theme: 'Default Dark Modern', shownBy: 'vs-dark' },
  light: { theme: 'Default Light Modern', shownBy: 'vs' },
  'high-contrast': { media: { forcedColors: 'active', colorScheme: 'dark' }, shownBy: 'hc-black' },
  'high-contrast-light': { media: { forcedColors: 'active', colorScheme: 'light' }, shownBy: 'hc-light' },
};

execFileSync(process.execPath, [join(repo, 'scripts/build.mjs')], { stdio: 'inherit' });
mkdirSync(images, { recursive: true });
const temp = mkdtempSync(join(tmpdir(), 'screenshots-'));
const folder = makeSample(join(temp, 'orders'));

for (const [name, theme] of Object.entries(THEMES))
  await picture(theme, 400, async (page) => {
    await openRow(page, 'Outage');
    await shoot(page, `sidebar-${name}`, page.locator('.part.sidebar'));
    if (name !== 'dark') return;
    await shootTop(page, 'editor-dark');
    await page.keyboard.press('Control+b');
    await openLightbulb(page, 'payment.json()');
    await shootTop(page, 'lightbulb-dark');
  });
await picture(THEMES.dark, 250, async (page) => {
  await openRow(page, 'Outage');
  await shoot(page, 'sidebar-narrow', page.locator('.part.sidebar'));
});

rmSync(temp, { recursive: true, force: true });

/** Opens the file beside the Review view, which is made so wide, and lets the pictures be taken. */
async function picture({ theme, media, shownBy }, width, take) {
  const settings = {
    'typescript.validate.enable': false,
    'editor.minimap.enabled': false,
    ...(theme && { 'workbench.colorTheme': theme }),
  };
  const bench = await openWorkbench({ folder, extension: repo, settings, viewport: { width: 1180, height: 1240 } });
  try {
    const { page } = bench;
    await openFile(page, FILE);
    await page.locator('.squiggly-info').first().waitFor({ timeout: 30_000 });
    // Once extensions are at work, their themes are known: before, the workbench does not find what it is asked for.
    if (media) await page.emulateMedia(media);
    await page.locator(`.monaco-workbench.${shownBy}`).waitFor({ timeout: 30_000 });
    await runCommand(page, 'Editor-in-Chief: Review This File');
    await webview(page).locator('.row').first().waitFor({ timeout: 30_000 });
    await resizeSidebar(page, width);
    await take(page);
  } finally {
    await bench.close();
  }
}

async function resizeSidebar(page, width) {
  const { x, y, width: before } = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(x + before, y + 300);
  await page.mouse.down();
  await page.mouse.move(x + width, y + 300, { steps: 5 });
  await page.mouse.up();
}

async function openRow(page, name) {
  const row = webview(page).locator('.row', { hasText: name }).first();
  await retry(async () => {
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
    await webview(page).locator('.card').first().waitFor({ timeout: 2000 });
  });
  await webview(page)
    .locator('body')
    .evaluate(() => window.scrollTo(0, 0));
  // Away from what would show a hover.
  await page.locator('.statusbar').hover();
}

async function shoot(page, name, locator) {
  await page.waitForTimeout(400);
  await locator.screenshot({ path: join(images, `${name}.png`) });
  console.log(`docs/images/${name}.png`);
}

/** The upper part of the window, where something is to be seen. */
async function shootTop(page, name) {
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(images, `${name}.png`), clip: { x: 0, y: 0, width: 1180, height: 760 } });
  console.log(`docs/images/${name}.png`);
}
