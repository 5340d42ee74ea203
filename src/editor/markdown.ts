/** Hover text. What comes from a repository goes in as plain text, and only named commands can be linked. */
import * as vscode from 'vscode';
import type { CommandId } from './command-ids.generated';

export function markdownWith(...commands: CommandId[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: commands };
  return text;
}

/** Every ASCII punctuation mark can be escaped. VS Code's own `appendText` makes spaces that never break a line. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

export function commandLink(label: string, command: CommandId, argument?: unknown): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `[${plain(label)}](command:${command}${query})`;
}
