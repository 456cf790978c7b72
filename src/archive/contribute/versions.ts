import { recordOf } from '../../graph/log.ts'
import type { EntityView, RelationView } from '../../graph/port.ts'
import { visibleVersion } from '../../graph/version.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head, LoggedOperation } from '../../model/changeset.ts'
import { conflict, type ArchiveError } from '../../model/errors.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import { shownAudience } from '../access/audiences.ts'
import type { Table } from '../access/table.ts'

/** Who is told a version, and what they may know of protocols. */
export interface Told {
  readonly table: Table
  readonly viewer: Viewer
}

/** The version of a record as somebody sees it: it stays when what is hidden from them changes. */
export const toldVersion = ({ table, viewer }: Told, record: ArchiveRecord): string =>
  visibleVersion({ ...record, audience: shownAudience(table, viewer, record.audience) })

/**
 * What somebody may have seen of a record that stands: it alone, or on a page. A page shows an entity with all that was
 * merged into it, and of a merged one the survivor: that is another.
 */
export const versionsOf = (told: Told, { id, record }: Head, view: EntityView | RelationView | undefined): ReadonlySet<string> =>
  new Set(record === null ? [] : [toldVersion(told, record), visibleVersion(record), ...(view?.id === id ? [visibleVersion(view)] : [])])

/** The version that an operation made, also when others came after it; null where it left no words, or not its own. */
export function versionMade(told: Told, operation: LoggedOperation, head: Head): string | null {
  const { op, payload, version } = operation
  const record = head.version === version ? head.record : op === 'put' && payload != null ? recordOf(operation, payload) : null
  return record === null ? null : toldVersion(told, record)
}

/** @param head as it stands, for whoever is told; absent when they cannot see it */
export const changedMeanwhile = (told: Told, head: Head | undefined): ArchiveError =>
  conflict('這筆資料剛被別人改過，請看過再存 (somebody else changed it meanwhile)', head === undefined ? null : { id: head.id, version: head.record === null ? null : toldVersion(told, head.record) })
