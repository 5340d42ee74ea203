/**
 * Hears what a paste or a drop is about to insert. The providers offer no edit of their own, so both go on as ever. Pasting can
 * be heard since VS Code 1.97; before, a paste is one insertion among others.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '#base/disposable';

/** How long after a paste an edit may still be its doing, in ms: other providers are asked in between. */
const MOMENTS = 2000;

export interface PasteSensor extends Disposable {
  /** Text that was pasted or dropped into the document within the last moments. */
  recent(document: vscode.TextDocument): string | undefined;
}

/** The part of the newer API that is used; the types this is compiled with are older. */
interface PasteApi {
  registerDocumentPasteEditProvider?(
    selector: vscode.DocumentSelector,
    provider: {
      provideDocumentPasteEdits(
        document: vscode.TextDocument,
        ranges: readonly vscode.Range[],
        data: vscode.DataTransfer,
      ): Promise<undefined>;
    },
    metadata: { readonly pasteMimeTypes: readonly string[]; readonly providedPasteEditKinds: readonly unknown[] },
  ): vscode.Disposable;
}

const EVERYWHERE: vscode.DocumentSelector = { pattern: '**' };
const PLAIN = 'text/plain';

export function createPasteSensor(): PasteSensor {
  const held = new DisposableStore();
  const heard = new WeakMap<vscode.TextDocument, { readonly text: string; readonly at: number }>();
  const hear = async (document: vscode.TextDocument, data: vscode.DataTransfer): Promise<undefined> => {
    const text = await data.get(PLAIN)?.asString();
    if (text !== undefined) heard.set(document, { text, at: Date.now() });
    return undefined;
  };

  held.add(
    vscode.languages.registerDocumentDropEditProvider(EVERYWHERE, {
      provideDocumentDropEdits: (document, _position, data) => hear(document, data),
    }),
  );
  const { registerDocumentPasteEditProvider: register } = vscode.languages as PasteApi;
  if (register !== undefined)
    held.add(
      register(
        EVERYWHERE,
        { provideDocumentPasteEdits: (document, _ranges, data) => hear(document, data) },
        { pasteMimeTypes: [PLAIN], providedPasteEditKinds: [] },
      ),
    );

  return {
    recent: (document) => {
      const last = heard.get(document);
      return last !== undefined && Date.now() - last.at <= MOMENTS ? last.text : undefined;
    },
    dispose: () => held.dispose(),
  };
}
