/** Answers and marks are signed: they are written only when a person asked for it, under that person's name. */
import * as vscode from 'vscode';
import type { AnswerKind } from '#review/file-review';
import { isUnconfirmed } from '#sidebar/header';
import type { ToPage } from '#sidebar/protocol/to-page';
import type { Desk, Place } from './desk';
import { readSettings } from './settings';

const NAME = 'author';
const FIRST = 'saidWhereAnswersAre';

export interface NewAnswer {
  readonly group: string;
  readonly answer: AnswerKind;
  readonly note: string;
}

/** Resolves to why it could not be written, in a sentence that says what to do; undefined when it was. */
export async function giveAnswer(
  desk: Desk,
  { engine, host, path, folder }: Place,
  { group, answer, note }: NewAnswer,
): Promise<string | undefined> {
  const { t } = desk.words;
  if (!host.isTrusted) return restricted(desk);
  const expires = expiryIn(note);
  if (expires !== undefined && expires < today()) return t('{0} has passed: until when does it hold?', expires);
  const by = await author(desk, host);
  if (by === undefined) return t('An answer is signed: say who you are to give one.');
  try {
    await engine.answer({ path, group, kind: answer, note: note.trim(), by, ...(expires === undefined ? {} : { expires }) });
  } catch (cause) {
    return messageOf(cause);
  }
  void sayWhereOnce(desk, folder);
  return undefined;
}

/** An answer given in the Review view, and what the page hears of it. */
export async function answerFromPage(desk: Desk, place: Place, answer: NewAnswer): Promise<ToPage> {
  const why = await giveAnswer(desk, place, answer);
  return why === undefined ? { kind: 'saved', group: answer.group } : { kind: 'refused', group: answer.group, why };
}

export async function takeBack(desk: Desk, { engine, host, path }: Place, group: string): Promise<void> {
  const by = await signer(desk, host);
  if (by === undefined) return;
  await engine.takeBack(path, group, by).catch((cause) => void vscode.window.showErrorMessage(messageOf(cause)));
}

/** Lines are 1-based, both ends included. */
export async function markLines(
  desk: Desk,
  { engine, host, path }: Place,
  startLine: number,
  endLine: number,
  as: 'ai' | 'human',
): Promise<void> {
  const by = await signer(desk, host);
  if (by === undefined) return;
  await engine.mark(path, startLine, endLine, as, by).catch((cause) => void vscode.window.showErrorMessage(messageOf(cause)));
}

/** Says of all inserted lines nobody has confirmed who wrote them. */
export async function confirmInserted(desk: Desk, place: Place, as: 'ai' | 'human'): Promise<void> {
  const runs = place.engine.latest(place.path)?.provenance.runs.filter(isUnconfirmed) ?? [];
  for (const { startLine, endLine } of runs) await markLines(desk, place, startLine, endLine, as);
}

/** Before anybody is asked for a name: in restricted mode nothing is written under it. */
async function signer(desk: Desk, host: Place['host']): Promise<string | undefined> {
  if (host.isTrusted) return author(desk, host);
  void vscode.window.showInformationMessage(restricted(desk));
  return undefined;
}

function restricted({ words: { t } }: Desk): string {
  return t('This folder is in restricted mode. Trust it, then answers and marks can be kept.');
}

/** git knows who is at work; where it does not, the name is asked once. */
async function author({ context, words: { t } }: Desk, host: Place['host']): Promise<string | undefined> {
  const known = (await host.identity.author()) ?? context.globalState.get<string>(NAME);
  if (known !== undefined) return known;
  const given = await vscode.window.showInputBox({
    title: t('Who signs?'),
    prompt: t('git has no name for you here. Answers and marks are kept under the name you give.'),
    placeHolder: 'Ann Lee <ann@example.com>',
    ignoreFocusOut: true,
    validateInput: (name) => (name.trim() === '' ? t('A name, so that a colleague knows whom to ask.') : undefined),
  });
  if (given === undefined) return undefined;
  await context.globalState.update(NAME, given.trim());
  return given.trim();
}

/** `… until 2027-02-20` in the note is the day the answer expires. */
function expiryIn(note: string): string | undefined {
  const day = /\buntil (\d{4}-\d{2}-\d{2})\b/i.exec(note)?.[1];
  return day === undefined || Number.isNaN(Date.parse(day)) ? undefined : day;
}

/** In UTC, as the day is read in a record. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The first answer makes a folder in the work tree; that is said, and how to have it otherwise. */
async function sayWhereOnce({ context, words: { t } }: Desk, folder: vscode.WorkspaceFolder): Promise<void> {
  if (readSettings(folder).storage !== 'repo' || context.workspaceState.get<boolean>(FIRST)) return;
  await context.workspaceState.update(FIRST, true);
  const open = t('Open the setting');
  const chosen = await vscode.window.showInformationMessage(
    t(
      'Answers are kept in .editor-in-chief/, to be committed with the code. The setting editorInChief.storage keeps them in this editor instead.',
    ),
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand('workbench.action.openSettings', 'editorInChief.storage');
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
