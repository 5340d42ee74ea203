/** Shows the question where its evidence and its failure mode are: in the Review view. */
import { readArgument } from './argument';
import type { Command } from './command';
import { pickQuestion } from './pick-question';

export const whyAmIAsked: Command = async (desk, value) => {
  const picked = await pickQuestion(desk, readArgument(value));
  if (picked !== undefined) desk.reveal({ uri: picked.uri, group: picked.question.group });
};
