import { enumeration, type Enumeration, type Part } from './enumeration.ts'
import { readIntroduction } from './introductions.ts'
import type { Joined } from './joined.ts'
import type { KnownNames } from './mentions.ts'
import { COUNT, countOf, MEASURES, PART_NOUNS } from './numerals.ts'
import type { Rules } from './rules.ts'

const ITEM = '[^、，。；：！？（）「」\\n]{2,14}'
const ITEMS = `(?<list>${ITEM}(?:、${ITEM})+)`
/** 六大關鍵, 六面向, 五項評鑑指標; not 三國時期, 六所中學階段. */
const HOW_MANY = `(?:${MEASURES}[\\u3400-\\u9fff]{0,6}?${PART_NOUNS}|${PART_NOUNS})`
const FORWARD = new RegExp(`(?<intro>[^。；！？\\n]{0,60}?(?<count>${COUNT})${HOW_MANY})(?:，)?(?:(?:分別|也就|主要)?(?:即|為|是|有|包括|包含))?[：:，]?${ITEMS}(?=[，。；（\\n]|等)`, 'gu')
/** The first item with what stands before it in its clause: 課程分學術、社團、生活藝能等三個類型. */
const BACKWARD = new RegExp(`(?<=^|[，。；：！？（）「」\\n])(?<list>[^、，。；：！？（）「」\\n]{2,40}(?:、${ITEM})+?)等?(?<count>${COUNT})(?<noun>${HOW_MANY})`, 'gu')
const SUBJECT = new RegExp(`(?<intro>(?<=[，。：；\\n]|^)[^，。；：！？\\n]{2,30}?)(?:(?:必然|必須|應該|應|需要|須)要?|(?<=${PART_NOUNS}|的(?:內容|範圍))(?:主要|大致)?)(?:涵括|涵蓋|包括|包含|分為|分成)(?:了|以下|下列)?${ITEMS}(?=[，。；（\\n]|等)`, 'gu')

const ITEM_VERBS = '(?:營造|包括|包含|涵蓋|涵括|以及|主要|劃分成|劃分為|區分成|區分為|分成|分為|連接|針對|分別|依據|根據|透過|通過|結合|例如|歷經|經歷|經過|橫跨|跨越|跨足|形成|集結|拆成|拆解成|面臨|具有|具備|歸納出|歸納為|歸納|提出|需要|即|是|有|了|從|在|為|將|以|由|分|把|依序為|依序|兼具|界定為|於|就)'
const BEFORE_ITEM = new RegExp(`^.*${ITEM_VERBS}`, 'u')
/** Holds a verb or a mark of its own. */
const NO_ITEM = /^.$|^[我你他她它這那]|我們|建議|必須|思考|認為|以及其|包括|包含|歸納為|分別為|——|[[\]]|是一|同樣/u
const CONSISTS = /(?:營造|包括|包含|涵蓋|涵括|主要|劃分[成為]|區分[成為]|分[成為別]?|針對|歷經|經歷|經過|橫跨|跨越|拆成|拆解成|面臨|具有|具備|歸納[出為]?|依序為?|界定為|是|有|為)$/u
const ENDS_IN_VERB = new RegExp(`(?:${ITEM_VERBS}|可|共|會|應|並|也|都|均|皆|大致|約|又|還)+$`, 'u')

/** Lists in running text: 七要項：甲、乙、丙; 甲、乙與丙等三個向度; 某某包括 at least four. */
export function inlineLists(joined: Joined, known: KnownNames, rules: Rules): Enumeration[] {
  const { text } = joined
  const found: Enumeration[] = []
  const taken: number[] = []
  const add = (match: RegExpExecArray, words: string, count: number | undefined, least: number): void => {
    const list = match.groups!.list!
    const from = match.index + match[0].indexOf(list)
    const parts = partsOf(list, from, joined)
    // a count that does not fit is reported for numbered lists; in running text it means that the list was read wrongly
    if (parts.length < least || new Set(parts.map(({ name }) => name)).size < parts.length || taken.includes(from) || parts.some(({ name }) => NO_ITEM.test(name)) || (count !== undefined && count !== parts.length)) return
    const intro = readIntroduction(words, match.index, known, rules)
    if (intro === undefined || /[、，]/u.test(intro.name)) return
    taken.push(from)
    // 甲、乙、丙三者的角色: who has them, not what they consist of
    if (/^的|^者/u.test(match.groups!.noun ?? '')) return
    const { count: _said, ...rest } = intro
    found.push(enumeration(rest, parts, joined.place(match.index, match.index + match[0].length)))
  }
  for (const match of text.matchAll(FORWARD)) add(match, match.groups!.intro!, countOf(match.groups!.count!), 3)
  for (const match of text.matchAll(BACKWARD)) {
    const list = match.groups!.list!
    const [first, ...others] = list.split('、') as [string, ...string[]]
    // the first item begins behind the last verb before it: 營造人文 is 人文
    const item = first.replace(BEFORE_ITEM, '')
    // 台灣已逐漸向行政、立法、司法: nobody can tell where the first begins
    const longest = Math.max(...others.map((other) => other.length))
    if (item.length === 0 || (item === first ? item.length > longest + 2 : item.length > longest + 4)) continue
    match.groups!.list = list.slice(first.length - item.length)
    // 台灣在晶圓、伺服器、機械三個領域: where, not what 台灣 consists of
    if (item !== first && !CONSISTS.test(first.slice(0, first.length - item.length))) continue
    // 課程分學術、社團、生活藝能等三個類型: three types of 課程
    const owner = first.slice(0, first.length - item.length).replace(ENDS_IN_VERB, '').replace(/^(?:將|把|針對|對於|從|由)/u, '')
    add(match, `${owner === '' ? '' : `${owner.replace(/的$/u, '')}的`}${match.groups!.count}${match.groups!.noun}`, countOf(match.groups!.count!), 3)
  }
  for (const match of text.matchAll(SUBJECT)) add(match, match.groups!.intro!, undefined, 4)
  return found
}

function partsOf(list: string, from: number, joined: Joined): Part[] {
  const parts: Part[] = []
  let offset = from
  for (const piece of list.split('、')) {
    const last = offset + piece.length === from + list.length
    let inside = offset
    for (const item of last ? lastOf(piece, list) : [piece]) {
      const start = joined.text.indexOf(item, inside)
      const name = item.replace(/等(?![級待於候第差]|同[於樣]).{0,8}$/u, '').replace(/(?:這|的這?)$/u, '').replace(/^[—─–\-*+\s]+|\[\^\w+\]|[*_]+/gu, '')
      const first = start + Math.max(0, item.indexOf(name))
      if (name.length > 0) parts.push({ name, text: name, ...joined.place(first, first + name.length) })
      inside = start + item.length
    }
    offset += piece.length + 1
  }
  return parts
}

/** 甲城市、乙城市、丙與丁城市: the last item is one, for 丙 is no 城市; 甲、乙與丙 are three. */
function lastOf(piece: string, list: string): string[] {
  const items = piece.split(/(?:以及|(?<!參)[與和及](?!會))/u).filter((item) => item !== '')
  const others = list.split('、').slice(0, -1)
  const letter = others[0]!.at(-1)
  const alike = others.length > 1 && others.every((item) => item.at(-1) === letter)
  return alike && !items.every((item) => item.replace(/等$/u, '').at(-1) === letter) ? [piece] : items
}
