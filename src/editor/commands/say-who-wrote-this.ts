/** "Not right?": a person corrects what the evidence says about lines. */
import * as vscode from 'vscode';
import { markLines } from '../answering';
import { readArgument, selectedLines } from './argument';
import type { Command } from './command';

export const sayWhoWroteThis: Command = async (desk, value) => {
  const { uri, lines } = readArgument(value);
  const place = uri === undefined ? undefined : await desk.placeWhenOpen(uri);
  if (uri === undefined || place === undefined) return;
  const { t } = desk.words;
  const isActive = vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
  const wanted =
    lines ?? (isActive ? runAt(desk.latest(uri)?.provenance.runs ?? []) : undefined) ?? (isActive ? selectedLines() : undefined);
  if (wanted === undefined) return;
  const said = desk.words.lines(wanted.start, wanted.end);
  const picked = await vscode.window.showQuickPick(
    [
      { label: t('A person wrote {0}', said), as: 'human' as const },
      { label: t('An AI wrote {0}', said), as: 'ai' as const },
    ],
    { title: t('Who wrote {0}?', said), placeHolder: t('To speak of other lines, select them first.') },
  );
  if (picked !== undefined) await markLines(desk, place, wanted.start, wanted.end, picked.as);
};

/** Without a selection the lines around the caret that have one answer so far. */
function runAt(
  runs: readonly { readonly startLine: number; readonly endLine: number }[],
): { readonly start: number; readonly end: number } | undefined {
  const selection = vscode.window.activeTextEditor?.selection;
  if (selection === undefined || !selection.isEmpty) return undefined;
  const line = selection.active.line + 1;
  const run = runs.find(({ startLine, endLine }) => startLine <= line && line <= endLine);
  return run === undefined ? undefined : { start: run.startLine, end: run.endLine };
}
