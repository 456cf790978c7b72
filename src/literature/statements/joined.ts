import type { Passage, Place } from './passage.ts'
import { squeeze } from './squeeze.ts'

/** Passages as one squeezed text, one a line, for what runs over several of them. */
export interface Joined {
  readonly text: string
  /** Place in the document of a span of `text`. */
  place(start: number, end: number): Place
  /** The heading above an offset. */
  heading(at: number): string | undefined
}

export function join(passages: readonly Passage[]): Joined {
  const parts: { from: number; passage: Passage; at: readonly number[] }[] = []
  let text = ''
  for (const passage of passages) {
    const squeezed = squeeze(passage.text)
    parts.push({ from: text.length, passage, at: squeezed.at })
    text += `${squeezed.text}\n`
  }
  const holding = (offset: number): (typeof parts)[number] => {
    let [low, high] = [0, parts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (parts[middle]!.from <= offset) low = middle
      else high = middle - 1
    }
    return parts[low]!
  }
  const before = (offset: number): number => {
    const { from, passage, at } = holding(offset)
    return passage.start + (at[offset - from] ?? passage.text.length)
  }
  return {
    text,
    place: (start, end) => {
      const { page } = holding(start).passage
      const first = before(start)
      return { start: first, end: end > start ? Math.max(first, before(end - 1) + 1) : first, ...(page === undefined ? {} : { page }) }
    },
    heading: (at) => holding(at).passage.heading,
  }
}
