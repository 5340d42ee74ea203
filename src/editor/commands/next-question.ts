/** Walks the questions of the open file in both directions, round the end. */
import * as vscode from 'vscode';
import type { Question } from '#review/file-review';
import { askedGroups } from '../asked';
import type { Desk } from '../desk';
import type { Command } from './command';

export const nextQuestion: Command = (desk) =>
  go(desk, (questions, caret) => questions.find((question) => isBehind(question, caret)) ?? questions[0]);

export const previousQuestion: Command = (desk) =>
  go(desk, (questions, caret) => questions.findLast((question) => isBefore(question, caret)) ?? questions.at(-1));

function go(desk: Desk, choose: (questions: readonly Question[], caret: vscode.Position) => Question | undefined): void {
  const editor = vscode.window.activeTextEditor;
  const review = editor === undefined ? undefined : desk.latest(editor.document.uri);
  if (editor === undefined || review === undefined) return;
  const question = choose(
    askedGroups(review).map(([first]) => first),
    editor.selection.active,
  );
  if (question === undefined) return;
  const at = new vscode.Position(question.startLine - 1, question.startColumn - 1);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function isBehind({ startLine, startColumn }: Question, { line, character }: vscode.Position): boolean {
  return startLine - 1 > line || (startLine - 1 === line && startColumn - 1 > character);
}

function isBefore({ startLine, startColumn }: Question, { line, character }: vscode.Position): boolean {
  return startLine - 1 < line || (startLine - 1 === line && startColumn - 1 < character);
}
