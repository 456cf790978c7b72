import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import { notFound } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { StoredFile } from '../../model/records.ts'

/**
 * A file as a record names it: nobody asks for a hash, so that who may have it is decided by the record.
 * @param number its place among the files of the content, from 1
 * @throws NOT_FOUND also for what is hidden
 */
export async function shownFile(graph: Pick<GraphStore, 'heads'>, viewer: Viewer, content: Id, number: number): Promise<StoredFile> {
  const head = isId(content) ? (await graph.heads([content], viewer)).get(content) : undefined
  const file = head?.record?.type === 'content' && head.state !== 'withdrawn' ? head.record.files?.[number - 1] : undefined
  if (file === undefined) throw notFound(`/files/${content}/${number}`)
  return file
}
