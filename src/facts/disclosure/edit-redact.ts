/** The edit that keeps a value out of a log line: the project's own masking function around it, or a word in its place. */

import type { TextEdit } from '#base/span';
import type { Analysis } from '../analysis';
import { hasPromises } from '../language';
import type { Written } from './written-values';

export interface RedactEdit {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

const HELPERS = [
  'redact',
  'mask',
  'maskSecret',
  'mask_secret',
  'redactSecret',
  'redact_secret',
  'sanitize',
  'scrub',
  'maskValue',
  'mask_value',
];

/** `undefined` where a value stands in the middle of a text and nothing here could mask it. */
export function redactEdit(analysis: Analysis, { at, isInText, kind }: Written): RedactEdit | undefined {
  const helper = HELPERS.find((name) => {
    const binding = analysis.bindingOf(name, at);
    return binding?.kind === 'import' || binding?.kind === 'function';
  });
  if (helper !== undefined) {
    const text = `${helper}(${analysis.textOf(at, 200)})`;
    return { text, edits: [{ start: at.start, end: at.end, text }] };
  }
  if (isInText || kind === 'whole') return undefined;
  const quote = hasPromises(analysis) ? "'" : '"';
  // A shorthand entry `{ token }` needs its key.
  const isShorthand = at.parent.kind === 'object' && at.kind === 'identifier' && isBare(analysis, at);
  const text = `${quote}[redacted]${quote}`;
  return { text, edits: [{ start: at.start, end: at.end, text: isShorthand ? `${at.name}: ${text}` : text }] };
}

/** No colon before it. */
function isBare(analysis: Analysis, at: Written['at']): boolean {
  const { parent } = at;
  if (parent.kind !== 'object') return false;
  const entry = parent.entries.find(({ value }) => value === at);
  return entry !== undefined && at.kind === 'identifier' && entry.key === at.name && !/:\s*$/.test(before(analysis, at));
}

function before(analysis: Analysis, at: Written['at']): string {
  let top: Written['at']['parent'] = at.parent;
  while (top.kind !== 'item') top = top.parent;
  return analysis.model.text.slice(Math.max(0, top.base + at.start - 40), top.base + at.start);
}
