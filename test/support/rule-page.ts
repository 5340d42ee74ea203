/** The examples of a rule's page, and what they say the rule does on which line. */
import { splitFiles } from './analyse';

export interface Example {
  /** 1-based line of the page the code begins on. */
  readonly line: number;
  readonly files: Readonly<Record<string, string>>;
  /** `path:line state`, sorted: every line that is asked about or answered; `asks quietly` is a question of low confidence. */
  readonly expected: readonly string[];
}

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['ts', 'ts'],
  ['typescript', 'ts'],
  ['tsx', 'tsx'],
  ['js', 'js'],
  ['javascript', 'js'],
  ['py', 'py'],
  ['python', 'py'],
  ['go', 'go'],
  ['java', 'java'],
]);

/** Fenced blocks in a language that is read; each is a project of its own. */
export function examplesOf(page: string): readonly Example[] {
  const lines = page.split('\n');
  const examples: Example[] = [];
  let opened: { readonly line: number; readonly extension: string; readonly fence: string } | undefined;
  lines.forEach((line, index) => {
    if (opened === undefined) {
      const [, fence = '', language = ''] = /^(`{3,}|~{3,})(\w*)/.exec(line) ?? [];
      const extension = EXTENSIONS.get(language);
      if (fence !== '') opened = { line: index + 2, extension: extension ?? '', fence };
    } else if (line.trim() === opened.fence) {
      const { extension, line: first } = opened;
      if (extension !== '') examples.push(toExample(lines.slice(first - 1, index).join('\n'), first, extension));
      opened = undefined;
    }
  });
  return examples;
}

const MARK = /(?:\/\/|#|\/\*|\{\/\*)\s*(asks quietly|asks|discharged)\b\s*(?:\*\/\}?)?\s*$/;

function toExample(code: string, line: number, extension: string): Example {
  const files = splitFiles(code, `service.${extension}`);
  const expected = Object.entries(files).flatMap(([path, text]) =>
    text.split('\n').flatMap((each, index) => {
      const state = MARK.exec(each)?.[1];
      return state === undefined ? [] : [`${path}:${index + 1} ${state}`];
    }),
  );
  return { line, files, expected: expected.sort() };
}
