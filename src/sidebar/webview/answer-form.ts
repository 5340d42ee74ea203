/** Answers a question in place: four buttons, a note, save; or the answer on record, to be edited or taken back. */

import type { Form, Part } from '../protocol/view-model';
import { element } from './dom';
import { button } from './link';
import type { Page } from './page';

export function answerForm(part: Part, form: Form, page: Page): HTMLElement {
  const { group } = part;
  const draft = page.state.draft(page.scope, group);
  return form.saved !== undefined && draft === undefined ? savedAnswer(part, form, form.saved, page) : openForm(part, form, page);
}

/** What the form looks like, apart from the words in it: those change under the reader's fingers without a redraw. */
export function lookOfForm(part: Part, page: Page): string {
  const draft = page.state.draft(page.scope, part.group);
  return `${draft === undefined ? '' : `editing ${draft.answer ?? ''}`} ${page.state.refusal(page.scope, part.group) ?? ''}`;
}

function savedAnswer({ group }: Part, form: Form, saved: NonNullable<Form['saved']>, page: Page): HTMLElement {
  const edit = (): void => {
    page.state.setDraft(page.scope, group, { answer: saved.kind, note: saved.note });
    page.redraw(`note ${group}`);
  };
  return element(
    'div',
    { class: 'answer', role: 'group', aria: { label: form.label } },
    element('p', { class: 'small muted' }, saved.line),
    element('p', { class: 'quote' }, saved.note),
    element(
      'div',
      { class: 'foot' },
      element('button', { focus: `edit ${group}`, onClick: edit }, form.edit),
      form.takeBack && button(form.takeBack, page, `take back ${group}`),
    ),
  );
}

function openForm({ group }: Part, form: Form, page: Page): HTMLElement {
  const draft = page.state.draft(page.scope, group);
  const chosen = form.choices.find(({ kind }) => kind === draft?.answer);
  const refusal = page.state.refusal(page.scope, group);
  const choose = (answer: Form['choices'][number]['kind']): void => {
    page.state.setDraft(page.scope, group, { answer, note: page.state.draft(page.scope, group)?.note ?? '' });
    page.redraw(`note ${group}`);
  };
  const cancel = (): void => {
    page.state.setDraft(page.scope, group, undefined);
    page.redraw(form.saved === undefined ? `choice ${group} ${draft?.answer}` : `edit ${group}`);
  };
  const save = (): void => {
    const { answer, note } = page.state.draft(page.scope, group) ?? { note: '' };
    const kind = form.choices.find((choice) => choice.kind === answer)?.kind;
    if (kind !== undefined) page.post({ kind: 'answer', path: page.scope, group, answer: kind, note });
  };
  return element(
    'div',
    { class: 'answer', role: 'group', aria: { label: form.label } },
    element(
      'div',
      { class: 'choices' },
      ...form.choices.map(({ kind, label, title }) =>
        element(
          'button',
          {
            title: title === label ? undefined : title,
            focus: `choice ${group} ${kind}`,
            aria: { pressed: chosen?.kind === kind, label: title },
            onClick: () => choose(kind),
          },
          label,
        ),
      ),
    ),
    chosen && noteBox(group, chosen.placeholder, draft?.note ?? '', refusal, save, page),
    refusal !== undefined && element('p', { class: 'refusal', role: 'alert' }, refusal),
    (chosen !== undefined || form.stillTrue !== undefined) &&
      element(
        'div',
        { class: 'foot' },
        chosen && element('button', { class: 'primary', focus: `save ${group}`, onClick: save }, form.save),
        chosen && element('button', { focus: `cancel ${group}`, onClick: cancel }, form.cancel),
        chosen === undefined && form.stillTrue !== undefined && button(form.stillTrue, page, `still true ${group}`),
      ),
  );
}

function noteBox(
  group: string,
  placeholder: string,
  note: string,
  refusal: string | undefined,
  save: () => void,
  page: Page,
): HTMLElement {
  const box = element('textarea', { focus: `note ${group}`, aria: { label: placeholder, invalid: refusal !== undefined } });
  box.placeholder = placeholder;
  box.value = note;
  box.rows = 2;
  box.addEventListener('input', () => {
    const draft = page.state.draft(page.scope, group);
    page.state.setDraft(page.scope, group, { ...draft, note: box.value });
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    save();
  });
  return box;
}
