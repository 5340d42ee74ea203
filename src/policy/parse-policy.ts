/**
 * Text → policy, and every part that is not followed with its place. One wrong entry costs itself alone: the others hold.
 */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { isTooDeep } from '#base/yaml-depth';
import {
  CONFIDENCES,
  NO_POLICY,
  type Policy,
  type PolicyProblem,
  type RulePolicy,
  VOCABULARY,
  type VocabularyKey,
} from './policy';

export interface ParsedPolicy {
  readonly policy: Policy;
  /** In the order of their places. */
  readonly problems: readonly PolicyProblem[];
}

/** In UTF-16 units. */
const MAX_LENGTH = 100_000;
const MAX_BRACKETS = 1000;
const RULE_KEYS = ['off', 'severity', 'confidence', 'reason'];

/** Never throws. `rules`: the ids there are. */
export function parsePolicy(text: string, rules: readonly string[]): ParsedPolicy {
  const reader = new PolicyReader(rules);
  try {
    return reader.read(text);
  } catch (cause) {
    return {
      policy: NO_POLICY,
      problems: [whole(`The policy cannot be read: ${cause instanceof Error ? cause.message : 'it is no YAML'}.`)],
    };
  }
}

function whole(text: string): PolicyProblem {
  return { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2, text };
}

class PolicyReader {
  readonly #known: ReadonlySet<string>;
  readonly #lines = new LineCounter();
  readonly #problems: PolicyProblem[] = [];
  readonly #rules = new Map<string, RulePolicy>();
  readonly #vocabulary: Partial<Record<VocabularyKey, readonly string[]>> = {};

  constructor(rules: readonly string[]) {
    this.#known = new Set(rules);
  }

  read(text: string): ParsedPolicy {
    if (text.length > MAX_LENGTH || isTooDeep(text, MAX_BRACKETS))
      return {
        policy: NO_POLICY,
        problems: [whole('The policy is larger or deeper than one that people write, and is not read.')],
      };
    const document = parseDocument(text, { logLevel: 'silent', lineCounter: this.#lines, prettyErrors: false });
    // What lacks its end is noticed at the end of the text, where nothing is to be seen.
    const last = Math.max(0, text.trimEnd().length - 1);
    for (const { pos, message } of document.errors)
      this.#sayAt([Math.min(pos[0], last), Math.min(pos[1], last + 1)], `This is no valid YAML: ${sentence(message)}`);
    const { contents } = document;
    if (contents !== null && !(isScalar(contents) && contents.value === null)) this.#top(contents);
    const problems = [...this.#problems].sort((one, two) => one.startLine - two.startLine || one.startColumn - two.startColumn);
    return { policy: { rules: this.#rules, vocabulary: this.#vocabulary }, problems };
  }

  #top(contents: Node): void {
    for (const { key, name, value } of this.#entries(contents, 'The policy')) {
      if (name === 'rules') for (const entry of this.#entries(value, '“rules”')) this.#rule(entry);
      else if (name === 'vocabulary') for (const entry of this.#entries(value, '“vocabulary”')) this.#words(entry);
      else this.#say(key, `“${name}” is no part of a policy. It has “rules” and “vocabulary”.`);
    }
  }

  #rule({ key, name, value }: Entry): void {
    if (!this.#known.has(name)) {
      const near = nearest(name, this.#known);
      this.#say(key, `No rule is called “${name}”.${near === undefined ? '' : ` Is “${near}” meant?`}`);
      return;
    }
    const before = this.#problems.length;
    const given = new Map(this.#entries(value, `“${name}”`).map((entry) => [entry.name, entry]));
    for (const entry of given.values())
      if (!RULE_KEYS.includes(entry.name))
        this.#say(entry.key, `“${entry.name}” is nothing a rule has here. It takes ${RULE_KEYS.join(', ')}.`);
    const off = this.#value(given.get('off'), (it) => (typeof it === 'boolean' ? it : undefined), 'true or false');
    const severity = this.#value(given.get('severity'), toSeverity, 'a whole number from 1 to 10');
    const confidence = this.#value(
      given.get('confidence'),
      (it) => CONFIDENCES.find((each) => each === it),
      CONFIDENCES.join(', '),
    );
    const reason = this.#value(given.get('reason'), toReason, 'a sentence that a colleague will understand next year');
    // What is wrong in a part of it has been said; what a half of it would mean nobody knows.
    if (this.#problems.length > before) return;
    if (reason === undefined)
      this.#say(key, `What is decided on “${name}” gives no reason, so it is not followed. Add “reason:”.`);
    else if (off === undefined && severity === undefined && confidence === undefined)
      this.#say(key, `Nothing is decided on “${name}”. Add “off: true”, “severity:” or “confidence:”.`);
    else
      this.#rules.set(name, {
        isOff: off === true,
        ...(severity === undefined ? {} : { severity }),
        ...(confidence === undefined ? {} : { confidence }),
        reason,
      });
  }

  #words({ key, name, value }: Entry): void {
    const kind = VOCABULARY.find((each) => each === name);
    if (kind === undefined) {
      this.#say(key, `“${name}” is no word of the vocabulary. It has ${VOCABULARY.join(', ')}.`);
      return;
    }
    if (!isSeq(value)) {
      this.#say(value ?? key, `“${name}” takes a list of names: [${name === 'guards' ? 'requireTenant' : 'ownName'}].`);
      return;
    }
    const names = value.items.flatMap((item): readonly string[] => {
      const written = isScalar(item) ? item.value : undefined;
      if (typeof written === 'string' && /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(written))
        return [written];
      this.#say(
        (item as Node | null) ?? key,
        `“${name}” takes names as the code writes them, such as withDeadline or limits.admin.`,
      );
      return [];
    });
    if (names.length > 0) this.#vocabulary[kind] = names;
  }

  /** The entries of a map that are named by plain words; the rest is said. */
  #entries(node: Node | null | undefined, what: string): readonly Entry[] {
    if (node === null || node === undefined || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) {
      this.#say(node, `${what} is a map of names to what is said of them.`);
      return [];
    }
    const seen = new Set<string>();
    return (node.items as Pair<Node, Node | null>[]).flatMap(({ key, value }): readonly Entry[] => {
      const name = isScalar(key) ? String(key.value) : undefined;
      if (name === undefined) this.#say(key, `${what} is a map of names to what is said of them.`);
      // Said twice is said by the reader of YAML already; the first holds.
      if (name === undefined || seen.has(name)) return [];
      seen.add(name);
      return [{ key, name, value }];
    });
  }

  #value<T>(entry: Entry | undefined, parse: (value: unknown) => T | undefined, expected: string): T | undefined {
    if (entry === undefined) return undefined;
    const parsed = isScalar(entry.value) ? parse(entry.value.value) : undefined;
    if (parsed === undefined) this.#say(entry.value ?? entry.key, `“${entry.name}” takes ${expected}.`);
    return parsed;
  }

  #say(node: Node, text: string): void {
    this.#sayAt([node.range?.[0] ?? 0, node.range?.[1] ?? 0], text);
  }

  #sayAt([start, end]: readonly [number, number], text: string): void {
    const from = this.#lines.linePos(start);
    const to = this.#lines.linePos(Math.max(end, start + 1));
    this.#problems.push({
      startLine: Math.max(from.line, 1),
      startColumn: Math.max(from.col, 1),
      endLine: Math.max(to.line, 1),
      endColumn: Math.max(to.col, 1),
      text,
    });
  }
}

interface Entry {
  readonly key: Node;
  readonly name: string;
  readonly value: Node | null | undefined;
}

function toSeverity(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10 ? value : undefined;
}

function toReason(value: unknown): string | undefined {
  return typeof value === 'string' && /[\p{L}\p{N}]/u.test(value) ? value.replace(/\s+/g, ' ').trim() : undefined;
}

function sentence(message: string): string {
  return `${(message.split('\n')[0] ?? '').replace(/[:.\s]+$/, '')}.`;
}

/** The name that shares most of its words, when one does at all. */
function nearest(name: string, known: ReadonlySet<string>): string | undefined {
  const words = new Set(name.toLowerCase().split(/[^a-z]+/));
  let best: string | undefined;
  let most = 1;
  for (const each of known) {
    const parts = each.split('-');
    const shared = (2 * parts.filter((part) => words.has(part)).length) / (parts.length + words.size);
    if (shared >= 0.5 && (best === undefined || shared > most)) {
      best = each;
      most = shared;
    }
  }
  return best;
}
