import type { EntityRef } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Viewer } from '../model/audience.ts'
import { badInput } from '../model/errors.ts'
import type { Named, NameLookup } from '../model/names/index.ts'
import { asWritten, withoutReadings } from '../model/readings.ts'
import type { Asking } from './context.ts'
import { namesSeen } from './resolve-index.ts'
import { Keyed } from './keyed.ts'

/** A name in a text: offsets are of the text as given (UTF-16 code units, end excluded). */
export interface NameInText {
  readonly start: number
  readonly end: number
  readonly text: string
  /** In the order of ids; more than one where the name is several's. */
  readonly candidates: readonly EntityRef[]
  /** More entities are called so than are listed. */
  readonly more: boolean
}

/** Characters of a text; what is longer is asked in parts. */
export const LONGEST_TEXT = 20_000
/** Candidates of one name. */
const MOST = 10

/** Paragraphs: no name goes on beyond a blank line. */
const PARAGRAPH = /\S(?:.|\n(?!\s*\n))*/g
/** What is a link already is none to be offered. */
const LINK = /\[[^\]\n]*\]\([^)\n]*\)/g

/**
 * The names of entities in a text, from left to right, the longest first, none within another: to be offered as links.
 * As a dictionary is the same for everybody (DESIGN 3), names are those that everybody sees; Chinese in the text may be
 * set wide or said (`{臺灣|Tâi-uân}`). Names of one character are passed over, and what only is short for a name.
 * @param everyone whoever is not signed in
 */
export async function namesInText(asking: Asking, text: string, everyone: Viewer): Promise<NameInText[]> {
  if (text.length > LONGEST_TEXT) throw badInput('text', `一次最多 ${LONGEST_TEXT} 字 (at most ${LONGEST_TEXT} characters)`)
  return namesOfLookup(await namesSeen({ ...asking, viewer: everyone }), text, asking.signal)
}

/** The same of names that are known already. */
export async function namesOfLookup(lookup: NameLookup, text: string, signal?: AbortSignal): Promise<NameInText[]> {
  const plain = withoutReadings(text)
  const links = [...text.matchAll(LINK)].map(({ 0: link, index }) => ({ start: index, end: index + link.length }))
  const found: NameInText[] = []
  const turns = new Turns(signal)
  for (const { 0: paragraph, index } of plain.text.matchAll(PARAGRAPH)) {
    for (const { start, end, bearers } of await inParagraph(lookup, new Keyed(paragraph), turns)) {
      const place = asWritten(plain, text, index + start, index + end)
      if (links.some((link) => place.start < link.end && link.start < place.end)) continue
      const candidates = bearers.map(({ id, name, kind }) => ({ id, name, kind })).sort((x, y) => (x.id < y.id ? -1 : 1))
      found.push({ ...place, text: text.slice(place.start, place.end), candidates: candidates.slice(0, MOST), more: candidates.length > MOST })
    }
  }
  return found
}

/** Places looked at between two looks at the clock. */
const STRIDE = 64

async function inParagraph(lookup: NameLookup, keyed: Keyed, turns: Turns): Promise<{ readonly start: number; readonly end: number; readonly bearers: readonly Named[] }[]> {
  const found: { start: number; end: number; bearers: readonly Named[] }[] = []
  for (let at = 0; at < keyed.key.length; at++) {
    if (at % STRIDE === 0) await turns.next()
    for (const length of lookup.lengthsOf(keyed.key.slice(at, at + 2))) {
      const until = at + length
      if (until > keyed.key.length || !keyed.isWhole(at, until)) continue
      const bearers = lookup.bearersOf(keyed.key.slice(at, until))
      if (bearers.length === 0) continue
      found.push({ ...keyed.part(at, until), bearers })
      at = until - 1
      break
    }
  }
  return found
}
