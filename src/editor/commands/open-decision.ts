/** Opens a decision that governs the open file. */
import * as vscode from 'vscode';
import { uriOf } from '../paths';
import { showLine } from '../show';
import { readArgument } from './argument';
import type { Command } from './command';

export const openDecision: Command = async (desk, value) => {
  const { uri } = readArgument(value);
  const place = uri === undefined ? undefined : await desk.placeWhenOpen(uri);
  const decisions = place?.engine.latest(place.path)?.decisions ?? [];
  const [first, ...others] = decisions;
  if (place === undefined || first === undefined) return;
  const decision =
    others.length === 0
      ? first
      : (
          await vscode.window.showQuickPick(
            decisions.map((each) => ({
              label: `${each.label} ${each.title}`.trim(),
              description: each.statusText,
              detail: each.outcome ?? each.why,
              each,
            })),
            { title: desk.words.t('Decisions that govern this file'), matchOnDetail: true },
          )
        )?.each;
  const at = decision === undefined ? undefined : uriOf(place.folder.uri, decision.path);
  if (at !== undefined) await showLine(at, 1);
};
