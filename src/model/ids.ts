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
