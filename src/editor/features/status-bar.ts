/** One item, on the right: the AI share of the open file and what is open in it. */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import { summarise } from '#report/summary';
import type { FileReview } from '#review/file-review';
import type { Words } from '#sidebar/words';
import type { Feature } from './feature';

export const statusBar: Feature = {
  name: 'status bar',
  register(desk) {
    const held = new DisposableStore();
    const item = held.add(vscode.window.createStatusBarItem('editorInChief.share', vscode.StatusBarAlignment.Right, 90));
    item.name = 'Editor-in-Chief';
    item.command = 'editorInChief.review.focus';
    const refresh = (): void => {
      const uri = vscode.window.activeTextEditor?.document.uri;
      const review = uri === undefined ? undefined : desk.latest(uri);
      if (review === undefined || review.codeLines === 0) {
        item.hide();
        return;
      }
      item.text = `$(edit) ${textOf(review, desk.words)}`;
      item.tooltip = tooltipOf(review, desk.words);
      item.accessibilityInformation = { label: item.text.replace('$(edit) ', 'Editor-in-Chief: ') };
      item.show();
    };
    held.add(desk.onDidReview(refresh));
    held.add(desk.onDidChangeFolders(refresh));
    held.add(vscode.window.onDidChangeActiveTextEditor(refresh));
    return held;
  },
};

function textOf(review: FileReview, { t }: Words): string {
  const { ai, human } = review.provenance;
  const { open } = summarise([review]);
  const count = open.high + open.medium + open.low;
  const share = ai + human === 0 ? t('origin unknown') : t('{0} % AI', Math.round((100 * ai) / review.codeLines));
  return count === 0 ? share : t('{0} · {1} open', share, count);
}

function tooltipOf({ provenance, codeLines }: FileReview, { t }: Words): string {
  const { ai, human, unknown, notes } = provenance;
  return [t('{0} code lines: {1} AI, {2} human, {3} unknown', codeLines, ai, human, unknown), ...notes].join('\n');
}
