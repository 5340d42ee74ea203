/** Hovers: on a question, what would answer it; on the bar at a line's start, whose line it is and how that is known. */
import * as vscode from 'vscode';
import type { Evidence, OriginRun } from '#provenance/origin';
import type { FileReview } from '#review/file-review';
import { describeEvidence, isInserted, isUnconfirmed } from '#sidebar/header';
import { askedAt } from '../asked';
import type { Desk } from '../desk';
import { commandLink, markdownWith, plain } from '../markdown';
import type { Feature } from './feature';

export const hovers: Feature = {
  name: 'hovers',
  register: (desk) =>
    vscode.languages.registerHoverProvider(
      { pattern: '**' },
      {
        provideHover(document, position) {
          const review = desk.latest(document.uri);
          if (review === undefined || review.version !== document.version) return undefined;
          const parts = [...onQuestions(desk, document, review, position), ...onBar(desk, document.uri, review, position)];
          return parts.length === 0 ? undefined : new vscode.Hover(parts);
        },
      },
    ),
};

/** The squiggle's own hover has the question and the evidence already. */
function onQuestions(
  desk: Desk,
  document: vscode.TextDocument,
  review: FileReview,
  position: vscode.Position,
): readonly vscode.MarkdownString[] {
  const { t } = desk.words;
  const rules = desk.place(document.uri)?.engine.rules ?? [];
  return askedAt(review, new vscode.Range(position, position))
    .filter(({ startColumn, endColumn }) => startColumn - 1 <= position.character && position.character <= endColumn - 1)
    .map(({ rule, group }) => {
      const text = markdownWith('editorInChief.answerQuestion', 'editorInChief.whyAmIAsked', 'editorInChief.openDecision');
      const wouldAnswer = rules.find(({ id }) => id === rule)?.wouldAnswer ?? [];
      if (wouldAnswer.length > 0) {
        text.appendMarkdown(`*${t('Would be answered by:')}* `);
        text.appendMarkdown(plain(wouldAnswer.join(' · ')));
        text.appendMarkdown('\n\n');
      }
      const ref = { uri: document.uri.toString(), group };
      const links = [
        commandLink(t('Answer…'), 'editorInChief.answerQuestion', ref),
        commandLink(t('Why am I asked?'), 'editorInChief.whyAmIAsked', ref),
      ];
      if (review.decisions.length > 0) links.push(commandLink(t('Decision…'), 'editorInChief.openDecision'));
      return text.appendMarkdown(links.join(' · '));
    });
}

/** The bar stands at the first column: only there does the hover speak of the line, so that it is not in the way elsewhere. */
function onBar(
  desk: Desk,
  uri: vscode.Uri,
  review: FileReview,
  { line, character }: vscode.Position,
): readonly vscode.MarkdownString[] {
  const { t } = desk.words;
  const run = review.provenance.runs.find(({ startLine, endLine }) => startLine <= line + 1 && line + 1 <= endLine);
  if (character !== 0 || run === undefined || !isInserted(run)) return [];
  const text = markdownWith(
    'editorInChief.sayWhoWroteThis',
    'editorInChief.markAsAi',
    'editorInChief.markAsMine',
    'editorInChief.openCommit',
  );
  text.appendMarkdown(`**${titleOf(run, desk)}**\n\n`);
  const [strongest, ...others] = run.evidence;
  if (strongest !== undefined)
    text.appendMarkdown(plain(`${describeEvidence(strongest, Date.now(), desk.words)} (${certaintyOf(strongest, desk)})`));
  for (const evidence of others) {
    text.appendMarkdown('\n\n');
    text.appendMarkdown(plain(t('Also: {0}', evidence.why)));
  }
  const lines = { uri: uri.toString(), startLine: run.startLine, endLine: run.endLine };
  const links = isUnconfirmed(run)
    ? [
        commandLink(t('An AI wrote it'), 'editorInChief.markAsAi', lines),
        commandLink(t('I wrote it'), 'editorInChief.markAsMine', lines),
      ]
    : [commandLink(t('Not right?'), 'editorInChief.sayWhoWroteThis', lines)];
  const commit = run.evidence.find((evidence) => evidence.commit !== undefined)?.commit;
  if (commit !== undefined)
    links.push(commandLink(t('Open commit'), 'editorInChief.openCommit', { uri: uri.toString(), commit }));
  return [text.appendMarkdown(`\n\n${links.join(' · ')}`)];
}

function titleOf({ author, qualifier }: OriginRun, { words: { t } }: Desk): string {
  if (qualifier === 'probable') return t('Inserted in one go: probably AI-written, or pasted');
  if (qualifier === 'changed-by-person') return t('AI-written, changed by a person');
  return author === 'ai' ? t('AI-written') : t('Inserted: nobody confirmed who wrote it');
}

function certaintyOf({ confidence }: Evidence, { words: { t } }: Desk): string {
  return { high: t('certain'), medium: t('likely'), low: t('a guess') }[confidence];
}
