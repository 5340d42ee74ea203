/** The lightbulb on a question: mechanical fixes first, then the four answers, then the way to the reasons. */
import * as vscode from 'vscode';
import type { AnswerKind, FileReview, Question } from '#review/file-review';
import { askedAt, hasChangedSince, SOURCE } from '../asked';
import type { CommandId } from '../command-ids.generated';
import type { Desk } from '../desk';
import type { Feature } from './feature';

export const codeActions: Feature = {
  name: 'lightbulb',
  register: (desk) =>
    vscode.languages.registerCodeActionsProvider(
      { pattern: '**' },
      { provideCodeActions: (document, range, context) => actionsAt(desk, document, range, context) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
};

interface Asked {
  readonly question: Question;
  readonly diagnostics: vscode.Diagnostic[];
}

function actionsAt(
  desk: Desk,
  document: vscode.TextDocument,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const review = desk.latest(document.uri);
  if (review === undefined || (context.only !== undefined && !context.only.contains(vscode.CodeActionKind.QuickFix))) return [];
  const asked = askedIn(review, range, context.diagnostics);
  const [first] = asked;
  if (first === undefined) return [];
  const isCurrent = review.version === document.version;
  return [
    ...(isCurrent ? asked.flatMap((each) => fixes(document, each, asked.length === 1)) : []),
    ...(asked.length === 1 ? fourAnswers(desk, document.uri, first) : oneAnswerEach(desk, document.uri, asked)),
    ...changes(desk, document.uri, asked),
    ...ways(desk, document.uri, review, first, asked),
    ...(isCurrent && asked.length === 1 ? [ignore(desk, document, first)] : []),
  ];
}

/** Last of all: it hides the question from everybody, and no name stands behind it. The caret goes where the reason belongs. */
function ignore({ words: { t } }: Desk, document: vscode.TextDocument, { question, diagnostics }: Asked): vscode.CodeAction {
  const line = document.lineAt(question.startLine - 1);
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  const sign = document.languageId === 'python' ? '#' : '//';
  const made = new vscode.CodeAction(t('Ignore in the code, with a reason'), vscode.CodeActionKind.QuickFix);
  const comment = new vscode.SnippetString().appendText(`${indent}${sign} eic-ignore ${question.rule}: `);
  comment.appendTabstop(0).appendText('\n');
  made.diagnostics = diagnostics;
  made.edit = new vscode.WorkspaceEdit();
  made.edit.set(document.uri, [vscode.SnippetTextEdit.insert(line.range.start, comment)]);
  return made;
}

/** One entry, also for several stale answers: they are of one line and show the same change. */
function changes(desk: Desk, uri: vscode.Uri, asked: readonly Asked[]): readonly vscode.CodeAction[] {
  const changed = asked.filter(({ question }) => hasChangedSince(question));
  const [first] = changed;
  if (first === undefined || desk.place(uri)?.host.git === undefined) return [];
  const ref = { uri, group: first.question.group };
  const diagnostics = changed.flatMap((each) => each.diagnostics);
  return [action(desk.words.t('Show what changed'), 'editorInChief.showWhatChanged', [ref], diagnostics)];
}

/** The questions of the squiggles that the editor names; without any, those of the lines. */
function askedIn(review: FileReview, range: vscode.Range, diagnostics: readonly vscode.Diagnostic[]): readonly Asked[] {
  const ours = diagnostics.filter(({ source }) => source === SOURCE);
  const of = ({ rule, startLine }: Question): vscode.Diagnostic[] =>
    ours.filter((each) => typeof each.code === 'object' && each.code.value === rule && each.range.start.line === startLine - 1);
  const all = askedAt(review, range).map((question) => ({ question, diagnostics: of(question) }));
  const named = all.filter((each) => each.diagnostics.length > 0);
  return named.length > 0 ? named : all;
}

function fixes(
  document: vscode.TextDocument,
  { question, diagnostics }: Asked,
  mayPrefer: boolean,
): readonly vscode.CodeAction[] {
  const safe = question.fixes.filter(({ safety }) => safety === 'safe');
  return question.fixes.map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = diagnostics;
    action.isPreferred = mayPrefer && safe.length === 1 && fix === safe[0];
    action.edit = new vscode.WorkspaceEdit();
    for (const { start, end, text } of fix.edits)
      action.edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    return action;
  });
}

function fourAnswers({ words: { t } }: Desk, uri: vscode.Uri, { question, diagnostics }: Asked): readonly vscode.CodeAction[] {
  const titles: Readonly<Record<AnswerKind, string>> = {
    handled: t('Answer: handled…'),
    'accepted-risk': t('Answer: accept the risk…'),
    'not-applicable': t('Answer: not applicable…'),
    'to-fix': t('Answer: to fix…'),
  };
  return Object.entries(titles).map(([kind, title]) =>
    action(title, 'editorInChief.answerQuestion', [{ uri, group: question.group, kind }], diagnostics),
  );
}

/** Four entries for each of several questions would bury the menu: each gets one, and which of the four is asked then. */
function oneAnswerEach({ words: { t } }: Desk, uri: vscode.Uri, asked: readonly Asked[]): readonly vscode.CodeAction[] {
  return asked.map(({ question: { text, group }, diagnostics }) =>
    action(t('Answer: {0}', shortened(text)), 'editorInChief.answerQuestion', [{ uri, group }], diagnostics),
  );
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60).replace(/\W+\w*$/, '')}…`;
}

function ways(
  { words: { t } }: Desk,
  uri: vscode.Uri,
  review: FileReview,
  { question }: Asked,
  asked: readonly Asked[],
): readonly vscode.CodeAction[] {
  const diagnostics = asked.flatMap((each) => each.diagnostics);
  const ref = asked.length === 1 ? { uri, group: question.group } : { uri };
  const why = action(t('Why am I asked?'), 'editorInChief.whyAmIAsked', [ref], diagnostics);
  const block = review.blocks.find(({ id }) => id !== '' && question.group.endsWith(`@${id}`));
  if (block === undefined) return [why];
  const { startLine, endLine } = block;
  return [why, action(t('Mark this block as mine'), 'editorInChief.markAsMine', [{ uri, startLine, endLine }], diagnostics)];
}

function action(
  title: string,
  command: CommandId,
  args: readonly unknown[],
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.diagnostics = diagnostics;
  made.command = { title, command, arguments: [...args] };
  return made;
}
