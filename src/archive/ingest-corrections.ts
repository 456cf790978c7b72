import type { Correction, Passage } from '../model/records.ts'

/** Characters on either side by which a place is known again. */
const AROUND = 8

/**
 * Where the words that a correction is about stand in a text read anew: with what stood around them, with
 * what stood on one side, or, for more than one character, by themselves; the nearest, where there are several.
 * @param before the passages as they were when it was made
 */
export function findAgain(correction: Correction, before: readonly Passage[], passages: readonly Passage[]): Correction | undefined {
  const { offset: [start, end], was } = correction
  const old = before.find(({ offset }) => offset[0] <= start && end <= offset[1])
  const at = old === undefined ? 0 : start - old.offset[0]
  const [left, right] = old?.text.startsWith(was, at) === true ? [old.text.slice(Math.max(0, at - AROUND), at), old.text.slice(at + was.length, at + was.length + AROUND)] : ['', '']
  const tries = [[left, right], ...(left === '' ? [] : [[left, '']]), ...(right === '' ? [] : [['', right]]), ...(was.length > 1 ? [['', '']] : [])] as const
  for (const [one, other] of tries) {
    const found = nearest(passages, one + was + other, start - one.length)
    if (found === undefined) continue
    const here = found + one.length
    return here === start ? correction : { ...correction, offset: [here, here + was.length] }
  }
  return undefined
}

function nearest(passages: readonly Passage[], words: string, at: number): number | undefined {
  if (words === '') return undefined
  let best: number | undefined
  for (const { text, offset: [from] } of passages) {
    for (let i = text.indexOf(words); i >= 0; i = text.indexOf(words, i + 1)) {
      if (best === undefined || Math.abs(from + i - at) < Math.abs(best - at)) best = from + i
    }
  }
  return best
}
