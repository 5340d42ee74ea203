/**
 * Who is a coding agent, by the name and the whole address it commits with. A domain, a part of a name or a number says
 * nothing: people are called Claude, Jules and Devin, and work at the makers of these tools. Addresses were counted in
 * public histories; where only a tool's own documentation names one, it is listed all the same.
 */

export interface Agent {
  readonly tool: string;
  /** Whole addresses, lower case. */
  readonly mails?: readonly string[];
  /** Accounts at GitHub, lower case: `<id>+<login>@users.noreply.github.com` in commits. */
  readonly logins?: readonly string[];
  /** Numbers these accounts are known by; another number before the same name is somebody's configuration, not the account. */
  readonly ids?: readonly number[];
}

const AGENTS: readonly Agent[] = [
  { tool: 'Claude Code', mails: ['noreply@anthropic.com'], logins: ['claude[bot]'], ids: [209825114] },
  {
    tool: 'GitHub Copilot',
    logins: ['copilot', 'copilot-swe-agent', 'copilot-swe-agent[bot]'],
    ids: [175728472, 198982749, 223556219],
  },
  { tool: 'Codex', mails: ['codex@openai.com', 'noreply@openai.com'] },
  { tool: 'Cursor', mails: ['cursoragent@cursor.com'], logins: ['cursor[bot]'] },
  { tool: 'Devin', logins: ['devin-ai-integration[bot]'], ids: [158243242] },
  { tool: 'Jules', logins: ['google-labs-jules[bot]'], ids: [161369871] },
  { tool: 'Gemini CLI', mails: ['gemini-cli@google.com'], logins: ['gemini-cli'], ids: [218195315] },
  { tool: 'Amp', mails: ['amp@ampcode.com'] },
  { tool: 'Factory Droid', logins: ['factory-droid[bot]'], ids: [138933559] },
  {
    tool: 'Junie',
    mails: ['junie@jetbrains.com'],
    logins: ['jetbrains-junie[bot]', 'junie-agent'],
    ids: [201638009, 247260674],
  },
  { tool: 'aider', mails: ['aider@aider.chat', 'noreply@aider.chat', 'noreply@aider.dev'] },
  { tool: 'Mistral Vibe', mails: ['vibe@mistral.ai'] },
  { tool: 'Augment Code', mails: ['noreply@augmentcode.com'] },
  { tool: 'Roo Code', mails: ['roomote@roocode.com'] },
  { tool: 'OpenCode', mails: ['noreply@opencode.ai'], logins: ['opencode-agent[bot]'] },
  { tool: 'OpenHands', mails: ['openhands@all-hands.dev'] },
  { tool: 'Qwen Code', mails: ['qwen-coder@alibabacloud.com'] },
  { tool: 'Crush', mails: ['crush@charm.land'] },
  { tool: 'Warp', mails: ['agent@warp.dev', 'oz-agent@warp.dev'] },
  { tool: 'Kiro', logins: ['kiro-agent'], ids: [244629292] },
];

/** The address VS Code's git extension adds; for some weeks it did so to commits no agent had touched. */
const VSCODE_COPILOT = 'copilot@github.com';

/** Reviewers whose suggestion somebody accepted: a line or two of the commit, nobody knows which. */
const PARTIAL_LOGINS: ReadonlySet<string> = new Set([
  'gemini-code-assist[bot]',
  'github-advanced-security[bot]',
  'github-code-quality[bot]',
]);
const PARTIAL_NAME = /^(?:copilot autofix|gemini code assist)\b/i;

export interface Identified {
  readonly tool: string;
  readonly model?: string;
  /** The address is that of VS Code's git extension: how much it says depends on the commit's date. */
  readonly isVsCode?: true;
  /** Why this is less sure than an agent's own address. */
  readonly doubt?: string;
}

const BY_MAIL = new Map(AGENTS.flatMap((agent) => (agent.mails ?? []).map((mail) => [mail, agent] as const)));
const BY_LOGIN = new Map(AGENTS.flatMap((agent) => (agent.logins ?? []).map((login) => [login, agent] as const)));
const GITHUB = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.github\.com$/;

/** A tool's name with its model is not a person's name, whatever address somebody gave it. */
const CLAUDE_MODEL = /^claude (?:code|opus|sonnet|haiku|fable)\b/i;

/** The agent behind `name <mail>`; undefined for everybody else. */
export function identifyAgent(name: string, mail: string): Identified | undefined {
  const address = mail.trim().toLowerCase();
  const [, id, login = ''] = GITHUB.exec(address) ?? [];
  if (PARTIAL_NAME.test(name.trim()) || PARTIAL_LOGINS.has(login)) return undefined;
  if (address === VSCODE_COPILOT) return { tool: 'GitHub Copilot', isVsCode: true };

  const model = modelIn(name);
  const agent = BY_MAIL.get(address) ?? BY_LOGIN.get(login);
  if (agent !== undefined) {
    const isKnownId = id === undefined || agent.ids === undefined || agent.ids.includes(Number(id));
    const doubt = isKnownId ? undefined : `the number ${id} is not that account's`;
    return { tool: agent.tool, ...model, ...(doubt === undefined ? {} : { doubt }) };
  }
  return CLAUDE_MODEL.test(name.trim()) ? { tool: 'Claude Code', ...model } : undefined;
}

/** `Claude Opus 4.6 (1M context)`, `aider (gpt-4o)`, `GPT-5 Codex`: the model as the name tells it. */
function modelIn(name: string): { readonly model?: string } {
  const claude = /\bclaude (?:opus|sonnet|haiku|fable)(?: \d+(?:\.\d+)*)?/i.exec(name)?.[0];
  const gpt = /\bgpt-[\w.]+/i.exec(name)?.[0];
  const inBrackets = /^(?:aider|opencode) \(([^)]+)\)/i.exec(name)?.[1];
  const model = claude ?? gpt ?? inBrackets;
  return model === undefined ? {} : { model };
}

/**
 * Values of `Assisted-by:` and its like that name an agent without an address. Only a tool's or model's name at the
 * beginning counts, so that a person or a code generator does not.
 */
const NAMED_TOOLS: readonly (readonly [RegExp, string])[] = [
  [/^claude(?: code)?(?=$|[:/(]| \(| (?:opus|sonnet|haiku|fable)\b|[ -]\d)/i, 'Claude Code'],
  [/^claude (?:opus|sonnet|haiku|fable|code)\b/i, 'Claude Code'],
  [/^claude-(?:opus|sonnet|haiku|fable|\d)/i, 'Claude Code'],
  [/^(?:anthropic\b)/i, 'Claude Code'],
  [/^(?:github )?copilot\b/i, 'GitHub Copilot'],
  [/^(?:openai )?codex\b/i, 'Codex'],
  [/^(?:openai\b|chatgpt\b|gpt-\d)/i, 'ChatGPT'],
  [/^(?:google )?gemini\b(?! code assist)/i, 'Gemini'],
  [/^cursor\b/i, 'Cursor'],
  [/^(?:aider|opencode|crush|windsurf|cline|kiro|qwen[- ]code|amp)\b(?![a-z@.])/i, ''],
];

/** The agent that a value such as `Claude:claude-opus-5 coccinelle` names; undefined for a person or another program. */
export function namedAgent(value: string): Identified | undefined {
  const text = value.trim();
  const [, name = '', mail] = /^(.*?)\s*<([^>]*)>$/.exec(text) ?? [];
  if (mail !== undefined) {
    const via = /\bvia\s+(\S+)$/i.exec(name)?.[1];
    return identifyAgent(via ?? name, mail);
  }
  for (const [pattern, tool] of NAMED_TOOLS) {
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const model = modelAfterColon(text) ?? modelIn(text).model;
    return { tool: tool === '' ? found : tool, ...(model === undefined ? {} : { model }) };
  }
  return undefined;
}

/** The kernel's form: `AGENT:MODEL [TOOL…]`. */
function modelAfterColon(value: string): string | undefined {
  return /^[^:\s]+:\s*([\w./-]+)/.exec(value)?.[1];
}
