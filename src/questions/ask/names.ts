import type { Turns } from '../../graph/turns.ts'
import { fold, nameKey } from '../../model/names.ts'
import { likeness, type Near, type NameLookup } from '../../model/names/index.ts'
import type { NameIn } from '../resolve-sentence.ts'
import type { Grammar } from './grammar.ts'
import { is, wordsOf, type Fixed, type Word } from './sentence.ts'

const E = [{ category: 'E' }]
const QUOTES: Readonly<Record<string, string>> = { '《': '》', '〈': '〉', '「': '」', '『': '』', '“': '”', '"': '"' }
const TITLE_MARKS = '《〈'

/** Names found in a sentence as its words; a name in quotation marks must be all that stands in them. */
export function named(sentence: string, found: readonly NameIn[]): Fixed[] {
  const quotes = quotesIn(sentence)
  const free = found.filter(({ start, end }) => !quotes.some((quote) => start < quote.end && end > quote.start))
  return [...free.map(fixed), ...quotes.map((quote) => {
    const whole = found.find(({ start, text }) => start >= quote.start && start < quote.end && nameKey(text) === nameKey(quote.inside))
    if (whole === undefined) return { start: quote.start, end: quote.end, text: quote.inside, senses: [{ category: 'X' }] }
    const works = TITLE_MARKS.includes(quote.mark) ? whole.candidates.filter(({ entity }) => entity.kind === 'Work') : []
    return { ...fixed(whole), start: quote.start, end: quote.end, candidates: works.length > 0 ? works : whole.candidates }
  })]
}

const fixed = ({ start, end, text, candidates }: NameIn): Fixed => ({ start, end, text, senses: E, candidates })

interface Quote { readonly start: number; readonly end: number; readonly inside: string; readonly mark: string }

function quotesIn(sentence: string): Quote[] {
  const quotes: Quote[] = []
  for (let at = 0; at < sentence.length; at++) {
    const closing = QUOTES[sentence[at]!]
    const until = closing === undefined ? -1 : sentence.indexOf(closing, at + 1)
    if (until <= at + 1) continue
    quotes.push({ start: at, end: until + 1, inside: sentence.slice(at + 1, until), mark: sentence[at]! })
    at = until
  }
  return quotes
}

/** Names that could as well be words of the question (圖書館), or are only short forms that fit. */
export const doubtful = (name: Fixed, grammar: Grammar): boolean =>
  name.candidates?.[0]?.reason === 'short' || (name.candidates !== undefined && name.end - name.start === name.text.length && wordsOf(name.text, [], grammar).every((word) => !is(word, 'X')))

const LATIN = /^\p{Script=Latin}[\p{Script=Latin}'’-]+$/u

/** No word of a name in Chinese. */
const LETTERS = /^\p{Script=Latin}/u

/** How far a stretch with a slip may reach, in characters, and how many are tried. */
const [LONGEST, MOST_TRIED] = [24, 40]
/** Likeness of the own part of a body's name, the rest being short for it: 伊甸基金會. */
const LEAST_CORE = 0.5
/** The next one must be this much less alike. */
const APART = 0.05

export interface Slip {
  readonly name: Fixed
  /** Taken for the name, or only to be asked whether it was meant. */
  readonly taken: boolean
}

/**
 * Names with a slip, or shortened, among what no word of the table explains: for each such place what it may be,
 * best first.
 */
export async function slipsIn(sentence: string, words: readonly Word[], lookup: NameLookup, grammar: Grammar, turns: Turns): Promise<Slip[][]> {
  const places: Slip[][] = []
  let tried = 0
  for (let i = 0; i < words.length; i++) {
    if (!is(words[i], 'X')) continue
    const found: Slip[] = []
    for (const [from, to] of stretches(words, i)) {
      if (tried++ >= MOST_TRIED) break
      // among many names each takes a millisecond or more
      await turns.next()
      const slip = slipAt(sentence, words.slice(from, to + 1), lookup, grammar)
      if (slip !== undefined) found.push(slip)
    }
    if (found.length === 0) continue
    places.push(found.sort((x, y) => Number(y.taken) - Number(x.taken) || score(y) - score(x)))
    const end = Math.max(...found.map(({ name }) => name.end))
    while (i + 1 < words.length && words[i + 1]!.start < end) i++
  }
  return places
}

/** A shorter end, or beginning, of a name says too little. */
const [LEAST_END, LEAST_START] = [3, 8]

/** Names of which only the end is said (七要項, 雙核心引擎), or the title without its subtitle, the longest first: around a word that nothing explains, or anywhere where nothing is named. */
export function partedIn(sentence: string, words: readonly Word[], lookup: NameLookup): Slip[][] {
  const isNamed = words.some((word) => is(word, 'E'))
  const inside = (word: Word): boolean => !is(word, 'T', 'mark', 'who', 'what', 'which', 'many', 'where', 'how', 'be', 'by', 'have')
  let tried = 0
  for (let length = words.length; length > 0; length--) {
    for (let from = 0; from + length <= words.length; from++) {
      const stretch = words.slice(from, from + length)
      const [start, end] = [stretch[0]!.start, stretch.at(-1)!.end]
      if (end - start < LEAST_END || end - start > LONGEST || is(stretch[0], 'de') || is(stretch.at(-1), 'de') || !stretch.every(inside) || (isNamed && !stretch.some((word) => is(word, 'X')) && !(is(words[from - 1], 'and') && is(words[from - 2], 'E'))) || tried++ >= MOST_TRIED) continue
      const said = sentence.slice(start, end)
      const found = [...lookup.parted(said, 'end'), ...(said.length < LEAST_START ? [] : lookup.parted(said, 'start').filter(({ entity }) => entity.kind === 'Work'))]
      if (found.length === 1) return [[{ name: { start, end, text: sentence.slice(start, end), senses: E, candidates: found }, taken: true }]]
    }
  }
  return []
}

const score = ({ name }: Slip): number => name.candidates![0]!.score

function slipAt(sentence: string, words: readonly Word[], lookup: NameLookup, grammar: Grammar): Slip | undefined {
  const [first, last] = [words[0]!, words.at(-1)!]
  const text = words.length === 1 ? first.text : sentence.slice(first.start, last.end)
  const part = unitOf(words, lookup)
  const found = part.length > 0 ? { candidates: part, taken: part.length === 1 } : meant(text, lookup, grammar)
  if (found.candidates.length === 0) return undefined
  // 《 》 and 〈 〉 mean a work
  const works = TITLE_MARKS.includes(sentence[first.start]!) ? found.candidates.filter(({ entity }) => entity.kind === 'Work') : []
  if (works.length > 0) return { name: { start: first.start, end: last.end, text, senses: E, candidates: works }, taken: works.length === 1 }
  // what stands beside a name that is known belongs to it for certain, or is another word
  const beside = part.length === 0 && words.some((word) => is(word, 'E'))
  return { name: { start: first.start, end: last.end, text, senses: E, candidates: found.candidates }, taken: found.taken && (!beside || found.candidates.every((one) => one.certain)) }
}

/** Rows of words about an unknown one, the longest first. */
function stretches(words: readonly Word[], at: number): [number, number][] {
  // 北市|衛生局, 師大|社教系: what stands beside a name may belong to it
  const beside = (i: number, by: number): boolean => is(words[i], 'E') && is(words[i + by], 'X') && (by < 0 ? words[i - 1]!.end === words[i]!.start : words[i]!.end === words[i + 1]!.start)
  // How is 野鳥學會 connected to…: words in Latin letters are none of a name in Chinese
  const isForeign = (word: Word): boolean => !is(word, 'X') && LETTERS.test(word.text) && !LETTERS.test(words[at]!.text)
  const inside = (word: Word): boolean => !is(word, 'T', 'mark', 'who', 'what', 'which', 'many', 'where', 'how') && !isForeign(word)
  const border = (word: Word): boolean => !is(word, 'padding', 'de', 'be', 'by', 'and', 'at', 'have') || word.text.length > 1
  // 中山堂: the first character of a name may be a word that means nothing
  const begins = (i: number): boolean => border(words[i]!) || (i === at - 1 && is(words[i], 'padding') && words[i]!.end === words[at]!.start)
  const all: [number, number][] = []
  for (let from = at; from >= 0 && inside(words[from]!) && (!is(words[from], 'E') || beside(from, 1)); from--) {
    for (let to = at; to < words.length && inside(words[to]!) && (!is(words[to], 'E') || beside(to, -1)); to++) {
      const length = words[to]!.end - words[from]!.start
      if (length >= 2 && length <= LONGEST && begins(from) && border(words[to]!)) all.push([from, to])
    }
  }
  const length = ([from, to]: [number, number]): number => words[to]!.end - words[from]!.start
  return all.sort((x, y) => length(y) - length(x))
}

/** What is behind the name of a person in the name of what is called after them. */
const CALLED_AFTER = new RegExp(`^(?:${['故居', '紀念', '先生', '文化', '文教', '基金會'].map(nameKey).join('|')})`, 'u')

function meant(text: string, lookup: NameLookup, { homophones, surnames }: Grammar): { candidates: readonly Near[]; taken: boolean } {
  const heard = soundingAlike(text, lookup, homophones)
  if (heard.length > 0) return { candidates: heard, taken: true }
  const surnamed = LATIN.test(text) ? lookup.surnamed(text) : []
  if (surnamed.length > 0) return { candidates: surnamed, taken: true }
  // 醫院 as a short name of one hospital is not what 萬芳醫院 is the full name of
  const near = lookup.near(text, { first: 6 }).filter(({ reason, matched }) => reason !== 'short' || nameKey(matched).length > nameKey(text).length)
  const best = near[0]
  if (best === undefined) return { candidates: [], taken: false }
  const close = near.filter(({ score }) => score > best.score - APART)
  // 林語堂 names a person, whatever is called after him
  if (/^\p{Script=Han}{3}$/u.test(text) && surnames.has(fold(text[0]!)) && best.entity.kind !== 'Person' && CALLED_AFTER.test(nameKey(best.matched).slice(text.length))) return { candidates: close, taken: false }
  const misspelt = near.filter(({ matched }) => isMisspelt(nameKey(text), nameKey(matched), lookup))
  if (misspelt.length === 1) return { candidates: misspelt, taken: true }
  const certain = close.filter((one) => one.certain)
  if (certain.length > 0) return { candidates: certain, taken: true }
  // 臺北榮總: characters of one name alone, from its first on
  const shortened = text.length > 2 ? near.filter(({ matched }) => standIn(nameKey(text), nameKey(matched))) : []
  if (shortened.length === 1 && shortened[0] === best) return { candidates: shortened, taken: true }
  const likely = best.reason === 'similar' || best.reason === 'place' || best.reason === 'short' || (best.reason === 'core' && best.score >= LEAST_CORE)
  return { candidates: close, taken: likely && close.length === 1 && text.length > 2 }
}

/** 牯嶺街小劇埸: all but one character of a longer name, and that one, which no name has, looks somewhat alike. */
function isMisspelt(said: string, name: string, lookup: NameLookup): boolean {
  const [x, y] = [[...said], [...name]]
  if (x.length !== y.length || x.length < LEAST_MISSPELT) return false
  const places = x.flatMap((char, i) => (char === y[i] ? [] : [i]))
  return places.length === 1 && !lookup.hasLetter(x[places[0]!]!) && likeness(x[places[0]!]!, y[places[0]!]!) >= SOMEWHAT_ALIKE
}
const [LEAST_MISSPELT, SOMEWHAT_ALIKE] = [4, 0.4]

/** 師大|社教系: the rest shortens the name of a part of whom the name before it means. */
function unitOf([whole, rest, ...more]: readonly Word[], lookup: NameLookup): Near[] {
  if (!is(whole, 'E') || !is(rest, 'X') || more.length > 0 || whole!.candidates?.length !== 1) return []
  const [above, said] = [nameKey(whole!.candidates[0]!.entity.name), nameKey(rest!.text)]
  return lookup.near(above + said, { first: 6 }).filter(({ matched }) => {
    const key = nameKey(matched)
    return key.startsWith(above) && key.at(-1) === said.at(-1) && standIn(said, key.slice(above.length))
  })
}

/** Whether the characters of a short name stand in this order in a longer one, beginning with its first. */
function standIn(short: string, long: string): boolean {
  let at = -1
  for (const [i, char] of [...short].entries()) {
    at = long.indexOf(char, at + 1)
    if (at < 0 || (i === 0 && at > 0)) return false
  }
  return short.length > 1
}

/** 林振村 for 林振春: one character that is said alike. */
function soundingAlike(text: string, lookup: NameLookup, homophones: ReadonlyMap<string, string>): Near[] {
  const chars = [...nameKey(text)]
  if (chars.length < 3 || chars.length > 12) return []
  const found = new Map<string, Near>()
  chars.forEach((char, i) => {
    for (const other of homophones.get(char) ?? '') {
      if (other === char) continue
      const key = [...chars.slice(0, i), other, ...chars.slice(i + 1)].join('')
      for (const { id, name, kind } of lookup.bearersOf(key)) {
        found.set(id, { entity: { id, name, kind }, matched: name, reason: 'similar', score: 0.6, certain: false, for: [`只差一個同音字 (one character that sounds alike): ${char}／${other}`], against: ['字不同 (a character differs)'] })
      }
    }
  })
  return [...found.values()]
}
