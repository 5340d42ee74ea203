/** Content hashes, synchronous and without a host: records, summaries and anchors are compared by them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The first `bytes` bytes of the SHA-256 of the UTF-8 text, lower-case hex. */
export function hashText(text: string, bytes = 16): string {
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, bytes));
}

/** A quick hash (two FNV-1a of 32 bits with different offsets), to notice that a text changed; never to identify it in a record. */
export function quickHash(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x01000193) + one;
  }
  return (one >>> 0).toString(16).padStart(8, '0') + (two >>> 0).toString(16).padStart(8, '0');
}
