/** Every command of the manifest and what it does: a forgotten one does not compile. */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '#base/disposable';
import type { CommandId } from '../command-ids.generated';
import type { Desk } from '../desk';
import { answerQuestion } from './answer-question';
import type { Command } from './command';
import { markAsAi, markAsMine } from './mark-lines';
import { nextQuestion, previousQuestion } from './next-question';
import { openCommit } from './open-commit';
import { openDecision } from './open-decision';
import { reviewFile } from './review-file';
import { sayWhoWroteThis } from './say-who-wrote-this';
import { showLog } from './show-log';
import { showWhatChanged } from './show-what-changed';
import { whyAmIAsked } from './why-am-i-asked';

const COMMANDS: Readonly<Record<CommandId, Command>> = {
  'editorInChief.answerQuestion': answerQuestion,
  'editorInChief.markAsAi': markAsAi,
  'editorInChief.markAsMine': markAsMine,
  'editorInChief.nextQuestion': nextQuestion,
  'editorInChief.openCommit': openCommit,
  'editorInChief.openDecision': openDecision,
  'editorInChief.previousQuestion': previousQuestion,
  'editorInChief.reviewFile': reviewFile,
  'editorInChief.sayWhoWroteThis': sayWhoWroteThis,
  'editorInChief.showLog': showLog,
  'editorInChief.showWhatChanged': showWhatChanged,
  'editorInChief.whyAmIAsked': whyAmIAsked,
};

export function registerCommands(desk: Desk): Disposable {
  const held = new DisposableStore();
  for (const [id, run] of Object.entries(COMMANDS))
    held.add(
      vscode.commands.registerCommand(id, async (argument: unknown) => {
        try {
          await run(desk, argument);
        } catch (cause) {
          desk.log.error(`${id} failed.`, cause);
          throw cause;
        }
      }),
    );
  return held;
}
