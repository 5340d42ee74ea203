import assert from 'node:assert/strict';
import { type AgentPattern, type CommitHeader, marksOf } from '#provenance/sources/commit-marks';

interface Given extends Partial<CommitHeader> {
  readonly patterns?: readonly AgentPattern[];
}

/** Marks as `source tool (model) weight`. */
function marks(message: string, { patterns = [], ...given }: Given = {}): readonly string[] {
  const commit: CommitHeader = {
    hash: '1'.repeat(40),
    parents: ['2'.repeat(40)],
    authorName: 'Ann',
    authorMail: 'ann@example.org',
    authoredAt: '2026-01-05T09:00:00+00:00',
    committedAt: '2026-01-05T09:00:00+00:00',
    message,
    ...given,
  };
  return marksOf(commit, patterns).map(
    ({ source, tool, model, weight }) => `${source} ${tool}${model === undefined ? '' : ` (${model})`} ${weight}`,
  );
}

const trailer = (line: string, given?: Given) => marks(`Add orders\n\nWhy.\n\n${line}\n`, given);
const author = (authorName: string, authorMail: string) => marks('Add orders', { authorName, authorMail });

describe('marks of a commit', () => {
  describe('trailers that tools write', () => {
    const TABLE: readonly (readonly [string, string])[] = [
      ['Co-Authored-By: Claude <noreply@anthropic.com>', 'Claude Code medium'],
      ['Co-Authored-By: Claude Opus 4.6 (1M context) <noreply@anthropic.com>', 'Claude Code (Claude Opus 4.6) medium'],
      ['co-authored-by: claude sonnet 4 <NOREPLY@anthropic.com>', 'Claude Code (claude sonnet 4) medium'],
      ['🤖 Generated with [Claude Code](https://claude.com/claude-code)', 'Claude Code medium'],
      ['🚀 Generated with [Claude Code](https://claude.ai/code)', 'Claude Code medium'],
      ['Generated with Claude Code', 'Claude Code medium'],
      ['Claude-Session: https://claude.ai/code/session_01abc', 'Claude Code medium'],
      ['Co-authored-by: claude[bot] <209825114+claude[bot]@users.noreply.github.com>', 'Claude Code medium'],
      ['Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>', 'GitHub Copilot medium'],
      ['Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>', 'GitHub Copilot medium'],
      ['Co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>', 'GitHub Copilot medium'],
      ['Co-authored-by: Copilot <copilot@github.com>', 'GitHub Copilot medium'],
      ['Co-authored-by: Amp <amp@ampcode.com>', 'Amp medium'],
      ['Amp-Thread-ID: https://ampcode.com/threads/T-0b5c', 'Amp medium'],
      ['Co-authored-by: Cursor <cursoragent@cursor.com>', 'Cursor medium'],
      ['Made-with: Cursor', 'Cursor medium'],
      ['Co-authored-by: Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>', 'Devin medium'],
      ['Co-authored-by: factory-droid[bot] <138933559+factory-droid[bot]@users.noreply.github.com>', 'Factory Droid medium'],
      ['Co-authored-by: google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>', 'Jules medium'],
      ['Co-authored-by: GPT-5 Codex <codex@openai.com>', 'Codex (GPT-5) medium'],
      ['Co-authored-by: OpenAI Codex <noreply@openai.com>', 'Codex medium'],
      ['Co-authored-by: aider (gpt-4o) <aider@aider.chat>', 'aider (gpt-4o) medium'],
      ['Co-authored-by: Mistral Vibe <vibe@mistral.ai>', 'Mistral Vibe medium'],
      ['Co-authored-by: junie-agent <247260674+junie-agent@users.noreply.github.com>', 'Junie medium'],
      ['Co-authored-by: Augment Code <noreply@augmentcode.com>', 'Augment Code medium'],
      ['Co-authored-by: Claude Sonnet 4 <jo.doe+claude-code@example.io>', 'Claude Code (Claude Sonnet 4) medium'],
      ['Assisted-by: Claude:claude-opus-5 coccinelle sparse', 'Claude Code (claude-opus-5) low'],
      ['Assisted-by: Claude Opus 4.6 (1M context) <noreply@anthropic.com>', 'Claude Code (Claude Opus 4.6) low'],
      ['Generated-by: GitHub Copilot', 'GitHub Copilot low'],
      ['AI-assisted-by: OpenAI Codex', 'Codex low'],
      ['AI-assisted: Claude', 'Claude Code low'],
      ['Co-authored-by: Claude', 'Claude Code low'],
      ['Entire-Checkpoint: 0123456789ab', 'an agent that Entire recorded low'],
    ];
    for (const [line, expected] of TABLE) {
      it(line, () => assert.deepEqual(trailer(line), [`commit-trailer ${expected}`]));
    }
  });

  describe('lines and people that are none', () => {
    const LINES = [
      'Co-authored-by: Jules Villard <jul@meta.example>',
      'Co-authored-by: Devin Rousso <devin@webkit.example>',
      'Co-authored-by: Claude Brisson <claude@renegat.example>',
      'Co-authored-by: Wyatt Herkamp <wyatt@kingtux.dev>',
      'Co-authored-by: HonkingGoose <34918129+HonkingGoose@users.noreply.github.com>',
      'Co-authored-by: Charlie Marsh <charliemarsh@openai.com>',
      'Co-authored-by: Felix W <felix@anthropic.com>',
      'Co-authored-by: Max <max@zed.dev>',
      'Co-authored-by: claude <12345+claude@users.noreply.github.com>',
      'Co-authored-by: github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
      'Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
      'Co-authored-by: renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>',
      'Co-authored-by: gemini-cli-robot <gemini-cli-robot@google.com>',
      'Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>',
      'Co-authored-by: Gemini Code Assist <gemini@google.com>',
      'Co-authored-by: Copilot Autofix powered by AI <175728472+Copilot@users.noreply.github.com>',
      'Co-authored-by: Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@users.noreply.github.com>',
      'Co-authored-by: Copilot Autofix powered by AI <223894421+github-code-quality[bot]@users.noreply.github.com>',
      'Signed-off-by: Claude <noreply@anthropic.com>',
      'Reviewed-by: Claude <noreply@anthropic.com>',
      'Assisted-by: Claude Brisson <claude@renegat.example>',
      'Assisted-by: Claude Brisson',
      'Generated-by: protoc-gen-go',
      'Made-with: love',
      '> Co-authored-by: Claude <noreply@anthropic.com>',
      '    Co-authored-by: Claude <noreply@anthropic.com>',
      'Stop writing "Co-authored-by: Claude <noreply@anthropic.com>" into messages',
      'Docs for code generated with Claude Code',
    ];
    for (const line of LINES) it(line, () => assert.deepEqual(trailer(line), []));
  });

  it('an agent that is the author weighs most', () => {
    assert.deepEqual(author('Claude', 'noreply@anthropic.com'), ['commit-author Claude Code high']);
    assert.deepEqual(author('copilot-swe-agent[bot]', '198982749+Copilot@users.noreply.github.com'), [
      'commit-author GitHub Copilot high',
    ]);
    assert.deepEqual(author('Cursor Agent', 'cursoragent@cursor.com'), ['commit-author Cursor high']);
    assert.deepEqual(author('Ann (aider)', 'ann@example.org'), ['commit-author aider high']);
    assert.deepEqual(author('google-labs-jules[bot]', '161369871+google-labs-jules[bot]@users.noreply.github.com'), [
      'commit-author Jules high',
    ]);
  });

  it('people with the names of tools are people', () => {
    for (const [name, mail] of [
      ['Claude', 'claude@anthropic.com'],
      ['Devin', 'devin@example.org'],
      ['Jules', '999+jules@users.noreply.github.com'],
      ['github-actions[bot]', '41898282+github-actions[bot]@users.noreply.github.com'],
      ['aider fan', 'aider@example.org'],
    ] as const) {
      assert.deepEqual(author(name, mail), []);
    }
  });

  it('a known account under a number that is not its own is in doubt', () => {
    assert.deepEqual(author('claude[bot]', '41898282+claude[bot]@users.noreply.github.com'), ['commit-author Claude Code low']);
    assert.deepEqual(trailer('Co-authored-by: Copilot <4711+Copilot@users.noreply.github.com>'), [
      'commit-trailer GitHub Copilot low',
    ]);
  });

  it('the weeks in which VS Code credited Copilot on its own say next to nothing', () => {
    const line = 'Co-authored-by: Copilot <copilot@github.com>';
    const on = (day: string) => trailer(line, { authoredAt: `${day}T10:00:00+02:00`, committedAt: `${day}T10:00:00+02:00` });
    assert.deepEqual(
      ['2026-04-20', '2026-04-21', '2026-05-01', '2026-05-15', '2026-05-16'].map((day) => on(day)[0]?.split(' ').at(-1)),
      ['medium', 'faint', 'faint', 'faint', 'medium'],
    );
    const other = 'Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>';
    assert.deepEqual(trailer(`${line}\n${other}`, { authoredAt: '2026-05-01T10:00:00Z' }), [
      'commit-trailer GitHub Copilot medium',
    ]);
  });

  it('is read in linear time', () => {
    const message = `${'x'.repeat(50)}${' '.repeat(200_000)}\nCo-authored-by: ${' '.repeat(200_000)}<\n${'* \n\n'.repeat(50_000)}`;
    const start = process.hrtime.bigint();
    assert.deepEqual(marks(message), []);
    assert.ok(process.hrtime.bigint() - start < 2_000_000_000n);
  });

  it('a merge says nothing of lines', () => {
    assert.deepEqual(trailer('Co-authored-by: Claude <noreply@anthropic.com>', { parents: ['a', 'b'] }), []);
  });

  it('keeps each tool once, and author and trailer apart', () => {
    const both = 'Co-authored-by: Claude <noreply@anthropic.com>\nCo-authored-by: Codex <codex@openai.com>';
    const twice = `🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\n${both}`;
    assert.deepEqual(trailer(twice, { authorName: 'Codex', authorMail: 'codex@openai.com' }), [
      'commit-author Codex high',
      'commit-trailer Claude Code medium',
      'commit-trailer Codex medium',
    ]);
  });

  describe('a squash', () => {
    const claude = 'Co-Authored-By: Claude <noreply@anthropic.com>';
    const below = `---------\n\n${claude}`;
    function check(message: string, expected: string): void {
      assert.deepEqual(marks(message), [`commit-trailer Claude Code ${expected}`]);
    }

    it('of commits that nearly all name the agent is as sure as one commit', () => {
      check(`Add orders (#12)\n\n* one\n\n${claude}\n\n* two\n\n${claude}\n\n${below}`, 'medium');
    });

    it('of commits of which one names it is in doubt', () => {
      check(`Add orders (#12)\n\n* one\n\n${claude}\n\n* two\n\n* three\n\n${below}`, 'low');
      check(`Add orders (#12)\n\n* one\n\n* two\n\n${below}`, 'low');
    });

    it('made by git itself is read the same way', () => {
      const part = (message: string) =>
        `commit ${'a'.repeat(40)}\nAuthor: Ann <ann@example.org>\nDate: now\n\n${message.replace(/^/gm, '    ')}\n\n`;
      const head = 'Squashed commit of the following:\n\n';
      check(head + part(`one\n\n${claude}`) + part(`two\n\n${claude}`), 'medium');
      check(head + part(`one\n\n${claude}`) + part('two'), 'low');
    });

    it('is not seen in a list of points', () => {
      check(`Add orders (#12)\n\n* a point\n* another\n\n${claude}`, 'medium');
      check(`Add orders (#12)\n\n* a point\n\n* another\n\n${claude}`, 'medium');
    });
  });

  it('knows the agents of the team', () => {
    const patterns = [{ tool: 'Vibe Bot', pattern: '*vibe-bot@*source.example>' }];
    const line = 'Co-authored-by: Vibe Bot <vibe-bot@sonarsource.example>';
    assert.deepEqual(trailer(line, { patterns }), ['commit-trailer Vibe Bot medium']);
    assert.deepEqual(trailer(line), []);
    assert.deepEqual(trailer('Co-authored-by: Vibe <vibe-bot@source.example.org>', { patterns }), []);
    assert.deepEqual(trailer('Co-authored-by: a <b@c>', { patterns: [{ tool: 'A', pattern: 'A <b@c>' }] }), [
      'commit-trailer A medium',
    ]);
  });
});
