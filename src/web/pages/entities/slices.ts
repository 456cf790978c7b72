import type { Passage } from '../../../model/records.ts'

/** Characters on a page of text: some 20 kB on the wire. A page ends before a chapter begins, where it has enough already. */
const [MOST, ENOUGH] = [7_500, 1_200]

/** Passages by number, `to` exclusive. */
export interface Slice {
  readonly from: number
  readonly to: number
}

/** A text cut into pages between passages: every passage on one page. */
export function slicesOf(passages: readonly Pick<Passage, 'text' | 'chapter'>[]): Slice[] {
  const slices: Slice[] = []
  let [from, length] = [0, 0]
  passages.forEach(({ text, chapter }, i) => {
    const isNew = i > 0 && chapter !== passages[i - 1]!.chapter
    if (i > from && (length + text.length > MOST || (isNew && length > ENOUGH))) {
      slices.push({ from, to: i });
      [from, length] = [i, 0]
    }
    length += text.length
  })
  if (passages.length > from) slices.push({ from, to: passages.length })
  return slices
}

/** Something marked in a text, by offsets into it; end exclusive. */
export interface Span<T> {
  readonly start: number
  readonly end: number
  readonly mark: T
}

/** A text in pieces, each with all the marks that cover it. The pieces together are the text. */
export function pieces<T>(text: string, spans: readonly Span<T>[]): { readonly text: string; readonly marks: readonly T[] }[] {
  const inside = spans.map(({ start, end, mark }) => ({ start: Math.max(0, start), end: Math.min(text.length, end), mark })).filter(({ start, end }) => start < end)
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((x, y) => x - y)
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i]!
    return { text: text.slice(start, end), marks: inside.filter((span) => span.start <= start && span.end >= end).map(({ mark }) => mark) }
  })
}
