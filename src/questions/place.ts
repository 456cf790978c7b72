import { badCursor } from '../model/errors.ts'

/** Cursors of lists that are worked out whole: the place of the next row. */
export const cursorAt = (place: number): string => Buffer.from(`row ${place}`).toString('base64url')

/** @throws BAD_USER_INPUT for what is no such cursor */
export function placeAfter(after: string | null | undefined): number {
  if (after == null || after === '') return 0
  const place = /^row (\d{1,9})$/.exec(Buffer.from(after, 'base64url').toString())?.[1]
  if (place === undefined) throw badCursor()
  return Number(place)
}

/** How the page ends that begins at `start`. */
export const pageAt = (start: number, first: number, total: number): { hasNextPage: boolean; endCursor?: string } =>
  start + first < total ? { hasNextPage: true, endCursor: cursorAt(start + first) } : { hasNextPage: false }
