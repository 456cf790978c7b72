import { clearanceKey, NOBODY } from '../model/clearance.ts'
import type { Head } from '../model/changeset.ts'
import type { Support } from '../model/edge.ts'
import { isId, type Id } from '../model/ids.ts'
import { readersOf } from '../model/readers.ts'
import { references, subjects } from '../model/references.ts'
import { isStandalone, type ArchiveRecord, type CollectionRecord, type ProposalRecord, type RecordType } from '../model/records.ts'

/**
 * Who may read a record itself, in whatever state it is: heads, scans, histories. (What questions walk
 * and pages list is `model/edge.ts`, which looks at states too.) A record that names a hidden one is
 * hidden: it would give the hidden one away.
 */

/** What stands alone by itself; whether what it is about is there for the viewer is asked when it is read (`bearers`). */
export const standaloneReading = (record: Head): string => clearanceKey([readersOf(record)])

/** Types of records that are there only for whoever reads what they are about. */
export const BORNE: ReadonlySet<RecordType> = new Set<RecordType>(['proposal', 'annotation', 'collection', 'distinction'])

/**
 * What a record that stands alone is about: where one of these is hidden, so is the record, or it would tell of it. None
 * leads back to the record: what it is about was there before, and stays (`commit.ts`).
 */
export function bearers(record: ArchiveRecord): readonly Id[] {
  switch (record.type) {
    case 'proposal': return [record.target, ...(record.into === undefined ? [] : [record.into]), ...namedIn(record.changes ?? {})]
    case 'annotation': return [record.target]
    case 'collection': return [record.entity]
    case 'distinction': return [record.one, record.other]
    default: return []
  }
}

/** Parts of a record that name others. */
const NAMING = ['from', 'to', 'relation', 'source', 'entity']

/** What a proposed change names: a relation to something hidden would be hidden, and so is the proposal to make it one. */
function namedIn(changes: NonNullable<ProposalRecord['changes']>): Id[] {
  const names = Array.isArray(changes['names']) ? changes['names'] : []
  const sources = names.map((name) => (typeof name === 'object' && name !== null && 'source' in name ? name['source'] : undefined))
  return [...NAMING.map((part) => changes[part]), ...sources].filter((id): id is Id => typeof id === 'string' && isId(id))
}

/** What such a record names besides: left out where it is hidden. */
export function mentions(record: ArchiveRecord | null): readonly Id[] {
  if (record === null || !BORNE.has(record.type)) return []
  const borne = bearers(record)
  return subjects(record).filter((id) => !borne.includes(id))
}

/** The record without what of its mentions is not readable; the rest stands in its order. */
export function withoutMentions<T extends ArchiveRecord | null>(record: T, readable: (id: Id) => boolean): T {
  if (mentions(record).every(readable)) return record
  if (record?.type === 'annotation') {
    const { answers, link, ...rest } = record
    return { ...rest, ...(answers !== undefined && readable(answers) ? { answers } : {}), ...(link !== undefined && (!isId(link) || readable(link)) ? { link } : {}) } as T
  }
  if (record?.type !== 'collection') return record
  const { cover, ...rest } = record
  return {
    ...rest,
    ...(record.members === undefined ? {} : { members: record.members.filter(({ item }) => readable(item)) }),
    ...(record.frozen === undefined ? {} : { frozen: { ...record.frozen, items: record.frozen.items.filter(readable) } }),
    ...(record.blocks === undefined ? {} : { blocks: record.blocks.flatMap((block) => blockOf(block, readable)) }),
    ...(cover === undefined || !readable(cover.content) ? {} : { cover }),
  } as T
}

type Block = NonNullable<CollectionRecord['blocks']>[number]

function blockOf(block: Block, readable: (id: Id) => boolean): Block[] {
  if ('item' in block) return readable(block.item) ? [block] : []
  if (block.block !== 'map') return [block]
  const items = block.items.filter(readable)
  return items.length === 0 ? [] : [{ ...block, items }]
}

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
 * that stands; what stands alone with what it is about.
 */
export const named = (record: ArchiveRecord): readonly Id[] => (isStandalone(record.type) ? bearers(record) : references(record))

/** Sources that names of an entity give: left out where they or what they were merged into are hidden, as evidence from them would be; the name stays. */
export const nameSources = (record: ArchiveRecord | null): Id[] =>
  record?.type === 'entity' ? record.names.flatMap((name) => name.source ?? []) : []

export function withoutSources<T extends ArchiveRecord | null>(record: T, readable: (id: Id) => boolean): T {
  if (record?.type !== 'entity' || record.names.every((name) => name.source === undefined || readable(name.source))) return record
  const names = record.names.map(({ source, ...name }) => (source === undefined || !readable(source) ? name : { ...name, source }))
  return { ...record, names }
}
