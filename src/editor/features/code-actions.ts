/** The lightbulb on a question: mechanical fixes first, then the four answers, then the way to the reasons. */
import * as vscode from 'vscode';
import type { AnswerKind, FileReview, Question } from '#review/file-review';
import { askedAt, SOURCE } from '../asked';
import type { CommandId } from '../command-ids.generated';
import type { Desk } from '../desk';
import type { Feature } from './feature';

const ANSWERS: readonly AnswerKind[] = ['handled', 'accepted-risk', 'not-applicable', 'to-fix'];

export const codeActions: Feature = {
  name: 'lightbulb',
  register: (desk) =>
    vscode.languages.registerCodeActionsProvider(
      { pattern: '**' },
      { provideCodeActions: (document, range, context) => actionsAt(desk, document, range, context) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
};

function actionsAt(
  desk: Desk,
  document: vscode.TextDocument,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const review = desk.latest(document.uri);
  if (review === undefined || (context.only !== undefined && !context.only.contains(vscode.CodeActionKind.QuickFix))) return [];
  const questions = askedAt(review, range);
  const [only, ...others] = questions;
  return questions.flatMap((question) => {
    const diagnostics = context.diagnostics.filter(
      ({ source, code }) => source === SOURCE && typeof code === 'object' && code.value === question.rule,
    );
    // With several questions on the line, each entry says which one it speaks of.
    const of = others.length === 0 ? '' : ` — ${question.rule}`;
    const isCurrent = review.version === document.version;
    return [
      ...(isCurrent ? fixes(document, question, diagnostics, question === only) : []),
      ...answers(desk, document.uri, question, of, diagnostics),
      ...ways(desk, document.uri, review, question, of, diagnostics),
    ];
  });
}

function fixes(
  document: vscode.TextDocument,
  question: Question,
  diagnostics: vscode.Diagnostic[],
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

function answers(
  { words }: Desk,
  uri: vscode.Uri,
  { group }: Question,
  of: string,
  diagnostics: vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  const { t } = words;
  const titles: Readonly<Record<AnswerKind, string>> = {
    handled: t('Answer: handled…'),
    'accepted-risk': t('Answer: accept the risk…'),
    'not-applicable': t('Answer: not applicable…'),
    'to-fix': t('Answer: to fix…'),
  };
  return ANSWERS.map((kind) =>
    action(`${titles[kind]}${of}`, 'editorInChief.answerQuestion', [{ uri, group, kind }], diagnostics),
  );
}

function ways(
  { words }: Desk,
  uri: vscode.Uri,
  review: FileReview,
  question: Question,
  of: string,
  diagnostics: vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  const block = review.blocks.find(({ startLine, endLine }) => startLine <= question.startLine && question.startLine <= endLine);
  const why = action(
    `${words.t('Why am I asked?')}${of}`,
    'editorInChief.whyAmIAsked',
    [{ uri, group: question.group }],
    diagnostics,
  );
  if (block === undefined) return [why];
  const { startLine, endLine } = block;
  return [
    why,
    action(`${words.t('Mark this block as mine')}${of}`, 'editorInChief.markAsMine', [{ uri, startLine, endLine }], diagnostics),
  ];
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
