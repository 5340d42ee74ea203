/** Reads what a menu, a link or another extension handed to a command. */
import * as vscode from 'vscode';

export interface Argument {
  readonly uri: vscode.Uri | undefined;
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly commit: string | undefined;
  /** 1-based, both ends included. */
  readonly lines: { readonly start: number; readonly end: number } | undefined;
}

/** The document is the named one, else that of the active editor. A context menu hands over the bare address. */
export function readArgument(value: unknown): Argument {
  const given =
    typeof value === 'object' && value !== null && !(value instanceof vscode.Uri)
      ? (value as Record<string, unknown>)
      : { uri: value };
  const { uri, group, kind, commit, startLine, endLine } = given;
  return {
    uri:
      uri instanceof vscode.Uri
        ? uri
        : typeof uri === 'string'
          ? vscode.Uri.parse(uri)
          : vscode.window.activeTextEditor?.document.uri,
    group: typeof group === 'string' ? group : undefined,
    kind: typeof kind === 'string' ? kind : undefined,
    commit: typeof commit === 'string' && /^[0-9a-f]{7,64}$/.test(commit) ? commit : undefined,
    lines: typeof startLine === 'number' && typeof endLine === 'number' ? { start: startLine, end: endLine } : undefined,
  };
}

/** The selected lines of the active editor, 1-based; a selection that ends before a line's first character leaves it out. */
export function selectedLines(): { readonly start: number; readonly end: number } | undefined {
  const selection = vscode.window.activeTextEditor?.selection;
  if (selection === undefined) return undefined;
  const { start, end } = selection;
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: start.line + 1, end: last + 1 };
}
