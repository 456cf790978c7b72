import { Among } from '../among.ts'
import { Best } from './best.ts'
import { compareNodes } from '../words.ts'
import type { Memory } from './memory.ts'
import { Spread } from './spread.ts'
import type { AmongWalk, WalkedAmong } from './types.ts'
import { neighbours, type View } from './view.ts'
import type { Watch } from './watch.ts'

export type AmongInput = Pick<AmongWalk, 'set' | 'avoid' | 'kinds' | 'maxHops' | 'first'>

/** Of the ring, between two looks at the clock. */
const STRETCH = 8_192
const NO_ROWS = new Int32Array(0)

/** `among` as `docs/questions.md` means it, over one snapshot. */
export function among(view: View, memory: Memory, watch: Watch, { set, avoid = [], kinds, maxHops, first }: AmongInput): WalkedAmong {
  memory.begin(view)
  const { sequence, nodes, ids, kinds: kindOf } = view.snapshot
  const wanted = new Set(kinds)
  const best = new Best<WalkedAmong['rows'][number]>(first, (x, y) => y.pairs - x.pairs || x.distance - y.distance || compareNodes(ids, x.node, y.node))
  let total = 0
  const counting = new Among(nodes, set, avoid, maxHops, (node) => wanted.has(kindOf[node]!), (node, pairs, distance, nearestPair, nearest) => {
    total++
    const { worst } = best
    if (worst === undefined || pairs > worst.pairs || (pairs === worst.pairs && distance <= worst.distance)) best.add({ node, pairs, distance, best: nearestPair, nearest })
  })
  set.forEach((node, member) => {
    if (node < 0) return
    const size = neighbours(view, node, memory.row)
    watch.spend(size)
    counting.addRing(member, memory.row.subarray(0, size))
  })
  const ring = counting.union()
  const { starts, flat } = maxHops > 2 ? new Spread(view, ring, watch) : { starts: NO_ROWS, flat: NO_ROWS }
  const inStretches = (length: number, work: (from: number, to: number) => void): void => {
    for (let from = 0; from < length; from += STRETCH) {
      const to = Math.min(length, from + STRETCH)
      watch.spend(to - from + (starts[to] ?? 0) - (starts[from] ?? 0))
      work(from, to)
    }
  }
  if (maxHops > 2) inStretches(ring.length, (from, to) => counting.meet(from, to, starts, flat))
  inStretches(ring.length, (from, to) => counting.count(from, to, starts, flat))
  if (maxHops > 3) inStretches(counting.rest, (from, to) => counting.countRest(from, to))
  const { totals, nearest } = counting
  return { sequence, totals, nearest, total, rows: best.sorted() }
}
