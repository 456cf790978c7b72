import { cursor } from '../log.ts'
import type { Page } from '../port.ts'
import { slices } from '../../model/slices.ts'

/** Ids or rows that a statement takes or gives at once; more are asked for in several. */
const PART = 2_000
/** Records with all they say, in one answer of the server: it is taken in at one go, in some milliseconds. */
export const RECORDS = 250

/** @param found one more than the page holds, where there are more */
export function pageOf<T>(found: readonly T[], first: number, place: (item: T) => readonly (string | number)[]): Page<T> {
  const items = found.slice(0, first)
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(...place(last)) }), hasNextPage: found.length > first }
}

/** Parts of a list. */
export const parts = <T>(list: readonly T[], size = PART): Iterable<readonly T[]> => slices(list, size)
