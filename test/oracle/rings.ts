import type { RingRank, RingsQuery, RingsResult, WalkFilter } from '../../src/graph/port.ts'
import type { Id } from '../../src/model/ids.ts'
import type { Kind } from '../../src/model/records.ts'
import type { Walk } from './walk.ts'

export type PlainRings = Omit<RingsResult, 'rows'> & { readonly rows: readonly RingRank[] }

/** `docs/questions.md`, word for word. */
export function rings(walk: Walk, kindOf: (id: Id) => Kind, { center, rings: count, list }: Omit<RingsQuery, keyof WalkFilter>): PlainRings {
  const distances = walk.distances(center, count)
  const ringOf = (distance: number): Id[] => [...distances].filter(([, one]) => one === distance).map(([id]) => id)
  const between = walk.edges.flatMap((edge) => {
    const [from, to] = [distances.get(edge.from), distances.get(edge.to)]
    if (from === undefined || to === undefined || Math.abs(from - to) !== 1) return []
    return [{ type: edge.type, ring: Math.max(from, to), outer: from > to ? edge.from : edge.to }]
  })
  const rows = list === undefined ? [] : ringOf(list.ring)
    .filter((id) => list.kinds === undefined || list.kinds.includes(kindOf(id)))
    .map((id) => ({ id, relations: between.filter(({ outer, type }) => outer === id && (list.type === undefined || type === list.type)).length }))
    .filter(({ relations }) => relations > 0)
    .sort(compareRanks)
  const following = rows.filter((row) => list?.after === undefined || compareRanks(row, list.after) > 0)
  return {
    rings: Array.from({ length: count }, (_, i) => ({
      ring: i + 1, total: ringOf(i + 1).length,
      kinds: tally(ringOf(i + 1).map(kindOf)), types: tally(between.filter(({ ring }) => ring === i + 1).map(({ type }) => type)),
    })),
    listed: rows.length, rows: following.slice(0, list?.first), hasNextPage: list !== undefined && following.length > list.first,
  }
}

const compareRanks = (x: RingRank, y: RingRank): number => y.relations - x.relations || (x.id < y.id ? -1 : x.id > y.id ? 1 : 0)

const tally = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]))
