/** A line of a list, and under it the card it opens to. */
import type { Part, RowView } from '../protocol/view-model';
import { answerForm, lookOfForm } from './answer-form';
import { withCode } from './code-text';
import { element, type Keyed, reconcile } from './dom';
import { link } from './link';
import { isAt, type Page } from './page';

/** Brings the list of rows inside the element up to date. `section` keeps equal rows of two lists apart. */
export function fillRows(inside: HTMLElement, rows: readonly RowView[], section: string, page: Page): void {
  const list = inside.querySelector('.rows');
  if (list)
    reconcile(
      list,
      rows.map((row) => keyedRow(row, section, page)),
    );
}

function keyedRow(row: RowView, section: string, page: Page): Keyed {
  const key = `${section} ${row.key}`;
  const isOpen = page.state.isOpen(page.scope, key);
  const isCurrent = isAt(page.caret, row.lines);
  return {
    key,
    look: JSON.stringify([row, isOpen, isCurrent, isOpen && row.parts.map((part) => lookOfForm(part, page))]),
    build: () => buildRow(row, key, isOpen, isCurrent, page),
  };
}

function buildRow(row: RowView, key: string, isOpen: boolean, isCurrent: boolean, page: Page): HTMLElement {
  const toggle = (): void => {
    page.state.setOpen(page.scope, key, !isOpen);
    page.redraw(`row ${key}`);
  };
  const id = `card ${key}`.replaceAll(/\W/g, '-');
  const head = element(
    'button',
    {
      class: `row ${row.tone}${row.name === undefined ? ' nameless' : ''}`,
      focus: `row ${key}`,
      aria: { expanded: isOpen, controls: id, current: isCurrent || undefined },
      onClick: toggle,
    },
    element('span', { class: `glyph ${row.tone}`, aria: { hidden: true } }, row.glyph),
    row.name !== undefined && element('span', { class: 'name' }, row.name),
    element('span', { class: 'unseen' }, `${row.state}: `),
    element(
      'span',
      { class: 'what' },
      ...withCode(row.what),
      row.place !== undefined && element('span', { class: 'muted' }, ` ${row.place}`),
      row.quote !== undefined && element('span', { class: 'quote small' }, row.quote),
    ),
    element('span', { class: 'chevron', aria: { hidden: true } }, isOpen ? '⌄' : '›'),
  );
  const card =
    isOpen &&
    element(
      'div',
      { class: `card ${row.tone}`, role: 'group', aria: { label: row.name ?? row.what } },
      ...row.parts.map((part) => buildPart(part, row, page)),
    );
  if (card) card.id = id;
  const item = element('div', { class: isCurrent ? 'item current' : 'item', role: 'listitem' }, head, card);
  item.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing || !isOpen) return;
    event.stopPropagation();
    toggle();
  });
  return item;
}

function buildPart(part: Part, row: RowView, page: Page): HTMLElement {
  const { group } = part;
  return element(
    'section',
    { class: 'part' },
    (part.ask !== row.what || row.parts.length > 1) && element('p', { class: 'ask' }, ...withCode(part.ask)),
    part.changed !== undefined &&
      element(
        'p',
        { class: 'changed' },
        part.changed,
        part.showChange && ' ',
        part.showChange && link(part.showChange, page, `change ${group}`),
      ),
    ...part.places.map(({ line, code, title, post }, index) =>
      element(
        'button',
        { class: 'code', title, focus: `place ${group} ${index}`, onClick: () => page.post(post) },
        element('span', { class: 'muted' }, String(line)),
        ` ${code}`,
      ),
    ),
    part.evidence !== '' && element('p', { class: 'evidence' }, ...withCode(part.evidence)),
    part.seen.length > 0 &&
      element(
        'ul',
        { class: 'seen' },
        ...part.seen.map((seen, index) => element('li', {}, link(seen, page, `seen ${group} ${index}`))),
      ),
    part.terms.length > 0 &&
      element(
        'dl',
        {},
        ...part.terms.flatMap(({ term, text }) => [element('dt', {}, term), element('dd', {}, ...withCode(text))]),
      ),
    part.form && answerForm(part, part.form, page),
    (part.scores !== undefined || part.page !== undefined) &&
      element(
        'div',
        { class: 'foot small muted' },
        part.scores &&
          element('span', { title: part.scores.title, aria: { label: part.scores.title }, role: 'img' }, part.scores.text),
        part.page && link(part.page, page, `page ${group}`),
      ),
  );
}
