/** Shows the code an answer was given for against today's, where git still holds it. */
import * as vscode from 'vscode';
import { answeredUri } from '../answered-uri';
import { hasChangedSince } from '../asked';
import { readArgument } from './argument';
import type { Command } from './command';
import { pickQuestion } from './pick-question';

export const showWhatChanged: Command = async (desk, value) => {
  const { t } = desk.words;
  const picked = await pickQuestion(desk, readArgument(value), hasChangedSince);
  if (picked === undefined) return;
  const { uri, place, question } = picked;
  const found = await vscode.window.withProgress({ location: { viewId: 'editorInChief.review' } }, () =>
    place.engine.answeredCode(place.path, question.group),
  );
  if (found === undefined) {
    void vscode.window.showInformationMessage(
      place.host.git === undefined
        ? t('What changed cannot be shown: answers keep no code, and here there is no git that would.')
        : t('What changed cannot be shown: answers keep no code, and no commit holds the code that was answered.'),
    );
    return;
  }
  const { version } = await vscode.workspace.openTextDocument(uri);
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const title = t('{0}: as answered {1} ↔ now', name, question.answer?.at ?? '');
  // Without a place to go the editor shows the first change.
  await vscode.commands.executeCommand('vscode.diff', answeredUri(uri, question.group, version), uri, title);
};
