import { v7, validate } from 'uuid'

/** A UUID version 7 (RFC 9562) in lower case: ordered by time of creation, also as text. */
export type Id = string

export const newId = (): Id => v7()

export const isId = (text: string): boolean => validate(text) && text === text.toLowerCase()
