/** Content hashes, synchronous and without a host: records, summaries and anchors are compared by them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The first `bytes` bytes of the SHA-256 of the UTF-8 text, lower-case hex. */
export function hashText(text: string, bytes = 16): string {
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, bytes));
}

/** A quick hash (twice 32 bits, two UTF-16 units a step; each step can be undone, so no single change is lost), to notice that a text changed; never to identify it in a record. */
export function quickHash(text: string): string {
  let one = 0x811c9dc5;
  let two = text.length;
  const pairs = text.length & ~1;
  for (let at = 0; at < pairs; at += 2) {
    const units = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    one = Math.imul(((one << 15) | (one >>> 17)) ^ units, 0x9e3779b1);
    two = Math.imul(((two << 13) | (two >>> 19)) ^ units, 0x85ebca6b);
  }
  if (pairs < text.length) {
    one = Math.imul(one ^ text.charCodeAt(pairs), 0x9e3779b1);
    two = Math.imul(two ^ text.charCodeAt(pairs), 0x85ebca6b);
  }
  return (one >>> 0).toString(16).padStart(8, '0') + (two >>> 0).toString(16).padStart(8, '0');
}
