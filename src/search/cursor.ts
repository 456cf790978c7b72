import { badCursor } from '../model/errors.ts'

/** Where a page ended: what the last hit was sorted by, and which it was. */
export interface Place {
  readonly key: number | string
  readonly entity: string
}

export const cursorOf = ({ key, entity }: Place): string => Buffer.from(JSON.stringify([key, entity])).toString('base64url')

/** @throws BAD_USER_INPUT on field `after` */
export function placeOf(cursor: string): Place {
  try {
    const [key, entity] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if ((typeof key === 'number' || typeof key === 'string') && typeof entity === 'string') return { key, entity }
  } catch {
    // told below
  }
  throw badCursor()
}
