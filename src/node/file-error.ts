/** What the system says when a file cannot be had, in the words of the ports. */
import type { Unreadable } from '#host/ports';

export function errorCode(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

const UNREADABLE: ReadonlyMap<string, { readonly why: Unreadable; readonly detail: string }> = new Map([
  ['ENOENT', { why: 'not found', detail: 'there is no such file' }],
  ['ENOTDIR', { why: 'not found', detail: 'there is no such file' }],
  ['EACCES', { why: 'permission denied', detail: 'reading is not permitted' }],
  ['EPERM', { why: 'permission denied', detail: 'reading is not permitted' }],
  ['ELOOP', { why: 'not a regular file', detail: 'its links lead in a circle' }],
  ['EISDIR', { why: 'not a regular file', detail: 'it is a folder' }],
  ['ENAMETOOLONG', { why: 'not found', detail: 'its name is too long' }],
]);

export function toUnreadable(cause: unknown): { readonly ok: false; readonly why: Unreadable; readonly detail: string } {
  const known = UNREADABLE.get(errorCode(cause));
  if (known !== undefined) return { ok: false, ...known };
  return { ok: false, why: 'failed', detail: cause instanceof Error ? cause.message : String(cause) };
}

const REMEDY: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'Writing is not permitted there: allow it for your user.'],
  ['EPERM', 'Writing is not permitted there: allow it for your user, or close the program that holds the file.'],
  ['EBUSY', 'Another program holds the file: close it and try again.'],
  ['EROFS', 'The file system is read-only: make it writable.'],
  ['ENOSPC', 'The disk is full: free some space and try again.'],
  ['EDQUOT', 'Your disk quota is used up: free some space and try again.'],
  ['ENOTDIR', 'A part of the path is a file, not a folder: move it out of the way.'],
  ['EEXIST', 'A part of the path is a file, not a folder: move it out of the way.'],
  ['EISDIR', 'A folder stands where the file belongs: move it out of the way.'],
  ['ENAMETOOLONG', 'The name is too long for this file system.'],
]);

/** A sentence for a person: what could not be written, and what to do about it. */
export function writeError(path: string, cause: unknown): Error {
  const remedy = REMEDY.get(errorCode(cause)) ?? (cause instanceof Error ? cause.message : String(cause));
  return new Error(`${path} could not be written. ${remedy}`, { cause });
}
