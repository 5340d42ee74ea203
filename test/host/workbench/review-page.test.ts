import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { FileReview } from '#review/file-review';
import { toReviewModel } from '#sidebar/review-model';
import { createWords } from '#sidebar/words';
import { openBrowser } from '../../../scripts/host/chromium.mjs';
import { NOW, ORDERS, RULES, translate } from '../../support/orders-review';
import { openSidebarPage, type SidebarPage } from '../../support/sidebar-page';

const words = createWords(translate, 'en');

function render(review: Partial<FileReview> = {}) {
  const model = toReviewModel({
    review: { ...ORDERS, ...review },
    rules: RULES,
    isTrusted: true,
    hasHistory: true,
    open: 4,
    elsewhere: [],
    now: NOW,
    words,
  });
  return { kind: 'render', model } as const;
}

describe('the page of the Review view', () => {
  let browser: Browser;
  let view: SidebarPage;
  before(async () => {
    ({ browser } = await openBrowser());
  });
  after(() => browser.close());
  beforeEach(async () => {
    view = await openSidebarPage(browser);
    await view.send(render());
  });
  afterEach(() => view.page.close());

  const row = (name: string) => view.page.locator('.row', { hasText: name }).first();
  const focused = () => view.page.evaluate<string>('document.activeElement.dataset.focus ?? document.activeElement.tagName');

  it('says that it is ready, and reads every row out with its state', async () => {
    assert.deepEqual(await view.posted(), [{ kind: 'ready' }]);
    const rows = await view.page
      .getByRole('region', { name: 'POST /orders' })
      .getByRole('listitem')
      .getByRole('button')
      .allInnerTexts();
    assert.equal(rows.length, 7);
    await view.page.getByRole('button', { name: /^Twice\s*open:/ }).waitFor();
  });

  it('opens and closes a row with the keyboard, and walks the rows', async () => {
    await row('Input').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await view.page.keyboard.press(key);
    assert.equal(await row('Twice').getAttribute('aria-expanded'), 'true');
    await view.page.keyboard.press('Tab');
    assert.match(await focused(), /^place /);
    await view.page.keyboard.press('Escape');
    assert.deepEqual(
      [await row('Twice').getAttribute('aria-expanded'), await focused()],
      ['false', 'row entry POST /orders POST /orders twice'],
    );
  });

  it('keeps a half-written note, the caret in it and the focus when the review changes under it', async () => {
    await row('Twice').click();
    await view.page.getByRole('button', { name: 'Accept the risk' }).click();
    await view.page.keyboard.type('Internal tool, one clrk');
    for (let step = 0; step < 2; step++) await view.page.keyboard.press('ArrowLeft');
    await view.send(render({ version: 4, provenance: { ...ORDERS.provenance, ai: 63 } }));
    await view.send({ kind: 'caret', line: 24 });
    await view.page.keyboard.type('e');
    assert.equal(await view.page.getByRole('textbox').inputValue(), 'Internal tool, one clerk');
  });

  it('posts an answer, says why it was refused, and closes the form once it was saved', async () => {
    const group = 'write-not-idempotent@createOrder';
    await row('Twice').click();
    await view.page.getByRole('button', { name: 'Handled elsewhere' }).click();
    await view.page.keyboard.type('yes');
    await view.page.keyboard.press('Control+Enter');
    assert.deepEqual((await view.posted()).at(-1), { kind: 'answer', path: ORDERS.path, group, answer: 'handled', note: 'yes' });
    await view.send({ kind: 'refused', group, why: 'One line that a colleague will understand next year.' });
    assert.equal(await view.page.getByRole('alert').textContent(), 'One line that a colleague will understand next year.');
    await view.page.keyboard.type(', by the unique key');
    await view.send({ kind: 'saved', group });
    assert.equal(await view.page.getByRole('textbox').count(), 0);
  });

  it('edits an answer on record and takes it back', async () => {
    await row('Seen').click();
    await view.page.getByRole('button', { name: 'Edit' }).click();
    assert.equal(await view.page.getByRole('textbox').inputValue(), 'No counter yet, the gateway has one.');
    await view.page.getByRole('button', { name: 'Cancel' }).click();
    await view.page.getByRole('button', { name: 'Take back' }).click();
    assert.deepEqual((await view.posted()).at(-1), { kind: 'take-back', path: ORDERS.path, group: 'row:seen@createOrder' });
  });

  it('has the note again after it was hidden', async () => {
    await row('Twice').click();
    await view.page.getByRole('button', { name: 'To fix', exact: true }).click();
    await view.page.keyboard.type('OPS-12');
    const again = await openSidebarPage(browser, { state: await view.kept() });
    await again.send(render());
    assert.equal(await again.page.getByRole('textbox').inputValue(), 'OPS-12');
    await again.page.close();
  });

  it('forgets a draft that is on record by now', async () => {
    const note = 'No counter yet, the gateway has one.';
    const drafts = { [`${ORDERS.path} row:seen@createOrder`]: { answer: 'accepted-risk', note } };
    const toggled = { [`${ORDERS.path} entry POST /orders POST /orders seen`]: true };
    const again = await openSidebarPage(browser, { state: { drafts, toggled } });
    await again.send(render());
    await again.page.getByRole('button', { name: 'Take back' }).waitFor();
    assert.equal(await again.page.getByRole('textbox').count(), 0);
    await again.page.close();
  });

  it('marks what the caret is in, and unfolds what is to be seen', async () => {
    await view.send({ kind: 'caret', line: 24 });
    assert.deepEqual(await view.page.locator('.item.current .name').allInnerTexts(), ['Twice']);
    await view.send({ kind: 'reveal', group: 'error-swallowed@createOrder' });
    await view.page.getByText('logger.error with the error, line 53').waitFor();
  });

  it('shows what a workspace brings along as text', async () => {
    const [first, ...others] = ORDERS.decisions;
    assert.ok(first);
    await view.send(
      render({ decisions: [{ ...first, title: '<img src=x onerror="posted.push(1)">' }, ...others], problems: ['<b>off</b>'] }),
    );
    assert.equal(await view.page.locator('img, main b').count(), 0);
    await view.page.getByText('<b>off</b>').waitFor();
    assert.deepEqual(await view.posted(), [{ kind: 'ready' }]);
  });

  it('does not heed what is no message of the extension', async () => {
    const before = await view.page.locator('main').innerHTML();
    await view.send({ kind: 'render', model: { kind: 'page' } } as never);
    await view.send('render' as never);
    assert.equal(await view.page.locator('main').innerHTML(), before);
  });

  it('needs no scrolling sideways at 250 px, with every card open', async () => {
    await view.page.setViewportSize({ width: 250, height: 900 });
    const closed = view.page.locator('[aria-expanded=false]');
    while ((await closed.count()) > 0) await closed.first().click();
    assert.equal(await view.page.evaluate<number>('document.documentElement.scrollWidth'), 250);
  });
});
