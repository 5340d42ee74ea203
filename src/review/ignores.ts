/**
 * `eic-ignore <rule or mode>: reason`, a comment on the line of a question or on its own above that: the code says itself that
 * it is not to be asked there. It is no answer of a person: nobody signed it, and the rows of a checklist stay to be considered.
 * Without a reason it is worth nothing to the next reader, so it hides nothing and is a note itself.
 */
import type { Rule } from '#rules/rule';
import type { LineNote } from './file-review';

export interface Ignore {
  /** 1-based line the comment begins in. */
  readonly line: number;
  /** Ids of rules or modes, as written. */
  readonly names: readonly string[];
  /** '' when none is given. */
  readonly reason: string;
  /** The line of code it speaks of; undefined below the last one. */
  readonly target: number | undefined;
}

/** What has been asked, and what could not be: an ignore of a rule that is off is not stale. */
export interface RulesAtWork {
  readonly known: readonly Pick<Rule, 'id' | 'mode'>[];
  readonly ran: ReadonlySet<string>;
}

/** What a rule yielded in a line. */
export interface AskedLine {
  readonly rule: Pick<Rule, 'id' | 'mode'>;
  readonly state: 'open' | 'discharged' | 'silent';
  readonly startLine: number;
}

const FORM = /^(?:\/\/+|\/\*+|#+)\s*eic-ignore(?![\w-])([^:]*)(?::([\s\S]*))?$/;

/** `comments`: their first lines and texts; `codeLines`: 1-based, ascending; `textOf`: of a line. */
export function readIgnores(
  comments: readonly { readonly line: number; readonly text: string }[],
  codeLines: readonly number[],
  textOf: (line: number) => string,
): readonly Ignore[] {
  return comments.flatMap(({ line, text }): readonly Ignore[] => {
    const found = FORM.exec(text.replace(/\*\/$/, '').trimEnd());
    if (found === null) return [];
    const lastLine = line + text.split('\n').length - 1;
    const reason = (found[2] ?? '')
      .replace(/\n\s*\*|\s+/g, ' ')
      .replace(/ {2,}/g, ' ')
      .trim();
    // The braces that JSX has around a comment are no code that could be asked about.
    const isBraced = /^\s*\{\s*\}\s*$/.test(textOf(line).replace(text, () => ''));
    const own = isBraced ? undefined : [lastLine, line].find((each) => codeLines.includes(each));
    return [
      {
        line,
        names: (found[1] ?? '').split(/[\s,]+/).filter((name) => name !== ''),
        reason: /[\p{L}\p{N}]/u.test(reason) ? reason : '',
        target: own ?? codeLines.find((each) => each > lastLine),
      },
    ];
  });
}

/** The ignore that speaks of what the rule asks in the line. */
export function ignoreOf(ignores: readonly Ignore[], rule: Pick<Rule, 'id' | 'mode'>, line: number): Ignore | undefined {
  return ignores.find(
    (ignore) => ignore.reason !== '' && ignore.target === line && ignore.names.some((name) => isOf(rule, name)),
  );
}

/** What is to be said of the ignores themselves. `isComplete`: nothing is being read any more that could still be asked about. */
export function notesOn(
  ignores: readonly Ignore[],
  asked: readonly AskedLine[],
  { known, ran }: RulesAtWork,
  isComplete: boolean,
): readonly LineNote[] {
  return ignores.flatMap((ignore): readonly LineNote[] => {
    const { line, names, reason, target } = ignore;
    const note = (text: string): LineNote => ({ startLine: line, text });
    if (names.length === 0) return [note('eic-ignore names no rule. Write it as “eic-ignore <rule>: <reason>”.')];
    if (reason === '')
      return [note(`eic-ignore ${names.join(', ')} gives no reason, so it hides nothing. Write the reason after a colon.`)];
    return names.flatMap((name): readonly LineNote[] => {
      const rules = known.filter((rule) => isOf(rule, name));
      if (rules.length === 0) return [note(`eic-ignore names “${name}”, and no rule or mode is called so.`)];
      if (!isComplete || !rules.every(({ id }) => ran.has(id))) return [];
      const here = asked.filter(({ rule, startLine }) => startLine === target && isOf(rule, name));
      // Where the rule could not tell, it may ask again tomorrow.
      if (here.some(({ state }) => state !== 'discharged')) return [];
      const why = here.length > 0 ? 'the code answers it now' : 'nothing is asked there';
      return [note(`eic-ignore ${name} has nothing to ignore: ${why}. Take it out.`)];
    });
  });
}

function isOf({ id, mode }: Pick<Rule, 'id' | 'mode'>, name: string): boolean {
  return name === id || name.toUpperCase() === mode;
}
