import type { GraphStore } from '../../graph/port.ts'
import type { Audience, Viewer } from '../../model/audience.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { ArchiveRecord, RecordType, State } from '../../model/records.ts'
import { audienceText, shownAudience } from '../access/audiences.ts'
import type { Directory } from '../access/directory.ts'
import { toldVersion } from './versions.ts'

export interface StoredRecord {
  readonly id: Id
  readonly type: RecordType
  readonly state: State
  readonly version: string | null
  readonly audience: Audience & { readonly text: string }
  /** As JSON. */
  readonly record: string | null
}

/**
 * Not told of a record. Hashes of files are nobody's to know: with one, another record could be made to name the file.
 * Who submitted it the history says, by name.
 */
const UNTOLD: ReadonlySet<string> = new Set(['sha256', 'sent', 'textSha256', 'audience', 'by'])

/** Parts that are numbers of versions: the log counts also those that a reader cannot see. */
const COUNTED: ReadonlyMap<RecordType, ReadonlySet<string>> = new Map([['proposal', new Set(['base'])], ['annotation', new Set(['version'])], ['collection', new Set(['version'])]])

/** A record as it stands, as far as somebody may see it; undefined for what is hidden, as for what is not there. */
export async function storedRecord({ graph, directory }: { readonly graph: Pick<GraphStore, 'heads'>; readonly directory: Pick<Directory, 'table'> }, viewer: Viewer, id: Id): Promise<StoredRecord | undefined> {
  const head = isId(id) ? (await graph.heads([id], viewer)).get(id) : undefined
  if (head === undefined) return undefined
  const table = await directory.table()
  const { record, type, state, audience } = head
  return {
    id, type, state, version: record === null ? null : toldVersion({ table, viewer }, record),
    audience: { ...shownAudience(table, viewer, audience), text: audienceText(table, viewer, audience) },
    record: record === null ? null : recordTold(record),
  }
}

/** A record as JSON, without what is nobody's to know. */
export const recordTold = (record: ArchiveRecord): string =>
  JSON.stringify(record, (key, value: unknown) => (UNTOLD.has(key) || COUNTED.get(record.type)?.has(key) === true ? undefined : value))
