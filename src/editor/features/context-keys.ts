/** What the manifest's `when` and `enablement` clauses ask: is there a review, are there questions, are there decisions. */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import { hasChangedSince, isAsked } from '../asked';
import type { Feature } from './feature';

export const contextKeys: Feature = {
  name: 'context keys',
  register(desk) {
    const held = new DisposableStore();
    const set = new Map<string, boolean>();
    const refresh = (): void => {
      const uri = vscode.window.activeTextEditor?.document.uri;
      const review = uri === undefined ? undefined : desk.latest(uri);
      const keys = {
        hasReview: review !== undefined,
        hasQuestions: review?.questions.some(isAsked) ?? false,
        hasChanges: review?.questions.some(hasChangedSince) ?? false,
        hasDecisions: (review?.decisions.length ?? 0) > 0,
      };
      for (const [key, value] of Object.entries(keys)) {
        if (set.get(key) === value) continue;
        set.set(key, value);
        void vscode.commands.executeCommand('setContext', `editorInChief.${key}`, value);
      }
    };
    held.add(desk.onDidReview(refresh));
    held.add(desk.onDidChangeFolders(refresh));
    held.add(vscode.window.onDidChangeActiveTextEditor(refresh));
    return held;
  },
};
