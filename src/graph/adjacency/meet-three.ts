import type { Offer, Rings } from './rings.ts'

/** Distance 3: the steps from one ring to the other, all seen from the slim one. */
export function meetInThree(rings: Rings, offer: Offer): void {
  const { memory, slimRing, wide, wideShare, slimShare } = rings
  const { starts, flat } = rings.spreadSlim()
  const { marks, base, notes, slots } = memory
  for (let i = 0; i < slimRing.length; i++) {
    const v = slimRing[i]!
    const to = starts[i + 1]!
    if (v === wide) continue
    const unmet = marks[v] === base + 1
    let reached = false
    let arrived = 0
    for (let j = starts[i]!; j < to; j++) {
      const u = flat[j]!
      const met = marks[u]! - base
      // not next to wide
      if (met < 4 || met > 6) continue
      if (unmet) {
        reached = true
        arrived += Math.floor(wideShare / memory.degree(u))
      }
      if (met === 5) continue
      if (met === 4) rings.meet(u, base + 6)
      notes[4 * slots[u]! + 1]! += Math.floor(slimShare / (to - starts[i]!))
    }
    if (reached) {
      marks[v] = base + 9
      offer(v, 3, arrived, slimShare)
    }
  }
  const { met } = rings
  for (let i = 0; i < met.length; i++) offer(met[i]!, 3, wideShare, notes[4 * i + 1]!)
}
