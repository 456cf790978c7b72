import { Turns } from '../graph/turns.ts'
import { badCursor } from '../model/errors.ts'

/** Where a row stands in its list: compared part by part, ascending; a number that counts down is negative. All ranks of a list have the same form. */
export type Rank = readonly (number | string)[]

export interface RankedPage<T> {
  readonly rows: readonly T[]
  readonly total: number
  readonly hasNextPage: boolean
  /** Of the last row; absent on an empty page. */
  readonly endCursor?: string
}

/** What an answer says of its page. */
export const pagingOf = <T>({ rows: _, ...rest }: RankedPage<T>): Omit<RankedPage<T>, 'rows'> => rest

export function compareRanks(x: Rank, y: Rank): number {
  for (let i = 0; i < x.length; i++) if (x[i]! !== y[i]!) return x[i]! < y[i]! ? -1 : 1
  return 0
}

/**
 * The rows behind a cursor, in the order of their ranks: the best few of however many, without sorting them all.
 * @throws BAD_USER_INPUT (`after`) for what is no cursor
 */
export async function rankedPage<T extends { readonly rank: Rank }>(rows: Iterable<T>, { first, after }: { readonly first: number; readonly after: string | null | undefined }, signal?: AbortSignal): Promise<RankedPage<T>> {
  const behind = after == null || after === '' ? undefined : readCursor(after)
  const turns = new Turns(signal)
  let total = 0
  let best: T[] = []
  const cut = (): void => void (best = best.sort((x, y) => compareRanks(x.rank, y.rank)).slice(0, first + 1))
  for (const row of rows) {
    total++
    if (behind === undefined || compareRanks(behind, row.rank) < 0) best.push(row)
    if (best.length > 4 * first + 1_000) cut()
    if (total % 500 === 0) await turns.next()
  }
  cut()
  const shown = best.slice(0, first)
  const last = shown.at(-1)
  return { rows: shown, total, hasNextPage: best.length > first, ...(last === undefined ? {} : { endCursor: Buffer.from(JSON.stringify(last.rank)).toString('base64url') }) }
}

function readCursor(cursor: string): Rank {
  try {
    const rank: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(rank) && rank.every((part) => typeof part === 'number' || typeof part === 'string')) return rank as Rank
  } catch {
    // no JSON: as any other that is none of ours
  }
  throw badCursor()
}
