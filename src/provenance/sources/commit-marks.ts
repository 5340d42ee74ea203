/** What a commit says of itself: its author, its trailers, the lines tools add to a message. */
import { type Identified, identifyAgent, namedAgent } from './agents';

export interface CommitHeader {
  readonly hash: string;
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorMail: string;
  /** ISO 8601. */
  readonly authoredAt: string;
  readonly committedAt: string;
  /** Subject and body. */
  readonly message: string;
}

/**
 * How much a mark says about any one line. `high`: an agent is the author. `medium`: an agent is named in the way tools do
 * it. `low`: it may be every second line. `faint`: known to be put on commits of people too.
 */
export type Weight = 'high' | 'medium' | 'low' | 'faint';

export interface CommitMark {
  readonly source: 'commit-author' | 'commit-trailer';
  readonly tool: string;
  readonly model?: string;
  readonly weight: Weight;
  /** Why it weighs less than its kind. */
  readonly doubt?: string;
}

/** Agents of the team's own: `*` stands for any characters, matched against the whole of `Name <mail>`. */
export interface AgentPattern {
  readonly tool: string;
  readonly pattern: string;
}

/** VS Code 1.117 credited Copilot on commits it had no part in; from its roll-out until the setting was off again everywhere. */
const VSCODE_WINDOW: readonly [from: string, to: string] = ['2026-04-21', '2026-05-15'];

/** The marks of a commit, strongest first, one per tool and source. A merge says nothing about lines. */
export function marksOf(commit: CommitHeader, patterns: readonly AgentPattern[] = []): readonly CommitMark[] {
  if (commit.parents.length > 1) return [];
  const isOwn = (name: string, mail: string) => patterns.find(({ pattern }) => matches(pattern, `${name} <${mail}>`));
  const identify = (name: string, mail: string): Identified | undefined => {
    const own = isOwn(name, mail);
    return own === undefined ? identifyAgent(name, mail) : { tool: own.tool };
  };

  const marks = new Map<string, CommitMark>();
  const add = (mark: CommitMark) => {
    const key = `${mark.source} ${mark.tool}`;
    const known = marks.get(key);
    if (known === undefined || rank(mark) < rank(known)) marks.set(key, mark);
  };
  const author = identify(commit.authorName, commit.authorMail) ?? aiderAuthor(commit.authorName);
  if (author !== undefined) add(toMark('commit-author', author, author.doubt === undefined ? 'high' : 'low', commit));

  if (MAY_NAME_AGENT.test(commit.message)) {
    const { whole, commits } = readSquash(commit.message);
    const inCommits = commits.map((message) => marksIn(message, identify, commit));
    for (const mark of marksIn(whole, identify, commit)) add(asSquashed(mark, inCommits));
  }
  return [...marks.values()].sort((a, b) => rank(a) - rank(b));
}

const ORDER: readonly Weight[] = ['high', 'medium', 'low', 'faint'];

function rank(mark: CommitMark): number {
  return ORDER.indexOf(mark.weight) * 2 + (mark.source === 'commit-author' ? 0 : 1);
}

/** aider names itself as author of its own edits; as committer it also stands on commits of its user's. */
function aiderAuthor(name: string): Identified | undefined {
  return name.endsWith(' (aider)') ? { tool: 'aider' } : undefined;
}

function toMark(source: CommitMark['source'], found: Identified, weight: Weight, commit: CommitHeader): CommitMark {
  const model = found.model === undefined ? {} : { model: found.model };
  if (found.isVsCode === true && isInWindow(commit)) {
    const doubt = 'for these weeks VS Code put that line on commits of people too';
    return { source, tool: found.tool, ...model, weight: 'faint', doubt };
  }
  return { source, tool: found.tool, ...model, weight, ...(found.doubt === undefined ? {} : { doubt: found.doubt }) };
}

function isInWindow({ authoredAt, committedAt }: CommitHeader): boolean {
  const [from, to] = VSCODE_WINDOW;
  return [authoredAt, committedAt].some((date) => date.slice(0, 10) >= from && date.slice(0, 10) <= to);
}

/** Most messages name nobody; this spares them the reading line by line. */
const MAY_NAME_AGENT = /co-authored-by|generated|assisted|made-with|claude-session|amp-thread-id|entire-checkpoint/i;

/** Longer lines are no trailers, and patterns need not be tried on them. */
const MAX_LINE = 400;

interface Line {
  readonly pattern: RegExp;
  readonly weight: Weight;
  /** The agent that the rest of the line names. */
  readonly agent: (value: string, identify: (name: string, mail: string) => Identified | undefined) => Identified | undefined;
}

const always = (tool: string) => () => ({ tool });
const LINES: readonly Line[] = [
  {
    pattern: /^co-authored-by:\s*(.+)$/i,
    weight: 'medium',
    agent: (value, identify) => {
      const [, name = '', mail] = /^(.*?)\s*<([^>]*)>/.exec(value) ?? [];
      if (mail !== undefined) return identify(name, mail);
      const named = namedAgent(value);
      return named && { ...named, doubt: 'the line gives no address' };
    },
  },
  { pattern: /^\W{0,8}generated with \[?claude code\b(.*)$/iu, weight: 'medium', agent: always('Claude Code') },
  { pattern: /^\W{0,8}generated with \[?crush\b(.*)$/iu, weight: 'medium', agent: always('Crush') },
  { pattern: /^claude-session:\s*(https:\/\/claude\.ai\/code\/session_.*)$/i, weight: 'medium', agent: always('Claude Code') },
  { pattern: /^amp-thread-id:\s*(https:\/\/ampcode\.com\/.*)$/i, weight: 'medium', agent: always('Amp') },
  { pattern: /^made-with:\s*(.+)$/i, weight: 'medium', agent: (value) => namedAgent(value) },
  { pattern: /^(?:assisted-by|ai-assisted(?:-by)?):\s*(.+)$/i, weight: 'low', agent: (value) => namedAgent(value) },
  { pattern: /^(?:ai-)?generated-by:\s*(.+)$/i, weight: 'low', agent: (value) => namedAgent(value) },
  { pattern: /^(entire-checkpoint):\s*[0-9a-f]{12}$/i, weight: 'low', agent: always('an agent that Entire recorded') },
];

function marksIn(
  part: string,
  identify: (name: string, mail: string) => Identified | undefined,
  commit: CommitHeader,
): readonly CommitMark[] {
  const marks: CommitMark[] = [];
  for (const line of part.split('\n')) {
    if (line.length > MAX_LINE) continue;
    for (const { pattern, weight, agent } of LINES) {
      const value = pattern.exec(line.trimEnd())?.[1];
      const found = value === undefined ? undefined : agent(value, identify);
      if (found !== undefined) marks.push(toMark('commit-trailer', found, found.doubt === undefined ? weight : 'low', commit));
    }
  }
  return marks;
}

/**
 * The messages of the commits that were squashed into one, where the body shows them, and the message as trailers are read
 * in it. What a forge adds below its rule names the authors of all commits and belongs to none.
 */
function readSquash(message: string): { readonly whole: string; readonly commits: readonly string[] } {
  if (/^squashed commit of the following:/im.test(message)) {
    const whole = message.replace(/^ {4}/gm, '');
    const commits = whole.split(/^commit [0-9a-f]{40,64}$/m).slice(1);
    return { whole, commits: commits.length > 1 ? commits : [] };
  }
  // A forge's squash has its pull request's number in the subject and each commit as a bullet between blank lines.
  const [subject = ''] = message.split('\n', 1);
  const [body = '', ...below] = message.slice(subject.length).split(/^-{9,}$/m);
  const commits = body.split(/\n\n(?=\* )/).filter((part) => part.startsWith('* '));
  const hasInnerTrailer = commits.slice(0, -1).some((part) => /^(?:co-authored-by|made-with|assisted-by):/im.test(part));
  const isSquash = /\(#\d+\)$/.test(subject.trimEnd()) && commits.length > 1 && (hasInnerTrailer || below.length > 0);
  return { whole: message, commits: isSquash ? commits : [] };
}

/** A squash is as sure as the share of its commits that name the agent. */
function asSquashed(mark: CommitMark, commits: readonly (readonly CommitMark[])[]): CommitMark {
  const count = commits.filter((marks) => marks.some(({ tool, weight }) => tool === mark.tool && weight !== 'faint')).length;
  if (mark.weight !== 'medium' || count * 4 >= commits.length * 3) return mark;
  const doubt =
    count === 0
      ? `it is a squash of ${commits.length} commits, and which of them is not said`
      : `${count} of the ${commits.length} commits squashed into it do`;
  return { ...mark, weight: 'low', doubt };
}

/** `*` for any characters, everything else literally, without regard to case; linear in the text. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const value = text.toLowerCase();
  const [first = ''] = parts;
  if (parts.length === 1) return value === first;
  const last = parts[parts.length - 1] ?? '';
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, at);
    if (found === -1 || found + part.length > value.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
