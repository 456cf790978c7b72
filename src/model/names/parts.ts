import { memo } from '../memo.ts'
import { bared, fold, nameKey } from '../names.ts'
import { COUNTRY, FAITHS, HEADS, KEEPERS, PLACES, PURPOSES, SHORT_HEADS } from './words.ts'

/** A name taken apart. All parts are folded (`nameKey`), and together they are the bare key. */
export interface NameParts {
  readonly key: string
  readonly bare: string
  readonly form?: string
  /** Cities, districts and the country before the name: 台北市, 台湾省. */
  readonly place: string
  /** The place without those words that only say "of Taiwan": what must agree. */
  readonly seat: string
  /** The bare key without the first place, where it begins with one and a name is left; else ''. */
  readonly local: string
  /** 私立, 市立, 佛教, … between place and core. */
  readonly keeper: string
  /** What is the body's own; never empty. */
  readonly core: string
  /** The core is a word that many bodies have as theirs: 兒童藝術協會. */
  readonly isCommon: boolean
  /** What it is for: words between core and head, in the order of the name. */
  readonly purposes: readonly string[]
  /** 基金会, 协会, 局; empty where the name ends with none. */
  readonly head: string
}

/** Words to be found at the ends of a text, the longest first. */
class Words {
  readonly #words: ReadonlySet<string>
  readonly #lengths: readonly number[]

  constructor(words: readonly string[]) {
    this.#words = new Set(words.map(nameKey))
    this.#lengths = [...new Set([...this.#words].map((word) => word.length))].sort((a, b) => b - a)
  }

  has(word: string): boolean {
    return this.#words.has(word)
  }

  /** The longest that `text` begins with, if what is left suits; else ''. */
  before(text: string, suits: (rest: string) => boolean): string {
    for (const length of this.#lengths) {
      if (length < text.length && this.#words.has(text.slice(0, length)) && suits(text.slice(length))) return text.slice(0, length)
    }
    return ''
  }

  /** The longest that `text` ends with and is more than; else ''. */
  behind(text: string): string {
    for (const length of this.#lengths) if (length < text.length && this.#words.has(text.slice(-length))) return text.slice(-length)
    return ''
  }
}

const [places, keepers, purposes, heads] = [PLACES, [...KEEPERS, ...FAITHS], PURPOSES, HEADS].map((words) => new Words(words)) as [Words, Words, Words, Words]
const country = new Set(COUNTRY.map(nameKey))

/** 大安區, 斗六鎮 after a city; 社區, 園區 and 商圈 are no districts. */
const DISTRICT = new RegExp(`^(?:[^${fold('市縣省區鄉鎮')}]{2}(?<![${fold('社地園街商校')}])[${fold('區鄉鎮')}]|[${fold('東西南北中')}]${fold('區')})`, 'u')

/** Heads of what a city or the state may keep: 臺北市|立|美術館, but 臺北市|立心|基金會. */
const PUBLIC = new Set(Object.keys(SHORT_HEADS).map(nameKey))
const STANDING = nameKey('立')

/** For names that are looked at once, each: remembering all of an archive's would only take its time. */
export function takenApart(name: string): NameParts {
  const [key, { bare, form }] = [nameKey(name), bared(name)]
  let rest = bare
  const isPublic = PUBLIC.has(heads.behind(bare))
  const place: string[] = []
  const kept: string[] = []
  // 臺北市 | 私立 | 中華 …, as long as a name is left
  for (let more = true; more;) {
    more = false
    const seat = places.before(rest, isName)
    if (seat !== '') {
      place.push(seat)
      rest = rest.slice(seat.length)
      more = true
      const district = !CITY.test(seat) ? undefined : DISTRICT.exec(rest)?.[0]
      if (district !== undefined && isName(rest.slice(district.length))) {
        place.push(district)
        rest = rest.slice(district.length)
      }
    }
    const keeper = keepers.before(rest, isName)
    if (keeper !== '' && (isPublic || keeper !== STANDING)) {
      kept.push(keeper)
      rest = rest.slice(keeper.length)
      more = true
    }
  }
  const head = heads.behind(rest)
  let core = rest.slice(0, rest.length - head.length)
  const found: string[] = []
  for (let purpose = purposes.behind(core); purpose !== ''; purpose = purposes.behind(core)) {
    found.unshift(purpose)
    core = core.slice(0, core.length - purpose.length)
  }
  const local = place.length > 0 && bare.startsWith(place[0]!) ? bare.slice(place[0]!.length) : ''
  return { key, bare, local: isName(local) ? local : '', ...(form === undefined ? {} : { form }), place: place.join(''), seat: place.filter((one) => !country.has(one)).join(''), keeper: kept.join(''), core, isCommon: purposes.has(core), purposes: found, head }
}

export const partsOf = memo(20_000, takenApart)

const CITY = new RegExp(`[${fold('市縣')}]$`, 'u')

/** What is left may be a name: 公所 and 大學 alone are none. */
const isName = (rest: string): boolean => rest.length >= 2 && !heads.has(rest)

/**
 * Numbers in a name, ordinals and years, in their order: what must agree for two names to be one body's.
 * 一 to 十 count where they are all that a place in the name holds (第一, 三民 does not).
 */
export function numbersOf(key: string): string {
  return [...key.matchAll(/第[一二三四五六七八九十百零0-9]+|[0-9]+(?:[年届区号期]?)|[一二三四五六七八九十]+(?=[号届期区队中女]|分[会社院局队校馆])/gu)].map(([found]) => found).join(' ')
}
