/** A link that posts a message: a button that looks like a link, because it goes nowhere a browser could follow. */
import type { Action } from '../protocol/view-model';
import { element } from './dom';
import type { Page } from './page';

export function link({ label, title, post }: Action, page: Page, focus?: string): HTMLElement {
  return element(
    'button',
    { class: 'link', title, ...(focus === undefined ? {} : { focus }), onClick: () => page.post(post) },
    label,
  );
}

export function button({ label, title, post }: Action, page: Page, focus: string, isPrimary = false): HTMLElement {
  return element('button', { class: isPrimary ? 'primary' : '', title, focus, onClick: () => page.post(post) }, label);
}
