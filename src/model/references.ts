import { isId, type Id } from './ids.ts'
import type { ArchiveRecord, RecordInput } from './records.ts'

/** The other records that a record names: what must be there once it is live. Also of what was not checked yet, which may be anything. */
export function references(record: RecordInput): readonly Id[] {
  switch (record.type) {
    case 'relation': return [record.from, record.to]
    case 'evidence': return [record.relation, record.source]
    case 'content': return [record.entity]
    case 'collection': return typeof record.entity === 'string' ? [record.entity] : []
    case 'protocol': return Array.isArray(record.owners) ? record.owners : []
    default: return []
  }
}

/**
 * What a record of the archive's own work is about or mentions, each once: by these it is found (`GraphStore.naming`).
 * Communities and protocols are not.
 */
export function subjects(record: ArchiveRecord): readonly Id[] {
  switch (record.type) {
    case 'proposal': return [...new Set([record.target, ...(record.into === undefined ? [] : [record.into])])]
    case 'annotation': return [...new Set([record.target, ...(record.answers === undefined ? [] : [record.answers]), ...(record.link !== undefined && isId(record.link) ? [record.link] : [])])]
    case 'collection': return [...new Set([
      record.entity, ...(record.members ?? []).map(({ item }) => item), ...(record.frozen?.items ?? []), ...(record.cover === undefined ? [] : [record.cover.content]),
      ...(record.blocks ?? []).flatMap((block) => ('item' in block ? block.item : block.block === 'map' ? block.items : [])),
    ])]
    case 'distinction': return [...new Set([record.one, record.other])]
    default: return []
  }
}
