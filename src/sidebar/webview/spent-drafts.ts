/** Drafts that say what is on record already: the page's state may be older than the record, as after a reload. */
import type { Part, ViewModel } from '../protocol/view-model';
import type { PageState } from './page-state';

export function dropSpentDrafts(model: ViewModel, state: PageState): void {
  if (model.kind !== 'review') return;
  const { entries, questions, path } = model;
  for (const { rows } of [...entries, ...questions.groups, ...questions.folds])
    for (const part of rows.flatMap(({ parts }) => parts)) {
      const draft = state.draft(path, part.group);
      if (draft !== undefined && recordsOf(part).includes(`${draft.answer} ${draft.note.trim()}`))
        state.setDraft(path, part.group, undefined);
    }
}

function recordsOf({ form }: Part): readonly string[] {
  const again = form?.stillTrue?.post;
  return [
    ...(form?.saved === undefined ? [] : [`${form.saved.kind} ${form.saved.note}`]),
    ...(again?.kind === 'answer' ? [`${again.answer} ${again.note}`] : []),
  ];
}
