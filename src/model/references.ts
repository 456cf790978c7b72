import type { Id } from './ids.ts'
import type { RecordInput } from './records.ts'

/** The other records that a record names: what must be there once it is live. Also of what was not checked yet, which may be anything. */
export function references(record: RecordInput): readonly Id[] {
  switch (record.type) {
    case 'relation': return [record.from, record.to]
    case 'evidence': return [record.relation, record.source]
    case 'content': return [record.entity]
    case 'protocol': return Array.isArray(record.owners) ? record.owners : []
    default: return []
  }
}
