import type { GraphStore } from '../../graph/port.ts'
import { visibleVersion } from '../../graph/version.ts'
import type { Actor } from '../../model/actor.ts'
import type { Audience } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { RecordType, State } from '../../model/records.ts'
import { audienceText, shownAudience } from '../access/audiences.ts'
import type { Directory } from '../access/directory.ts'

export interface StoredRecord {
  readonly id: Id
  readonly type: RecordType
  readonly state: State
  readonly version: string | null
  readonly audience: Audience & { readonly text: string }
  /** As JSON. */
  readonly record: string | null
}

/** A record as it stands, as far as somebody may see it; undefined for what is hidden, as for what is not there. */
export async function storedRecord({ graph, directory }: { readonly graph: Pick<GraphStore, 'heads'>; readonly directory: Directory }, actor: Actor | undefined, id: Id): Promise<StoredRecord | undefined> {
  const viewer = actor?.viewer ?? await directory.everyone()
  const head = (await graph.heads([id], viewer)).get(id)
  if (head === undefined) return undefined
  const table = await directory.table()
  const { record, type, state } = head
  const shown = shownAudience(table, viewer, head.audience)
  // hashes of files are nobody's to know: with one, another record could be made to name the file
  const told = record === null ? null : JSON.stringify(record, (key, value: unknown) => (key === 'sha256' || key === 'sent' || key === 'textSha256' || key === 'audience' ? undefined : value))
  return { id, type, state, version: record === null ? null : visibleVersion(record), audience: { ...shown, text: audienceText(table, viewer, head.audience) }, record: told }
}
