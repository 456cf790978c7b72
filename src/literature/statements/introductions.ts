import type { Kind } from '../../model/records.ts'
import type { Joined } from './joined.ts'
import type { KnownNames } from './mentions.ts'
import { COUNT, countOf, MEASURES, PART_NOUNS } from './numerals.ts'
import type { Rules } from './rules.ts'
import { namesIn } from './unknown.ts'

/** The words that announce a list. */
export interface Introduction {
  readonly name: string
  readonly proposer?: string
  readonly proposerKind?: Kind
  readonly year?: string
  readonly count?: number
  /** Offset of the sentence that announces, in the joined text. */
  readonly start: number
}

const COUNTED = new RegExp(`(${COUNT})(?:${MEASURES}\\p{Script=Han}{1,10}|${PART_NOUNS})$`, 'u')
/** ，主要有下列四項 says how many, and names nothing. */
const BARE = new RegExp(`[，：]?(?:主要|大致|約|可|共)*(?:有|分為|包括|如|為|歸納為)?(?:以下|下列)?(${COUNT})(?:項|點|個|種|類)(?:如下)?$`, 'u')
const VERBS = /(?:提出|指出|分析|認為|歸納出|歸納|主張|列舉|列出|說明|強調|發現|整理出|整理|彙整|以為|表示|界定|區分|探討|綜合|總結)(?:了|過)?/gu
const LINKS = /(?:必然要|應該|應當|應|可以|可|主要|大致|共|均|都)*(?:具有|具備|擁有|有|分成|分為|(?<=\p{Script=Han}{2})分(?=$|[一二三四五六七八九十\d])|歷經|經歷|橫跨|跨越|區分為|劃分為|包括|包含|涵蓋|涵括|謹守|遵守|如下|為|是|計有|存在|面臨)(?:了|過|以下|下列|著)*/u
const POINTERS = /(?:以下|下列|如下|分述如下|說明如下|茲|值得參考|所示|幾點|數點|主要有|分別是|分別為|包括|包含|例如|即|為|是|有)+$/u

/** A heading that says of what the parts are parts: 學習型城市的特徵. */
const NAMES_PARTS = new RegExp(`${PART_NOUNS}$`, 'u')

/** What announces a list stands right before it. */
const LONGEST = 400

/** The sentence before a list, or its heading; undefined where neither announces anything. */
export function introduced(joined: Joined, at: number, known: KnownNames, rules: Rules): Introduction | undefined {
  const { text } = joined
  const line = Math.max(text.lastIndexOf('\n', Math.max(0, at - 1)) + 1, at - LONGEST)
  let start = line
  let words = text.slice(line, at)
  if (/^[-*•\s]*$/u.test(words)) {
    // the item begins its line: what announces it is the line before, if that says so
    const before = Math.max(text.lastIndexOf('\n', line - 2) + 1, line - LONGEST)
    const previous = line === 0 ? '' : text.slice(before, line - 1)
    const announces = /[：:]$/u.test(previous.trim()) || COUNTED.test(lastSentence(previous).replace(/[：:。，]$/u, '')) || /[如以]下[。：]?$|下列.{0,12}[。：]?$/u.test(previous.trim())
    if (announces && joined.heading(Math.max(0, line - 2)) === joined.heading(at)) {
      start = before
      words = previous
    } else {
      const heading = joined.heading(at)?.replace(/^[#\s]*(?:第?[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十\d]+[章節、.．]|[（(][一二三四五六七八九十\d]+[）)])?\s*/u, '')
      // 研究發現, 前言: under most headings stand points of any sort
      return heading === undefined || heading.length < 2 || !(heading.includes('的') && NAMES_PARTS.test(heading) || counted(heading).count !== undefined) ? undefined : { name: heading, start: at, ...counted(heading) }
    }
  }
  const sentence = lastSentence(words)
  start += words.lastIndexOf(sentence)
  const read = readIntroduction(sentence, start, known, rules)
  // a colon alone announces points of any sort
  return read !== undefined && (read.count !== undefined || read.proposer !== undefined || ANNOUNCES.test(sentence.slice(sentence.lastIndexOf('，', sentence.length - 2) + 1))) ? read : undefined
}

const ANNOUNCES = new RegExp(`${PART_NOUNS}|分成|分為|包括|包含|涵蓋|涵括|如下|下列|以下`, 'u')

const lastSentence = (words: string): string => words.trim().split(/(?<=[。！？])(?=.)/u).at(-1) ?? ''

export function readIntroduction(sentence: string, start: number, known: KnownNames, rules: Rules): Introduction | undefined {
  const names = namesIn({ text: sentence, at: [] }, known, rules.names)
  const agents = names.filter(({ kind }) => kind === 'Person' || kind === 'Organization')
  const year = /(?<!\d)((?:1[6-9]|20)\d\d)(?!\d)/.exec(sentence)?.[1]
  const plain = sentence.replace(/（[^（）]*）/gu, '').replace(/[：:。，、\s]+$/u, '').trim()
  if (plain === '') return undefined
  const bare = BARE.exec(plain)
  const said = /[「『]([^「」『』]{2,20})[」』]$/u.exec(plain)?.[1]
  const verb = [...plain.matchAll(VERBS)].filter(({ index }) => index + 2 < plain.length).at(-1)
  const body = bare !== null && bare.index > 0 && !COUNTED.test(plain) ? bodyOf(plain.slice(0, bare.index), verb) : bodyOf(plain, verb)
  const name = said ?? nameIn(body)
  if (name === undefined || name.length < 2 || name.length > 40 || /(?:大致|通常|一般|(?<![原準法規守])則|多半|主要|不)$/u.test(name)) return undefined
  const proposer = agents.find((agent) => verb !== undefined && sentence.indexOf(verb[0]) >= agent.start || opens(sentence, agent.start))
  return {
    name, start, ...(bare === null ? counted(said ?? body) : countFrom(bare[1]!)),
    ...(proposer === undefined ? {} : { proposer: proposers(sentence, agents, proposer.start), proposerKind: proposer.kind }), ...(year === undefined ? {} : { year }),
  }
}

function bodyOf(plain: string, verb: RegExpMatchArray | undefined): string {
  return verb === undefined || verb.index! >= plain.length ? plain.slice(plain.lastIndexOf('，') + 1) : plain.slice(verb.index! + verb[0].length).replace(/^[，：]/u, '')
}

const opens = (sentence: string, at: number): boolean => /^(?:而|又|另外|此外|根據|依據|依)?$/u.test(sentence.slice(0, at))

/** 林振春、秦秀蘭 are both. */
function proposers(sentence: string, agents: readonly { start: number; end: number; name: string }[], from: number): string {
  const found = agents.filter(({ start }) => start >= from)
  const list = [found[0]!]
  for (const next of found.slice(1)) if (/^(?:、|與|和|及| ?& ?| and )$/u.test(sentence.slice(list.at(-1)!.end, next.start))) list.push(next)
  return list.map(({ name }) => name).join('、')
}

/** 學習型城市的發展 分成 六個時期 → 學習型城市的發展的六個時期; 歐盟創建學習城市六大關鍵 as it stands. */
function nameIn(body: string): string | undefined {
  const words = body.replace(/[*_]+|\[\^\w+\]|^[>\s]+/gu, '').replace(/^(?:第[一二三四]篇文章)?(?:乃是)?(?:將|把)/u, '').replace(POINTERS, '').replace(/^(?:其|他|她|因此|此外|另外|而|並|也|又|的)+/u, '')
  const counted = COUNTED.exec(words)
  if (counted === null) return words === '' ? undefined : words.replace(LINKS, '').trim() === '' ? undefined : words
  const before = words.slice(0, counted.index)
  const link = LINKS.exec(before)
  if (link === null || link.index + link[0].length < before.length) return words
  const subject = before.slice(0, link.index).replace(/[，：]/gu, '').replace(/(?:只|僅|共|約|可|也|都)+$/u, '')
  return subject === '' ? counted[0] : `${subject.replace(/的$/u, '')}的${counted[0]}`
}

function counted(words: string): { count?: number } {
  const counted = COUNTED.exec(words)?.[1] ?? new RegExp(`^(${COUNT})(?!代|世紀|年)\\p{Script=Han}{2,6}$`, 'u').exec(words)?.[1] ?? new RegExp(`(${COUNT})${MEASURES}[^，。]{0,14}$`, 'u').exec(words)?.[1]
  return counted === undefined ? {} : countFrom(counted)
}

function countFrom(words: string): { count?: number } {
  const count = countOf(words)
  return count === undefined || count < 2 ? {} : { count }
}
