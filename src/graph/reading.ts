import { clearanceKey, NOBODY } from '../model/clearance.ts'
import type { Head } from '../model/changeset.ts'
import type { Support } from '../model/edge.ts'
import type { Id } from '../model/ids.ts'
import { readersOf } from '../model/readers.ts'
import { references } from '../model/references.ts'
import { isStandalone, type ArchiveRecord } from '../model/records.ts'

/**
 * Who may read a record itself, in whatever state it is: heads, scans, histories. (What questions walk
 * and pages list is `model/edge.ts`, which looks at states too.) A record that names a hidden one is
 * hidden: it would give the hidden one away.
 */

/** What stands alone: nothing that it names takes part. */
export const standaloneReading = (record: Head): string => clearanceKey([readersOf(record)])

/** A relation: its own readers, its ends', and those of one piece of evidence with its source, in any state. */
export function relationReading(relation: Head, from: readonly Head[], to: readonly Head[], supports: readonly Support[]): string {
  if (relation.record === null || from.length === 0 || to.length === 0) return NOBODY
  const known = supports.filter(({ evidence, source }) => evidence.record !== null && source.length > 0)
  return clearanceKey(
    [relation, ...from, ...to].map(readersOf),
    known.map(({ evidence, source }) => [evidence, ...source].map(readersOf)),
  )
}

/** Evidence: its own readers, its source's, and those of the relation and its ends. */
export function evidenceReading({ evidence, source }: Support, relation: Head | undefined, from: readonly Head[], to: readonly Head[]): string {
  if (evidence.record === null || source.length === 0 || relation === undefined || relation.record === null || from.length === 0 || to.length === 0) return NOBODY
  return clearanceKey([evidence, ...source, relation, ...from, ...to].map(readersOf))
}

/**
 * The other records a version of a record names and cannot be shown without: an old version may name
 * what its readers of today cannot see. An entity is seen with the survivors it leads to, as by the record
 * that stands; what stands alone by itself.
 */
export const named = (record: ArchiveRecord): readonly Id[] => (isStandalone(record.type) ? [] : references(record))

/** Sources that names of an entity give: left out where they or what they were merged into are hidden, as evidence from them would be; the name stays. */
export const nameSources = (record: ArchiveRecord | null): Id[] =>
  record?.type === 'entity' ? record.names.flatMap((name) => name.source ?? []) : []

export function withoutSources<T extends ArchiveRecord | null>(record: T, readable: (id: Id) => boolean): T {
  if (record?.type !== 'entity' || record.names.every((name) => name.source === undefined || readable(name.source))) return record
  const names = record.names.map(({ source, ...name }) => (source === undefined || !readable(source) ? name : { ...name, source }))
  return { ...record, names }
}
