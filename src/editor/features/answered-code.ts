/** Gives a diff its left side: the file with one block as it was when it was answered. */
import * as vscode from 'vscode';
import { ANSWERED, readAnswered } from '../answered-uri';
import type { Feature } from './feature';

export const answeredCode: Feature = {
  name: 'answered code',
  register: (desk) =>
    vscode.workspace.registerTextDocumentContentProvider(ANSWERED, {
      async provideTextDocumentContent(uri) {
        const { file, group } = readAnswered(uri);
        const place = await desk.placeWhenOpen(file);
        const found = await place?.engine.answeredCode(place.path, group);
        // The window opened again with a diff of yesterday: there is nothing to compare with any more.
        return found ?? '';
      },
    }),
};
