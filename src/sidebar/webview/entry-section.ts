/** An entry point and its seven rows. With many of them, only the one at the caret is unfolded by itself. */
import type { EntryPointView } from '../protocol/view-model';
import { element, type Keyed } from './dom';
import { isAt, type Page } from './page';
import { fillRows } from './row';

const MOST_UNFOLDED = 3;

/** `count`: how many entry points the file has. */
export function entrySection(entry: EntryPointView, count: number, page: Page): Keyed {
  const { key, title, detail, badge, rows } = entry;
  const isCurrent = isAt(page.caret, entry.lines);
  const isOpen = page.state.isOpen(page.scope, key, count <= MOST_UNFOLDED || isCurrent);
  const toggle = (): void => {
    page.state.setOpen(page.scope, key, !isOpen);
    page.redraw(key);
  };
  return {
    key,
    look: JSON.stringify([title, detail, badge, isOpen, isCurrent]),
    build: () =>
      element(
        'section',
        { class: isCurrent ? 'entry current' : 'entry', aria: { label: title } },
        element(
          'h2',
          { class: 'entry-title' },
          element(
            'button',
            { class: 'fold', focus: key, aria: { expanded: isOpen, current: isCurrent || undefined }, onClick: toggle },
            element('span', { class: 'title' }, title),
            element('span', { class: 'muted small' }, detail),
            badge !== '' && element('span', { class: 'badge' }, badge),
          ),
        ),
        isOpen && element('div', { class: 'rows', role: 'list' }),
      ),
    fill: (made) => fillRows(made, isOpen ? rows : [], key, page),
  };
}
