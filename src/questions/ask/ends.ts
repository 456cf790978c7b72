import type { Turns } from '../../graph/turns.ts'
import { nameKey } from '../../model/names.ts'
import type { NameLookup } from '../../model/names/index.ts'
import type { Kind } from '../../model/records.ts'
import { is, type Fixed, type Word } from './sentence.ts'

/** What fewer names end with is no word for a kind. */
const LEAST = 3
/** In characters. */
const [LONGEST, SHORTEST] = [10, 2]
/** Of works and concepts the end of a name says nothing of what they are. */
const TOLD: readonly Kind[] = ['Organization', 'Place', 'Programme', 'Event']
const BREAK = /[\s\p{P}\p{S}]/u

/**
 * Words that ask for a kind by what names here end with (哪些分館, 幾個扶輪社): around what no word of the table
 * explains, from where a word begins, the longest first.
 */
export async function endsIn(sentence: string, words: readonly Word[], lookup: NameLookup, turns: Turns): Promise<Fixed[]> {
  const found: Fixed[] = []
  for (const [place, { start }] of words.entries()) {
    if (is(words[place], 'E', 'T', 'mark') || start < (found.at(-1)?.end ?? 0)) continue
    await turns.next()
    const end = endFrom(sentence, words, place, lookup, found.at(-1)?.end)
    if (end !== undefined) found.push(end)
  }
  return found
}

const asking = ({ start, end, text }: Pick<Fixed, 'start' | 'end' | 'text'>, kinds: readonly Kind[]): Fixed => ({ start, end, text, senses: [{ category: 'K', kinds, named: [text] }], kinds, named: [text] })

/** Such a name as a word for a kind. */
export const kindOf = (name: Fixed, lookup: NameLookup): Fixed => asking(name, lookup.endingWith(name.text, LEAST).filter((kind) => TOLD.includes(kind)))

/** Names that are what several others end with, and nobody's own in full: 心理諮商所. */
export const isEnd = ({ text, candidates = [] }: Fixed, lookup: NameLookup): boolean =>
  (candidates.length > 1 || (candidates[0]?.score ?? 1) < EXACT) && lookup.endingWith(text, LEAST).some((kind) => TOLD.includes(kind))
const EXACT = 0.9

/** @param last where the end before this one ends: 組及隊 */
function endFrom(sentence: string, words: readonly Word[], place: number, lookup: NameLookup, last?: number): Fixed | undefined {
  const { start } = words[place]!
  const border = words.slice(place).find((word) => is(word, 'E', 'T'))?.start ?? sentence.length
  const until = sentence.slice(start, border).search(BREAK)
  const longest = Math.min(LONGEST, until < 0 ? border - start : until)
  // 哪幾組: one character only where it is asked for or belongs to what stands before it
  const isJoined = is(words[place - 1], 'and') && words[place - 1]!.start === last
  const shortest = is(words[place], 'X') && (isJoined || is(words[place - 1], 'which', 'many', 'each', 'de', 'N')) ? 1 : SHORTEST
  // 哪些老人公寓: what is asked for by such a word is a kind, however few there are
  const least = is(words[is(words[place - 1], 'measure') ? place - 2 : place - 1], 'which', 'many') ? 1 : LEAST
  for (let length = longest; length >= shortest; length--) {
    const [end, text] = [start + length, sentence.slice(start, start + length)]
    if (!words.some((word) => is(word, 'X') && word.start < end && word.end > start)) continue
    // 組 stands for itself, and is not the first character of another word
    if (length < SHORTEST && words[place]!.end !== end) continue
    if (nameKey(text).length !== length) continue
    const kinds = lookup.endingWith(text, least).filter((kind) => TOLD.includes(kind))
    if (kinds.length > 0) return asking({ start, end, text }, kinds)
  }
  return undefined
}

/** 名稱有「客家」的團體有幾個: characters that the names of those that are counted have, whatever they are. */
export function heldIn(sentence: string, words: readonly Word[]): Fixed[] {
  const at = words.findIndex((word) => is(word, 'called'))
  if (at < 0 || !words.some((word) => is(word, 'many', 'district'))) return []
  const until = words.findIndex((word, i) => i > at && is(word, 'de', 'mark'))
  const said = words.slice(at + 1, until < 0 ? undefined : until)
  if (said.length === 0 || words.some((word) => is(word, 'E') && !said.includes(word))) return []
  const [start, end] = [words[at]!.start, said.at(-1)!.end]
  const text = sentence.slice(said[0]!.start, end).replace(/[「」『』“”"《》〈〉]/gu, '').trim()
  return [{ start, end, text, senses: [{ category: 'K', kinds: [], named: [text] }], kinds: [], named: [text] }]
}
