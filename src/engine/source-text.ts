/** Reads a source file for review, or says in a sentence why it is not reviewed and what would change that. */
import type { Files } from '#host/ports';
import { type Language, languageOf } from '#syntax/language';

export const MAX_BYTES = 1024 * 1024;
/** A longer line is a minified or generated file: nobody reviews it, and its one line would be every question's line. */
const MAX_LINE = 20_000;

export type SourceText =
  | { readonly ok: true; readonly language: Language; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Languages that are code and not read yet, by extension: named under problems rather than dropped. */
const NOT_YET: Readonly<Record<string, string>> = {
  kt: 'Kotlin',
  cs: 'C#',
  rb: 'Ruby',
  php: 'PHP',
  rs: 'Rust',
  swift: 'Swift',
  scala: 'Scala',
  ex: 'Elixir',
  c: 'C',
  cpp: 'C++',
  vue: 'Vue',
  svelte: 'Svelte',
};

export function unreadLanguage(path: string): string | undefined {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(NOT_YET, extension) ? NOT_YET[extension] : undefined;
}

export async function readSource(files: Files, path: string): Promise<SourceText> {
  const language = languageOf(path);
  if (language === undefined) return { ok: false, problem: unsupported(path) };
  const file = await files.read(path, MAX_BYTES);
  if (!file.ok)
    return {
      ok: false,
      problem:
        file.why === 'too large'
          ? 'Not reviewed: too large, more than 1 MiB. Generated or bundled code belongs into .gitignore.'
          : `Not reviewed: ${file.why}${file.detail === '' ? '' : ` (${file.detail})`}.`,
    };
  return checkText(language, file.text);
}

export function checkText(language: Language, text: string): SourceText {
  if (text.length > MAX_BYTES) return { ok: false, problem: 'Not reviewed: too large, more than 1 MiB.' };
  return hasLongLine(text)
    ? { ok: false, problem: 'Not reviewed: a line of more than 20,000 characters, so it is taken for minified code.' }
    : { ok: true, language, text };
}

export function unsupported(path: string): string {
  const name = unreadLanguage(path);
  return name === undefined
    ? 'Not reviewed: it is in no language that is read (TypeScript, JavaScript, Python, Go, Java).'
    : `Not reviewed: ${name} is not read yet (TypeScript, JavaScript, Python, Go and Java are).`;
}

function hasLongLine(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    if ((end < 0 ? text.length : end) - at > MAX_LINE) return true;
    if (end < 0) return false;
    at = end + 1;
  }
  return false;
}
