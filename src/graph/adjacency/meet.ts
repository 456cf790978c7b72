import { meetInFour } from './meet-four.ts'
import { meetInThree } from './meet-three.ts'
import type { Memory } from './memory.ts'
import { Rings, type Offer } from './rings.ts'
import type { View } from './view.ts'
import type { Watch } from './watch.ts'

/**
 * Offers everything at most `maxHops` (2 to 4) steps from two ends together, with what arrives there from
 * both, and leaves the distances of all that lies on its routes in the marks.
 */
export function meet(view: View, memory: Memory, watch: Watch, a: number, b: number, avoid: readonly number[], maxHops: number, offer: Offer): Rings {
  const rings = new Rings(view, memory, watch, a, b, avoid)
  rings.mark(offer)
  if (maxHops === 3) meetInThree(rings, offer)
  if (maxHops === 4) meetInFour(rings, offer)
  return rings
}
