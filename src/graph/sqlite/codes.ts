/**
 * Words as the file keeps them: by their place in these lists. A list only ever grows at its end;
 * the lists of the model are in an order of their own.
 */
import { badInput } from '../../model/errors.ts'
import type { Operation } from '../../model/changeset.ts'
import type { Kind, RecordType, State } from '../../model/records.ts'

export const KIND_CODES: readonly Kind[] = ['Organization', 'Person', 'Place', 'Programme', 'Event', 'Concept', 'Work', 'Entry', 'Collection']
export const STATE_CODES: readonly State[] = ['draft', 'proposed', 'returned', 'published', 'declined', 'withdrawn']
export const TYPE_CODES: readonly RecordType[] = ['entity', 'relation', 'evidence', 'content']
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

/** Records are numbered within their type; in the log one number says both. */
export const recordCode = (number: number, type: number): number => number * 4 + type
export const numberIn = (record: number): number => Math.floor(record / 4)
export const typeIn = (record: number): number => record % 4

/** `kind` of an entity whose payload was redacted, for the adjacency. */
export const NO_KIND = 255
