import { KINDS, type Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { BY_POST, type StatementTables } from './patterns.ts'
import { oneOf } from './words.ts'

/**
 * Patterns run over a text in which every name is one character of Unicode's private area, which tells its kind and its
 * number: so a regular expression can ask for a person, and cannot break a name apart. Posts, and adverbs with dates, are
 * one character each too: the expressions stay small, and two hundred of them are built in a moment.
 */
const BASE = 0xe000
const ROOM = 256
export const charOf = (kind: Kind, index: number): string => String.fromCharCode(BASE + KINDS.indexOf(kind) * ROOM + index)
export const indexOf = (char: string): number => (char.charCodeAt(0) - BASE) % ROOM
export const MOST_NAMES = ROOM - 1
export const ANY_NAME = `[\\u${BASE.toString(16)}-\\u${(BASE + KINDS.length * ROOM - 1).toString(16)}]`

export const POST = 0xf000
export const postChar = (index: number): string => String.fromCharCode(POST + index)
export const ANY_POST = '[\\uf000-\\uf0ff]'
export const ADVERB = '\uf100'
export const TOGETHER = '\uf101'

/** One pattern ready to run. */
export interface Pattern {
  readonly type: string
  readonly sure: number
  readonly pattern: RegExp
  readonly english: boolean
  readonly clause: boolean
  /** Two lists are matched one by one: 甲、乙改組為丙、丁. */
  readonly inOrder: boolean
  /** The kind of an end found without a name: {to?Place}. */
  readonly free?: Kind
}

export interface FieldPattern {
  readonly field: string
  readonly pattern: RegExp
  readonly english: boolean
}

const YEAR = '(?:(?:西元|公元|民國|昭和|大正|明治)?(?:前)?(?:\\d{1,4}|[〇○零一二三四五六七八九十百]{1,5})(?:年度?|學年度?)(?:\\d{1,2}月(?:\\d{1,2}日)?|[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?|[春夏秋冬](?:天|季)?)?)'
export const DATE = `(?:${YEAR}|(?<![\\d])\\d{4}(?=\\D|$))`
const TIME = `(?:自|於|在|從|至)?${DATE}(?:(?:至|到|起至|–|-|~|～)${DATE})?(?:年)?(?:間|起|底|初|以來|止|之後|後|前)?(?:，)?`

/**
 * Dates and words of the table, up to four, as they stand behind a name or at the beginning of a clause; also the session
 * or the year that something happened in (在會中).
 */
export function adverbsOf({ adverbs }: StatementTables): string {
  return `(?:在[^，。；${ANY_NAME.slice(1, -1)}]{0,12}(?:上|中|時|期間|之下)|${TIME}|${oneOf(adverbs)}${NOT_SPLIT}){0,4}`
}

/** No adverb ends where a word of one thing would be broken: 現任, 改制, 就讀, 時任. */
const NOT_SPLIT = '(?<!現(?=[任為藏])|改(?=[制名隸組稱編建由])|轉(?=[任型])|就(?=[讀任業學])|先(?=生)|時(?=任)|原(?=住)|即(?=將)|前(?=[任身])|特(?=[別聘]))'

export function compile(tables: StatementTables, vocabulary: Vocabulary): { relations: Pattern[]; fields: FieldPattern[] } {
  const expand = (source: string, type: string, english: boolean): RegExp => {
    const allowed = vocabulary.relations.get(type)
    const text = (english ? source : source.replaceAll(/ +/g, '').replaceAll('臺', '台')).replaceAll('共同', TOGETHER).replaceAll('\\p{Han}', '[\\u3400-\\u9fff]')
    const made = text.replaceAll(/\{([a-z]+)([+?]?)(?::?([\w|]*))\}|~|\$|\^/g, (token, slot: string | undefined, sign: string, kinds: string) => {
      if (token === '~') return `[${ADVERB}${TOGETHER}]*`
      if (token === '$') return '(?=[，。；！？\\n]|$)'
      if (token === '^') return '(?<=^|[，。；！？\\n])'
      if (slot === 'gap') return `[^${ANY_NAME.slice(1, -1)}，。；]{0,10}`
      if (slot === 'date') return `(?<date>(?:西元|民國)?${DATE})`
      if (slot === 'post') return english ? '(?<post>[a-z-]+(?: [a-z-]+)?)' : `(?<post>${ANY_POST})`
      if (slot === 'other') return `(?:${ANY_NAME}${ANY_POST}?)`
      const wanted = kinds !== '' && kinds !== undefined ? (kinds.split('|') as Kind[]) : slot === 'to' ? allowed?.to : allowed?.from
      return named(slot!, sign, wanted ?? KINDS, english)
    })
    return new RegExp(made, 'gu')
  }
  const relations = tables.statements.flatMap(({ type, sure, inOrder, patterns, en }) => [
    ...patterns.map((source) => ({ type, sure, inOrder, pattern: expand(source, type, false), english: false, clause: source.includes('^'), ...freeOf(source) })),
    ...en.map((source) => ({ type, sure, inOrder, pattern: expand(source, type, true), english: true, clause: false })),
  ])
  const fields = tables.fields.flatMap(({ field, kinds, patterns, en }) => {
    const one = (source: string, english: boolean): FieldPattern => ({ field, pattern: expand(source.replace('{from}', `{from:${kinds.join('|')}}`), BY_POST, english), english })
    return [...patterns.map((source) => one(source, false)), ...en.map((source) => one(source, true))]
  })
  return { relations, fields }
}

const freeOf = (source: string): { free?: Kind } => {
  const kind = KINDS.find((each) => source.includes(`?${each}}`))
  return kind === undefined ? {} : { free: kind }
}

/** A name or a list of names of these kinds, as a group called like the slot. */
function named(slot: string, sign: string, kinds: readonly Kind[], english: boolean): string {
  const one = `[${kinds.map((kind) => `${charOf(kind, 0)}-${charOf(kind, ROOM - 1)}`).join('')}]`
  const item = english ? `(?:(?:[Tt]he |[Aa]n? )?${one})` : `${one}${ANY_POST}?`
  const next = english ? `(?:(?:, (?:and )?| and )${item})` : `(?:(?:、|以及|[和與及暨]){1,2}${item})`
  const concept = english && kinds.includes('Concept') ? '|(?:the )?(?:concept|idea|notion|model|theory) of (?:an? |the )?(?<freeconcept>[a-z][a-z -]{2,40}?)(?=[.,;]| in | as | for |$)' : ''
  const free = sign === '?' ? `|(?<free${slot}>[\\u3400-\\u9fff]{2,14}?(?=[，。；、\\n${ADVERB}]|$|出版|發行|印行|刊行|於|在|的(?:構想|概念|理念|理論|模式|觀點|主張|學說)))` : ''
  const least = slot === 'all' || sign === '+' ? '+' : '*'
  return `(?:(?<${slot}>${item}${next}${least})${concept}${free})`
}
