import type { Id } from '../../model/ids.ts'
import type { CollectionRecord } from '../../model/records.ts'

/** What a collection has in it as it stands: its members, what it was frozen with, what an exhibit shows in the latest version. Not what a question would give. */
export function holds({ manner, members = [], frozen, blocks = [] }: CollectionRecord): readonly Id[] {
  switch (manner) {
    case 'manual': return members.map(({ item }) => item)
    case 'question': return frozen?.items ?? []
    case 'exhibit': return blocks.flatMap((block) => (block.block === 'map' ? block.items : 'item' in block && block.version === undefined ? [block.item] : []))
  }
}

/** The relation by which something is put into a collection, besides the collection's own list. */
export const IN_COLLECTION = 'IN_COLLECTION'
