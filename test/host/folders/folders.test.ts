/** Two folders in one window, each a repository of its own: `orders` is the sample, `billing` its twin that a person wrote alone. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openEngine } from '#engine/open-engine';
import { createNodeHost } from '#node/node-host';
import { eventually, hoverAt, ORDERS, questionsOf, squiggle, withoutSquiggle } from '../workspace';

const RULE = 'status-unchecked';

describe('a window with several folders', () => {
  const rootOf = (name: string): string => {
    const folder = vscode.workspace.workspaceFolders?.find((each) => each.name === name);
    assert.ok(folder, `no folder ${name}`);
    return folder.uri.fsPath;
  };
  const uriIn = (name: string, path = ORDERS) => vscode.Uri.file(join(rootOf(name), path));
  const show = async (name: string) => vscode.window.showTextDocument(uriIn(name));
  const dist = join(vscode.extensions.getExtension('editor-in-chief.editor-in-chief')?.extensionPath ?? '', 'dist');

  it('knows the authors of each folder from its own history', async () => {
    const { document } = await show('orders');
    await squiggle(document.uri, RULE);
    assert.match(await hoverAt(document, new vscode.Position(0, 0)), /AI-written/);
    const twin = await show('billing');
    await vscode.commands.executeCommand('editorInChief.reviewFile', twin.document.uri);
    await squiggle(twin.document.uri, RULE);
    assert.doesNotMatch(await hoverAt(twin.document, new vscode.Position(0, 0)), /AI-written/);
  });

  it('shows the decisions of the file’s own folder', async () => {
    await show('billing');
    await vscode.commands.executeCommand('editorInChief.openDecision', { uri: uriIn('billing') });
    const expected = uriIn('billing', 'docs/decisions/0009-billing-alone.md').toString();
    await eventually('the decision', () =>
      vscode.window.activeTextEditor?.document.uri.toString() === expected ? true : undefined,
    );
  });

  it('takes the answers of the file’s own folder, and keeps marks in its repository', async () => {
    const { document } = await show('orders');
    await answerIn(rootOf('orders'), document.getText());
    await withoutSquiggle(document.uri, RULE);
    await show('billing');
    assert.ok(questionsOf(uriIn('billing')).length > 0);
    await squiggle(uriIn('billing'), RULE);
    await vscode.commands.executeCommand('editorInChief.markAsAi', {
      uri: uriIn('billing').toString(),
      startLine: 1,
      endLine: 1,
    });
    const live = (name: string) => existsSync(join(rootOf(name), '.git/editor-in-chief/live', `${ORDERS}.jsonl`));
    await eventually('the mark', () => (live('billing') ? true : undefined));
    assert.equal(live('orders'), false);
  });

  it('changes nothing for the command line, which is run in one of them', () => {
    const states = (name: string) => {
      const args = [join(dist, 'cli.js'), 'review', '--all', '--format', 'json', ORDERS];
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      const { files } = JSON.parse(execFileSync(process.execPath, args, { cwd: rootOf(name), env, encoding: 'utf8' }));
      return files.flatMap(({ questions }: { questions: { rule: string; state: string }[] }) =>
        questions.filter(({ rule }) => rule === RULE).map(({ state }) => state),
      );
    };
    assert.deepEqual([states('orders'), states('billing')], [['answered'], ['open']]);
  });

  /** As from another window: the answer comes to this one through the file. */
  async function answerIn(root: string, text: string): Promise<void> {
    const engine = await openEngine(await createNodeHost(root, { assets: dist }), { scope: 'all', rules: {}, storage: 'repo' });
    try {
      engine.open(ORDERS, text, 1);
      const { questions } = await engine.review(ORDERS);
      const group = questions.find(({ rule }) => rule === RULE)?.group;
      assert.ok(group);
      await engine.answer({ path: ORDERS, group, kind: 'handled', note: 'in the gateway', by: 'Ann <ann@example.org>' });
    } finally {
      engine.dispose();
    }
  }
});
