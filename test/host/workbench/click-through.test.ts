import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  openFile,
  openLightbulb,
  openWorkbench,
  quickInput,
  retry,
  runCommand,
  takeAction,
  type Workbench,
  webview,
} from '../../../scripts/host/workbench.mjs';
import { packageExtension } from '../../../scripts/package.mjs';
import { makeSample } from '../../../scripts/sample.mjs';
import { takePictures } from '../../support/pictures';
import { makeTempFolder, removeTempFolders } from '../../support/temp-repository';

const FILE = 'typescript/grown/orders.ts';
const RECORD = `.editor-in-chief/reviews/${FILE}.json`;
const QUESTION = 'What happens on a non-2xx answer?';
const CODE = 'payment.json()';

/** One walk through the product as installed from its package; each step stands on the one before. */
describe('a click-through with the packaged extension', function () {
  this.bail(true);
  let folder: string;
  let bench: Workbench;
  let page: Page;

  before(async () => {
    const temp = makeTempFolder();
    folder = makeSample(join(temp, 'orders'));
    const vsix = await packageExtension(join(temp, 'editor-in-chief.vsix'));
    bench = await openWorkbench({ folder, vsix: [vsix], settings: { 'typescript.validate.enable': false } });
    page = bench.page;
  });
  takePictures('click-through', () => page);
  after(async () => {
    await bench?.close();
    removeTempFolders();
  });

  const squiggles = () => page.locator('.monaco-editor .squiggly-info');
  const rowOf = (text: string) => webview(page).locator('.row', { hasText: text }).first();
  const cardOf = (text: string) => webview(page).locator('.part', { hasText: text }).first();
  const unfold = async (fold: string) => {
    const button = webview(page).getByRole('button', { name: fold });
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  };
  const record = () => (existsSync(join(folder, RECORD)) ? readFileSync(join(folder, RECORD), 'utf8') : '');
  const recorded = (note: string) =>
    retry(async () => {
      await page.waitForTimeout(200);
      assert.ok(record().includes(note), record());
    }, 25);

  it('opens a file and sees the squiggle, and nothing is written by looking', async () => {
    await openFile(page, FILE);
    await squiggles().first().waitFor({ timeout: 30_000 });
    await page.locator('.statusbar-item', { hasText: '% AI' }).waitFor();
    assert.equal(record(), '');
  });

  it('opens the lightbulb and answers', async () => {
    const before = await retry(async () => {
      const entries = await openLightbulb(page, CODE);
      const texts = (await entries.allInnerTexts()).map((text) => text.trim());
      assert.ok(texts.includes('Why am I asked?'), texts.join());
      return squiggles().count();
    });
    await takeAction(page, 'Answer: accept the risk…');
    const input = quickInput(page);
    await input.waitFor();
    assert.ok((await page.locator('.quick-input-title').textContent())?.includes(QUESTION));
    await input.fill('no');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-message', { hasText: 'One line that a colleague will understand next year.' }).waitFor();
    await input.fill('Payments answers within its own 2 s, until 2027-02-20');
    await page.keyboard.press('Enter');
    await recorded('Payments answers within its own 2 s');
    await retry(async () => {
      await page.waitForTimeout(200);
      assert.ok((await squiggles().count()) < before);
    }, 25);
  });

  it('reads the checklist inside the view', async () => {
    await runCommand(page, 'Editor-in-Chief: Review This File');
    const view = webview(page);
    await view.getByRole('heading', { name: 'orders.ts' }).waitFor({ timeout: 30_000 });
    await view.getByRole('button', { name: /^Outage/ }).waitFor();
    const names = await view.getByRole('region', { name: 'POST /orders' }).locator('.row .name').allInnerTexts();
    assert.deepEqual(names, ['Input', 'Caller', 'Twice', 'Halfway', 'Outage', 'Seen', 'Undone']);
    await unfold('1 answered by people');
    await view.getByText('Accepted risk until 2027-02-20 · Ann Berg').first().waitFor();
  });

  it('edits the answer', async () => {
    const view = webview(page);
    await rowOf(QUESTION).click();
    await view.getByRole('button', { name: 'Edit' }).click();
    await view.getByRole('button', { name: 'Handled elsewhere' }).click();
    await view.getByRole('textbox').fill('The gateway cuts it off after 3 s');
    await view.getByRole('button', { name: 'Save' }).click();
    await recorded('"note": "The gateway cuts it off after 3 s"');
    await view.getByText('The gateway cuts it off after 3 s').first().waitFor();
  });

  it('takes it back, and is asked again', async () => {
    const before = await squiggles().count();
    const view = webview(page);
    await view.getByRole('button', { name: 'Take back' }).click();
    await retry(async () => {
      await page.waitForTimeout(200);
      assert.ok((await squiggles().count()) > before);
    }, 25);
  });

  it('answers again, by keyboard alone', async () => {
    await rowOf('Outage').focus();
    await page.keyboard.press('ArrowRight');
    await cardOf(QUESTION).getByRole('button', { name: 'To fix' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('OPS-231, with the new client');
    await page.keyboard.press('Control+Enter');
    await recorded('OPS-231, with the new client');
  });

  it('finds the answer again after the window was reloaded', async () => {
    await page.reload();
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 90_000 });
    await openFile(page, FILE);
    await runCommand(page, 'Editor-in-Chief: Review This File');
    await webview(page).getByText('OPS-231, with the new client').first().waitFor({ timeout: 30_000 });
    await webview(page).getByText('To fix · Ann Berg').first().waitFor();
  });

  it('is asked again when the code has changed since', async () => {
    const file = join(folder, FILE);
    writeFileSync(file, readFileSync(file, 'utf8').replace(CODE, 'payment.clone().json()'));
    const row = rowOf('Outage');
    await webview(page).getByText('To fix · Ann Berg').first().waitFor({ state: 'detached', timeout: 30_000 });
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
    await cardOf('The code changed since Ann Berg answered').waitFor();
  });

  it('sees what changed, by keyboard from the view', async () => {
    await cardOf('The code changed since Ann Berg answered').getByRole('button', { name: 'Show what changed' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'orders.ts: as answered' }).waitFor({ timeout: 30_000 });
    const side = (which: string) => page.locator(`.monaco-diff-editor .${which} .view-line`);
    await side('original').filter({ hasText: 'payment.json()' }).waitFor();
    await side('modified').filter({ hasText: 'payment.clone().json()' }).waitFor();
    await page.keyboard.press('Control+F4');
    await openFile(page, FILE);
  });

  it('sees it from the lightbulb too', async () => {
    const entries = await openLightbulb(page, 'payment.clone().json()');
    const texts = (await entries.allInnerTexts()).map((text) => text.trim());
    const at = texts.indexOf('Show what changed');
    assert.deepEqual(texts.slice(at, at + 3), ['Show what changed', 'Why am I asked?', 'Mark this block as mine']);
    await takeAction(page, 'Show what changed');
    await page.locator('.tab.active', { hasText: 'orders.ts: as answered' }).waitFor({ timeout: 30_000 });
    await page.keyboard.press('Control+F4');
    await openFile(page, FILE);
  });

  it('says that the answer is still true', async () => {
    const card = cardOf('The code changed since Ann Berg answered');
    await card.getByRole('button', { name: 'Still true' }).click();
    await webview(page).getByText('To fix · Ann Berg').first().waitFor({ timeout: 30_000 });
  });
});
