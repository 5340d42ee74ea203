/** YAML of a human size: what is nested or as large as nobody writes it is not read at all. */
import { type Document, parseDocument } from 'yaml';
import { isTooDeep } from '#base/yaml-depth';

type ParsedYaml = { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly why: string };

const MAX_LENGTH = 20_000;
const MAX_BRACKETS = 300;

/** `why`: a clause for a sentence, one line. Never throws. */
export function parseYaml(source: string): ParsedYaml {
  if (source.length > MAX_LENGTH) return { ok: false, why: 'it is too large' };
  if (isTooDeep(source, MAX_BRACKETS)) return { ok: false, why: 'it is nested too deeply' };
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
