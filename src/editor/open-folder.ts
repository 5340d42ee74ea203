/** Opens the engine of one workspace folder with the ports that VS Code itself provides. */
import * as vscode from 'vscode';
import type { Engine } from '#engine/api';
import type { Assets, Host, Log, StateStore } from '#host/ports';
import type { Platform } from './platform';
import { readSettings } from './settings';

export async function openFolder(
  folder: vscode.WorkspaceFolder,
  platform: Platform,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<{ readonly engine: Engine; readonly host: Host }> {
  const host = await platform.createHost({
    folder,
    assets: createAssets(context.extensionUri),
    state: createState(context.workspaceState, folder),
    log: createLog(log, folder),
    isTrusted: vscode.workspace.isTrusted,
  });
  return { host, engine: await platform.openEngine(host, readSettings(folder)) };
}

/** What dist/ holds beside the bundle, wherever the extension was installed. */
function createAssets(extension: vscode.Uri): Assets {
  return { read: async (path) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', path)) };
}

/** Values of several folders of one workspace are kept apart by the folder's address. */
function createState(memento: vscode.Memento, folder: vscode.WorkspaceFolder): StateStore {
  const name = (key: string): string => `${folder.uri.toString()} ${key}`;
  return {
    get: (key) => memento.get<string>(name(key)),
    set: async (key, value) => memento.update(name(key), value),
  };
}

function createLog(log: vscode.LogOutputChannel, folder: vscode.WorkspaceFolder): Log {
  return {
    info: (message) => log.info(`${folder.name}: ${message}`),
    warn: (message) => log.warn(`${folder.name}: ${message}`),
    error: (message, cause) => log.error(`${folder.name}: ${message}`, ...(cause === undefined ? [] : [cause])),
  };
}
