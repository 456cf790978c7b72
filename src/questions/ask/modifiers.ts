import { is, type Word } from './sentence.ts'

/** What a question says besides what it asks: when, by way of whom, how far; and the words that are left. */
export interface Modified {
  readonly words: readonly Word[]
  readonly asOf?: string
  /** Two times that are compared. */
  readonly times?: readonly [string, string]
  readonly avoid: readonly Word[]
  /** Ends of the names of those that are not wanted: 不包括基金會. */
  readonly ends: readonly string[]
  readonly through: readonly Word[]
  readonly steps?: number
  /** What is counted of those related to somebody: founded when, as EDTF. */
  readonly founded?: string
  /** By what they are counted. */
  readonly by?: 'district'
  /** In which city or district they are counted. */
  readonly district?: string
}

/** @returns undefined where several times are named and nothing says how they belong together */
export function modifiersOf(all: readonly Word[]): Modified | undefined {
  let words = [...all]
  const without = [...names('avoid', ['outside', 'apart']), ...namesBefore('apart'), ...denied()]
  const [avoid, kinds] = [without.filter((word) => is(word, 'E')), without.filter((word) => !is(word, 'E'))]
  // only what is told by the end of its name can be told from the others
  if (kinds.some(({ named }) => named === undefined)) return undefined
  const [founded, by, district] = [foundedIn(), byIn(), seatIn()]
  const through = names('via', []).filter((word) => is(word, 'E'))
  const steps = stepsOf()
  const times = timesOf()
  if (times === undefined) return undefined
  return { words, avoid, ends: [...new Set(kinds.flatMap(({ named }) => named!))], through, ...(steps === undefined ? {} : { steps }), ...(founded && { founded }), ...(by && { by }), ...(district && { district }), ...times }

  /** 不經由教育局和文化局, 不包括基金會: the names and kinds behind the word go with it. */
  function names(category: string, endings: readonly string[]): Word[] {
    const isMeant = (word: Word | undefined): boolean => is(word, 'E') || (endings.length > 0 && is(word, 'K') && word!.named !== undefined)
    const taken: Word[] = []
    for (let i = 0; i < words.length; i++) {
      if (!is(words[i], category)) continue
      let to = i + 1
      while (is(words[to], 'at', 'be', 'numeral', 'measure') && is(words[to + 1], 'E')) to++
      while (isMeant(words[to]) || (is(words[to], 'and') && isMeant(words[to + 1]))) to++
      const meant = words.slice(i + 1, to).filter(isMeant)
      if (meant.length === 0) continue
      taken.push(...meant)
      if (is(words[to], ...endings)) to++
      // 排除勞動局之後
      if (category === 'avoid' && is(words[to], 'after') && !is(words[i - 1], 'T')) to++
      words = [...words.slice(0, i), ...words.slice(to)]
      i--
    }
    return taken
  }

  /** 教育局以外, 教育局不算, 基金會除外. */
  function namesBefore(category: string): Word[] {
    const isMeant = (word: Word | undefined): boolean => is(word, 'E') || (is(word, 'K') && word!.named !== undefined)
    const at = words.findIndex((word, i) => is(word, category) && isMeant(words[i - 1]))
    if (at < 0) return []
    let from = at - 1
    while (is(words[from - 1], 'and') && isMeant(words[from - 2])) from -= 2
    const taken = words.slice(from, at).filter(isMeant)
    words = [...words.slice(0, from), ...words.slice(at + 1)]
    return taken
  }

  /** 委託的單位裡，不是基金會的: what stands between 不是 and 的, and is told by the end of its name. */
  function denied(): Word[] {
    const isMeant = (word: Word | undefined): boolean => is(word, 'K') && word!.named !== undefined
    const at = words.findIndex((word, i) => is(word, 'not') && isMeant(words[is(words[i + 1], 'be') ? i + 2 : i + 1]))
    if (at < 0) return []
    let to = at + 1
    while (isMeant(words[to]) || is(words[to], 'be', 'not') || (is(words[to], 'and', 'both') && (isMeant(words[to + 1]) || is(words[to + 1], 'not')))) to++
    // 社會局不是基金會的主管機關嗎: what it is itself
    if (!is(words[to], 'de') || is(words[at - 1], 'E') || is(words[to + 1], 'A', 'N', 'P')) return []
    const taken = words.slice(at, to).filter(isMeant)
    // 既不是基金會也不是協會的
    const from = is(words[at - 1], 'both') ? at - 1 : at
    // 不是基金會的有哪些 goes on with what is asked; 不是基金會的單位 with what is left
    const isAlone = !is(words[to + 1], 'K')
    words = [...words.slice(0, from), ...words.slice(isAlone || is(words[from - 1], 'de', 'mark') ? to + 1 : to)]
    return taken
  }

  /** 2020年以後成立、在社會局立案的團體有幾個: beside a name, when those that are counted were founded. */
  function foundedIn(): string | undefined {
    if (!isCountedOf()) return undefined
    const first = words.findIndex((word) => is(word, 'T'))
    if (first < 0) return undefined
    const isSpan = is(words[first + 1], 'to', 'and') && is(words[first + 2], 'T')
    let to = first + (isSpan ? 3 : 1)
    const side = isSpan ? undefined : is(words[to], 'before') ? '..' : is(words[to], 'after') ? 'on' : undefined
    while (is(words[to], 'before', 'after', 'between')) to++
    if (!is(words[to], 'founded')) return undefined
    to++
    const [one, other] = [words[first]!.date!, words[first + 2]?.date]
    let from = is(words[first - 1], 'at', 'from') ? first - 1 : first
    // what is left stands by itself: not joined to it before or behind
    if (from === 0 || is(words[from - 1], 'mark')) while (is(words[to], 'de', 'and', 'mark')) to++
    while (is(words[from - 1], 'and', 'mark')) from--
    words = [...words.slice(0, from), ...words.slice(to)]
    return isSpan ? `${one}/${other!}` : side === '..' ? `../${one}` : side === 'on' ? `${one}/..` : one
  }

  /** 在社會局立案的同鄉會，各行政區各有幾個. */
  function byIn(): 'district' | undefined {
    const at = isCountedOf() ? words.findIndex((word, i) => is(word, 'district') && (EACH.test(word.text) || is(words[i - 1], 'each'))) : -1
    if (at < 0) return undefined
    let [from, to] = [at, at + 1]
    while (is(words[from - 1], 'each', 'at', 'mark')) from--
    while (is(words[to], 'each')) to++
    words = [...words.slice(0, from), ...words.slice(to)]
    return 'district'
  }

  /** 大安區有幾個…, 位於大安區的…有幾個. */
  function seatIn(): string | undefined {
    const at = words.findIndex((word) => is(word, 'seat'))
    if (at < 0) return undefined
    const { text } = words[at]!
    let [from, to] = [at, at + 1]
    while (is(words[from - 1], 'at') || LYING.test(words[from - 1]?.text ?? '')) from--
    while (is(words[to], 'between')) to++
    // what is left stands by itself
    if (is(words[to], 'de', 'mark') && (from === 0 || is(words[from - 1], 'mark', 'de', 'padding'))) to++
    words = [...words.slice(0, from), ...words.slice(to)]
    return text
  }

  /** How many, of those related to somebody. */
  function isCountedOf(): boolean {
    return words.some((word) => is(word, 'E')) && words.some((word) => is(word, 'many'))
  }

  function stepsOf(): number | undefined {
    const at = words.findIndex((word, i) => is(word, 'numeral') && is(words[i + 1], 'step'))
    if (at < 0) return undefined
    const said = words[at]!.text
    const count = /^\d+$/.test(said) ? Number(said) : (NUMERALS[said.toLowerCase()] ?? 1)
    let to = at + 2
    while (is(words[to], 'within')) to++
    words = [...words.slice(0, at), ...words.slice(to)]
    return count
  }

  function timesOf(): Pick<Modified, 'asOf' | 'times'> | undefined {
    words = withoutRepeated(words).filter((word, i, all) => !(is(word, 'when', 'this') && is(all[i - 1], 'T')))
    const places = words.flatMap((word, i) => (is(word, 'T') ? [i] : []))
    if (places.length === 0) return {}
    if (places.length > 2) return undefined
    const [first, second] = places as [number, number?]
    const one = words[first]!.date!
    const lead = is(words[first - 1], 'at', 'from', 'before', 'after', 'between') ? first - 1 : first
    if (second === undefined) {
      const [before, after] = [words[first - 1], words[first + 1]]
      const side = is(after, 'before') ? '..' : is(after, 'after') ? 'on' : English(before) && is(before, 'before') ? '..' : English(before) && is(before, 'after') ? 'on' : undefined
      const from = is(before, 'at', 'from') || (English(before) && is(before, 'before', 'after')) ? first - 1 : first
      const to = side !== undefined && is(after, 'before', 'after') ? first + 2 : first + 1
      words = [...words.slice(0, from), ...words.slice(to)]
      return { asOf: side === '..' ? `../${one}` : side === 'on' ? `${one}/..` : one }
    }
    const other = words[second]!.date!
    const compared = words.some((word) => is(word, 'compare', 'differ'))
    // 2016年委託的單位跟2024年比起來: what is compared may stand between
    const joint = second - 1
    if (second !== first + 2 && !(compared && is(words[joint], 'and', 'to', 'at'))) return undefined
    if (compared) {
      const kept = [...words.slice(0, lead), ...words.slice(first + 1, joint), ...words.slice(second + 1)]
      words = withoutDifference(kept)
      return { times: [one, other] }
    }
    if (!is(words[first + 1], 'to', 'and')) return undefined
    const to = is(words[second + 1], 'between') ? second + 2 : second + 1
    words = [...words.slice(0, lead), ...words.slice(to)]
    return { asOf: `${one}/${other}` }
  }

  /** 有什麼不同, 有何差別, 比較. */
  function withoutDifference(kept: readonly Word[]): Word[] {
    const left: Word[] = []
    for (const word of kept) {
      if (is(word, 'compare')) continue
      if (is(word, 'differ')) {
        while (is(left.at(-1), 'what', 'have', 'Q', 'de', 'which')) left.pop()
        continue
      }
      left.push(word)
    }
    while (is(left.at(-1), 'at', 'mark', 'de')) left.pop()
    return left
  }
}

/** 民國105年（2016）: the same time again, in brackets. */
const withoutRepeated = (words: readonly Word[]): Word[] => {
  const at = words.findIndex((word, i) => is(word, 'T') && words[i + 1]?.text === '(' && is(words[i + 2], 'T') && words[i + 2]!.date === word.date && words[i + 3]?.text === ')')
  return at < 0 ? [...words] : [...words.slice(0, at + 1), ...words.slice(at + 4)]
}

/** 各區, 每一區; 士林區 is one. */
const EACH = /^[各每依按分]/u

/** 位於大安區: says no more than where. */
const LYING = /^(?:[位設處]在|[位處設]於|坐落[在於]?|座落[在於]?|located in)$/u

const English = (word: Word | undefined): boolean => word !== undefined && /^[a-z]/i.test(word.text)

const NUMERALS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 兩: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, two: 2, three: 3, four: 4, five: 5 }
