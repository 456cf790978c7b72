import { enumeration, type Enumeration, type Part } from './enumeration.ts'
import { introduced } from './introductions.ts'
import { inlineLists } from './inline-lists.ts'
import { join, type Joined } from './joined.ts'
import type { KnownNames } from './mentions.ts'
import { COUNT, countOf, MEASURES, MODEL_NOUNS, PART_NOUNS } from './numerals.ts'
import type { Passage, Place } from './passage.ts'
import type { Rules } from './rules.ts'

/** Ways of numbering. The first group is the number; in lines only where `line` says so, since 一、 also stands in running text. */
const STYLES: readonly RegExp[] = [
  /(?<![\d.§-])(\d{1,2})[.．、](?!\d)/gu,
  /（([一二三四五六七八九十]{1,3})）/gu,
  /（(\d{1,2})）/gu,
  /(?<=^|\n)([一二三四五六七八九十]{1,3})、/gu,
  /(?<=^|[\n：；。，])第([一二三四五六七八九十]{1,2})(?:[、，：]|(?:個|項|點)?(?:是|為))/gu,
  // 牆高一丈①，… 又如何②。 are marks of notes
  /(?<=^|[\s：:；;，,、。（(「])([①-⑳])/gu,
]

/** Between two items of one list stand at most so many characters; more, and the numbers belong to something else. */
const FARTHEST = 900

/** Numbered lists, lists in running text (七要項：甲、乙、丙 …; 甲、乙等六個向度) and tables with a caption, in the order of the text. */
export function enumerationsOf(passages: readonly Passage[], known: KnownNames, rules: Rules): Enumeration[] {
  const joined = join(passages)
  const numbered = STYLES.flatMap((style) => runs(joined, style)).flatMap((run) => read(joined, run, known, rules) ?? [])
  // 1.第一代 … 2.第二代: one list numbered twice
  const chosen = numbered.filter((one) => !numbered.some((other) => other !== one && other.at.start <= one.at.start && one.parts[0]!.start - other.parts[0]!.start < 4 && one.parts[0]!.start > other.parts[0]!.start && one.parts[1]!.start - other.parts[1]!.start < 4))
  const covers = (at: Place): boolean => chosen.some(({ parts }) => parts[0]!.start <= at.start && at.end <= parts.at(-1)!.end && parts.length > 12)
  const inline = inlineLists(joined, known, rules).filter(({ at }) => !covers(at))
  return [...chosen, ...inline, ...tables(passages)].filter(isModel).sort((a, b) => a.at.start - b.at.start)
}

/**
 * 但相當清晰的策略：1. … and 這些問題：1. … are points of an argument, and so are whole sentences and questions: nobody calls a
 * model so. A part is called by a few words.
 */
const isModel = ({ concept, parts, mismatch }: Enumeration): boolean => {
  const long = parts.filter(({ name }) => name.length > LONGEST_PART || SENTENCE.test(name)).length
  if (!isConcept(concept.name, concept.proposer !== undefined) || parts.filter(({ name }) => DATED.test(name)).length * 2 > parts.length) return false
  // whose list it is and how many it has is said: then its parts may be sentences
  return concept.name.length <= 24 && (long * 3 <= parts.length || concept.proposer !== undefined && mismatch === undefined && parts.filter(({ name }) => name.length > 30).length * 2 <= parts.length)
}
const LONGEST_PART = 20
/** A clause with a verb of its own, a question, an address. */
const SENTENCE = /，|[？?→]|https?$|^(?:是否|如何|如果|因為|由於|為了|雖然|當|我|你|他|它|這|那|有些|沒有|可否|至於)|^\p{L}$|[嗎呢的]$|的[這那]$/u
/** 1982年, 第4天: when something was, not what it consists of. */
const DATED = /^(?:約|自)?[\d第民國].{0,12}[年月日天代\d]$/u

/**
 * 三個階段, 核心目標 are of everything and nothing: a concept says of what it is (社區學習的三個階段), and is no clause
 * (它照出的是三個階段).
 */
function isConcept(name: string, proposed: boolean): boolean {
  if (POINTING.test(name) || CLAUSE.test(name)) return false
  return !NOBODYS.test(name) && (OWNED.test(name) || OF_PARTS.test(name) || proposed && !COUNTED_ALONE.test(name))
}
const OWNED = new RegExp(`^.{2,}?的?${COUNT}(?:${MEASURES}\\p{Script=Han}{0,8}?)?${MODEL_NOUNS}$`, 'u')
/** 學習型城市的特徵. */
const OF_PARTS = new RegExp(`^(?!${COUNT}${MEASURES}).{2,}的\\p{Script=Han}{0,6}?${MODEL_NOUNS}$|^(?!${COUNT}${MEASURES})[^的]{2,6}的(?!${COUNT}${MEASURES})[^的]{3,8}$`, 'u')
const COUNTED_ALONE = new RegExp(`^(?:${COUNT}(?:${MEASURES}\\p{Script=Han}{0,6}?)?)?${PART_NOUNS}$`, 'u')
const NOBODYS = /^(?:本[文書章節研]|當時|第.{1,3}[場次章節篇]|最[後初近終]|每年|[近去今]年|目前|未來|[與和及使讓將以從對向]|試圖|全部|整體)|有[一二三四五六七八九十\d]+$|[分為有是]$/u
/** What only a clause has: pronouns, and verbs that announce. */
const CLAUSE = /了|應該|應[要符當]|會(?=有|是|議[出決]|在|讓)|必須|涵蓋|包括|包含|呈現|揭櫫|揭示|指出|提出|提到|依照|依據|根據|按照|透過|針對|關於|顯示|發現|認為|強調|遇到|擁有|造成|導致|列[出舉]|整理出|歸納|確認|回應|目前|[這那它他她我你您此把被讓將吧嗎呢]|是|同時|需要|可能|也許|主要|解決|意義在|啟發|(?<![存現自內潛所])在(?![地職校學])|不同|[都也還又並更很已](?!有)|只有?$/u
const POINTING = /^(?:但|不過|[茲則]|可以|為以|同時|而應|總的|依序|至於|過去|這|那|該|此|如[上下]|我們|他們|它們|中|最終|卻|在於|要做|自己|上述|以下|下列|[—–-]|\d{1,2}(?![\d年])|原因$|例子$|問題$|內容$|用法$)|[，。；「」>*[\]]/u

interface Marker {
  readonly at: number
  readonly end: number
}

function runs({ text }: Joined, style: RegExp): Marker[][] {
  const found: Marker[][] = []
  let run: Marker[] = []
  const close = (): void => {
    if (run.length >= 2) found.push(run)
    run = []
  }
  for (const match of text.matchAll(style)) {
    const number = /[①-⑳]/u.test(match[1]!) ? match[1]!.charCodeAt(0) - 0x245f : countOf(match[1]!)
    const marker = { at: match.index, end: match.index + match[0].length }
    const near = run.length > 0 && match.index - run.at(-1)!.end < FARTHEST
    if (near && number === run.length + 1) run.push(marker)
    else if (number === 1) {
      close()
      run = [marker]
    } else if (!near) close()
  }
  close()
  return found
}

function read(joined: Joined, run: readonly Marker[], known: KnownNames, rules: Rules): Enumeration | undefined {
  const { text } = joined
  const first = run[0]!
  const intro = introduced(joined, first.at, known, rules)
  if (intro === undefined) return undefined
  // under a mere heading, only what stands in lines of its own
  if (intro.start === first.at && run.some(({ at }) => at > 0 && !/[\n\-*•] ?$/u.test(text.slice(at - 2, at)))) return undefined
  const parts = run.map(({ at, end }, i): Part => {
    const stop = run[i + 1]?.at ?? endOf(text, end, run)
    const body = text.slice(end, stop).replace(/[\s；;]*(?:\n[-*•])?\s*$/u, '')
    return { name: nameOf(body), text: body.trim(), ...joined.place(at, end + body.length) }
  })
  const questions = parts.filter(({ text: words }) => /[？?]$/.test(words)).length
  if (questions * 2 > parts.length || parts.some(({ name }) => name === '')) return undefined
  return enumeration(intro, parts, joined.place(intro.start, first.at))
}

/** The last item ends with its line; in running text, where the others were of one sentence, with its sentence. */
function endOf(text: string, from: number, run: readonly Marker[]): number {
  const line = text.indexOf('\n', from)
  const stop = line < 0 ? text.length : line
  const running = run.length > 1 && !text.slice(run[0]!.end, run.at(-1)!.at).includes('\n')
  const single = running && run.slice(1).every(({ at }, i) => !text.slice(run[i]!.end, at).replace(/[。；]$/u, '').includes('。'))
  const sentence = single ? text.indexOf('。', from) : -1
  return sentence >= 0 && sentence < stop ? sentence + 1 : stop
}

/** 關鍵個人：擁有權利或權威者。 is called 關鍵個人; without a colon the first clause names it. */
function nameOf(body: string): string {
  const words = body.trim().replace(/[*_]+|\[\^\w+\]/g, '').replace(/^[—─–-]+/u, '')
  const colon = /^([^：:，。；]{1,40})[：:]/u.exec(words)?.[1]
  return (colon ?? /^[^。；\n]{1,60}(?=[。；\n]|$)/u.exec(words)?.[0] ?? /^[^，。；：\n]{1,60}/u.exec(words)?.[0] ?? words.slice(0, 40)).replace(/[，、]$/u, '').trim()
}

/** A table with a caption (表 3 …) or under a heading: its first column, if that has names. */
function tables(passages: readonly Passage[]): Enumeration[] {
  return passages.flatMap((passage, i): Enumeration[] => {
    const lines = passage.text.split('\n')
    const separator = lines.filter((line) => line.includes('|')).length >= 4 ? '|' : undefined
    const caption = /表\s*[\d一二三四五六七八九十]+(?:[-.]\d+)?[\s：:、.]*([^\n。]{2,40})/u.exec(lines.find((line) => !line.includes('|')) ?? passages[i - 1]?.text.split('\n').at(-1) ?? '')?.[1]
    if (separator === undefined || caption === undefined) return []
    let offset = passage.start
    const rows = lines.flatMap((line): Part[] => {
      const start = offset
      offset += line.length + 1
      const cell = line.trim().replace(/^\|/u, '').split('|')[0]!.trim()
      return !line.includes('|') || cell === '' || /^:?-+:?$/.test(cell) ? [] : [{ name: cell, text: line.trim(), start, end: start + line.length, ...(passage.page === undefined ? {} : { page: passage.page }) }]
    }).slice(1)
    return rows.length < 2 ? [] : [enumeration({ name: caption.trim(), start: 0 }, rows, { start: passage.start, end: passage.start + passage.text.length, ...(passage.page === undefined ? {} : { page: passage.page }) })]
  })
}
