import type { GraphStore } from '../../graph/port.ts'
import { waits } from '../../graph/waiting.ts'
import type { Viewer } from '../../model/audience.ts'
import { filesOf } from '../../model/content.ts'
import { notFound } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { StoredFile } from '../../model/records.ts'

/**
 * A file as a record names it: nobody asks for a hash, so that who may have it is decided by the record. While a
 * proposal is not decided, its author and whoever decides see the files that it would have; afterwards the content
 * alone says what is to be seen.
 * @param of a content, or a proposal to change one
 * @param number its place among the files, from 1
 * @throws NOT_FOUND also for what is hidden
 */
export async function shownFile(graph: Pick<GraphStore, 'heads'>, viewer: Viewer, of: Id, number: number): Promise<StoredFile> {
  const head = isId(of) ? (await graph.heads([of], viewer)).get(of) : undefined
  const isShown = head?.type === 'proposal' ? waits(head.state) : head?.state !== 'withdrawn'
  const file = head?.record == null || !isShown ? undefined : filesOf(head.record)[number - 1]
  if (file === undefined) throw notFound(`/files/${of}/${number}`)
  return file
}
