/** Between VS Code's addresses and the paths of the core, which are relative to the folder and have `/`. */
import * as vscode from 'vscode';

/** Path of the file below the folder; undefined for what does not lie there. */
export function pathIn(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  if (uri.scheme !== folder.scheme || uri.authority !== folder.authority) return undefined;
  const root = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(root) && uri.path.length > root.length ? uri.path.slice(root.length) : undefined;
}

/** Address of a path; undefined for one that leads out of the folder, which only a forged message would ask for. */
export function uriOf(folder: vscode.Uri, path: string): vscode.Uri | undefined {
  const uri = vscode.Uri.joinPath(folder, path);
  return pathIn(folder, uri) === undefined ? undefined : uri;
}
