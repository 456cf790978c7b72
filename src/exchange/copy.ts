import type { GraphStore } from '../graph/port.ts'
import type { LoggedChangeset } from '../model/changeset.ts'
import { ArchiveError } from '../model/errors.ts'
import type { OnProgress } from './backup.ts'

/** Operations handed over at once; a changeset is never split. */
const PART = 10_000

/**
 * Replays an archive into another store: same ids, versions, sequences and history. May be broken off
 * and run again: it goes on where the target's log ends.
 * @throws CONFLICT when the target holds something that is not this archive
 */
export async function copyArchive(from: GraphStore, to: GraphStore, onProgress: OnProgress = () => {}): Promise<{ copied: number; sequence: number }> {
  const total = await from.sequence()
  const there = await to.sequence()
  if (there > total) throw new ArchiveError('CONFLICT', `the target is ahead (${there} changesets against ${total}): it is not a copy of this archive`)
  if (there > 0) await checkSame(from, to, there)
  let copied = 0
  let part: LoggedChangeset[] = []
  let operations = 0
  const flush = async (): Promise<void> => {
    await to.append(part)
    copied += part.length
    part = []
    operations = 0
    onProgress(there + copied, total)
  }
  for await (const changeset of from.replay(there)) {
    part.push(changeset)
    operations += changeset.operations.length
    if (operations >= PART) await flush()
  }
  if (part.length > 0) await flush()
  return { copied, sequence: await to.sequence() }
}

async function checkSame(from: GraphStore, to: GraphStore, sequence: number): Promise<void> {
  const [mine, theirs] = [await from.changeset({ sequence }), await to.changeset({ sequence })]
  if (mine?.id !== theirs?.id) throw new ArchiveError('CONFLICT', 'the target holds another archive; copy needs an empty one or an earlier copy of this one')
}
