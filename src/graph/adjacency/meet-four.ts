import { NONE, SEVERAL } from './memory.ts'
import type { Offer, Rings } from './rings.ts'
import type { Spread } from './spread.ts'

/**
 * Distances 3 and 4. Two steps from slim are marked first, so that walking two steps from wide, which
 * costs most, writes only where both reach; then what matters is known, and slim is walked again. What is
 * three steps from one end is next to the other: it is found by looking from each ring at what is two
 * steps from the end across.
 */
export function meetInFour(rings: Rings, offer: Offer): void {
  const slim = rings.spreadSlim()
  markFromSlim(rings, slim)
  const wide = rings.wideAround.spread(rings.watch)
  const far = walkFromWide(rings, wide)
  walkFromSlim(rings, slim, offer)
  lookFromWide(rings, wide, far, offer)
  offerMet(rings, offer)
}

function markFromSlim(rings: Rings, { starts, flat }: Spread): void {
  const { memory: { marks, base }, slimRing, wide } = rings
  for (let i = 0; i < slimRing.length; i++) {
    const v = slimRing[i]!
    if (v === wide) continue
    const to = starts[i + 1]!
    for (let j = starts[i]!; j < to; j++) {
      const w = flat[j]!
      const mark = marks[w]!
      if (mark < base) marks[w] = base + 2
      else if (mark === base + 4) rings.meet(w, base + 6)
    }
  }
  rings.hide()
}

/** @returns places in the wide ring of what is three steps from slim */
function walkFromWide(rings: Rings, { starts, flat }: Spread): Int32Array {
  const { memory: { marks, base, notes, slots, lists }, wideRing, slim, wideShare } = rings
  const far = lists[1]!
  let farSize = 0
  for (let i = 0; i < wideRing.length; i++) {
    const u = wideRing[i]!
    const to = starts[i + 1]!
    if (u === slim) continue
    let part = -1
    let near = false
    for (let j = starts[i]!; j < to; j++) {
      const w = flat[j]!
      const met = marks[w]! - base
      // not met from slim, or in its ring and next to wide
      if (met <= 0 || met === 4 || met === 5) continue
      if ((met & 3) === 2) near = true
      if (met === 6) continue
      if (met < 4) rings.meet(w, base + met + 8)
      if (part < 0) part = Math.floor(wideShare / (to - starts[i]!))
      const note = 4 * slots[w]!
      notes[note]! += part
      notes[note + 2] = notes[note + 2] === NONE ? u : SEVERAL
    }
    if (near && marks[u] === base + 4) far[farSize++] = i
  }
  return far.subarray(0, farSize)
}

/** What arrives from slim; and 3,1: what is three steps from wide. */
function walkFromSlim(rings: Rings, { starts, flat }: Spread, offer: Offer): void {
  const { memory, slimRing, wide, slimShare } = rings
  const { marks, base, notes, slots } = memory
  for (let i = 0; i < slimRing.length; i++) {
    const v = slimRing[i]!
    if (v === wide) continue
    const to = starts[i + 1]!
    const unmet = marks[v] === base + 1
    let part = -1
    let reached = false
    let arrived = 0
    for (let j = starts[i]!; j < to; j++) {
      const w = flat[j]!
      const met = marks[w]! - base
      // met from slim only, or in both rings
      if (met < 6) continue
      const note = 4 * slots[w]!
      if (unmet && met >> 2 === 2) {
        reached = true
        arrived += Math.floor(notes[note]! / memory.degree(w))
      }
      if (met !== 6 && met !== 10) continue
      if (part < 0) part = Math.floor(slimShare / (to - starts[i]!))
      notes[note + 1]! += part
      notes[note + 3] = notes[note + 3] === NONE ? v : SEVERAL
    }
    if (reached) {
      marks[v] = base + 13
      offer(v, 4, arrived, slimShare)
    }
  }
}

/** 1,3. */
function lookFromWide(rings: Rings, { starts, flat }: Spread, far: Int32Array, offer: Offer): void {
  const { memory, wideRing, wideShare } = rings
  const { marks, base, notes, slots } = memory
  for (let i = 0; i < far.length; i++) {
    const place = far[i]!
    const to = starts[place + 1]!
    let arrived = 0
    for (let j = starts[place]!; j < to; j++) {
      const w = flat[j]!
      const met = marks[w]! - base
      if (met === 6 || met === 10) arrived += Math.floor(notes[4 * slots[w]! + 1]! / memory.degree(w))
    }
    const u = wideRing[place]!
    marks[u] = base + 7
    offer(u, 4, wideShare, arrived)
  }
}

/** 1,2 and 2,1; and 2,2 unless it hangs. */
function offerMet(rings: Rings, offer: Offer): void {
  const { memory: { marks, base, notes }, met, wideShare, slimShare } = rings
  for (let i = 0, note = 0; i < met.length; i++, note += 4) {
    const w = met[i]!
    const mark = marks[w]! - base
    if (mark === 6) offer(w, 3, wideShare, notes[note + 1]!)
    else if (mark === 9) offer(w, 3, notes[note]!, slimShare)
    else {
      const hangs = notes[note + 2] !== SEVERAL && notes[note + 2] === notes[note + 3]
      if (!hangs) offer(w, 4, notes[note]!, notes[note + 1]!)
    }
  }
}
