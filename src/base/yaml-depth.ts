/**
 * How deep a YAML text may nest. Readers of YAML recurse, and a stack that runs out inside a regular expression ends the whole
 * process: what is nested as nobody writes it is not given to them.
 */

/** `- - - - …`, as many levels in one line. */
const MANY_ON_A_LINE = /^[ \t]*(?:[-?:][ \t]+){30}/m;

/** Linear in the text's length. `mostBrackets`: brackets and braces that are opened anywhere in it. */
export function isTooDeep(text: string, mostBrackets: number): boolean {
  return (text.match(/[[{]/g)?.length ?? 0) > mostBrackets || MANY_ON_A_LINE.test(text);
}
