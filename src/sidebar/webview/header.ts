/** The head of the page: the file, whose lines they are, and how that is known. */
import type { Header } from '../protocol/view-model';
import { element } from './dom';
import { link } from './link';
import type { Page } from './page';

export function buildHeader(header: Header, page: Page): HTMLElement {
  const { name, folder, bar, legend, known, notRight, notes } = header;
  const [first, ...others] = known;
  return element(
    'header',
    {},
    element('h1', {}, name, folder !== '' && element('span', { class: 'muted folder' }, ` ${folder}`)),
    bar &&
      element(
        'div',
        { class: 'bar', role: 'img', aria: { label: bar.label } },
        ...(['ai', 'human', 'unknown'] as const).map((kind) => share(kind, bar[kind])),
      ),
    element(
      'div',
      { class: 'legend', aria: { hidden: true } },
      ...legend.map(({ kind, text }) => element('span', { class: kind }, text)),
    ),
    first !== undefined &&
      element(
        'p',
        { class: 'small muted' },
        first,
        others.length > 0 && ` (+${others.length})`,
        notRight && ' · ',
        notRight && link(notRight, page, 'not right'),
      ),
    (others.length > 0 || notes.sentences.length > 0) && more(notes, others, page),
  );
}

/** Widths are set through the style object: a style attribute would be against the page's content policy. */
function share(kind: string, count: number): HTMLElement {
  const part = element('i', { class: kind });
  part.style.flexGrow = String(count);
  return part;
}

function more({ title, sentences, isOpen }: Header['notes'], others: readonly string[], page: Page): HTMLElement {
  const details: HTMLDetailsElement = element(
    'details',
    { class: 'small muted' },
    element('summary', { focus: 'how', onClick: () => page.state.setOpen(page.scope, 'how', !details.open) }, title),
    ...[...others, ...sentences].map((sentence) => element('p', {}, sentence)),
  );
  details.open = page.state.isOpen(page.scope, 'how', isOpen);
  return details;
}
