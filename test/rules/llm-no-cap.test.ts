import assert from 'node:assert/strict';
import { rule } from '#rules/llm-no-cap';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence`. */
async function check(code: string, expected: readonly string[], path = 'agent.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence }) => `${line} ${state}${confidence === undefined ? '' : ` ${confidence}`}`),
    expected,
  );
}

const loop = (test: string, inside: string): string => `import OpenAI from 'openai';
const client = new OpenAI();
export async function agent(messages: any[], tools: any) {
  while (${test}) {
    const answer = await client.chat.completions.create({ model: 'm', messages });
    ${inside}
  }
}`;

describe('llm-no-cap', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['COST-08', 6, 7, 7]);
  });

  it('asks where each round adds to the next and nothing counts', () =>
    check(loop('true', 'messages.push(await tools.get(answer));'), ['5 asks high']));

  it('is answered by what is compared', () => check(loop('messages.length < 20', 'messages.push(answer);'), ['5 discharged']));

  it('leaves open what a helper may end', () =>
    check(loop('true', 'tools.checkBudget(answer); messages.push(answer);'), ['5 silent']));

  it('says nothing where nothing is carried on', () => check(loop('true', 'tools.note(answer);'), []));

  it('is unsure where a person runs it', () =>
    check(
      `import argparse
from openai import OpenAI
client = OpenAI()


def main():
    messages = []
    while True:
        messages.append(client.chat.completions.create(model="m", messages=messages))
`,
      ['9 asks low'],
      'scripts/tool.py',
    ));
});
