/** The plain sections: a heading and a list of what is only read or followed. */
import type { DecisionView, Elsewhere, Notice, Section } from '../protocol/view-model';
import { element, type Keyed } from './dom';
import { link } from './link';
import type { Page } from './page';

export function once(key: string, shown: unknown, build: () => HTMLElement): Keyed {
  return { key, look: JSON.stringify(shown), build };
}

export function listSection<T>(key: string, section: Section<T>, item: (item: T, index: number) => HTMLElement): Keyed {
  return once(key, section, () =>
    element('section', { class: key }, heading(section), element('ul', {}, ...section.items.map(item))),
  );
}

export function elsewhereSection(elsewhere: Elsewhere, page: Page): Keyed {
  return listSection('elsewhere', elsewhere, ({ open, detail }, index) =>
    element('li', {}, link(open, page, `elsewhere ${index}`), element('span', { class: 'small muted' }, ` ${detail}`)),
  );
}

export function decisionItem(
  { glyph, tone, state, open, detail, successor }: DecisionView,
  index: number,
  page: Page,
): HTMLElement {
  return element(
    'li',
    {},
    element('span', { class: `glyph ${tone}`, title: state, aria: { hidden: true } }, glyph),
    element(
      'div',
      {},
      link(open, page, `decision ${index}`),
      element(
        'div',
        { class: 'small muted' },
        detail,
        successor && ' · ',
        successor && link(successor, page, `successor ${index}`),
      ),
    ),
  );
}

export function noticeBox({ text, isProblem, actions }: Notice, index: number, page: Page): HTMLElement {
  return element(
    'div',
    { class: isProblem ? 'notice problem' : 'notice' },
    element('p', {}, text),
    actions.length > 0 &&
      element('div', { class: 'foot' }, ...actions.map((action, at) => link(action, page, `notice ${index} ${at}`))),
  );
}

export function heading(
  { title, badge }: { readonly title: string; readonly badge: string },
  ...rest: (Node | string)[]
): HTMLElement {
  return element('h2', {}, title, badge !== '' && element('span', { class: 'badge' }, badge), ...rest);
}
