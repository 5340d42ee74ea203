/**
 * A thin bar beside inserted lines: AI solid, changed by a person dashed, what nobody confirmed dotted. Lines of people and
 * lines nobody knows about have none. The bar is a border, because only a border takes the theme's colours.
 */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import type { OriginRun } from '#provenance/origin';
import { isInserted } from '#sidebar/header';
import type { Feature } from './feature';

type Bar = 'ai' | 'changed' | 'probable';

const LOOKS: Readonly<Record<Bar, { readonly color: string; readonly style: string }>> = {
  ai: { color: 'editorInChief.aiLine', style: 'solid' },
  changed: { color: 'editorInChief.changedLine', style: 'dashed' },
  probable: { color: 'editorInChief.probableLine', style: 'dotted' },
};

export const decorations: Feature = {
  name: 'gutter',
  register(desk) {
    const held = new DisposableStore();
    const bars = new Map<Bar, vscode.TextEditorDecorationType>();
    for (const [bar, { color, style }] of Object.entries(LOOKS) as [Bar, (typeof LOOKS)[Bar]][])
      bars.set(bar, held.add(createBar(new vscode.ThemeColor(color), style)));

    const draw = (editor: vscode.TextEditor): void => {
      const review = desk.latest(editor.document.uri);
      if (review !== undefined && review.version !== editor.document.version) return;
      const runs = review?.provenance.runs ?? [];
      for (const [bar, type] of bars) editor.setDecorations(type, runs.filter((run) => barOf(run) === bar).map(rangeOf));
    };
    const drawAll = (editors: readonly vscode.TextEditor[]): void => editors.forEach(draw);
    held.add(
      desk.onDidReview((uri) =>
        drawAll(vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString())),
      ),
    );
    held.add(desk.onDidChangeFolders(() => drawAll(vscode.window.visibleTextEditors)));
    held.add(vscode.window.onDidChangeVisibleTextEditors(drawAll));
    return held;
  },
};

function createBar(color: vscode.ThemeColor, style: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderWidth: '0 0 0 2px',
    borderStyle: style,
    borderColor: color,
    overviewRulerColor: color,
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function barOf(run: OriginRun): Bar | undefined {
  const { author, qualifier } = run;
  if (author === 'ai') return qualifier === 'changed-by-person' ? 'changed' : 'ai';
  return isInserted(run) ? 'probable' : undefined;
}

function rangeOf({ startLine, endLine }: OriginRun): vscode.Range {
  return new vscode.Range(startLine - 1, 0, endLine - 1, 0);
}
