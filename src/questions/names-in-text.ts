import type { EntityRef } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import { viewerKey, type Viewer } from '../model/audience.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { NameLookup, type Named } from '../model/names/index.ts'
import { asWritten, withoutReadings } from '../model/readings.ts'
import type { Asking } from './context.ts'
import { namesApart, namesSeen } from './resolve-index.ts'
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
 * They are those that whoever asks sees, exactly as in an archive without the rest; Chinese in the text may be set wide
 * or said (`{臺灣|Tâi-uân}`). Names of one character are passed over, and what only is short for a name.
 * @param everyone whoever is not signed in
 */
export async function namesInText(asking: Asking, text: string, everyone: Viewer): Promise<NameInText[]> {
  if (text.length > LONGEST_TEXT) throw badInput('text', `一次最多 ${LONGEST_TEXT} 字 (at most ${LONGEST_TEXT} characters)`)
  const open = await namesSeen({ ...asking, viewer: everyone })
  if (viewerKey(asking.viewer) === viewerKey(everyone)) return namesOfLookup(open, text, asking.signal)
  const { lookup, groupOf } = await namesApart(asking, everyone)
  const ids = new Set([...await bearersIn(open, text, asking.signal), ...(await bearersIn(lookup, text, asking.signal)).flatMap(groupOf)])
  return namesOfLookup(await lookupOf(asking, [...ids]), text, asking.signal)
}

/** Entities read at once. */
const SLICE = 200

/** Of these, what whoever asks sees, under the names that they see. */
async function lookupOf({ graph, viewer, signal }: Asking, ids: readonly Id[]): Promise<NameLookup> {
  const [lookup, turns] = [new NameLookup(), new Turns(signal)]
  for (let from = 0; from < ids.length; from += SLICE) {
    for (const view of (await graph.entities(ids.slice(from, from + SLICE), viewer)).values()) {
      if (view.state === 'published' || view.state === 'proposed') lookup.put(view)
      await turns.next()
    }
  }
  return lookup
}

/** Whatever bears a name that stands anywhere in a text, also within another. */
async function bearersIn(lookup: NameLookup, text: string, signal?: AbortSignal): Promise<Id[]> {
  const found = new Set<Id>()
  const turns = new Turns(signal)
  for (const [paragraph] of withoutReadings(text).text.matchAll(PARAGRAPH)) {
    const keyed = new Keyed(paragraph)
    for (let at = 0; at < keyed.key.length; at++) {
      if (at % STRIDE === 0) await turns.next()
      for (const length of lookup.lengthsOf(keyed.key.slice(at, at + 2))) {
        const until = at + length
        if (until <= keyed.key.length && keyed.isWhole(at, until)) for (const { id } of lookup.bearersOf(keyed.key.slice(at, until))) found.add(id)
      }
    }
  }
  return [...found]
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
