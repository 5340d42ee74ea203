/** What code that is not finished says of itself, in comments and in the values that stand in for real ones. */

/** How sure it is that something is left to do: `quiet` is a wish, a design said aloud, or a part of the house style. */
export type Weight = 'sure' | 'likely' | 'quiet';

export interface Phrase {
  readonly pattern: RegExp;
  readonly weight: Weight;
}

/** A comment that holds none of these words says nothing of the kind: a cheap look before the dear one. */
export const MAY_BE_UNFINISHED =
  /todo|fixme|\bxxx\b|\bhack\b|for now|\bin (?:an? |the )?(?:real|actual|proper|full|production)|placeholder|simplified|(?:basic|naive|minimal) |implement|stub|dummy|mock|fake|hard-?coded|simulat|replace|rest of|existing code|remaining|goes here|code here|logic here|temporar/i;

const REAL = '(?:real|actual|proper|full|production)(?:[- ]?(?:world|life|grade|ready|like))?';
const SYSTEM = '(?:app|application|implementation|system|environment|scenario|setup|deployment|service|version|project|product)';
const STAND_IN = '(?:mock(?:ed)?|fake|dummy|stub(?:bed)?|hard-?coded|placeholder|sample)';
const THING =
  '(?:data|responses?|values?|results?|implementation|logic|users?|tokens?|lists?|api|service|version|call|check|id|ids)';

/** Sentences that say so, by what a line of a comment holds. The first that fits is the one that is quoted. */
export const UNFINISHED_PHRASES: readonly Phrase[] = [
  { pattern: /(?:\.{3}|…)\s*(?:existing|rest of|remaining|other|previous)\b.{0,40}?(?:\.{3}|…|$)/i, weight: 'sure' },
  { pattern: /^rest of (?:the |your )?(?:code|implementation|function|file|component|logic|methods?)\b/i, weight: 'sure' },
  {
    pattern: /^(?:(?:add|put|insert|write) )?(?:your|actual|real|the) (?:\w+ )?(?:code|logic|implementation) (?:goes )?here\b/i,
    weight: 'sure',
  },
  { pattern: new RegExp(`\\bin an? ${REAL} ${SYSTEM}\\b`, 'i'), weight: 'likely' },
  {
    pattern: /\bin production,? (?:use|replace|(?:you|this|it|that) ?(?:would|should|'d|will|must|needs?))\b/i,
    weight: 'likely',
  },
  {
    pattern: /\breplace (?:this|it|that|these|them)?\s?with (?:an? |the |your )?(?:actual|real|proper|production|own)\b/i,
    weight: 'sure',
  },
  { pattern: /^(?:not yet implemented|not implemented(?: yet)?\b|unimplemented\b|to be implemented)/i, weight: 'sure' },
  {
    pattern: /\b(?:not (?:yet )?implemented yet|not yet implemented|to be implemented|implementation pending)\b/i,
    weight: 'likely',
  },
  { pattern: /^implement(?:ation)? (?:this|me|here|later|goes here|actual|real)\b/i, weight: 'sure' },
  {
    pattern:
      /\b(?:this|it|that|which) (?:is|are) (?:just |only |currently |still )?an? (?:\w+ )?(?:placeholder|stub|dummy|mock(?:-?up)?)\b/i,
    weight: 'likely',
  },
  {
    pattern:
      /^placeholder(?:\s+(?:for (?!the user|users)|until|implementation|logic|function|method|endpoint|handler|response)|[.:]?$|[.:] )/i,
    weight: 'likely',
  },
  { pattern: /\bplaceholder (?:implementation|logic|function|method|endpoint|handler)\b/i, weight: 'likely' },
  {
    pattern: new RegExp(`\\b(?:return(?:s|ing)?|us(?:e|es|ing)|with) (?:an? |the |some )?${STAND_IN} ${THING}\\b`, 'i'),
    weight: 'likely',
  },
  { pattern: new RegExp(`^${STAND_IN} ${THING}\\b`, 'i'), weight: 'likely' },
  { pattern: /\bhard-?coded (?:for now|for the moment|until)\b/i, weight: 'likely' },
  {
    pattern:
      /\bsimulat(?:e|es|ing|ed) (?:the |an? |some )?(?:api|network|async|server|backend|database|db|payment|email|processing|external|real|context|delay|sending|response)\b/i,
    weight: 'likely',
  },
  {
    pattern:
      /\bthis is an? (?:very )?(?:simplified|basic|naive|minimal|rough) (?:implementation|version|check|approach|heuristic)\b/i,
    weight: 'likely',
  },
  {
    pattern: /\bsimplified (?:version|implementation)?\s?(?:for (?:now|the demo|demo|demonstration|this example|brevity))\b/i,
    weight: 'likely',
  },
  {
    pattern: /\bfor now\b.{0,40}\b(?:simulate|mock|hard-?code|fake|stub|dummy|placeholder|skip|pretend|return|nothing|just log)/i,
    weight: 'likely',
  },
  { pattern: /\b(?:skip|ignor|mock|fak|stub|hard-?cod|disabl)\w* .{0,40}\bfor now\b/i, weight: 'likely' },
  { pattern: /\bfor now\b/i, weight: 'quiet' },
  { pattern: /\btemporary (?:solution|fix|hack|workaround|implementation|code)\b/i, weight: 'quiet' },
  { pattern: /\(simplified\)|\bsimplified (?:version|implementation)\b/i, weight: 'quiet' },
];

/** `TODO`, also in small letters where it opens the line; a to-do list is none. */
export const MARKER = /^@?(?:todo|xxx|hack)\b(?=\s*(?:[:(\-–—!?]|$))|^fixme\b|\b(?:TODO|FIXME)\b|^(?:XXX|HACK)\b/i;
const CASED = /^(?:TODO|FIXME|XXX|HACK)$/;

/** The marker of a line of a comment, as written. */
export function markerOf(line: string): { readonly word: string; readonly rest: string } | undefined {
  const found = MARKER.exec(line);
  if (found === null) return undefined;
  const word = found[0].replace(/^@/, '');
  // In the middle of a sentence only capitals are a marker.
  if (found.index > 0 && !CASED.test(word)) return undefined;
  return { word, rest: line.slice(found.index + found[0].length).replace(/^[\s:!\-–—]+/, '') };
}

/** What a marker has to speak of to be worth a question: behaviour that is not there, or that is known to be wrong. */
export const UNFINISHED_WORK =
  /^(?:\([^)]*\)\s*:?\s*)?(?:$|implement|handle|validate|verif|check (?:that|if|for|the)|fix|replace|use (?:an? |the )?(?:real|actual|proper)|connect|wire|complete|finish|persist|save|store|actually|really|properly|authentic|authori[sz]|encrypt|hash|sanit|escape|retry|roll ?back|paginate|send|this (?:is|does|should)|not |remove (?:this )?before|add (?:\w+ )?(?:error|auth|valid|retr|timeout|rate|limit|permission|transaction|lock|check|logic|handling|pagination)|\w+ (?:is|are|does) (?:not|n't)|return (?:the )?(?:real|actual))|\b(?:not implemented|broken|wrong|unsafe|insecure|race|leaks?|hard-?coded|mock(?:ed)?|fake|stub(?:bed)?|dummy|placeholder|for now|before (?:release|launch|production|prod|going live|merging?))\b/i;

/** A thought, a wish, a tidying-up: nothing that is there is wrong for it. */
export const MERE_WISH =
  /\?\s*$|\b(?:maybe|perhaps|consider|might|could|ideally|nice to have|revisit|investigate|explore|refactor|rename|move|clean ?up|tidy|dedup\w*|deprecat\w*|upgrade|optimi[sz]e|simplify|extract|document|docs?|typing|types?)\b/i;

/** Where the rest of the work is kept: a link to it, a number, a key such as `SHOP-123`. */
export const WORK_REFERENCE =
  /https?:\/\/\S+\/(?:issues?|pull|pulls|browse|tickets?|tasks?|work_items|merge_requests)\/\S+|https?:\/\/(?:linear\.app|trello\.com|app\.asana\.com)\/\S+|(?:^|[\s(])#\d+\b|\b(?:GH|issue)[- ]#?\d+\b|\b[A-Z][A-Z0-9]{1,9}-\d+\b/;

/** What an exception says that is thrown in place of the work. */
export const NOT_IMPLEMENTED = /\b(?:not (?:yet )?(?:been )?implemented|unimplemented|implement me|to be implemented)\b|^todo\b/i;

/** Literals that stand in for a value that somebody has to put there; a cheap look first. */
export const MAY_BE_SAMPLE =
  /your[-_<]|change[-_ ]?me|lorem ipsum|xxxxxx|replace[-_](?:me|with|this)|@(?:example|test|domain|email)\.|\/(?:[\w-]+\.)?example\.|\/\/[\w.-]*your|password123|insert[-_]/i;

export const SAMPLE_VALUES: readonly Phrase[] = [
  {
    pattern:
      /^<?(?:your|insert)(?:[-_]\w+)*?[-_](?:api[-_]?key|secret(?:[-_]key)?|token|password|client[-_]id|project[-_]id|access[-_]key|bucket|domain|url|host|username|account|key|here)(?:[-_]here)?>?$/i,
    weight: 'likely',
  },
  { pattern: /^<your[-_ ][\w -]+>$/i, weight: 'likely' },
  { pattern: /^change[-_ ]?(?:me|this)(?:[-_ !.].*)?$/i, weight: 'likely' },
  { pattern: /^password123!?$/i, weight: 'likely' },
  { pattern: /^(?:x{6,}|(?:sk|pk|key)[-_](?:test[-_])?x{4,})$/i, weight: 'likely' },
  { pattern: /^replace[-_](?:me|with|this)\b/i, weight: 'likely' },
  { pattern: /^lorem ipsum\b/i, weight: 'likely' },
  {
    pattern:
      /^(?:user|test|admin|example|foo|john(?:[._]?doe)?|jane(?:[._]?doe)?|someone|name|email|you|your[-_]?email)@(?:example|test|domain|email)\.(?:com|org|net)$/i,
    weight: 'likely',
  },
  {
    pattern: /^https?:\/\/(?:[\w-]+\.)*your-?(?:domain|site|app|api|server|company)[\w-]*\.\w+(?:[/:?#]|$)/i,
    weight: 'likely',
  },
  {
    // Also how documentation and internal names are written.
    pattern: /^https?:\/\/(?:[\w-]+\.)*example\.(?:com|org|net)(?:[/:?#]|$)/i,
    weight: 'quiet',
  },
];

/** Names that say what the value is: an example, something to show in an empty field, a value that is refused. */
export const SAMPLE_NAMES: ReadonlySet<string> = new Set(
  (
    'placeholder placeholders example examples sample samples dummy demo mock mocks fake fixture test tests description help hint label title ' +
    'pattern doc docs documentation summary schema insecure forbidden weak known invalid disallowed blocked blocklist denied reserved ' +
    'openapi swagger usage snippet template'
  ).split(' '),
);

/** A function that does nothing on purpose says so by its name. */
export const IDLE_NAMES =
  /^_*(?:no_?op|nop|noop\w*|do_?nothing|nothing|ignore\w*|dummy\w*|empty|void|null\w*|identity|pass\w*|stub\w*|main|cli|register|setup|teardown)$/i;
