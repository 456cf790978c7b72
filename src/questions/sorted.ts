import { Turns } from '../graph/turns.ts'

/** Places sorted in one go: half a millisecond. */
const RUN = 1_000
/** Places merged between two looks at the clock. */
const PART = 2_000

/**
 * The places 0 to `length` - 1 in an order, in turns with others' work: sorted in runs, which are merged two by two.
 * @param compare of two places; a total order, as 0 leaves open which comes first
 * @throws the signal's reason when it aborts
 */
export async function sorted(length: number, compare: (x: number, y: number) => number, signal?: AbortSignal): Promise<Uint32Array> {
  const turns = new Turns(signal)
  let from = Uint32Array.from({ length }, (_, place) => place)
  let to = new Uint32Array(length)
  for (let start = 0; start < length; start += RUN) {
    from.subarray(start, start + RUN).sort(compare)
    await turns.next()
  }
  for (let run = RUN; run < length; run *= 2) {
    for (let start = 0; start < length; start += 2 * run) {
      const [middle, end] = [Math.min(length, start + run), Math.min(length, start + 2 * run)]
      for (let at = start, i = start, j = middle; at < end; at++) {
        to[at] = i < middle && (j >= end || compare(from[i]!, from[j]!) <= 0) ? from[i++]! : from[j++]!
        if (at % PART === 0) await turns.next()
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
