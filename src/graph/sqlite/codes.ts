/**
 * Words as the file keeps them: by their place in these lists. A list only ever grows at its end;
 * the lists of the model are in an order of their own.
 */
import { badInput } from '../../model/errors.ts'
import type { Operation } from '../../model/changeset.ts'
import type { Kind, RecordType, StandaloneType, State } from '../../model/records.ts'

export const KIND_CODES: readonly Kind[] = ['Organization', 'Person', 'Place', 'Programme', 'Event', 'Concept', 'Work', 'Entry', 'Collection']
export const STATE_CODES: readonly State[] = ['draft', 'proposed', 'returned', 'published', 'declined', 'withdrawn']
/** Types with a table and numbers of their own. Exactly these four: see `recordCode`. */
const PROJECTED_TYPES = ['entity', 'relation', 'evidence', 'content'] as const satisfies readonly RecordType[]
/** All in the one table `standalone`, numbered together. */
const STANDALONE_CODES: readonly StandaloneType[] = ['community', 'protocol', 'proposal', 'annotation', 'collection', 'distinction', 'term']
export const TYPE_CODES: readonly RecordType[] = [...PROJECTED_TYPES, ...STANDALONE_CODES]
/** From this place in TYPE_CODES on, records stand alone. */
export const STANDALONE = PROJECTED_TYPES.length
/** Tables of heads, by the places of their types in TYPE_CODES; what stands alone is the last. */
export const HEAD_TABLES = [...PROJECTED_TYPES, 'standalone'] as const
/** The place in HEAD_TABLES of a type's records. */
export const tableOf = (type: number): 0 | 1 | 2 | 3 | 4 => Math.min(type, STANDALONE) as 0 | 1 | 2 | 3 | 4
export const OP_CODES: readonly Operation['op'][] = ['put', 'withdraw', 'merge', 'unmerge', 'redact']

const numbers = <T extends string>(words: readonly T[]): ((word: T) => number) => {
  const map = new Map(words.map((word, i) => [word, i]))
  return (word) => {
    const number = map.get(word)
    if (number === undefined) throw badInput('type', `「${word}」 has no code in this version of the archive's file`)
    return number
  }
}

export const kindCode = numbers(KIND_CODES)
export const stateCode = numbers(STATE_CODES)
export const typeCode = numbers(TYPE_CODES)
export const opCode = numbers(OP_CODES)

/** Room for types of records that stand alone. */
const ROOM = 64

/**
 * Records are numbered within their table; in the log one number says which, of what type. Four types leave no room
 * for a fifth above zero: what stands alone is below, at -1 - (number · 64 + its place among those types).
 */
export const recordCode = (number: number, type: number): number => (type < STANDALONE ? number * 4 + type : -1 - (number * ROOM + type - STANDALONE))
export const typeIn = (record: number): number => (record >= 0 ? record % 4 : STANDALONE + ((-1 - record) % ROOM))
/** The number within its table of a record that the log numbers so. */
export const numberIn = (record: number): number => (record >= 0 ? Math.floor(record / 4) : Math.floor((-1 - record) / ROOM))
/** In SQL: the key in `standalone` of a record of the log; below zero for one of the other tables. */
export const standaloneKey = (record: string): string => `((-1 - ${record}) / ${ROOM})`

/** `kind` of an entity whose payload was redacted, for the adjacency. */
export const NO_KIND = 255
