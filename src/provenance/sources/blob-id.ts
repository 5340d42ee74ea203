/** The id git gives to a file's content, so that an unchanged file is known without asking git. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export function blobId(text: string, hashName: 'sha1' | 'sha256'): string {
  const content = utf8ToBytes(text);
  const bytes = concatBytes(utf8ToBytes(`blob ${content.length}\0`), content);
  return bytesToHex(hashName === 'sha1' ? sha1(bytes) : sha256(bytes));
}

/** Ids under which git may hold this text: as it is, with the mark that reading drops, with the line breaks git keeps. */
export function* blobIds(text: string, hashName: 'sha1' | 'sha256'): Iterable<string> {
  yield blobId(text, hashName);
  yield blobId(`\uFEFF${text}`, hashName);
  if (text.includes('\r\n')) yield blobId(text.replaceAll('\r\n', '\n'), hashName);
}
