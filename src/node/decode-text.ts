/** Bytes of a source file to text, or why they are none. */
import type { FileText } from '#host/ports';

export function decodeText(bytes: Uint8Array): FileText {
  if (isUtf16(bytes)) return { ok: false, why: 'not valid UTF-8', detail: 'it is written in UTF-16' };
  if (bytes.includes(0)) return { ok: false, why: 'binary', detail: 'it holds NUL bytes' };
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, why: 'not valid UTF-8', detail: 'it is written in another encoding' };
  }
}

/** By its mark, or without one by NULs that fill every other byte of the beginning, as Latin text in UTF-16 does. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const length = Math.min(bytes.length, 512) & ~1;
  if (length < 4) return false;
  const nulls: [number, number] = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) nulls[(at & 1) as 0 | 1]++;
  const [even, odd] = nulls;
  return Math.min(even, odd) === 0 && Math.max(even, odd) > length / 4;
}
