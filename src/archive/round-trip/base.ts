import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Head } from '../../model/changeset.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import { toldVersion, type Told } from '../contribute/versions.ts'

/** Versions looked through for one that somebody exported. */
const MOST_VERSIONS = 1_000

/** The record as somebody exported it: the version they were told; undefined where it is not there (any more) for them. */
export async function baseOf(graph: Pick<GraphStore, 'history'>, told: Told, head: Head, version: string): Promise<ArchiveRecord | undefined> {
  if (head.record !== null && toldVersion(told, head.record) === version) return head.record
  let looked = 0
  for await (const { record } of every((page) => graph.history(head.id, told.viewer, page), 50)) {
    if (record !== null && toldVersion(told, record) === version) return record
    if (++looked >= MOST_VERSIONS) return undefined
  }
  return undefined
}
