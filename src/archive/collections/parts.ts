import { withoutMentions } from '../../graph/reading.ts'
import type { Id } from '../../model/ids.ts'
import type { CollectionRecord } from '../../model/records.ts'

/** Pure: what an edit makes of the lists of a collection, of which the editor sees a part. What they cannot see keeps its place. */

export type Member = NonNullable<CollectionRecord['members']>[number]
export type Block = NonNullable<CollectionRecord['blocks']>[number]
export type Readable = (id: Id) => boolean

/** A block as a reader has it; undefined where nothing of it is readable. */
export function blockSeen(record: CollectionRecord, block: Block, readable: Readable): Block | undefined {
  return withoutMentions({ ...record, members: [], frozen: undefined, cover: undefined, blocks: [block] } as CollectionRecord, readable).blocks?.[0]
}

/**
 * A list as its editor wants it, with what is hidden from them: each such item stays behind the one it stood behind,
 * or, where that is gone, behind what stood before that; what was at the beginning stays there.
 * @param before all of it @param hidden whether the editor does not see an item
 * @param next the items that they see, as they are to be; those of before are the same objects
 */
export function withHidden<T>(before: readonly T[], hidden: (item: T) => boolean, next: readonly T[]): T[] {
  const kept = new Set(next)
  const behind = new Map<T | undefined, T[]>()
  let last: T | undefined
  for (const item of before) {
    if (hidden(item)) behind.set(last, [...behind.get(last) ?? [], item])
    else if (kept.has(item)) last = item
  }
  return [...behind.get(undefined) ?? [], ...next.flatMap((item) => [item, ...behind.get(item) ?? []])]
}

/** Puts items in, in their order: before one that is there, else at the end. */
export function placed<T>(list: readonly T[], items: readonly T[], before: T | undefined): T[] {
  const at = before === undefined ? list.length : list.indexOf(before)
  return [...list.slice(0, at), ...items, ...list.slice(at)]
}
