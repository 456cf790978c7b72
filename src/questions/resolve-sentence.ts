import { Turns } from '../graph/turns.ts'
import type { NameLookup, Near } from '../model/names/index.ts'
import type { Asking } from './context.ts'
import { Keyed } from './keyed.ts'
import type { Candidate } from './resolve.ts'
import { namesSeen } from './resolve-index.ts'

/** A name in a sentence: offsets are of the sentence as given (UTF-16 code units, end excluded). */
export interface NameIn {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Best first; at least one. */
  readonly candidates: readonly Candidate[]
}

/** A short form that no entity has as a name is looked for up to this length. */
const [SHORTEST, LONGEST] = [2, 8]
/** Candidates given for one name. */
const MOST = 10

/**
 * The names of entities in a sentence, from left to right, the longest first: 「臺北市立圖書館」 is not 「圖書館」.
 * Spaces set between letters, 臺 and 台, Traditional and Simplified do not matter. What is left between names is
 * searched for certain short forms (北美館).
 */
export async function namesIn(asking: Asking, sentence: string): Promise<NameIn[]> {
  const lookup = await namesSeen(asking)
  const text = new Keyed(sentence)
  const found: NameIn[] = []
  const turns = new Turns(asking.signal)
  let free = 0
  for (let at = 0; at < text.key.length; at++) {
    const name = written(lookup, text, at)
    await turns.next()
    if (name === undefined) continue
    found.push(...shortForms(lookup, text, free, at), name.in)
    free = name.until
    at = free - 1
  }
  return [...found, ...shortForms(lookup, text, free, text.key.length)]
}

function written(lookup: NameLookup, text: Keyed, at: number): { in: NameIn; until: number } | undefined {
  for (const length of lookup.lengthsOf(text.key.slice(at, at + 2))) {
    const until = at + length
    if (until > text.key.length || !text.isWhole(at, until)) continue
    const key = text.key.slice(at, until)
    const bearers = lookup.bearersOf(key)
    if (bearers.length === 0) continue
    const said = text.part(at, until)
    const ids = new Set(bearers.map(({ id }) => id))
    const candidates = lookup.near(said.text, { first: MOST + ids.size }).filter(({ entity, certain }) => ids.has(entity.id) && certain)
    if (candidates.length > 0) return { in: { ...said, candidates: equalFirst(candidates).slice(0, MOST) }, until }
  }
  return undefined
}

/** Where some have the very name, those that only share it without the legal form are not meant. */
function equalFirst(candidates: readonly Near[]): readonly Near[] {
  const equal = candidates.filter(({ score }) => score >= 0.9)
  return equal.length > 0 ? equal : candidates
}

function shortForms(lookup: NameLookup, text: Keyed, from: number, to: number): NameIn[] {
  const found: NameIn[] = []
  for (let at = from; at < to; at++) {
    for (let length = Math.min(LONGEST, to - at); length >= SHORTEST; length--) {
      const until = at + length
      if (!text.isWhole(at, until)) continue
      const candidates = lookup.contracted(text.key.slice(at, until))
      if (candidates.length === 0) continue
      found.push({ ...text.part(at, until), candidates: candidates.slice(0, MOST) })
      at = until - 1
      break
    }
  }
  return found
}
