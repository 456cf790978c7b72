import type { Kind } from '../../model/records.ts'
import { documentWords, type DocumentWords } from './document-words.ts'
import { latinNames } from './find-latin.ts'
import type { FoundName } from './found-name.ts'
import type { NameRules } from './name-rules.ts'
import { markStops } from './words.ts'

const HAN = /\p{Script=Han}/u
const LONGEST = 30
const JOINS = new Set(['與', '及', '和', '暨'])
/** Unquoted ideas and events need more words than this before their ending, since they are ordinary words too. */
const SHORTEST: Partial<Record<Kind, number>> = { Programme: 4, Event: 3, Concept: 2, Place: 2 }

/** Everything in a squeezed text that looks like a name, longest first, none overlapping another. */
export function findNames(text: string, rules: NameRules, words: DocumentWords = documentWords([text])): FoundName[] {
  const stops = markStops(text, rules.stops)
  return longest([...quoted(text, rules), ...bracketed(text, rules, stops), ...byEnding(text, rules, stops), ...people(text, rules), ...places(text, rules), ...known(text, rules), ...latinNames(text, rules, words)])
}

export function longest(found: readonly FoundName[]): FoundName[] {
  const chosen: FoundName[] = []
  for (const name of [...found].sort((a, b) => b.end - b.start - (a.end - a.start) || b.sure - a.sure || a.start - b.start)) {
    if (!chosen.some((other) => name.start < other.end && other.start < name.end)) chosen.push(name)
  }
  return chosen.sort((a, b) => a.start - b.start)
}

/** 《…》 is a work, 〈…〉 an article; 「…」 a programme, event, body or idea by its ending or the noun behind it. */
function quoted(text: string, rules: NameRules): FoundName[] {
  const found: FoundName[] = []
  for (const match of text.matchAll(/《([^《》\n]{1,60})》|〈([^〈〉\n]{1,80})〉|「([^「」\n]{2,40})」|『([^『』\n]{2,40})』/gu)) {
    const start = match.index
    const end = start + match[0].length
    const [work, words] = [match[1] ?? match[2], match[3] ?? match[4]]
    if (work !== undefined) {
      found.push({ start, end, kind: 'Work', name: work, sure: 0.95, rule: '《》' })
      continue
    }
    const name = words!
    // a clause in quotation marks is somebody's words
    if (/[，。！？；、…]|是否|的$|（的）$/u.test(name) || name.length > 20) continue
    const behind = text.slice(end, end + 6)
    const ending = /^(?:計畫|計劃|方案|條例|政策|專案)/u.exec(behind)?.[0]
    const kind = endingKind(name, rules)
    if (ending !== undefined) found.push({ start, end: end + ending.length, kind: 'Programme', name: `${name}${ending}`, sure: 0.85, rule: '「」計畫' })
    else if (/^(?:一[書文]|這[本篇]|[中裡]，?.{0,6}(?:提出|指出|認為|一文))/u.test(behind)) found.push({ start, end, kind: 'Work', name, sure: 0.75, rule: '「」一文' })
    else if (rules.concepts.before.test(behind) || rules.concepts.behind.test(text.slice(0, start).slice(-8))) {
      found.push({ start, end, kind: kind === undefined || kind === 'Organization' ? 'Concept' : kind, name, sure: 0.85, rule: '「」概念' })
    } else if (kind !== undefined && !name.endsWith('政府')) found.push({ start, end, kind, name, sure: 0.8, rule: '「」' })
  }
  return found
}

function endingKind(name: string, rules: NameRules): Kind | undefined {
  for (let at = Math.max(0, name.length - 8); at < name.length - 1; at++) {
    rules.endings.lastIndex = at
    const match = rules.endings.exec(name)
    if (match !== null && at + match[0].length === name.length && at >= 2) return rules.kindOf.get(match[0])
  }
  return undefined
}

/** 歐洲終身學習創協（European Lifelong Learning Initiative, ELLI）: the English words say what the Chinese before them is. */
function bracketed(text: string, rules: NameRules, stops: Uint8Array): FoundName[] {
  return [...text.matchAll(/(?<=\p{Script=Han})（(\p{Lu}[\p{L}'’.&\- ]{5,80}?)(?:[,，] ?[\p{Lu}\d, ]{2,12})?）/gu)].flatMap((match): FoundName[] => {
    const kind = match[1]!.split(/[ -]/).map((word) => rules.latin.words.get(word)).findLast((one) => one !== undefined)
    const start = leftOf(text, match.index, stops, rules, new Set())
    const name = text.slice(start, match.index)
    return kind === undefined || name.length < 3 || rules.notNames.test(name) ? [] : [{ start, end: match.index, kind, name, sure: 0.8, rule: '（English）' }]
  })
}

function byEnding(text: string, rules: NameRules, stops: Uint8Array): FoundName[] {
  const ends = new Map<number, { start: number; kind: Kind }>()
  for (let at = 0; at < text.length; at++) {
    if (!rules.initials.has(text[at]!)) continue
    rules.endings.lastIndex = at
    const match = rules.endings.exec(text)
    if (match === null) continue
    const end = at + match[0].length
    // a longer ending begins further left and has been met before
    if (!ends.has(end)) ends.set(end, { start: at, kind: rules.kindOf.get(match[0])! })
  }
  const closed = new Set(ends.keys())
  return [...ends].flatMap(([end, ending]) => {
    const one = named(text, { end, ...ending }, stops, closed, rules)
    return one === undefined ? [] : [one]
  })
}

/** Behind these a short ending is part of another word: 部門, 處理, 局限, 館長 of no house. */
const BROKEN = /^(?:部[門分落份隊位]|處[理於境置罰分]|局[限勢面部]|院[子]|署名|館員|會[議員長務址場]|司[機法]|學院派|計畫[書性]|政策性|原則[上性]|模式化|組織[化學的成]|中心[點的]|公司法|黨[員派外內部團綱魁籍章國工委產]|科系|大學[生法部]|小學生|中學生|企業[家化界]|團體[化性]|銀行[家業])/u

/** Endings that ordinary words have too: such a name is no proposal of itself, though it may be an end of a statement. */
const WEAK = /^(?:專案|協定|遺址|園區|聯盟|網絡|組織|企業|團體|中心|同盟|公司|銀行|館|處|院|司|政策|方案|計畫|計劃|政府|議會|參議院|眾議院|辦公室|內閣)$/u

function named(text: string, { start: at, end, kind }: { start: number; end: number; kind: Kind }, stops: Uint8Array, closed: ReadonlySet<number>, rules: NameRules): FoundName | undefined {
  const ending = text.slice(at, end)
  if (BROKEN.test(text.slice(end - 1, end + 2)) || BROKEN.test(text.slice(end - 2, end + 1))) return undefined
  let start = leftOf(text, at, stops, rules, closed)
  // LILLIPUT計畫, 2011台北市學習型城市願景國際研討會
  const latin = /(?<![\p{Script=Latin}\d])[\p{Lu}\d][\p{Script=Latin}\d-]*$/u.exec(text.slice(Math.max(0, start - 20), start))?.[0] ?? ''
  if ((kind === 'Programme' || kind === 'Event') && latin !== '' && !/^\d{1,3}$/.test(latin) || kind === 'Organization' && /^\p{Lu}{1,2}$/u.test(latin)) start -= latin.length
  // 第五屆全國社區大學研討會
  // 前政務司, but 前鎮區
  if (/^前(?![鎮金])|^原(?![住子鄉民野生料理則點始作著本型])/u.test(text.slice(start, end)) && at - start > 2) start++
  // 1950年代關務署, 16日大統公司
  if (text[start - 1] === '年' && text[start] === '代' || /\d/.test(text[start - 1] ?? '') && /[日月]/u.test(text[start]!)) start++
  const leading = rules.leading.exec(text.slice(start, at))
  if (leading !== null && at - start - leading[0].length >= 2) start += leading[0].length
  const name = text.slice(start, end).replace(/^(?:[一二兩三四五六七八九十百]+[個所家間項位種大座本份]|份)(?!\p{Script=Han}{0,1}$)/u, '').replace(kind === 'Event' || kind === 'Place' ? /^(?:[一二兩三四五六七八九十百\d]*[次座場波]|[前後]|[上下]一(?:階段|次|場|座)?)/u : /^(?!)/u, '')
  start = end - name.length
  // 21家公司, 幾個委員會, 十六縣五省轄市一管理局
  if (/^[一二三四五六七八九十百]{1,3}[縣市省區]/u.test(name)) return undefined
  if (/^[個所家間項位種座份條批群名]/u.test(name) && /[\d一二兩三四五六七八九十百千幾數多]/u.test(text[start - 1] ?? '')) return undefined
  // 該公司總部: whose it is stands before
  if (/[該此]/u.test(text[start - 1] ?? '')) return undefined
  // 東京、名古屋、大阪三地電台
  if (/[兩三四五六七八九十]地/u.test(name)) return undefined
  // 歷數個委員會, 八個縣市政府: how many, not which
  if (/[一二兩三四五六七八九十百幾數多][個所家間](?=\p{Script=Han}{2})/u.test(name)) return undefined
  // 十一局, 農礦兩部: a number of them
  if (/[一二兩三四五六七八九十百]+[局部院會校館署處所系區]$/u.test(name) && !/第[一二三四五六七八九十百]+.$/u.test(name)) return undefined
  // 許多的金融中心: of a sort
  if (/(?:許多|很多|大多|多數|一些|有些|所有|任何|各種|各個|各|每個|每一|其他|這類|此類|某些)的?$/u.test(text.slice(Math.max(0, start - 4), start))) return undefined
  const before = name.length - ending.length
  const unit = rules.agencies.exec(name)
  if (unit?.index === 0) return { start, end, kind, name, sure: 0.85, rule: 'agency' }
  // 圖書館館長, 圖書館前館長 are heads of a 圖書館, not of a 圖書館館
  if (ending.length === 1 && text[end] === '長') return undefined
  // 推廣教育組組長 is a post
  if (/[組科室股課]$/u.test(name) && text[end] === name.at(-1) && text[end + 1] === '長') return undefined
  const head = rules.atHead.test(name)
  if (before < (head ? 2 : (SHORTEST[kind] ?? 2)) && latin === '') return undefined
  if (kind === 'Programme' && before < 4 && latin === '') return undefined
  if (/[東西南北中內外上下]部$/u.test(name)) return undefined
  // 模式, 「原則」: an ending and nothing before it
  if (before === 0) return undefined
  // 公民和政府 are two
  if (!head && /[與及和]/u.test(name.slice(1, before)) && !/(?:中和|永和|和平|仁和|祥和|和美|共和|太和|泰和|和春|和諧|和信|和南|和順)/u.test(name)) return undefined
  // 通常政府, 開放政府: whose it is says a place
  if (ending === '政府' && (/(?:開放|電子化?|透明|數位|智慧)政府$/u.test(name) || !head && !rules.countries.test(name))) return undefined
  if (kind === 'Place' && !head && name.length > 8) return undefined
  if (/各[界級地屆國]/u.test(name)) return undefined
  // 中國公司, 法國警察局: of some sort, from somewhere
  if (/^(?:公司|企業|團體|組織|銀行|警察局|電視台|醫院|書店|政策|部)$/u.test(ending) && rules.country.test(name.slice(0, before))) return undefined
  if (rules.notNames.test(name) || rules.notNames.test(name.slice(-2)) && (name.length <= 5 || ending.length === 1) && ending.length <= 2 && ending !== name.slice(-2)) return undefined
  // 社會教育科 is a unit, though 社會 + 教育 says only what sort of thing
  if (rules.sorts.has(name.slice(0, before)) && !/..[科組]$/u.test(ending)) return undefined
  // 歷來教育局: behind something that is no head, the agency alone
  // 西班牙文化部 is not the 文化部
  const country = unit === null ? null : rules.ofCountry.exec(name.slice(0, unit.index))
  if (country !== null) return { start: start + country.index, end, kind, name: name.slice(country.index), sure: 0.7, rule: 'agency' }
  if (unit !== null && !head) return { start: start + unit.index, end, kind, name: unit[0], sure: 0.7, rule: 'agency' }
  if (ending.length === 1 && before > 6 && !head) return undefined
  return { start, end, kind, name, sure: head ? 0.85 : WEAK.test(ending) || kind === 'Concept' ? 0.45 : 0.7, rule: `…${ending}` }
}

/**
 * Where a name ending at `at` begins: behind the last mark or stop word, at its head if it has one. A name with a head
 * reaches over 與, 及, 和: 國家科學及技術委員會, but not where what stands before is a name of its own.
 */
function leftOf(text: string, at: number, stops: Uint8Array, rules: NameRules, closed: ReadonlySet<number>): number {
  let start = run(text, at, stops)
  const join = text[start - 1]
  if (start > 1 && JOINS.has(join!) && (join === '暨' || !closed.has(start - 1))) {
    const further = run(text, start - 1, stops)
    const left = text.slice(further, start - 1)
    const head = rules.heads.exec(left)
    // 省主席邱創煥與省政府教育廳 are two
    if (head !== null && left.length > head.index + head[0].length && (join === '暨' || !/[局處署部院館會校長員]$|主席|總統|[局處部院館會校署]長|主任|教授/u.test(left))) start = further + head.index
  }
  // with the first letter of the ending: 風災後屏東縣政府
  const name = text.slice(start, at + 1)
  const head = rules.heads.exec(name)
  // 當年財團法人某某: cut at the head, unless what stands before it is part of the name (台北市私立)
  return head === null || head.index === 0 || !/^(?:國立|私立|財團法人|社團法人|行政法人|中華|行政院|\p{Script=Han}{2}[市縣])/u.test(head[0]) ? start : start + head.index
}

function run(text: string, at: number, stops: Uint8Array): number {
  let start = at
  while (start > 0 && at - start < LONGEST && stops[start - 1] === 0 && HAN.test(text[start - 1]!)) start--
  return start
}

const OFFICE = /^(?:政務|行政|總|副|主|董|理|院|部|局|處|校|市|縣|教|台|臺|美國|日本|英國|中國|國)/u

function people(text: string, { people: { posted, postFirst, acting, clerics, notPeople } }: NameRules): FoundName[] {
  const rows: [RegExp, number, string][] = [[posted, 0.85, '…專員'], [postFirst, 0.75, '館長…'], [acting, 0.7, '…提出'], [clerics, 0.75, '…法師']]
  return rows.flatMap(([pattern, sure, rule]) => [...text.matchAll(pattern)].flatMap((match): FoundName[] => {
    const name = match[0]
    // 艾爾達•薩比羅格魯: a name from abroad, cut short
    // 時任美國總統, 任政務委員: a verb
    if (name.startsWith('任') && OFFICE.test(text.slice(match.index + 1))) return []
    // 穆罕默德•傑登 is cut short, 高美館 is a house
    if (/[館院局署處廳]$/u.test(name) || /^\p{Script=Han}{1,3}[•·‧・]/u.test(text.slice(match.index + name.length))) return []
    return notPeople.test(name) || /[•·‧・]/u.test((text[match.index - 1] ?? '') + (text[match.index + name.length] ?? '')) ? [] : [{ start: match.index, end: match.index + name.length, kind: 'Person', name, sure, rule }]
  }))
}

/** 歐盟, 文建會: nothing in them tells that they are bodies. */
function known(text: string, rules: NameRules): FoundName[] {
  return [...text.matchAll(rules.bodies)].map(({ index, 0: name }): FoundName => ({ start: index, end: index + name.length, kind: 'Organization', name, sure: 0.8, rule: 'body' }))
}

function places(text: string, rules: NameRules): FoundName[] {
  return [...text.matchAll(rules.places)].flatMap((match): FoundName[] => {
    const { county, district } = match.groups ?? {}
    // 台北市社區大學 holds no district 社區
    const bare = district ?? (county === undefined ? match[0] : '')
    const wrong = rules.notDistricts.has(bare) || /[的之與和及於為]/u.test(bare) || /[社校園地選轄分]區$/u.test(bare) || /^(?:[由在至從到對以將為與和及是的各某該此於下上每]|[一二三四五六七八九十]+.$)/u.test(bare)
    const name = wrong ? (county ?? '') : match[0]
    return name === '' ? [] : [{ start: match.index, end: match.index + name.length, kind: 'Place', name, sure: 0.75, rule: '…市…區' }]
  })
}
