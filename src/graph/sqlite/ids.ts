import { badInput } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'

/** Where the bytes of an id stand in its text. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const
const DIGITS = new Uint8Array(128)
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit

const NONE = new Uint8Array(0)

/**
 * The sixteen bytes of an id, by which the file finds and sorts records: their order is that of the texts, and
 * an index of them takes half the room.
 * @throws BAD_USER_INPUT for what is no id
 */
export function bytesOf(id: Id): Uint8Array {
  if (!isId(id)) throw badInput('id', `「${id}」 is not an id of this archive`)
  return read(id)
}

/** Of what may be anything: no bytes, which are no record's and before all, for what is no id. */
export const sought = (text: string): Uint8Array => (isId(text) ? read(text) : NONE)

/** The id of these sixteen bytes. */
export const idOf = (bytes: Uint8Array): Id =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

/** A list of ids for `AMONG`. */
export const listOf = (ids: readonly Id[]): string => JSON.stringify(ids.filter(isId))

/** In a list of `listOf`, which is the parameter. */
export const AMONG = "IN (SELECT unhex(value, '-') FROM json_each(?))"

function read(id: Id): Uint8Array {
  const bytes = Buffer.allocUnsafe(16)
  for (let i = 0; i < 16; i++) {
    const place = PLACES[i]!
    bytes[i] = DIGITS[id.charCodeAt(place)]! << 4 | DIGITS[id.charCodeAt(place + 1)]!
  }
  return bytes
}
