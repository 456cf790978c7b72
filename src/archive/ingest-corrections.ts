import type { Id } from '../model/ids.ts'
import type { Finding } from '../model/reading.ts'
import type { ContentRecord, Correction, Passage } from '../model/records.ts'
import { same } from './three-way.ts'

/** Characters on either side by which a place is known again. */
const AROUND = 8

/** What people corrected, by the content it belongs to by now; what has no place any more is told. */
export function corrected(standing: readonly ContentRecord[], contents: readonly ContentRecord[]): { corrections: Map<Id, Correction[]>; findings: Finding[] } {
  const corrections = new Map<Id, Correction[]>()
  const findings: Finding[] = []
  const add = (id: Id, correction: Correction): void => { corrections.set(id, [...(corrections.get(id) ?? []), correction]) }
  const passages = contents.flatMap((content) => content.passages)
  for (const record of standing) {
    const now = contents.find((content) => content.id === record.id)
    const untouched = now !== undefined && same(now.passages, record.passages)
    for (const correction of record.corrections) {
      const found = untouched ? correction : findAgain(correction, record.passages, passages)
      const [start, end] = found?.offset ?? [0, 0]
      const home = untouched ? now : contents.find((content) => found !== undefined && content.passages.some(({ offset }) => offset[0] <= start && end <= offset[1]))
      if (found !== undefined && home !== undefined) add(home.id, found)
      else findings.push({ what: 'correction-lost', text: `更正「${correction.was}」為「${correction.becomes}」${correction.note === undefined ? '' : `（${correction.note}）`}：重讀後找不到原來的字，沒有留下 (the words it corrects are not in the text any more)` })
    }
  }
  return { corrections, findings }
}

/**
 * Where the words that a correction is about stand in a text read anew: with what stood around them, with
 * what stood on one side, or, for more than one character, by themselves; the nearest, where there are several.
 * @param before the passages as they were when it was made
 */
function findAgain(correction: Correction, before: readonly Passage[], passages: readonly Passage[]): Correction | undefined {
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
