/** Where comments name a decision: `ADR-0042`, `@ADR(42)`, `@decision(DL-047)`, `dl:adr 42`, `ADR: 2025-12-01-slug`, a path. */

export type Target =
  | { readonly kind: 'number'; readonly number: number }
  /** `DL-47`: prefix in capitals, number without zeros. */
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'slug'; readonly slug: string }
  | { readonly kind: 'path'; readonly path: string };

export interface Anchor {
  readonly target: Target;
  /** As written, for sentences. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** It can only mean a decision record: one that does not exist is worth telling. */
  readonly isCertain: boolean;
}

export interface Comment {
  /** 1-based line it starts on. */
  readonly line: number;
  readonly text: string;
}

/** The one expression for names and numbers; every form starts with a literal word, so that it runs in linear time. */
const NAMED =
  /(?<![\w/-])(?:@ADR\(\s*(\d{1,6})\s*\)|@decision\(\s*([A-Za-z]{1,8}-\d{1,6})\s*\)|(?:dl:)?adr:\s*([A-Za-z0-9]\w*(?:-\w+)+)|(?:dl:)?adr[:\s#-]{0,3}(\d{1,4})\b(?!-\d))/gi;
const LABELLED = /(?<![\w/-])[A-Z]{2,8}-\d{1,4}\b(?![-./]?\w)/g;
const FOLDER = /(?:^|\/)(?:adrs?|decisions?|decision[-_]records?)\//i;

/** `isLabel` knows the labels of the records at hand, so that `ARCH-007` is an anchor where one is called that. */
export function anchorsIn(comments: readonly Comment[], isLabel: (label: string) => boolean): readonly Anchor[] {
  return comments.flatMap((comment) =>
    comment.text.split('\n').flatMap((text, n) => anchorsOfLine(text, comment.line + n, isLabel)),
  );
}

function anchorsOfLine(text: string, line: number, isLabel: (label: string) => boolean): readonly Anchor[] {
  const found: Anchor[] = [];
  for (const match of text.matchAll(NAMED)) {
    const [whole, inCall, decision, slug, number] = match;
    if (decision !== undefined) found.push({ target: labelTarget(decision), text: whole, line, isCertain: true });
    else if (slug !== undefined) found.push({ target: { kind: 'slug', slug }, text: whole, line, isCertain: /^\d/.test(slug) });
    else found.push({ target: { kind: 'number', number: Number(inCall ?? number) }, text: whole, line, isCertain: true });
  }
  for (const [whole] of text.matchAll(LABELLED)) {
    const target = labelTarget(whole);
    if (isLabel(target.label)) found.push({ target, text: whole, line, isCertain: false });
  }
  for (const [run, index] of runsOf(text)) {
    const path = run.replace(/[.-]+$/, '');
    if (!/\/[^/]+\.(?:mdx?|markdown|rst|adoc)$/i.test(path)) continue;
    const isUrl = text.charAt(index - 1) === ':';
    found.push({ target: { kind: 'path', path }, text: path, line, isCertain: FOLDER.test(path) && !isUrl });
  }
  return found;
}

function* runsOf(text: string): Generator<readonly [string, number]> {
  if (!text.includes('/')) return;
  for (const match of text.matchAll(/[\w./-]+/g)) yield [match[0], match.index];
}

/** `dl-047` and `DL-47` are one label. */
export function labelTarget(text: string): Target & { readonly kind: 'label' } {
  const [prefix = '', number = ''] = text.split('-');
  return { kind: 'label', label: `${prefix.toUpperCase()}-${Number(number)}` };
}
