import { memo } from '../memo.ts'
import { bareKey, fold, legalForm, nameKey } from '../names.ts'
import { COUNTRY, FAITHS, HEADS, KEEPERS, PLACES, PURPOSES } from './words.ts'

/** A name taken apart. All parts are folded (`nameKey`), and together they are the bare key. */
export interface NameParts {
  readonly key: string
  readonly bare: string
  readonly form?: string
  /** Cities, districts and the country before the name: 台北市, 台湾省. */
  readonly place: string
  /** The place without those words that only say "of Taiwan": what must agree. */
  readonly seat: string
  /** 私立, 市立, 佛教, … between place and core. */
  readonly keeper: string
  /** What is the body's own; never empty. */
  readonly core: string
  /** What it is for: words between core and head, in the order of the name. */
  readonly purposes: readonly string[]
  /** 基金会, 协会, 局; empty where the name ends with none. */
  readonly head: string
}

const longestFirst = (words: readonly string[]): string[] => [...new Set(words.map(nameKey))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
const [places, keepers, faiths, purposes, heads] = [PLACES, KEEPERS, FAITHS, PURPOSES, HEADS].map(longestFirst) as [string[], string[], string[], string[], string[]]
const HEAD_WORDS = new Set(heads)
const country = new Set(COUNTRY.map(nameKey))

/** 大安區, 板橋市 after a city; alone only where a city is before it, since 社區 and 地區 end so too. */
const DISTRICT = new RegExp(`^[^${fold('市縣區鄉鎮')}]{1,3}[${fold('區鄉鎮')}](?=.{2})`, 'u')

export const partsOf = memo(20_000, (name: string): NameParts => {
  const [key, bare, form] = [nameKey(name), bareKey(name), legalForm(name)?.form]
  let rest = bare
  const place: string[] = []
  const kept: string[] = []
  // 臺北市 | 私立 | 中華 …, as long as a name is left
  for (let more = true; more;) {
    more = false
    const seat = take(rest, places)
    if (seat !== '') {
      place.push(seat)
      rest = rest.slice(seat.length)
      more = true
      const district = country.has(seat) ? undefined : DISTRICT.exec(rest)?.[0]
      if (district !== undefined && isName(rest.slice(district.length))) {
        place.push(district)
        rest = rest.slice(district.length)
      }
    }
    const keeper = take(rest, keepers) || take(rest, faiths)
    if (keeper !== '') {
      kept.push(keeper)
      rest = rest.slice(keeper.length)
      more = true
    }
  }
  const head = heads.find((one) => rest.length > one.length && rest.endsWith(one)) ?? ''
  let core = rest.slice(0, rest.length - head.length)
  const found: string[] = []
  for (let purpose = end(core); purpose !== undefined; purpose = end(core)) {
    found.unshift(purpose)
    core = core.slice(0, core.length - purpose.length)
  }
  return { key, bare, ...(form === undefined ? {} : { form }), place: place.join(''), seat: place.filter((one) => !country.has(one)).join(''), keeper: kept.join(''), core, purposes: found, head }
})

/** The longest of the words a text begins with, if a name is left after it. */
const take = (text: string, words: readonly string[]): string => words.find((word) => text.startsWith(word) && isName(text.slice(word.length))) ?? ''
/** What is left may be a name: 公所 and 大學 alone are none. */
const isName = (rest: string): boolean => rest.length >= 2 && !HEAD_WORDS.has(rest)
/** The longest purpose a text ends with, if something is left before it. */
const end = (text: string): string | undefined => purposes.find((word) => text.length > word.length && text.endsWith(word))

/**
 * Numbers in a name, ordinals and years, in their order: what must agree for two names to be one body's.
 * 一 to 十 count where they are all that a place in the name holds (第一, 三民 does not).
 */
export function numbersOf(key: string): string {
  return [...key.matchAll(/第[一二三四五六七八九十百零0-9]+|[0-9]+(?:[年届区号期]?)|[一二三四五六七八九十]+(?=[号届期区队中女]|分[会社院局队校馆])/gu)].map(([found]) => found).join(' ')
}
