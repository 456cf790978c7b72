import type { ArchiveRecord } from '../../../model/records.ts'
import { entityPath } from '../../parts/entity.ts'

/** Where something is to be looked at: a text stands on the page of what it belongs to. */
export function addressOf(record: ArchiveRecord): string {
  switch (record.type) {
    case 'entity': return entityPath(record.id)
    case 'relation': return `/relations/${record.id}`
    case 'evidence': return `/relations/${record.relation}`
    case 'content': return entityPath(record.entity)
    case 'collection': return `/collections/${record.entity}`
    case 'proposal': return entityPath(record.target)
    case 'annotation': return `/annotate?of=${record.target}#note-${record.id}`
    case 'community': return `/communities/${record.id}`
    default: return '/contributions'
  }
}
