import { nameKey } from '../../model/names.ts'
import type { Kind } from '../../model/records.ts'
import { documentWords, type DocumentWords } from './document-words.ts'
import { FAINT } from './find-latin.ts'
import { findNames } from './find-names.ts'
import { mentionsIn, type KnownNames } from './mentions.ts'
import type { NameRules } from './name-rules.ts'
import type { Passage, Place } from './passage.ts'
import { spanOf, squeeze, type Squeezed } from './squeeze.ts'

/** A name in a squeezed text, known or found by its form. */
export interface NameHere {
  readonly start: number
  readonly end: number
  readonly name: string
  /** The first is what patterns take it for. */
  readonly kind: Kind
  /** Empty: unknown. Several: ambiguous. */
  readonly ids: readonly string[]
  readonly sure: number
  readonly rule: string
}

/** Something nobody told the archive: a proposal, with every place where it stands. */
export interface UnknownName {
  readonly name: string
  readonly kind: Kind
  readonly count: number
  readonly places: readonly Place[]
  /** The highest of its places. */
  readonly confidence: number
}

/**
 * Known names win, unless a longer unknown one holds them and begins as names begin: 臺南市政府教育局 is not the known
 * 教育局, 歷來教育局 is.
 */
/** @param words what the whole document says of its words; default: what this text says */
export function namesIn(squeezed: Squeezed, known: KnownNames, rules: NameRules, words?: DocumentWords): NameHere[] {
  const { text } = squeezed
  const mine = mentionsIn(squeezed, known).map(({ start, end, ids, kinds }): NameHere => {
    const [left, right] = [text[start - 1] ?? '', text[end] ?? '']
    const closed = /[《〈「『]/u.test(left) && /[》〉」』]/u.test(right)
    return { start: closed ? start - 1 : start, end: closed ? end + 1 : end, name: text.slice(start, end), kind: kinds[0]!, ids, sure: 0.95, rule: 'known' }
  })
  const found = findNames(text, rules, words)
  const kept = mine.filter((one) => !found.some((other) => other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start && outdone(one, other, rules)))
  const free = found.filter((other) => !kept.some((one) => other.start < one.end && one.start < other.end))
  return [...kept, ...free.map((other): NameHere => ({ ...other, ids: [] }))].sort((a, b) => a.start - b.start)
}

function outdone(known: NameHere, other: { readonly start: number; readonly end: number; readonly name: string; readonly rule: string; readonly kind: Kind }, rules: NameRules): boolean {
  if (/《》|「」/.test(other.rule)) return other.name.length > known.name.length || other.kind === known.kind
  // 國立臺灣師範大學 社會教育學系: goes on behind the known name; 臺南市政府 教育局: begins with a head before it
  return other.end > known.end || rules.atHead.test(other.name) || rules.ofCountry.test(other.name.slice(0, known.start - other.start))
}

/** A name as it stands in the text, without the marks around it and the spaces within: 林 振 春, 《學習型城市》, 「雙核心」. */
export const printed = (words: string): string =>
  words.replace(/\*+/g, '').replace(/^[《〈「『]|[》〉」』]$/gu, '').replace(/[」』](?=計畫|計劃|方案|條例|政策|專案)/u, '').replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '').replace(/\s+/g, ' ')

/** What passages name that the archive does not know, most frequent first. */
export function findUnknown(passages: readonly Passage[], known: KnownNames, rules: NameRules): UnknownName[] {
  return collectUnknown(readAllNames(passages, known, rules))
}

/** A passage squeezed, with its names: found once, read several times. */
export interface NamedPassage {
  readonly passage: Passage
  readonly squeezed: Squeezed
  readonly names: readonly NameHere[]
}

export function readNames(passage: Passage, known: KnownNames, rules: NameRules): NamedPassage {
  return readAllNames([passage], known, rules)[0]!
}

/** The passages of one document, which tell by their words what of another is a name. */
export function readAllNames(passages: readonly Passage[], known: KnownNames, rules: NameRules): NamedPassage[] {
  const squeezed = passages.map(({ text }) => squeeze(text))
  const words = documentWords(squeezed.map(({ text }) => text))
  return passages.map((passage, i) => ({ passage, squeezed: squeezed[i]!, names: asPrinted(namesIn(squeezed[i]!, known, rules, words), passage.text, squeezed[i]!) }))
}

/** Names as the text prints them: 臺, where the squeezed text has 台. */
export function asPrinted(names: readonly NameHere[], text: string, squeezed: Squeezed): NameHere[] {
  return names.map((one) => {
    const { start, end } = spanOf(squeezed, one.start, one.end)
    return { ...one, name: printed(text.slice(start, end)) }
  })
}

export function collectUnknown(read: readonly NamedPassage[]): UnknownName[] {
  const found = new Map<string, { name: string; kind: Kind; places: Place[]; confidence: number }>()
  for (const { passage, squeezed, names } of read) {
    for (const { start, end, name, kind, ids, sure } of names) {
      if (ids.length > 0) continue
      const key = `${kind} ${nameKey(name)}`
      const span = spanOf(squeezed, start, end)
      const place: Place = { start: passage.start + span.start, end: passage.start + span.end, ...(passage.page === undefined ? {} : { page: passage.page }) }
      const one = found.get(key)
      if (one === undefined) found.set(key, { name, kind, places: [place], confidence: sure })
      else {
        one.places.push(place)
        one.confidence = Math.max(one.confidence, sure)
      }
    }
  }
  // what looks like a name only a little has to return before it is one; what is faint never is by itself
  return [...found.values()].map((one) => ({ ...one, count: one.places.length })).filter(({ confidence, count }) => confidence >= 0.5 || (confidence > FAINT && count >= 3)).sort((a, b) => b.count - a.count)
}
