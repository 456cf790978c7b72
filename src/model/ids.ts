import { v7 } from 'uuid'

/** A UUID version 7 (RFC 9562) in lower case: ordered by time of creation, also as text. */
export type Id = string

export const newId = (): Id => v7()

/** RFC 9562 in small letters; asked several times for each record of an import. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export const isId = (text: string): boolean => ID.test(text)

const ANYWHERE = new RegExp(ID.source.slice(1, -1), 'g')

/** Ids that stand in a text, each once: of JSON, what it names. */
export const idsIn = (text: string): Id[] => [...new Set(text.match(ANYWHERE))]
/** When an id was made: milliseconds since 1970, as a UUID of version 7 begins with; 0 of another version. */
export const timeOf = (id: Id): number => (id[14] === '7' ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : 0)
