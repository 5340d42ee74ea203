/**
 * What the Review view asks of the extension: a closed union, and the check of what arrives. Nothing that comes out of a web
 * page is trusted to be what its type says.
 */
import type { AnswerKind } from '#review/file-review';
import { isLine, isRecord, isText } from './checks';

export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly path: string; readonly group: string; readonly answer: AnswerKind; readonly note: string }
  | { readonly kind: 'take-back'; readonly path: string; readonly group: string }
  /** Shows the code an answer was given for against today's. */
  | { readonly kind: 'show-change'; readonly path: string; readonly group: string }
  /** Shows a line of a file of the workspace. */
  | { readonly kind: 'open'; readonly path: string; readonly line: number }
  | { readonly kind: 'open-page'; readonly rule: string }
  | { readonly kind: 'review-anyway'; readonly path: string }
  | { readonly kind: 'mark-ai' }
  | { readonly kind: 'not-right'; readonly path: string }
  /** Who wrote the inserted lines nobody has confirmed yet. */
  | { readonly kind: 'confirm'; readonly path: string; readonly as: 'ai' | 'human' }
  | { readonly kind: 'open-folder' | 'manage-trust' | 'show-log' };

const ANSWERS: readonly string[] = ['handled', 'accepted-risk', 'not-applicable', 'to-fix'] satisfies AnswerKind[];

export function parseFromPage(value: unknown): FromPage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, path, group, note, answer, line, rule, as } = value;
  switch (kind) {
    case 'ready':
    case 'mark-ai':
    case 'open-folder':
    case 'manage-trust':
    case 'show-log':
      return { kind };
    case 'answer':
      return isText(path) && isText(group) && isText(note) && isAnswer(answer) ? { kind, path, group, answer, note } : undefined;
    case 'take-back':
    case 'show-change':
      return isText(path) && isText(group) ? { kind, path, group } : undefined;
    case 'open':
      return isText(path) && isLine(line) ? { kind, path, line } : undefined;
    case 'confirm':
      return isText(path) && (as === 'ai' || as === 'human') ? { kind, path, as } : undefined;
    case 'open-page':
      return isText(rule) && /^[a-z0-9-]+$/.test(rule) ? { kind, rule } : undefined;
    case 'review-anyway':
    case 'not-right':
      return isText(path) ? { kind, path } : undefined;
    default:
      return undefined;
  }
}

function isAnswer(value: unknown): value is AnswerKind {
  return typeof value === 'string' && ANSWERS.includes(value);
}
