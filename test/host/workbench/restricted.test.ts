import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Page } from 'playwright-core';
import { findProgram } from '../../../scripts/host/find-program.mjs';
import { openFile, openWorkbench, retry, runCommand, type Workbench, webview } from '../../../scripts/host/workbench.mjs';
import { makeSample } from '../../../scripts/sample.mjs';
import { takePictures } from '../../support/pictures';
import { makeTempFolder, removeTempFolders } from '../../support/temp-repository';

const REPO = join(__dirname, '../../..');
const FILE = 'typescript/grown/orders.ts';

/** A window of a user who was asked whether the folder is trusted, and has not said so. */
describe('a folder in restricted mode', function () {
  this.bail(true);
  let folder: string;
  let runs: string;
  let bench: Workbench;
  let page: Page;

  before(async () => {
    const temp = makeTempFolder();
    folder = makeSample(join(temp, 'orders'));
    runs = join(temp, 'git-runs');
    bench = await openWorkbench({
      folder,
      folders: [REPO],
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        // The editor's own git would run it too, once the folder is trusted.
        'git.enabled': false,
        'typescript.validate.enable': false,
      },
      env: { PATH: `${gitThatIsSeen(join(temp, 'bin'), runs)}${delimiter}${process.env.PATH}` },
    });
    page = bench.page;
  });
  takePictures('restricted', () => page);
  after(async () => {
    await bench?.close();
    removeTempFolders();
  });

  const squiggles = () => page.locator('.monaco-editor .squiggly-info');

  it('says what is off, and how to change that', async () => {
    await openFile(page, FILE);
    await runCommand(page, 'Editor-in-Chief: Review This File');
    const view = webview(page);
    await view.getByText('Restricted mode: the rules read the text alone.').waitFor({ timeout: 60_000 });
    await view.getByRole('button', { name: 'Manage trust…' }).waitFor();
  });

  it('asks its questions of the text, since somebody wanted the file reviewed', async () => {
    await squiggles().first().waitFor({ timeout: 30_000 });
    await page.locator('.statusbar-item', { hasText: 'origin unknown' }).waitFor();
  });

  it('takes no answer, and says why', async () => {
    const view = webview(page);
    await view.locator('.row', { hasText: 'Outage' }).first().click();
    const form = view.locator('.part').first();
    await form.getByRole('button', { name: 'Handled elsewhere' }).click();
    await form.getByRole('textbox').fill('The gateway cuts it off');
    await form.getByRole('button', { name: 'Save' }).click();
    await view.getByText('This folder is in restricted mode. Trust it, then answers and marks can be kept.').waitFor();
    assert.equal(existsSync(join(folder, '.editor-in-chief')), false);
  });

  it('has run no git and written nothing so far', () => {
    assert.deepEqual([existsSync(runs), existsSync(join(folder, '.git/editor-in-chief'))], [false, false]);
  });

  it('does all of it once the folder is trusted from there', async () => {
    await webview(page).getByRole('button', { name: 'Manage trust…' }).click();
    await page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: /^Trust/ })
      .first()
      .click();
    await openFile(page, FILE);
    await webview(page).getByText('restricted mode').first().waitFor({ state: 'detached', timeout: 60_000 });
    await page.locator('.statusbar-item', { hasText: '% AI' }).waitFor({ timeout: 30_000 });
    await retry(async () => {
      await page.waitForTimeout(200);
      assert.match(readFileSync(runs, 'utf8'), /blame/);
    }, 25);
  });
});

/** Passes every call on, and keeps it. */
function gitThatIsSeen(bin: string, runs: string): string {
  mkdirSync(bin);
  const real = findProgram(['git']);
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$@" >> '${runs}'\nexec '${real}' "$@"\n`);
  chmodSync(join(bin, 'git'), 0o755);
  return bin;
}
