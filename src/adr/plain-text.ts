/** Markup taken away: what faces show of a record is words, never markup. */

/** More of a paragraph is never shown, and the patterns below are not linear. */
const MAX_MARKUP = 2_000;

/** Inline Markdown, reStructuredText or AsciiDoc as one line of plain text, of at most 2,000 characters. */
export function plainText(markup: string): string {
  return withoutHtml(markup.slice(0, MAX_MARKUP))
    .replace(/\s+/g, ' ')
    .replace(/!?\[([^[\]]*)\](?:\([^()\s]*(?:\s+"[^"]*")?\)|\[[^[\]]*\])/g, '$1')
    .replace(/`+/g, '')
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^\n*_]*\S)[*_](?![\w*])/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
}

/** A closing tag, one with attributes, or one of HTML's own: `List<String>` is none. */
const TAG =
  /<\/[a-zA-Z][^<>]*>|<[a-zA-Z][\w-]*\s[^<>]*>|<(?:a|b|br|center|code|details|div|em|font|h[1-6]|hr|i|img|kbd|li|ol|p|pre|script|small|span|strong|style|sub|summary|sup|svg|table|td|th|tr|u|ul)\s*\/?>/gi;

/** Without tags and comments; what is between tags stays. */
export function withoutHtml(text: string): string {
  return withoutComments(text).replace(TAG, '').trim();
}

export function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('<!--'); at >= 0; at = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', at);
    if (end < 0) break;
    kept += text.slice(from, at);
    from = end + 3;
  }
  return kept + text.slice(from);
}

const LONGEST = 160;

/** The first sentence, at most 160 characters; a longer one is cut at a word and ends with `…`. */
export function firstSentence(text: string): string {
  const end = sentenceEnd(text);
  const sentence = text.slice(0, end).trim();
  if (sentence.length <= LONGEST) return sentence;
  const space = sentence.lastIndexOf(' ', LONGEST - 1);
  return `${sentence.slice(0, space > LONGEST / 2 ? space : LONGEST - 1).replace(/[\s,;:.–—-]+$/, '')}…`;
}

/** A full stop ends a sentence when a blank and no small letter follows, and no abbreviation or list number stands before it. */
function sentenceEnd(text: string): number {
  for (const match of text.matchAll(/[.!?]["'”’)\]]*(?=\s+[^\sa-z]|\s*$)/g)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    if (
      !/(?:^|[\s("“])(?:e\.g|i\.e|etc|[a-z](?:\.[a-z])+|vs|cf|resp|approx|(?:(?:option|step|phase|no\.?) )?\d{1,2})$/i.test(
        before,
      )
    ) {
      return match.index + match[0].length;
    }
  }
  return text.length;
}
