import type { Network } from './network.ts'

/**
 * Which entities are articulation points: one depth-first walk with low points (J. Hopcroft & R. Tarjan, Algorithm 447,
 * 1973), on a stack of its own, since a path may be as long as the graph.
 * @returns 1 where one is
 */
export function articulationPoints({ size, starts, neighbours }: Network): Uint8Array {
  const points = new Uint8Array(size)
  /** When met, from 1 on; 0: not yet. */
  const met = new Uint32Array(size)
  /** The earliest that is reached from below. */
  const low = new Uint32Array(size)
  const parent = new Int32Array(size).fill(-1)
  const next = starts.slice(0, size)
  let time = 0
  for (let root = 0; root < size; root++) {
    if (met[root] !== 0) continue
    let branches = 0
    let v = root
    met[v] = low[v] = ++time
    while (v !== -1) {
      if (next[v]! < starts[v + 1]!) {
        const w = neighbours[next[v]!++]!
        if (met[w] === 0) {
          parent[w] = v
          met[w] = low[w] = ++time
          if (v === root) branches++
          v = w
        } else if (w !== parent[v]) low[v] = Math.min(low[v]!, met[w]!)
        continue
      }
      const above = parent[v]!
      if (above !== -1) {
        low[above] = Math.min(low[above]!, low[v]!)
        if (above !== root && low[v]! >= met[above]!) points[above] = 1
      }
      v = above
    }
    if (branches > 1) points[root] = 1
  }
  return points
}
