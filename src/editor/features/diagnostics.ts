/**
 * Questions as squiggles: Information by default, one line wide, on the expression that raised the question first. Other places
 * of the same question are named beside it.
 */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import type { FileReview, LineNote, Question } from '#review/file-review';
import type { Group } from '#sidebar/groups';
import type { Words } from '#sidebar/words';
import { askedGroups, SOURCE } from '../asked';
import { uriOf } from '../paths';
import { pageOf } from '../rule-page';
import { type RuleSetting, readSettings } from '../settings';
import type { Feature } from './feature';

const SEVERITY: Readonly<Record<Exclude<RuleSetting, 'off'>, vscode.DiagnosticSeverity>> = {
  hint: vscode.DiagnosticSeverity.Hint,
  information: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

export const diagnostics: Feature = {
  name: 'squiggles',
  register(desk) {
    const held = new DisposableStore();
    const shown = held.add(vscode.languages.createDiagnosticCollection('editorInChief'));
    const refresh = (uri: vscode.Uri): void => {
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
      const place = desk.place(uri);
      const review = desk.latest(uri);
      if (document === undefined || place === undefined || review === undefined) {
        shown.delete(uri);
        return;
      }
      // Of an older text the lines may be others; VS Code moves what is there until the review of this text comes.
      if (review.version !== document.version) return;
      const { rules } = readSettings(place.folder);
      shown.set(
        uri,
        toDiagnostics(review, { rules, folder: place.folder.uri, extension: desk.context.extensionUri, words: desk.words }),
      );
    };
    held.add(desk.onDidReview(refresh));
    held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri)));
    held.add(
      desk.onDidChangeFolders(() => {
        for (const [uri] of shown) refresh(uri);
      }),
    );
    return held;
  },
};

interface DiagnosticSetting {
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly folder: vscode.Uri;
  readonly extension: vscode.Uri;
  readonly words: Words;
}

function toDiagnostics(review: FileReview, setting: DiagnosticSetting): vscode.Diagnostic[] {
  return [...askedGroups(review).map((group) => toDiagnostic(group, review.path, setting)), ...review.notes.map(toNote)];
}

/** On the whole line: VS Code leaves out the blanks around it. */
function toNote({ startLine, text }: LineNote): vscode.Diagnostic {
  const line = new vscode.Range(startLine - 1, 0, startLine - 1, Number.MAX_SAFE_INTEGER);
  const note = new vscode.Diagnostic(line, text, vscode.DiagnosticSeverity.Information);
  note.source = SOURCE;
  return note;
}

function toDiagnostic(
  [question, ...others]: Group,
  path: string,
  { rules, folder, extension, words }: DiagnosticSetting,
): vscode.Diagnostic {
  const setting = rules[question.rule] ?? 'information';
  const diagnostic = new vscode.Diagnostic(
    oneLine(question),
    words.messageOf(question),
    SEVERITY[setting === 'off' ? 'information' : setting],
  );
  diagnostic.source = SOURCE;
  diagnostic.code = { value: question.rule, target: pageOf(extension, question.rule) };
  const places = others.map((other) => ({
    ...other,
    path,
    note: words.t('The same question is asked here'),
    text: other.code,
  }));
  diagnostic.relatedInformation = [...places, ...question.related].flatMap(({ path: at, startLine, note, text }) => {
    const uri = uriOf(folder, at);
    const line = new vscode.Range(startLine - 1, 0, startLine - 1, text.length);
    return uri === undefined ? [] : [new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, line), note)];
  });
  return diagnostic;
}

function oneLine({ startLine, startColumn, endLine, endColumn }: Question): vscode.Range {
  const end = endLine === startLine ? endColumn - 1 : Number.MAX_SAFE_INTEGER;
  return new vscode.Range(startLine - 1, startColumn - 1, startLine - 1, end);
}
