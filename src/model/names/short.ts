import { memo } from '../memo.ts'
import { nameKey } from '../names.ts'
import { numbersOf, partsOf, type NameParts } from './parts.ts'
import { OFFICES, SHORT_HEADS } from './words.ts'

export interface Contraction {
  /** Every character stands where a word begins, and nothing that tells bodies apart is left out. */
  readonly clean: boolean
  /** All but the place and some words of it is there. */
  readonly likely: boolean
  /** The city is left out: 環保局 may be any city's. */
  readonly placeless: boolean
  /** What was left out that matters, in words. */
  readonly missing: readonly string[]
}

const HEADS = new Map(Object.entries(SHORT_HEADS).map(([head, endings]) => [nameKey(head), endings.map(nameKey)]))
const OFFICE = new Set(OFFICES.map(nameKey))
const [SHORTEST, LONGEST] = [2, 8]

/** Whether bodies of this (folded) head are commonly called by a contraction. */
export const isContracted = (head: string): boolean => HEADS.has(head)

const ENDS = new Set([...HEADS.values()].flat().map((ending) => ending.at(-1)!))

/** Whether a key could be a contraction at all. */
export const mayContract = (key: string): boolean => key.length >= SHORTEST && key.length <= LONGEST && ENDS.has(key.at(-1)!)

/** Where a unit's own name begins after that of the unit above it: 工務局|新建工程處. */
const PARENT = new RegExp(`^.{1,12}?[${nameKey('局處會院署部')}](?=.{2})`, 'u')

/**
 * Whether `short` contracts the name of a public body, school or museum: characters of the name in their order, each
 * where a word begins (or the next after one taken), ended by its head or what customarily stands for it:
 * 北美館 → 臺北市立美術館, 師大 → 國立臺灣師範大學, 新工處 → 臺北市政府工務局新建工程處.
 * @returns undefined for names that are not called so (associations, foundations) and whatever does not fit
 */
export function contraction(short: string, full: string): Contraction | undefined {
  const [said, parts] = [nameKey(short), partsOf(full)]
  if (!isContracted(parts.head) || said.length < SHORTEST || said.length > LONGEST || said.length >= parts.bare.length) return undefined
  // 醫院 says what it is, of any hospital; one may be called so within the body above it, and nowhere else
  if (parts.head.endsWith(said)) return undefined
  for (const [head, endings] of HEADS) {
    // 圖書館 is 館 or a head of its own: 天文館, 北市圖
    if (!parts.bare.endsWith(head)) continue
    for (const ending of endings) {
      // with 館 it is 館 that is kept
      if (ending === parts.head && head !== ending) continue
      const stem = said.slice(0, said.length - ending.length)
      const found = stem !== '' && said.endsWith(ending) ? align(stem, wordsOf(full, head)) : undefined
      if (found !== undefined) return judge(found, said, parts)
    }
  }
  return undefined
}

function judge(found: Alignment, said: string, parts: NameParts): Contraction {
  const placeless = parts.seat !== '' && !found.place
  const isOffice = parts.keeper.includes(GOVERNMENT) || OFFICE.has(parts.head)
  const numbers = numbersOf(said) === numbersOf(parts.key)
  const missing = [
    ...(found.own ? [] : ['自己的名稱沒有出現 (nothing of its own name is in it)']),
    ...(numbers ? [] : ['數字不同 (numbers differ)']),
    ...(placeless && !isOffice ? ['地名被省略，各地可能都有 (the place is left out)'] : []),
    // 公園處 leaves out 路燈; a school or hospital that leaves out a word may be another
    ...(found.all || isOffice ? [] : ['省略了名稱中的詞 (a word of the name is left out)']),
  ]
  return { clean: missing.length === 0 && found.starts, likely: found.own && numbers && found.starts, placeless, missing }
}

const GOVERNMENT = nameKey('政府')

interface Word {
  readonly text: string
  /** place: may be left out, any of its characters may stand for it; parent: the unit above; own: the name itself. */
  readonly role: 'place' | 'parent' | 'own'
}

/** The words before the head. */
function wordsOf(full: string, head: string): readonly Word[] {
  const { bare, core, purposes, head: own } = partsOf(full)
  const name = bare.slice(0, bare.length - head.length)
  const start = bare.length - own.length - purposes.join('').length - core.length
  const rest = name.slice(start)
  const parent = PARENT.exec(rest)?.[0] ?? ''
  return [
    ...(start === 0 ? [] : [{ text: name.slice(0, start), role: 'place' as const }]),
    ...segments(parent).map((text) => ({ text, role: 'parent' as const })),
    ...segments(rest.slice(parent.length)).map((text) => ({ text, role: 'own' as const })),
  ]
}

const segmenter = new Intl.Segmenter('zh-Hans', { granularity: 'word' })

/** Words of two or three characters: longer ones are cut in pairs (社會福利). */
const segments = memo(5_000, (text: string): readonly string[] =>
  [...segmenter.segment(text)].flatMap(({ segment }) => (segment.length < 4 ? [segment] : segment.match(/.{1,2}/gsu)!)))

interface Alignment {
  /** A character that tells the place is taken: 北 of 臺北市立. */
  readonly place: boolean
  /** Of the name itself the first word is taken, and all. */
  readonly own: boolean
  readonly all: boolean
  readonly starts: boolean
}

/** Characters before a name that do not tell which place. */
const TELLS_NOTHING = new Set(nameKey('市縣省區鄉鎮立國私公政府臺'))

/** The best way to take the characters of `stem` from the words in order. */
function align(stem: string, words: readonly Word[]): Alignment | undefined {
  const text = words.map((word) => word.text).join('')
  const at = words.flatMap(({ text: word, role }, i) => [...word].map((char, offset) => ({ char, role, first: offset === 0, last: offset === word.length - 1 && word.length > 2, word: i })))
  const own = words.flatMap(({ role, text: word }, i) => (role === 'own' && word.length > 1 ? [i] : []))
  let best: Alignment | undefined
  const worth = ({ starts, own: first, all, place }: Alignment): number => Number(starts) * 8 + Number(first) * 4 + Number(all) * 2 + Number(place)
  const walk = (taken: readonly number[], starts: boolean): void => {
    const i = taken.length
    if (i === stem.length) {
      const touched = new Set(taken.map((j) => at[j]!.word))
      const so = { starts, place: taken.some((j) => at[j]!.role === 'place' && !TELLS_NOTHING.has(at[j]!.char)), own: own.length === 0 || touched.has(own[0]!), all: own.every((word) => touched.has(word)) }
      if (best === undefined || worth(so) > worth(best)) best = so
      return
    }
    const from = i === 0 ? 0 : taken[i - 1]! + 1
    for (let j = text.indexOf(stem[i]!, from); j >= 0; j = text.indexOf(stem[i]!, j + 1)) {
      const { role, first, last } = at[j]!
      walk([...taken, j], starts && (role === 'place' || first || last || (i > 0 && j === from)))
    }
  }
  walk([], true)
  return best
}
