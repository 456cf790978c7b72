import type { PathsQuery } from '../../src/graph/port.ts'
import type { Id } from '../../src/model/ids.ts'
import type { Walk } from './walk.ts'

export interface PlainPaths {
  readonly paths: readonly (readonly Id[])[]
  readonly truncated: boolean
}

interface Found {
  readonly ids: readonly Id[]
  readonly strength: bigint
}

const WHOLE = 2n ** 50n

/**
 * `docs/questions.md`, word for word.
 * @param sourcesOf the sources (survivors) whose evidence on a relation the viewer can read
 */
export function paths(walk: Walk, sourcesOf: (relation: Id) => readonly Id[], { from, to, through = [], maxHops, first }: Pick<PathsQuery, 'from' | 'to' | 'through' | 'maxHops' | 'first'>): PlainPaths {
  const found: Id[][] = []
  let truncated = false
  for (let length = 1; length <= maxHops && found.length < first; length++) {
    const met = meet(walk, from, to, through, length, 200_001)
    const considered = met.slice(0, 200_000).map((ids) => ({ ids, strength: carried(walk, ids) * carried(walk, ids.toReversed()) })).sort(byStrength)
    truncated ||= met.length > 200_000 || considered.length > 2_000
    const ranked = considered.slice(0, 2_000).map((path) => ({ ...path, sources: weakest(walk, sourcesOf, path.ids) }))
    found.push(...ranked.sort((x, y) => y.sources - x.sources || byStrength(x, y)).map(({ ids }) => [...ids]))
  }
  return { paths: found.slice(0, first), truncated: truncated || found.length > first }
}

const byStrength = (x: Found, y: Found): number =>
  x.strength === y.strength ? (x.ids.join() < y.ids.join() ? -1 : 1) : x.strength > y.strength ? -1 : 1

/** Paths of just this length, in the order of the ids along them; at most `limit`. */
function meet(walk: Walk, from: Id, to: Id, through: readonly Id[], length: number, limit: number): Id[][] {
  // to look no further than the target can be reached, by way of what is still to be passed, leaves out no path
  const distances = walk.distances(to, length)
  const detours = through.map((id) => ({ id, from: walk.distances(id, length), to: id === to ? 0 : distances.get(id) ?? Infinity }))
  const reaches = (path: readonly Id[], next: Id, left: number): boolean =>
    detours.every((detour) => path.includes(detour.id) || (detour.from.get(next) ?? Infinity) + detour.to <= left)
  const met: Id[][] = []
  const goOn = (path: readonly Id[]): void => {
    const left = length - path.length
    for (const next of walk.neighbours(path.at(-1)!)) {
      if (met.length === limit) return
      if (path.includes(next) || (next !== to && walk.avoided.has(next))) continue
      if ((distances.get(next) ?? Infinity) > left || !reaches(path, next, left)) continue
      if (next === to) {
        if (left === 0) met.push([...path, next])
      } else if (left > 0) goOn([...path, next])
    }
  }
  goOn([from])
  return met
}

/** What arrives at the end of a path. */
const carried = (walk: Walk, ids: readonly Id[]): bigint => ids.slice(0, -1).reduce((resource, id) => resource / BigInt(walk.degree(id)), WHOLE)

/** The number of sources of the step that has fewest. */
function weakest(walk: Walk, sourcesOf: (relation: Id) => readonly Id[], ids: readonly Id[]): number {
  return Math.min(...ids.slice(1).map((id, i) => new Set(walk.relations(ids[i]!, id).flatMap(sourcesOf)).size))
}
