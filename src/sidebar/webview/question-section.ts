/** The questions outside of any checklist: open ones by risk, then the folds with what is settled. */
import type { Fold, QuestionList } from '../protocol/view-model';
import { element, type Keyed, reconcile } from './dom';
import { heading } from './list-section';
import type { Page } from './page';
import { fillRows } from './row';

export function questionSection(list: QuestionList, page: Page): readonly Keyed[] {
  const { title, badge, note, groups, folds } = list;
  if (groups.length === 0 && folds.length === 0 && note === '') return [];
  return [
    {
      key: 'questions',
      look: JSON.stringify([title, badge, note]),
      build: () =>
        element(
          'section',
          { class: 'questions' },
          heading({ title, badge }),
          note !== '' && element('p', { class: 'muted' }, note),
          element('div', { class: 'groups' }),
        ),
      fill: (made) => {
        const container = made.querySelector('.groups');
        if (container)
          reconcile(container, [...groups.map((group) => riskGroup(group, page)), ...folds.map((fold) => folded(fold, page))]);
      },
    },
  ];
}

function riskGroup({ key, title, rows }: QuestionList['groups'][number], page: Page): Keyed {
  return {
    key,
    look: title,
    build: () => element('div', {}, element('h3', {}, title), element('div', { class: 'rows', role: 'list' })),
    fill: (made) => fillRows(made, rows, key, page),
  };
}

function folded({ key, title, rows }: Fold, page: Page): Keyed {
  const isOpen = page.state.isOpen(page.scope, key);
  const toggle = (): void => {
    page.state.setOpen(page.scope, key, !isOpen);
    page.redraw(key);
  };
  return {
    key,
    look: JSON.stringify([title, isOpen]),
    build: () =>
      element(
        'div',
        { class: 'folded' },
        element(
          'button',
          { class: 'fold small', focus: key, aria: { expanded: isOpen }, onClick: toggle },
          element('span', { class: 'title' }, title),
        ),
        isOpen && element('div', { class: 'rows', role: 'list' }),
      ),
    fill: (made) => fillRows(made, isOpen ? rows : [], key, page),
  };
}
