/** Which screen the Review view shows for a document: its review, or why there is none. */
import * as vscode from 'vscode';
import { summarise } from '#report/summary';
import type { ViewModel } from '#sidebar/protocol/view-model';
import type { ElsewhereFile } from '#sidebar/review-input';
import { toReviewModel } from '#sidebar/review-model';
import { toWelcomeModel, type Welcome } from '#sidebar/welcome-model';
import type { Desk } from './desk';

/** `open`: groups that wait for a person, for the view's badge. */
export function toModel(
  desk: Desk,
  uri: vscode.Uri | undefined,
  elsewhere: readonly ElsewhereFile[],
): { readonly model: ViewModel; readonly open: number } {
  const { words } = desk;
  const place = uri === undefined ? undefined : desk.place(uri);
  const review = place?.engine.latest(place.path);
  if (place === undefined || review === undefined)
    return { model: toWelcomeModel(welcomeFor(desk, uri), elsewhere, words), open: 0 };
  const counts = summarise([review]).open;
  const open = counts.high + counts.medium + counts.low;
  const rules = new Map(place.engine.rules.map((rule) => [rule.id, rule]));
  const { isTrusted, git } = place.host;
  const input = { review, rules, isTrusted, hasHistory: git !== undefined, open, elsewhere, now: Date.now(), words };
  return { model: toReviewModel(input), open };
}

function welcomeFor(desk: Desk, uri: vscode.Uri | undefined): Welcome {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) return { kind: 'no-folder' };
  if (uri === undefined) return { kind: 'no-file' };
  const state = desk.stateOf(uri);
  if (state === undefined) return { kind: 'outside' };
  return state.kind === 'off'
    ? { kind: 'off', why: state.why }
    : { kind: 'reading', name: uri.path.slice(uri.path.lastIndexOf('/') + 1) };
}
