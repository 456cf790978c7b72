import type { Offer, Rings } from './rings.ts'

/** Distance 3: the steps from one ring to the other, all seen from the slim one. */
export function meetInThree(rings: Rings, offer: Offer): void {
  const { memory, slimRing, wide, wideShare, slimShare } = rings
  rings.spreadSlim(memory.base + 4)
  const { marks, base, notes, slots } = memory
  const { starts, flat, degrees } = rings.slimSpread
  for (let i = 0; i < slimRing.length; i++) {
    const v = slimRing[i]!
    const to = starts[i + 1]!
    if (v === wide || starts[i] === to) continue
    const part = Math.floor(slimShare / degrees[i]!)
    const unmet = marks[v] === base + 1
    let reached = false
    let arrived = 0
    for (let j = starts[i]!; j < to; j++) {
      const u = flat[j]!
      const met = marks[u]! - base
      // two steps from wide
      if (met > 6) continue
      if (unmet) {
        reached = true
        arrived += Math.floor(wideShare / memory.degree(u))
      }
      if (met === 5) continue
      if (met === 4) rings.meet(u, base + 6)
      notes[4 * slots[u]! + 1]! += part
    }
    if (reached) {
      marks[v] = base + 9
      offer(v, 3, arrived, slimShare)
    }
  }
  const { met } = rings
  for (let i = 0; i < met.length; i++) offer(met[i]!, 3, wideShare, notes[4 * i + 1]!)
}
