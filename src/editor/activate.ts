/** Puts the editor together: the desk, then one feature after the other. Both entries share it. */
import * as vscode from 'vscode';
import { registerCommands } from './commands/commands';
import { Desk } from './desk';
import { answeredCode } from './features/answered-code';
import { codeActions } from './features/code-actions';
import { contextKeys } from './features/context-keys';
import { decorations } from './features/decorations';
import { diagnostics } from './features/diagnostics';
import type { Feature } from './features/feature';
import { fileWatcher } from './features/file-watcher';
import { hovers } from './features/hovers';
import { liveEdits } from './features/live-edits';
import { policyProblems } from './features/policy-problems';
import { sidebar } from './features/sidebar';
import { statusBar } from './features/status-bar';
import type { Platform } from './platform';

const FEATURES: readonly Feature[] = [
  liveEdits,
  fileWatcher,
  diagnostics,
  codeActions,
  decorations,
  hovers,
  statusBar,
  sidebar,
  answeredCode,
  contextKeys,
  policyProblems,
];

export function activate(context: vscode.ExtensionContext, platform: Platform): void {
  const log = vscode.window.createOutputChannel('Editor-in-Chief', { log: true });
  const desk = new Desk(context, log, platform);
  context.subscriptions.push(log, desk, registerCommands(desk));
  for (const { name, register } of FEATURES) {
    try {
      context.subscriptions.push(register(desk));
    } catch (cause) {
      log.error(`Part of the editor is off: ${name} could not start.`, cause);
    }
  }
  desk.start();
}
