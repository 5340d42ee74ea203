/** Which question a command is about: the named one, the one at the caret, or one of a list. */
import * as vscode from 'vscode';
import type { Question } from '#review/file-review';
import { askedAt, isAsked } from '../asked';
import type { Desk, Place } from '../desk';
import type { Argument } from './argument';

export interface PickedQuestion {
  readonly uri: vscode.Uri;
  readonly place: Place;
  readonly question: Question;
}

/** `isMeant`: which questions the command speaks of; one that is named is taken as it is. */
export async function pickQuestion(
  desk: Desk,
  { uri, group }: Argument,
  isMeant: (question: Question) => boolean = isAsked,
): Promise<PickedQuestion | undefined> {
  const place = uri === undefined ? undefined : await desk.placeWhenOpen(uri);
  if (uri === undefined || place === undefined) return undefined;
  const { questions } = place.engine.latest(place.path) ?? (await place.engine.review(place.path));
  const named = group === undefined ? undefined : questions.find((question) => question.group === group);
  const question = named ?? (await atCaretOrPicked(desk, uri, questions, isMeant));
  return question === undefined ? undefined : { uri, place, question };
}

async function atCaretOrPicked(
  desk: Desk,
  uri: vscode.Uri,
  questions: readonly Question[],
  isMeant: (question: Question) => boolean,
): Promise<Question | undefined> {
  const editor = vscode.window.activeTextEditor;
  const review = desk.latest(uri);
  const here =
    editor?.document.uri.toString() === uri.toString() && review !== undefined
      ? askedAt(review, editor.selection).filter(isMeant)
      : [];
  const [only, ...others] = here;
  if (only !== undefined && others.length === 0) return only;
  const seen = new Set<string>();
  const choices = (here.length > 0 ? here : questions.filter(isMeant)).filter(({ group }) => !seen.has(group) && seen.add(group));
  const picked = await vscode.window.showQuickPick(
    choices.map((question) => ({
      label: question.text,
      description: desk.words.t('line {0}', question.startLine),
      detail: question.code,
      question,
    })),
    { title: desk.words.t('Which question?'), matchOnDetail: true },
  );
  return picked?.question;
}
