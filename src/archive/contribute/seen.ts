import { every } from '../../graph/every.ts'
import type { GraphStore, HistoryEntry } from '../../graph/port.ts'
import { visibleVersion } from '../../graph/version.ts'
import { audienceTold, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import { toldVersion, type Told } from './versions.ts'

/**
 * Versions that somebody saw, and what they are now. The log counts versions, also those that are hidden from a reader:
 * its numbers are kept in records and told to nobody. Readers give and get the hash of what they see.
 */

type Histories = Pick<GraphStore, 'history'>

/** Versions looked through at a time. */
const SLICE = 100

/** As a page, a form or a history may have told it. */
const tokensOf = (told: Told, record: ArchiveRecord): string[] =>
  [toldVersion(told, record), visibleVersion(record), visibleVersion({ ...record, audience: audienceTold(record.audience, told.viewer) })]

/**
 * The log's number of the version that somebody saw; the newest where none is given.
 * @param head as it stands, for whoever is told
 * @throws BAD_USER_INPUT on the field for what is no version they may see
 */
export async function numberOf(graph: Histories, told: Told, head: Head, token: string | null | undefined, field: string): Promise<number> {
  if (token == null || (head.record !== null && tokensOf(told, head.record).includes(token))) return head.version
  for await (const { version, record } of every((page) => graph.history(head.id, told.viewer, page), SLICE)) {
    if (record !== null && tokensOf(told, record).includes(token)) return version
  }
  throw badInput(field, '沒有這個版本 (there is no such version)')
}

/** A version by the log's number, as this viewer may see it; undefined where they may not, and where its words are gone. */
export async function versionAt(graph: Histories, viewer: Viewer, id: Id, number: number): Promise<(HistoryEntry & { readonly record: ArchiveRecord }) | undefined> {
  for await (const entry of every((page) => graph.history(id, viewer, page), SLICE)) {
    if (entry.version < number) return undefined
    if (entry.version === number) return entry.record === null ? undefined : { ...entry, record: entry.record }
  }
  return undefined
}
