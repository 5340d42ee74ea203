/** The page of the Review view: takes what the extension says, draws it, keeps the focus and half-written answers where they are. */
import type { FromPage } from '../protocol/from-page';
import { parseToPage, type ToPage } from '../protocol/to-page';
import type { ViewModel } from '../protocol/view-model';
import { element, reconcile } from './dom';
import { restoreFocus, saveFocus } from './focus';
import { moveBetweenRows } from './keyboard';
import type { Page } from './page';
import { PageState, type VsCodeApi } from './page-state';
import { toSections } from './sections';
import { dropSpentDrafts } from './spent-drafts';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const state = new PageState(api);
const content = element('main', {});
const open = element('b', {});
const rest = element('span', { class: 'muted' });
const foot = element('footer', { class: 'small', role: 'status', aria: { live: 'polite' } }, open, ' ', rest);
document.body.append(content, foot);

let model: ViewModel | undefined;
let caret: number | undefined;
let isComposing = false;

const post = (message: FromPage): void => api.postMessage(message);

function draw(focus?: string): void {
  // A draw while an input method composes would break the word off; it follows when the word is done.
  if (model === undefined || isComposing) return;
  const page: Page = { state, scope: scopeOf(model), caret, post, redraw: draw };
  const before = saveFocus();
  reconcile(content, toSections(model, page));
  restoreFocus(focus, before);
  const figures = model.kind === 'review' ? model.figures : { open: '', rest: '' };
  if (open.textContent !== figures.open) open.textContent = figures.open;
  const others = figures.rest === '' ? '' : `· ${figures.rest}`;
  if (rest.textContent !== others) rest.textContent = others;
  foot.hidden = model.kind !== 'review';
}

function receive(message: ToPage): void {
  const scope = scopeOf(model);
  switch (message.kind) {
    case 'render':
      if (scopeOf(message.model) !== scope) caret = undefined;
      // An answer being edited starts as what is on record, so only a new file's or a first screen's drafts can be spent.
      if (model?.kind !== 'review' || scopeOf(message.model) !== scope) dropSpentDrafts(message.model, state);
      // The folder was opened anew, trusted perhaps: why something was refused before need not hold any more.
      if (message.model.kind === 'welcome') state.forgetRefusals();
      model = message.model;
      draw();
      break;
    case 'caret':
      caret = message.line;
      draw();
      // Who works in the view must not have it scrolled away under their hands.
      if (!document.hasFocus()) content.querySelector('.item.current, .entry.current')?.scrollIntoView({ block: 'nearest' });
      break;
    case 'reveal':
      reveal(message.group);
      break;
    case 'saved':
      state.setDraft(scope, message.group, undefined);
      draw();
      break;
    case 'refused':
      state.refuse(scope, message.group, message.why);
      draw(`note ${message.group}`);
      break;
  }
}

/** Drafts and folds belong to the file that is shown. */
function scopeOf(shown: ViewModel | undefined): string {
  return shown?.kind === 'review' ? shown.path : '';
}

/** Unfolds the row that asks the group, and what it is folded in, and puts the focus on it. */
function reveal(group: string): void {
  if (model?.kind !== 'review') return;
  const { path, entries, questions } = model;
  for (const { key, rows } of [...entries, ...questions.groups, ...questions.folds]) {
    const row = rows.find(({ parts }) => parts.some((part) => part.group === group));
    if (row === undefined) continue;
    state.setOpen(path, key, true);
    state.setOpen(path, `${key} ${row.key}`, true);
    draw(`row ${key} ${row.key}`);
    document.activeElement?.scrollIntoView({ block: 'start' });
    return;
  }
}

window.addEventListener('message', ({ data }) => {
  const message = parseToPage(data);
  if (message !== undefined) receive(message);
});
document.addEventListener('compositionstart', () => {
  isComposing = true;
});
document.addEventListener('compositionend', () => {
  isComposing = false;
  draw();
});
document.addEventListener('keydown', moveBetweenRows);
post({ kind: 'ready' });
