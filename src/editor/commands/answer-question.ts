/** Answers a question from the editor: which of the four, then a line for the colleague who reads it next year. */
import * as vscode from 'vscode';
import type { AnswerKind, Question } from '#review/file-review';
import { giveAnswer } from '../answering';
import type { Desk } from '../desk';
import { readArgument } from './argument';
import type { Command } from './command';
import { pickQuestion } from './pick-question';

export const answerQuestion: Command = async (desk, value) => {
  const argument = readArgument(value);
  const picked = await pickQuestion(desk, argument);
  if (picked === undefined) return;
  const { place, question } = picked;
  const kind = kinds(desk).find((each) => each === argument.kind) ?? (await pickKind(desk, question));
  if (kind !== undefined)
    await askForNote(desk, question, kind, (note) => giveAnswer(desk, place, { group: question.group, answer: kind, note }));
};

function kinds({ words }: Desk): readonly AnswerKind[] {
  return Object.keys(words.answers) as AnswerKind[];
}

async function pickKind(desk: Desk, { text }: Question): Promise<AnswerKind | undefined> {
  const { answers } = desk.words;
  const picked = await vscode.window.showQuickPick(
    kinds(desk).map((kind) => ({ label: answers[kind].title, description: answers[kind].placeholder, answer: kind })),
    { title: text },
  );
  return picked?.answer;
}

/** `save` says why a note is refused, and the box stays open with what was typed. */
function askForNote(
  desk: Desk,
  question: Question,
  kind: AnswerKind,
  save: (note: string) => Promise<string | undefined>,
): Promise<void> {
  const box = vscode.window.createInputBox();
  box.title = question.text;
  box.placeholder = desk.words.answers[kind].placeholder;
  box.prompt = desk.words.answers[kind].title;
  box.value = question.answer?.kind === kind ? question.answer.note : '';
  box.ignoreFocusOut = true;
  return new Promise((done) => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(async () => {
      box.busy = true;
      box.enabled = false;
      const why = await save(box.value);
      box.busy = false;
      box.enabled = true;
      if (why === undefined) box.hide();
      else box.validationMessage = why;
    });
    box.onDidHide(() => {
      box.dispose();
      done();
    });
    box.show();
  });
}
