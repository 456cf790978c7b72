import { badInput } from '../../model/errors.ts'
import { MAX_PASSAGES, type Passage } from '../../model/records.ts'

/** As `text` of `model/records.ts`. */
const LONGEST_PASSAGE = 20_000

/** Paragraphs, with their places in the text as it was sent. */
export function passagesOf(words: string, field: string): Passage[] {
  const passages: Passage[] = []
  for (const { 0: paragraph, index } of words.matchAll(/\S(?:.|\n(?!\s*\n))*/g)) {
    const kept = paragraph.trimEnd()
    if (kept.length > LONGEST_PASSAGE) throw badInput(field, `一段最多 ${LONGEST_PASSAGE} 字，請用空行分段 (a passage has at most ${LONGEST_PASSAGE} characters: part it by blank lines)`)
    passages.push({ text: kept, offset: [index, index + kept.length] })
  }
  if (passages.length > MAX_PASSAGES) throw badInput(field, `一則內容最多 ${MAX_PASSAGES} 段，其餘請放在下一則 (a content has at most ${MAX_PASSAGES} passages: put the rest into another)`)
  return passages
}
