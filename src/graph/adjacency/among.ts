import { Among, type Around } from '../among.ts'
import { Best } from './best.ts'
import { compareNodes } from '../words.ts'
import type { Memory } from './memory.ts'
import type { AmongWalk, WalkedAmong } from './types.ts'
import type { View } from './view.ts'
import type { Watch } from './watch.ts'

export type AmongInput = Pick<AmongWalk, 'set' | 'avoid' | 'kinds' | 'maxHops' | 'first'>

/** Of the ring, between two looks at the clock. */
const STRETCH = 8_192
const NO_ROWS = { starts: new Int32Array(0), flat: new Int32Array(0) }
const NOTHING: Around = { ring: new Int32Array(0), ...NO_ROWS }

/** `among` as `docs/questions.md` means it, over one snapshot. */
export function among(view: View, memory: Memory, watch: Watch, { set, avoid = [], kinds, maxHops, first }: AmongInput): WalkedAmong {
  memory.begin(view)
  const { sequence, nodes, ids, kinds: kindOf } = view.snapshot
  const best = new Best<WalkedAmong['rows'][number]>(first, (x, y) => y.pairs - x.pairs || x.distance - y.distance || compareNodes(ids, x.node, y.node))
  let total = 0
  const kindsWanted = Uint8Array.from({ length: 256 }, (_, kind) => Number(kinds.includes(kind)))
  const counting = new Among(nodes, set, avoid, maxHops, (node) => kindsWanted[kindOf[node]!] === 1, (node, pairs, distance, nearestPair, nearest) => {
    total++
    const { worst } = best
    if (worst === undefined || pairs > worst.pairs || (pairs === worst.pairs && distance <= worst.distance)) best.add({ node, pairs, distance, best: nearestPair, nearest })
  }, memory.room)
  const around = set.map((node): Around => {
    if (node < 0) return NOTHING
    const surroundings = memory.surroundings(node, avoid)
    watch.spend(surroundings.degree)
    return { ring: surroundings.ring, ...(maxHops > 2 ? surroundings.spread(watch) : NO_ROWS) }
  })
  const inStretches = (length: number, work: (from: number, to: number) => void): void => {
    for (let from = 0; from < length; from += STRETCH) {
      const to = Math.min(length, from + STRETCH)
      // most rows are short
      watch.spend(4 * (to - from))
      work(from, to)
    }
  }
  around.forEach((one, member) => counting.addRing(member, one))
  if (maxHops > 2) around.forEach((one, member) => inStretches(one.ring.length, (from, to) => counting.meet(member, one, from, to)))
  around.forEach((one, member) => inStretches(one.ring.length, (from, to) => counting.count(member, one, from, to)))
  if (maxHops > 3) inStretches(counting.rest, (from, to) => counting.countRest(from, to))
  const { totals, nearest } = counting
  return { sequence, totals, nearest, total, rows: best.sorted() }
}
