import { createHash } from 'node:crypto'
import { memo } from '../../model/memo.ts'

/** Bytes of a key that Meilisearch takes, with room to spare. */
const LONGEST = 400

/** A document's id as Meilisearch takes keys: letters, digits, - and _; every other byte as _xx. */
export function documentKey(id: string): string {
  const plain = id.replace(/[^A-Za-z0-9-]/gu, (one) => [...Buffer.from(one)].map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join(''))
  return plain.length <= LONGEST ? plain : `_h${createHash('sha256').update(id).digest('hex')}`
}

/** Keys that no id has. */
export const fixedKey = (name: string): string => `__${name}`

/** A text by which something is filtered: Meilisearch folds case, accents and widths, and takes two texts for one. */
export const exact = memo(100_000, (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24))

/** Always the same for a clearance, so that no table of numbers has to be kept; short, where a clearance may be longer than the 468 bytes of a filter's value. */
export const clearanceId = exact

/** Whether a document is its entity's own, not a passage of its text. */
export const isOwn = ({ key, entity }: { readonly key: string; readonly entity: string }): boolean => key === documentKey(entity)
