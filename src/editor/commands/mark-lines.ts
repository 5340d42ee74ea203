/** A person says who wrote the selected lines, or those of a block. It is evidence like any other, and the strongest. */
import { markLines } from '../answering';
import type { Desk } from '../desk';
import { readArgument, selectedLines } from './argument';
import type { Command } from './command';

export const markAsAi: Command = (desk, value) => mark(desk, value, 'ai');
export const markAsMine: Command = (desk, value) => mark(desk, value, 'human');

async function mark(desk: Desk, value: unknown, as: 'ai' | 'human'): Promise<void> {
  const { uri, lines = selectedLines() } = readArgument(value);
  const place = uri === undefined ? undefined : await desk.placeWhenOpen(uri);
  if (place !== undefined && lines !== undefined) await markLines(desk, place, lines.start, lines.end, as);
}
