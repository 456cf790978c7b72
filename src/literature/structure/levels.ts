import { BARE, DECIMALS, type Numbered } from './numbering.ts'

/** A heading, or an entry of the contents, before its level is known. */
export interface Ranked {
  readonly numbered?: Numbered
  /** What the format marks, or the indentation shows: 1 is the highest. */
  readonly mark?: number
  /** Stands by itself on the highest level whatever is marked: 參考文獻 between chapters, 序. */
  readonly top?: boolean
  /** Contains no numbered parts of the text: 摘要, 序, 目次. */
  readonly leaf?: boolean
  /** Stands as if it were numbered so: 參考文獻 at the end of one chapter among many. */
  readonly rank?: number
}

interface Open {
  readonly rank?: number
  readonly mark?: number
  readonly level: number
  readonly leaf?: boolean
  readonly decimals?: readonly number[]
}

/**
 * Levels (1 is the highest) by the numbering that is used: 一 belongs below 壹 and (一) below 一, whatever the marks of
 * the format say; unnumbered headings go by their marks among the open ones.
 */
export function levelsOf(headings: readonly Ranked[]): number[] {
  const ranks = ranksOf(headings).map((rank, i) => rank ?? headings[i]!.rank)
  const open: Open[] = []
  return headings.map(({ numbered, mark, top, leaf }, i) => {
    const rank = ranks[i]
    if (top) open.length = 0
    else if (rank !== undefined) {
      // The outermost open heading that is of this rank or below it ends, and all within it.
      const same = open.findIndex((each) => each.rank !== undefined && each.rank >= rank)
      if (same >= 0) open.length = same
      if (rank <= 60 && open.at(-1)?.leaf && (mark === undefined || open.at(-1)!.mark === undefined)) open.pop()
      // Unnumbered ones in between end where their mark is not above this one's.
      open.length = mark === undefined ? open.length : 1 + open.findLastIndex((each) => each.rank !== undefined || (each.mark ?? 0) < mark)
    } else open.length = mark === undefined ? 0 : 1 + open.findLastIndex((each) => (each.mark ?? Infinity) < mark)
    const level = open.length + 1
    open.push({ level, ...(leaf ? { leaf } : {}), ...(rank === undefined ? {} : { rank }), ...(mark === undefined ? {} : { mark }), ...(numbered ? { decimals: numbered.parts } : {}) })
    return level
  })
}

/**
 * The rank of each numbered heading. Decimals rank by their depth, and their system where it first appears: below the
 * numbered heading open then, unless that one's number is their first part (1. and 1.1, 一 and 1.1).
 */
function ranksOf(headings: readonly Ranked[]): (number | undefined)[] {
  const decimal = headings.some(({ numbered }) => numbered !== undefined && DECIMALS.has(numbered.system.name))
  const bases = new Map<string, number>()
  let last: Numbered | undefined
  let outer: number | undefined
  return headings.map(({ numbered }) => {
    if (!numbered) return undefined
    const { name, rank } = numbered.system
    let found = rank
    if (DECIMALS.has(name)) {
      if (!bases.has(name)) bases.set(name, last && last.system.rank < 45 ? 45 : last && last.parts[0] === numbered.parts[0] && last.system.rank > 45 && last.system.name !== '1.' ? last.system.rank : Math.min(rank, outer ?? rank))
      found = bases.get(name)! + numbered.parts.length * 0.1
    } else if (name === BARE.name && last && last.system.rank > 45 && last.value === numbered.value && last.system.name !== '1.') {
      // 一、序章, and 1 within it.
      found = last.system.rank + 0.1
    } else if (decimal && (name === '1.' || name === BARE.name) && (outer === undefined || outer >= 45 || bases.has('1.'))) {
      // 1. 緒論 … 1.1 背景: the first part of the same numbers.
      bases.set('1.', 45)
      found = 45
    } else if (name === BARE.name) found = 45
    outer = outer === undefined ? found : Math.min(outer, found)
    last = numbered
    return found
  })
}
