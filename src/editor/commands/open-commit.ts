/** Shows the commit that is the evidence, where the editor's git can; else its hash goes to the clipboard. */
import * as vscode from 'vscode';
import { readArgument } from './argument';
import type { Command } from './command';

const VIEW = 'git.viewCommit';

export const openCommit: Command = async (desk, value) => {
  const { uri, commit } = readArgument(value);
  if (commit === undefined) return;
  const place = uri === undefined ? undefined : desk.place(uri);
  const commands = await vscode.commands.getCommands(true);
  if (place?.host.git !== undefined && commands.includes(VIEW)) {
    await vscode.commands.executeCommand(VIEW, vscode.Uri.file(place.host.git.topLevel), commit);
    return;
  }
  await vscode.env.clipboard.writeText(commit);
  void vscode.window.showInformationMessage(desk.words.t('The hash of the commit is in the clipboard: {0}', commit));
};
