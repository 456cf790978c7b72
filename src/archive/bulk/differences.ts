import { nameSources, withoutSources } from '../../graph/reading.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { difference, type FieldDifference } from '../../model/difference.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type ArchiveRecord, type RecordType } from '../../model/records.ts'
import { shownAudience } from '../access/audiences.ts'
import type { Told } from '../contribute/versions.ts'

/** What changes in one record, as whoever asks may see it. */
export interface RecordDifference {
  readonly id: Id
  readonly type: RecordType
  readonly name: string
  readonly row?: number
  readonly isNew?: true
  readonly changes: readonly FieldDifference[]
}

/** @param heads records as they stand, as whoever asks sees them */
export const differencesOf = (told: Told, heads: ReadonlyMap<Id, Head>, operations: readonly Operation[]): RecordDifference[] => operations.flatMap((operation) => {
  const id = operation.op === 'put' ? operation.record.id! : operation.id
  const before = heads.get(id)?.record ?? undefined
  if (operation.op === 'withdraw') return [{ id, type: heads.get(id)!.type, name: nameIn(before), changes: [{ field: 'state', ...(before === undefined ? {} : { before: before.state }), after: 'withdrawn' }] }]
  if (operation.op !== 'put') return []
  const after = operation.record as ArchiveRecord
  return [{ id, type: after.type, name: nameIn(after), ...(before === undefined ? { isNew: true as const } : {}), changes: difference(before && seen(told, before, before), seen(told, after, before)) }]
})

/** A save keeps what is hidden from whoever saves: sources of names, other protocols. They are not told of it. */
function seen<T extends ArchiveRecord>({ table, viewer }: Told, record: T, before: ArchiveRecord | undefined): T {
  const known = new Set(nameSources(before ?? record))
  const shown = before === undefined ? record : withoutSources(record, (id) => known.has(id))
  return { ...shown, audience: shownAudience(table, viewer, record.audience) }
}

const nameIn = (record: ArchiveRecord | undefined): string => (record?.type === 'entity' ? displayName(record.names) : record?.type === 'relation' ? record.relation : '')
