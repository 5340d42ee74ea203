/** A picture of the page after each step of a walk, numbered and called as the step is. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** To be called within a suite; `folder` is made below the artifacts. */
export function takePictures(folder: string, page: () => Page | undefined): void {
  const artifacts = join(__dirname, '../../.artifacts', folder);
  let step = 0;
  before(() => void mkdirSync(artifacts, { recursive: true }));
  afterEach(async function () {
    const name = this.currentTest?.title.replaceAll(/\W+/g, '-') ?? 'step';
    await page()?.screenshot({ path: join(artifacts, `${String(++step).padStart(2, '0')}-${name}.png`) });
  });
}
