/** Opens the Review view on the file; where nothing in it is in scope, the whole file is reviewed for once. */
import * as vscode from 'vscode';
import { readArgument } from './argument';
import type { Command } from './command';

export const reviewFile: Command = async (desk, value) => {
  const { uri } = readArgument(value);
  const place = uri === undefined ? undefined : await desk.placeWhenOpen(uri);
  await vscode.commands.executeCommand('editorInChief.review.focus');
  if (place === undefined) return;
  const { blocks, language } = await place.engine.review(place.path);
  if (language !== '' && !blocks.some(({ inScope }) => inScope)) place.engine.reviewAnyway(place.path);
};
