/** What differs between the two entries, the Node host and the web worker. */
import type * as vscode from 'vscode';
import type { OpenEngine } from '#engine/api';
import type { Assets, Host, Log, StateStore } from '#host/ports';

export interface FolderSetting {
  readonly folder: vscode.WorkspaceFolder;
  readonly assets: Assets;
  readonly state: StateStore;
  readonly log: Log;
  readonly isTrusted: boolean;
}

export interface Platform {
  createHost(setting: FolderSetting): Promise<Host>;
  readonly openEngine: OpenEngine;
}
