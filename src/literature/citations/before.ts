import { fold } from '../../model/names.ts'
import { INITIALS, readAuthors, WORD, type Authors } from './authors.ts'
import { isPersonName, surnameLength } from './surnames.ts'
import { BODY, LATIN_BODY, LATIN_EVENT, LATIN_PLACE, LEADS, LEADS_SURELY, NOT_AUTHOR, NOT_BODY, NOT_LATIN, OPENING, SAYS, SAYS_SURELY } from './words.ts'

export interface Before extends Authors {
  /** Where in the text the first of them begins. */
  readonly start: number
}

const WINDOW = 160
const ET_AL = /\s*(?:等\s?人|等學者|等研究者|等|et\s?al\.?|and\s(?:others|colleagues|associates)|及其同事)\s*,?\s*$/i
const TITLE = /\s*(?:教授|老師|博士|先生|女士|院士|學者|研究員)\s*$/
const SEPARATOR = /\s*(?:、|,?\s*&|,?\s+and|與|与|和|及|跟|,)\s*$/
const FULL = `(?:(?:${INITIALS}|${WORD})\\s+|(?:\\p{Lu}\\.){1,3}){0,3}${WORD}(?:,\\s?(?:\\p{Lu}\\.[\\s-]?){1,4}(?<!\\s))?`
const LATIN = new RegExp(`(?<![\\p{Script=Latin}\\d.'*"-])${FULL}(?:'s?)?\\s*$`, 'u')
const LATIN_INSTITUTION = /(?<![\p{Script=Latin}\d.'*"-])\p{Lu}[\p{Script=Latin}-]*(?:\s+(?:of|for|and|on|the|in|&|to)(?=\s)|,?\s+\p{Lu}[\p{Script=Latin}.-]*)*\s*$/u
const HAN_RUN = /[\p{Script=Han}々](?:[ \u3000]?[\p{Script=Han}々]){0,40}\s*$/u
const DOTTED = /\p{Script=Han}{1,6}(?:[·・•‧．]\p{Script=Han}{1,8})+\s*$/u

/** The authors right before a bracket that begins with a year, in plain text and not before `floor`; undefined when what stands there is no author. */
export function authorsBefore(text: string, bracket: number, close: number, floor: number): Before | undefined {
  const from = Math.max(floor, bracket - WINDOW)
  let left = text.slice(from, bracket)
  // A paragraph ends a sentence whatever it ends with.
  left = left.slice(left.lastIndexOf('\n\n') + 1)
  const offset = bracket - left.length
  const after = text.slice(close, close + 40)
  const etAl = ET_AL.test(left.trimEnd())
  let end = etAl ? left.replace(ET_AL, '').length : left.trimEnd().length
  const names: string[] = []
  let start = end
  let firm = etAl
  for (;;) {
    const found = nameBefore(left.slice(0, end), after, firm, names.length)
    if (!found) break
    names.unshift(found.name)
    start = found.start
    const separator = SEPARATOR.exec(left.slice(0, start))
    // "In Taiwan, Smith (2010)": a comma alone lists nothing, unless the list has ended with "and" or et al.
    if (!separator || (separator[0].trim() === ',' && !firm)) break
    if (separator[0].trim() !== ',') firm = true
    end = separator.index
  }
  if (names.length === 0) return undefined
  const read = names.flatMap((name) => readAuthors(name)?.authors ?? [])
  return read.length === 0 ? undefined : { authors: read, etAl, start: offset + start }
}

interface Found {
  readonly name: string
  readonly start: number
}

function nameBefore(left: string, after: string, firm: boolean, nth: number): Found | undefined {
  if (/\p{Script=Latin}[.'’]?\s*$|\p{L}'s\s*$/u.test(left)) return latinBefore(left)
  const bracketed = nth === 0 ? bracketedBefore(left) : undefined
  if (bracketed) return bracketed
  const titled = left.replace(TITLE, '')
  return dottedBefore(left) ?? personBefore(titled, after, firm || titled !== left, nth) ?? (nth === 0 ? bodyBefore(left, after) : undefined)
}

function latinBefore(left: string): Found | undefined {
  const body = LATIN_INSTITUTION.exec(left)
  if (body && LATIN_BODY.test(body[0].replace(/\b(?:of|for)\b/g, '')) && /\s/.test(body[0].trim())) {
    const found = opened(body[0], body.index)
    if (found && LATIN_BODY.test(found.name) && !LATIN_EVENT.test(found.name) && /\s/.test(found.name)) return found
  }
  const match = LATIN.exec(left)
  const found = match && opened(match[0], match.index)
  if (!found || LATIN_EVENT.test(found.name) || LATIN_PLACE.test(found.name) || NOT_LATIN.test(found.name.split(/\s/)[0]!)) return undefined
  return { ...found, name: found.name.replace(/'s?$/, '') }
}

/** Without the words that open the sentence: "According to Smith". */
function opened(text: string, index: number): Found | undefined {
  let [name, start] = [text.trimEnd(), index]
  for (;;) {
    const word = /^\S+/.exec(name)?.[0]
    if (word === undefined) return undefined
    if (!OPENING.test(word.replace(/,$/, '')) && /^\p{Lu}|^(?:van|von|de|der|den|di|da|du|la|le|al|bin)\s/u.test(name)) return { name, start }
    const rest = name.slice(word.length)
    name = rest.trimStart()
    start += word.length + rest.length - name.length
    if (name === '') return undefined
  }
}

/** 布迪厄（Pierre Bourdieu）（1990）: the name in the first brackets, which a list knows. */
function bracketedBefore(left: string): Found | undefined {
  const match = /(?<=\p{Script=Han})\s?\(\s*(?<name>\p{Lu}[\p{Script=Latin}.,'’ -]{2,40}?)\s*\)\s*$/u.exec(left)
  const name = match?.groups?.name ?? ''
  return match && !/^\p{Lu}*$/u.test(name) && readAuthors(name) ? { name, start: match.index } : undefined
}

function dottedBefore(left: string): Found | undefined {
  const match = DOTTED.exec(left)
  return match ? { name: match[0].trim(), start: match.index } : undefined
}

/** How long a name may be, likeliest first; with a family name of two characters four is likelier than three. */
const LENGTHS = [3, 2, 4, 5]
const words = new Intl.Segmenter('zh-Hant', { granularity: 'word' })

function personBefore(left: string, after: string, firm: boolean, nth: number): Found | undefined {
  const run = HAN_RUN.exec(left)
  if (!run) return undefined
  const characters = [...left.slice(run.index).matchAll(/[\p{Script=Han}々]/gu)]
  const four = characters.slice(-4).map(([char]) => char).join('')
  for (const length of four.length === 4 && surnameLength(fold(four)) === 2 ? [4, ...LENGTHS] : LENGTHS) {
    if (characters.length < length) continue
    const name = characters.slice(-length).map(([char]) => char).join('')
    if (!isPersonName(name) || (length > 3 && characters.length > length && surnameLength(fold(name)) < 2)) continue
    const start = run.index + characters.at(-length)!.index
    const before = left.slice(0, start)
    const hard = characters.length === length || /[\s]$/.test(before)
    if (!hard && !boundary(before.replace(/\s/g, ''), name)) continue
    const surely = SAYS_SURELY.test(after) || firm || nth > 0
    const says = surely || SAYS.test(after)
    const leads = LEADS.test(before.trimEnd())
    if (isWord(name) && !(hard && surely)) continue
    if (!firm && (PLACE.test(name) || (GENERIC.test(name) && !(hard && length === 3)))) continue
    if (length > 2 ? hard || leads || surely : (hard || leads) && (says || LEADS_SURELY.test(before.trimEnd()))) return { name, start }
  }
  return undefined
}

/** What ends so is a place or a body, */
const PLACE = /[縣市鄉鎮區路街校館所局處署]$/
/** and so a thing or a part of a sentence; some names do too (李永展). */
const GENERIC = /[法案報展獎版篇章節表圖年月日號期系組社黨派論性度率者書院部會獎稱出說為的是於在與指示]$|(?:發現|認為|研究|表示|提出|指出|問題|計畫|政策|教育|時代|時期|事件|活動|運動|方案|文化|社會|理論|模式|概念|定義|地區|國家|城市|戰爭|大學|法院|政府|制度|結果|調查|資料|成立|設立|修正)$/

/** Whether a word may begin where the name begins: not in 中程｜計畫 for 程計畫. */
function boundary(before: string, name: string): boolean {
  const context = before.slice(-8)
  for (const { index, segment } of words.segment(context + name)) {
    if (index === context.length) return true
    if (index > context.length || index + segment.length > context.length) return false
  }
  return false
}

function isWord(name: string): boolean {
  const [first] = words.segment(fold(name))
  const [printed] = words.segment(name)
  return first!.segment.length === name.length || printed!.segment.length === name.length
}

/** Words after which the name of a body begins. */
const BEGINS = /.*(?:根據|依據|依照|參考|參照|引用|引自|例如|譬如|因此|此外|隨後|其後|後來|而後|同時|由於|我國|以及|依|由|在|而|於|如|(?<!數|證|論|占|佔)據)(?=\p{Script=Han}{2})/u

function bodyBefore(left: string, after: string): Found | undefined {
  const run = HAN_RUN.exec(left)
  if (!run) return undefined
  const text = run[0].trimEnd()
  const lead = BEGINS.exec(text)?.[0] ?? ''
  const name = text.slice(lead.length).trimStart()
  const plainName = name.replace(/\s/g, '')
  if (plainName.length < 2 || plainName.length > 24 || !BODY.test(plainName) || NOT_BODY.test(plainName) || NOT_AUTHOR.test(plainName)) return undefined
  if (/[的了是也並將被把]/.test(plainName)) return undefined
  if (!LEADS_SURELY.test(lead) && !SAYS_SURELY.test(after) && !/^\s*(?:的|之)(?:[「『《〈]|調查|報告|統計|研究|定義|資料|分類|規定|白皮書)/.test(after)) return undefined
  return { name, start: run.index + text.length - name.length }
}
