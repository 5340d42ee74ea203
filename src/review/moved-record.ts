/** A record whose source file is gone, and whose blocks stand in this file: the file was renamed or moved. */
import { type Anchored, anchor } from './anchor';
import type { Block } from './block';
import type { ReviewRecord } from './record';
import type { RecordStore } from './record-store';

/** Records without a source that are looked into for one file. */
const MAX_CANDIDATES = 100;

/**
 * The blocks of orphaned records that are found in the file's blocks, as a record of this file. Nothing is written: the
 * old record stays until a person answers here. `isSource` says whether a path still is a file.
 */
export async function findMoved(
  store: RecordStore,
  path: string,
  blocks: readonly Block[],
  isSource: (path: string) => Promise<boolean>,
): Promise<ReviewRecord | undefined> {
  const found: Anchored[] = [];
  let looked = 0;
  for (const source of await store.list()) {
    if (source === path || (await isSource(source))) continue;
    if (++looked > MAX_CANDIDATES) break;
    const { record } = await store.read(source);
    // A stale match in another file is too little to say that it moved here.
    found.push(...anchor(record?.blocks ?? [], blocks).filter(({ grade, block }) => grade !== 'stale' && block.key !== ''));
  }
  return found.length === 0 ? undefined : { version: 1, file: path, blocks: found.map(({ recorded }) => recorded) };
}
