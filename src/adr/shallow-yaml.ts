/**
 * YAML of a human size. The reader recurses, and a stack that runs out inside a regular expression ends the whole
 * process, so what is nested or as large as nobody writes it is not read at all.
 */
import { type Document, parseDocument } from 'yaml';

type ParsedYaml = { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly why: string };

const MAX_LENGTH = 20_000;
const MAX_BRACKETS = 300;
const MANY_ON_A_LINE = /^[ \t]*(?:[-?:][ \t]+){30}/m;

/** `why`: a clause for a sentence, one line. Never throws. */
export function parseYaml(source: string): ParsedYaml {
  const brackets = source.match(/[[{]/g)?.length ?? 0;
  if (source.length > MAX_LENGTH) return { ok: false, why: 'it is too large' };
  if (brackets > MAX_BRACKETS || MANY_ON_A_LINE.test(source)) return { ok: false, why: 'it is nested too deeply' };
  try {
    const document = parseDocument(source, { logLevel: 'silent', uniqueKeys: false });
    const [error] = document.errors;
    return error === undefined ? { ok: true, document } : { ok: false, why: firstLine(error.message) };
  } catch (cause) {
    return { ok: false, why: cause instanceof Error ? firstLine(cause.message) : 'it cannot be read' };
  }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/[:\s]+$/, '');
}
