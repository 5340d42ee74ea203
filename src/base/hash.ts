/** Content hashes, synchronous and without a host: records, summaries and anchors are compared by them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The first `bytes` bytes of the SHA-256 of the UTF-8 text, lower-case hex. */
export function hashText(text: string, bytes = 16): string {
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, bytes));
}
