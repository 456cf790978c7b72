import { SEVERAL, type Memory } from './memory.ts'
import type { Offer } from './rings.ts'
import { neighbours, type View } from './view.ts'
import type { Watch } from './watch.ts'

/** Steps from either end; what is further from one of them is not counted at 5 and 6 hops. */
const LEVELS = 3

/**
 * What is at most three steps from either end and at most `maxHops` (5 or 6) from both together. At that
 * range nearly everything connects, so nothing is ranked: resources are not worked out, 0 is offered.
 */
export function reach(view: View, memory: Memory, watch: Watch, a: number, b: number, avoid: readonly number[], maxHops: number, offer: Offer): void {
  memory.begin(view)
  const { marks, base } = memory
  const [queueA, queueB, viaA, viaB] = memory.lists as [Int32Array, Int32Array, Int32Array, Int32Array]
  const avoided = new Set(avoid)
  const metA = walk(view, memory, watch, a, b, avoided, 2, queueA, viaA)
  walk(view, memory, watch, b, a, avoided, 0, queueB, viaB)
  for (const m of metA) {
    const met = marks[m]! - base
    const [fromA, fromB] = [met >> 2, met & 3]
    if (fromB === 0 || fromA + fromB > maxHops) continue
    const hangs = viaA[m] !== SEVERAL && viaA[m] === viaB[m]
    if (!hangs) offer(m, fromA + fromB, 0, 0)
  }
}

/**
 * Breadth first from one end, without the other and what is avoided.
 * @param shift where in a mark the distance from this end stands
 * @returns what was met, nearest first
 */
function walk(view: View, memory: Memory, watch: Watch, start: number, without: number, avoided: ReadonlySet<number>, shift: number, queue: Int32Array, via: Int32Array): Int32Array {
  const { marks, base } = memory
  const { row } = memory
  let size = 0
  const expand = (u: number, distance: number): void => {
    const degree = neighbours(view, u, row)
    watch.spend(degree)
    for (let j = 0; j < degree; j++) {
      const w = row[j]!
      if (w === start || w === without || (avoided.size > 0 && avoided.has(w))) continue
      const met = Math.max(0, marks[w]! - base)
      const known = met >> shift & 3
      if (known === 0) {
        marks[w] = base + met + (distance << shift)
        via[w] = u
        queue[size++] = w
      } else if (known === distance) via[w] = SEVERAL
    }
  }
  expand(start, 1)
  for (let distance = 2, from = 0; distance <= LEVELS; distance++) {
    const to = size
    for (; from < to; from++) expand(queue[from]!, distance)
  }
  return queue.subarray(0, size)
}
