/** Page helpers for a click-through of the real workbench. Locators say what a person sees; waits are on that, not on time. */
import { openBrowser } from './chromium.mjs';
import { remoteUri, startServer, workbenchUrl } from './server.mjs';

/**
 * A window on the folder. `vsix`: packages installed as a user would; `folders`: unpacked extensions linked among the installed
 * ones; `extension`: a folder loaded for development.
 * @returns page, server and `close()`
 */
export async function openWorkbench({ folder, extension, vsix = [], folders, settings, viewport, args, env, userDataDir }) {
  const automation = extension !== undefined;
  const server = await startServer({ settings, vsix, folders, automation, args, env, userDataDir });
  let browser;
  const close = async () => {
    await browser?.close().catch(() => {});
    await server.stop();
  };
  try {
    const opened = await openBrowser({ viewport });
    browser = opened.browser;
    const page = await opened.context.newPage();
    const payload = extension ? [['extensionDevelopmentPath', remoteUri(server, extension)]] : [];
    await page.goto(workbenchUrl(server, { folder, payload }));
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 90_000 });
    return { page, server, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Opens a file of the folder by its path, through Go to File. */
export async function openFile(page, path) {
  const name = path.split('/').at(-1);
  await retry(async () => {
    await pick(page, path, name);
    await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: 5000 });
  });
  await page.locator('.monaco-editor .view-line').first().waitFor();
}

/** Runs a command by its title, category included. */
export async function runCommand(page, title) {
  await retry(() => pick(page, `>${title}`, title));
}

async function pick(page, typed, row) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  const input = quickInput(page);
  await input.waitFor({ timeout: 5000 });
  await input.fill(typed);
  const found = page.locator('.quick-input-widget .monaco-list-row', { hasText: row }).first();
  await found.waitFor({ timeout: 5000 });
  await page.keyboard.press('Enter');
}

/** The line to type in, of the palette and of every input box. */
export function quickInput(page) {
  return page.locator('.quick-input-box input');
}

/** Puts the caret on the line with the text and opens the lightbulb menu; returns its rows. */
export async function openLightbulb(page, text) {
  await page.locator('.view-line', { hasText: text }).last().click();
  // A hover over the text would close the menu as soon as it shows.
  await page.locator('.statusbar').hover();
  const rows = page.locator('.action-widget .monaco-list-row');
  await retry(async () => {
    await page.keyboard.press('Control+Period');
    await rows.first().waitFor({ timeout: 5000 });
  });
  return rows;
}

/** Takes the entry of the open lightbulb menu, by keyboard. */
export async function takeAction(page, title) {
  const chosen = page.locator('.action-widget .monaco-list-row.focused');
  for (let step = 0; step < 30; step++) {
    if ((await chosen.textContent())?.includes(title)) return page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The menu has no entry ${title}.`);
}

/** The document inside a visible webview: an outer frame, and in it the extension's page. */
export function webview(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** For the workbench's own races (a late hover closes a menu): the action again, a few times. */
export async function retry(action, times = 4) {
  for (let left = times - 1; ; left--) {
    try {
      return await action();
    } catch (cause) {
      if (left === 0) throw cause;
    }
  }
}
