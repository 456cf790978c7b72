import { enumeration, type Enumeration, type Part } from './enumeration.ts'
import { readIntroduction } from './introductions.ts'
import type { Joined } from './joined.ts'
import type { KnownNames } from './mentions.ts'
import { COUNT, countOf, MEASURES, PART_NOUNS } from './numerals.ts'
import type { Rules } from './rules.ts'

const ITEM = '[^、，。；：！？（）「」\\n]{2,14}'
const ITEMS = `(?<list>${ITEM}(?:、${ITEM})+)`
const FORWARD = new RegExp(`(?<intro>[^。；！？\\n]{0,60}?(?<count>${COUNT})${MEASURES}?(?:[\\u3400-\\u9fff]{0,6}?${PART_NOUNS}))(?:，)?(?:(?:分別|也就|主要)?(?:即|為|是|有|包括|包含))?[：:，]?${ITEMS}(?=[，。；（\\n]|等)`, 'gu')
const BACKWARD = new RegExp(`${ITEMS}等?(?<count>${COUNT})(?<measure>${MEASURES}?)(?<noun>(?:[\\u3400-\\u9fff]{0,4}?${PART_NOUNS}))`, 'gu')
const SUBJECT = new RegExp(`(?<intro>(?<=[，。：；\\n]|^)[^，。；：！？\\n]{2,30}?)(?:(?:必然|必須|應該|應|需要|須)要?|(?<=${PART_NOUNS}|內容|範圍|面|類)(?:主要|大致)?)(?:涵括|涵蓋|包括|包含|分為|分成)(?:了|以下|下列)?${ITEMS}(?=[，。；（\\n]|等)`, 'gu')

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
    if (parts.length < least || new Set(parts.map(({ name }) => name)).size < parts.length || taken.includes(from) || (count !== undefined && count !== parts.length)) return
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
    const first = list.split('、')[0]!
    // the first item begins behind the last verb before it: 營造人文 is 人文
    const trimmed = first.replace(/^.*(?:營造|包括|包含|涵蓋|涵括|以及|主要|分成|分為|連接|針對|分別|依據|根據|透過|結合|例如|有|了|從|在|為|將|以|由|分|把|依序為|兼具|界定為)/u, '')
    match.groups!.list = list.slice(first.length - trimmed.length)
    add(match, `${sentenceBefore(text, match.index)}${match.groups!.count}${match.groups!.measure}${match.groups!.noun}`, countOf(match.groups!.count!), 3)
  }
  for (const match of text.matchAll(SUBJECT)) add(match, match.groups!.intro!, undefined, 4)
  return found
}

/** What stands in the clause before, at most. */
const sentenceBefore = (text: string, at: number): string => /[^，。；：！？\n、「」]{0,24}$/u.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? ''

function partsOf(list: string, from: number, joined: Joined): Part[] {
  const parts: Part[] = []
  let offset = from
  for (const piece of list.split('、')) {
    const last = offset + piece.length === from + list.length
    let inside = offset
    for (const item of last ? lastOf(piece, list) : [piece]) {
      const start = joined.text.indexOf(item, inside)
      const name = item.replace(/(?:等|這|的這?)$/u, '')
      if (name.length > 0) parts.push({ name, text: name, ...joined.place(start, start + name.length) })
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
