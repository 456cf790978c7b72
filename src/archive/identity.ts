import { hash } from 'node:crypto'
import type { Id } from '../model/ids.ts'

/** The scheme of the identifier 「taipei-hakka/Organization/臺北市客家會」: what an entity was read from. */
export const ROW = 'row'
/** The scheme of a dataset's own identifier: its key. */
export const DATASET = 'dataset'
/** How the keys of datasets begin that are no registers: a document taken apart, and what a person wrote down of one. */
export const [DOCUMENT, FACTS] = ['document:', 'facts:']

/**
 * Ids of what a dataset says: made from the dataset's id and the identity (a key of draft.ts), so that a
 * rerun finds, without searching, what an earlier run wrote; also what was withdrawn, and what was
 * redacted and must not come back. They carry the time of the dataset's first import.
 */
export function identitiesOf(dataset: Id): (what: string) => Id {
  const time = dataset.slice(0, 13)
  return (what) => {
    const h = hash('sha256', `${dataset}\n${what}`, 'hex')
    // RFC 9562: version 7, variant 10xx
    const variant = '89ab'[parseInt(h[3]!, 16) & 3]!
    return `${time}-7${h.slice(0, 3)}-${variant}${h.slice(4, 7)}-${h.slice(7, 19)}`
  }
}

/** The id of the one piece of evidence a register gives for a relation: as good as a hash of its own, at no cost. */
export const evidenceOf = (relation: Id): Id => relation.slice(0, 24) + (parseInt(relation[24]!, 16) ^ 8).toString(16) + relation.slice(25)
