import type { AnnotationRecord, Passage } from './records.ts'

/**
 * Where quoted words stand in a text that may have changed since (Web Annotation: TextQuoteSelector and
 * TextPositionSelector): at their place, elsewhere, between the words that stood around them, or, last, where something
 * stands that is like them. `docs/annotations.md` says it for people.
 */

export type Quotation = NonNullable<AnnotationRecord['quotation']>

export const WAYS = ['unmoved', 'moved', 'context', 'alike'] as const
export type Way = (typeof WAYS)[number]

export interface Found {
  /** UTF-16 offsets into the text as read, end exclusive. */
  readonly start: number
  readonly end: number
  readonly way: Way
}

/** Characters kept of what stands before and behind a quotation. */
export const AROUND = 32
/** Shorter words are everywhere: they are only believed where their surroundings agree. */
const TELLING = 8
/** So many characters of the surroundings must agree then, or all there are. */
const AGREEING = 4
/** Places of the same words that are looked at. */
const MOST_PLACES = 1_000
/** Places between the old surroundings that are compared: each takes time in proportion to the quotation. */
const MOST_BETWEEN = 10
/** What stands between the old surroundings may be so much longer than it was: by its own length and this. */
const LONGER_BY = 50
/** Share of its pairs of characters that what stands between the old surroundings has of the quotation's. */
const LIKE_BETWEEN = 0.4
/** The same without the surroundings' help. */
const LIKE_ALONE = 0.65

/** A text by its passages: what stands between two of them is not kept, a blank line stands for it. */
export class Text {
  readonly words: string
  readonly #passages: readonly Pick<Passage, 'text' | 'offset'>[]
  /** Where each passage begins in `words`. */
  readonly #starts: readonly number[]

  constructor(passages: readonly Pick<Passage, 'text' | 'offset'>[]) {
    this.#passages = passages
    const starts: number[] = []
    let length = 0
    for (const { text } of passages) {
      starts.push(length)
      length += text.length + GAP.length
    }
    this.#starts = starts
    this.words = passages.map(({ text }) => text).join(GAP)
  }

  /** The offset of a place in `words`. @param isEnd it is the end of a stretch: it belongs to the character before */
  offsetOf(place: number, isEnd: boolean): number {
    const at = isEnd ? place - 1 : place
    const i = Math.max(0, this.#starts.findLastIndex((start) => start <= at))
    const { text, offset } = this.#passages[i]!
    return offset[0] + Math.min(place - this.#starts[i]!, text.length)
  }

  /** Where in `words` an offset is; undefined where no passage has it. */
  placeOf(offset: number, isEnd: boolean): number | undefined {
    const i = this.#passages.findIndex(({ offset: [start], text }) => (isEnd ? start < offset && offset <= start + text.length : start <= offset && offset < start + text.length))
    return i < 0 ? undefined : this.#starts[i]! + offset - this.#passages[i]!.offset[0]
  }

  /** A stretch of `words` by its offsets. */
  stretch(start: number, end: number): { readonly start: number; readonly end: number } {
    return { start: this.offsetOf(start, false), end: this.offsetOf(end, true) }
  }
}

const GAP = '\n\n'

/** What is kept of words that somebody marks: themselves, what stands around them, and their place. Undefined where they are not within the text, or nothing. */
export function quoted(text: Text, start: number, end: number): Quotation | undefined {
  const [from, to] = [text.placeOf(start, false), text.placeOf(end, true)]
  if (from === undefined || to === undefined || from >= to) return undefined
  const { words } = text
  const [prefix, suffix] = [words.slice(Math.max(0, from - AROUND), from), words.slice(to, to + AROUND)]
  return { exact: words.slice(from, to), ...(prefix === '' ? {} : { prefix }), ...(suffix === '' ? {} : { suffix }), position: [start, end] }
}

/** Where the very words stand, or what has taken their place between the words that stood around them. */
export function anchored(text: Text, { exact, prefix = '', suffix = '', position }: Quotation): Found | undefined {
  const { words } = text
  const was = position === undefined ? undefined : text.placeOf(position[0], false)
  const place = was !== undefined && words.startsWith(prefix + exact + suffix, was - prefix.length) ? was : placeIn(words, exact, prefix, suffix, was ?? Math.min(position?.[0] ?? 0, words.length))
  if (place !== undefined) return { ...text.stretch(place, place + exact.length), way: place === was ? 'unmoved' : 'moved' }
  const between = betweenThem(words, exact, prefix, suffix)
  return between === undefined ? undefined : { ...text.stretch(...between), way: 'context' }
}

/** The place whose surroundings agree best, also before the old one: other words may stand there now. Of equal ones the nearest to that. */
function placeIn(words: string, exact: string, prefix: string, suffix: string, was: number): number | undefined {
  let best: { readonly place: number; readonly agrees: number } | undefined
  let places = 0
  for (let place = words.indexOf(exact); place >= 0 && places < MOST_PLACES; place = words.indexOf(exact, place + 1), places++) {
    const agrees = sameEnd(words.slice(Math.max(0, place - AROUND), place), prefix) + sameStart(words.slice(place + exact.length, place + exact.length + AROUND), suffix)
    if (exact.length < TELLING && agrees < Math.min(AGREEING, prefix.length + suffix.length)) continue
    if (best === undefined || agrees > best.agrees || (agrees === best.agrees && Math.abs(place - was) < Math.abs(best.place - was))) best = { place, agrees }
  }
  return best?.place
}

function sameStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length++
  return length
}

function sameEnd(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) length++
  return length
}

/** What stands between the words that stood around the quotation, if it is like it at all; of these as many as agree. */
function betweenThem(words: string, exact: string, prefix: string, suffix: string): [number, number] | undefined {
  if (prefix.length < AGREEING || suffix.length < AGREEING) return undefined
  for (let around = AROUND; around >= AGREEING; around /= 2) {
    const found = within(words, exact, prefix.slice(-around), suffix.slice(0, around))
    if (found !== undefined) return found
  }
  return undefined
}

function within(words: string, exact: string, prefix: string, suffix: string): [number, number] | undefined {
  let best: { readonly at: [number, number]; readonly like: number } | undefined
  let [places, compared] = [0, 0]
  for (let before = words.indexOf(prefix); before >= 0 && places < MOST_PLACES && compared < MOST_BETWEEN; before = words.indexOf(prefix, before + 1), places++) {
    const start = before + prefix.length
    const end = words.slice(start, start + 2 * exact.length + LONGER_BY + suffix.length).indexOf(suffix) + start
    // so short a stretch cannot be like it
    if (end - start < LIKE_BETWEEN * exact.length / 2) continue
    compared++
    const like = likeness(words.slice(start, end), exact)
    if (like >= LIKE_BETWEEN && (best === undefined || like > best.like)) best = { at: [start, end], like }
  }
  return best?.at
}

/** Two neighbouring characters as one number; compared a million times. */
const pairAt = (text: string, i: number): number => text.charCodeAt(i) * 0x1_0000 + text.charCodeAt(i + 1)

/** How often each pair stands in a text: by its place in the list of different ones. */
function pairsOf(text: string): { readonly places: ReadonlyMap<number, number>; readonly counts: Int32Array } {
  const places = new Map<number, number>()
  const counts = new Int32Array(Math.max(0, text.length - 1))
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = pairAt(text, i)
    const place = places.get(pair) ?? places.size
    places.set(pair, place)
    counts[place]!++
  }
  return { places, counts }
}

/** Dice's coefficient over pairs of neighbouring characters, 0 to 1. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1
  if (one.length < 2 || other.length < 2) return 0
  const { places, counts } = pairsOf(other)
  let shared = 0
  for (let i = 0; i + 1 < one.length; i++) {
    const place = places.get(pairAt(one, i))
    if (place === undefined || counts[place] === 0) continue
    shared++
    counts[place]!--
  }
  return (2 * shared) / (one.length + other.length - 2)
}

/** Something in a passage that is like a quotation. */
export interface Alike {
  /** In the passage. */
  readonly start: number
  readonly end: number
  /** 0 to 1. */
  readonly like: number
}

/**
 * The stretch of a passage, as long as the quotation, that has most of its pairs of neighbouring characters, without
 * what at its ends belongs to none; undefined where it is not like it enough. In time proportional to the passage.
 */
export function alikeIn(passage: string, exact: string): Alike | undefined {
  const length = Math.min(exact.length, passage.length)
  if (exact.length < TELLING || length < exact.length * LIKE_ALONE) return undefined
  const { places, counts: wanted } = pairsOf(exact)
  const pairs = new Int32Array(passage.length - 1)
  for (let i = 0; i < pairs.length; i++) pairs[i] = places.get(pairAt(passage, i)) ?? -1
  const here = new Int32Array(wanted.length)
  let shared = 0
  for (let i = 0; i + 1 < length; i++) if (pairs[i]! >= 0 && ++here[pairs[i]!]! <= wanted[pairs[i]!]!) shared++
  let best = { start: 0, shared }
  for (let start = 1; start + length <= passage.length; start++) {
    const [gone, come] = [pairs[start - 1]!, pairs[start + length - 2]!]
    if (gone >= 0 && here[gone]!-- <= wanted[gone]!) shared--
    if (come >= 0 && ++here[come]! <= wanted[come]!) shared++
    if (shared > best.shared) best = { start, shared }
  }
  const like = (2 * best.shared) / (exact.length + length - 2)
  if (like < LIKE_ALONE) return undefined
  let [start, end] = [best.start, best.start + length]
  while (end - start > 2 && pairs[start]! < 0) start++
  while (end - start > 2 && pairs[end - 2]! < 0) end--
  return { start, end, like }
}
