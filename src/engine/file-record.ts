/** The record that speaks of a file: its own, or the blocks of a record whose file was moved here. */
import type { Files } from '#host/ports';
import type { Block } from '#review/block';
import { findMoved } from '#review/moved-record';
import type { RecordState, RecordStore } from '#review/record-store';

export async function recordFor(
  records: RecordStore,
  files: Files,
  path: string,
  blocks: readonly Block[],
): Promise<RecordState> {
  const state = await records.read(path);
  if (state.record !== undefined || state.problem !== undefined) return state;
  return { record: await findMoved(records, path, blocks, (source) => files.exists(source)), problem: undefined };
}
