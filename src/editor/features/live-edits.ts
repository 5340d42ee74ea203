/** Feeds the engine with the open documents and every edit of them. */
import * as vscode from 'vscode';
import { DisposableStore } from '#base/disposable';
import { FollowedDocument } from '../followed-document';
import { createPasteSensor } from '../paste-sensor';
import type { Feature } from './feature';

export const liveEdits: Feature = {
  name: 'live edits',
  register(desk) {
    const held = new DisposableStore();
    const sensor = held.add(createPasteSensor());
    const followed = new Map<vscode.TextDocument, FollowedDocument>();

    const follow = (document: vscode.TextDocument): void => {
      const place = desk.place(document.uri);
      if (place === undefined || followed.has(document)) return;
      const onError = (cause: unknown): void =>
        desk.log.error(`An edit of ${place.path} was not followed; the file is read anew.`, cause);
      followed.set(document, new FollowedDocument(document, place, onError));
    };
    const followAll = (): void => {
      // A folder that went or was opened anew took its engine along.
      for (const [document, followedDocument] of followed) {
        if (desk.place(document.uri)?.engine === followedDocument.place.engine) continue;
        followedDocument.abandon();
        followed.delete(document);
      }
      for (const document of vscode.workspace.textDocuments) follow(document);
    };

    held.add(desk.onDidChangeFolders(followAll));
    held.add(vscode.workspace.onDidOpenTextDocument(follow));
    held.add(
      vscode.workspace.onDidChangeTextDocument((event) =>
        followed.get(event.document)?.change(event, sensor.recent(event.document)),
      ),
    );
    held.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        followed.get(document)?.dispose();
        followed.delete(document);
      }),
    );
    return held;
  },
};
