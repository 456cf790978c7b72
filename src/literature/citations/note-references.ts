import { nameKey } from '../../model/names.ts'
import { localToEdtf } from '../../model/dates-roc.ts'
import { readAuthors } from './authors.ts'
import { itemKeys, nameText } from './keys.ts'
import { readItem } from './item.ts'
import type { Segment } from './note-segments.ts'
import { HAN, squeeze } from './plain.ts'
import { BODY, OPENING } from './words.ts'
import type { Item, ItemName, Note, NoteForm, NoteWork } from './types.ts'

const NUMBERED = /^(?<author>[^,:《〈]{0,30}?)[,:]?\s?(?:同前揭註|同前註|同上註|同註|同注|前揭註|前引註|前註|見註|註|注|supra note|同前引註|前揭注|n\.)\s?[([]?\s?(?<label>\d{1,3}|[一二三四五六七八九十]{1,4}|[①-⑳])\s?[)\]]?(?:揭?書|揭?文|所引書|引書|之文|之書)?/u
const SAME = /^(?:同前註|同上註|同前注|同上注|同註|同前揭書|同前引書|同前揭文|同前引文|同前書|同前文|同上書|同上文|同前|同上|[Ii]bid(?:em)?\.?|[Ii]d\.)(?=[\s,.。:;]|頁|$)/u
const EARLIER = /^(?<author>[^《〈]{0,40}?)[,:]?\s?(?:,\s?)?(?<words>前引書|前揭書|前引文|前揭文|前引論文|前揭論文|前引著作|前揭著|前引|前揭|上引書|上揭書|上揭文|已引書|[Oo]p\.\s?cit\.?|[Ll]oc\.\s?cit\.?)/u

/** The item of a segment, and where it points if it points back. `known` are the works named so far, those of the same note last. */
export function resolve(segment: Segment, notes: readonly Note[], known: readonly Place[]): NoteWork {
  const flat = squeeze(segment.flat)
  const base = { start: segment.start, end: segment.end, raw: segment.raw }
  const pages = pagesOf(flat)
  const cited = pages ? { pages } : {}
  const to = (form: NoteForm, found: Place | undefined): NoteWork => ({ ...base, form, ...cited, ...(found ? { item: found.item, refersTo: { note: found.note, work: found.work } } : {}) })

  const numbered = NUMBERED.exec(flat)?.groups
  if (numbered) return to('earlier', inNote(notes, known, label(numbered.label!), authorOf(numbered.author!)))
  if (SAME.test(flat)) return to('same', known.at(-1))
  const earlier = EARLIER.exec(flat)?.groups
  if (earlier) return to('earlier', before(known, authorOf(earlier.author!), earlier.words!))
  const item = readItem(segment.raw)
  if (!item || !isWork(item, flat) || !item.author.every(isNamed)) return { ...base, form: 'full', ...cited }
  const meant = bare(item) ? known.findLast((place) => sameWork(place.item, item)) : undefined
  return meant ? to('short', meant) : { ...base, form: 'full', item, ...cited }
}

/** A work that a note named. */
export interface Place {
  readonly item: Item
  readonly note: number
  readonly work: number
}

/** Notes begin anew with chapters: the last of that label counts. */
function inNote(notes: readonly Note[], known: readonly Place[], wanted: string, author: string): Place | undefined {
  const note = notes.findLastIndex((other) => other.label === wanted)
  const works = note < 0 ? [] : known.filter((place) => place.note === note)
  return works.find(({ item }) => author !== '' && itemKeys(item).some((key) => key === nameKey(author))) ?? works.at(-1)
}

const ARTICLE = /文|loc/i
const isArticle = ({ type }: Item): boolean => type === 'article-journal' || type === 'chapter' || type === 'article-newspaper' || type === 'paper-conference'

function before(all: readonly Place[], author: string, words: string): Place | undefined {
  const key = author === '' ? undefined : nameKey(author.split(/[、與及]|\sand\s|等/)[0]!)
  const fitting = key === undefined ? all : all.filter(({ item }) => itemKeys(item).some((other) => other === key || (key.length > 2 && other.endsWith(key))))
  if (/op/i.test(words) || !/[書文]/.test(words)) return fitting.at(-1)
  return fitting.findLast(({ item }) => isArticle(item) === ARTICLE.test(words)) ?? (key === undefined ? undefined : fitting.at(-1))
}

const authorOf = (text: string): string => text.replace(/^[\s,:]+|[\s,:]+$/g, '').replace(/^(?:參見|見|詳見|參閱)/, '')

const label = (text: string): string => (/^\d+$/.test(text) ? text : /[①-⑳]/.test(text) ? text.normalize('NFKC') : String(Number(/\d{4}/.exec(localToEdtf(`西元${text}年`) ?? '')?.[0] ?? '') || text))

/** A sentence of a note reads as a title easily; a work has a date, a publisher, a container, or a title in its marks. */
const isWork = (item: Item, flat: string): boolean => /[《〈]/.test(flat) || item['container-title'] !== undefined || (item.URL !== undefined && (item.author.length > 0 || /^["“]/.test(flat))) || (item.issued !== undefined && (item.author.length > 0 || item.publisher !== undefined))

/** 這部分是 and 不過 begin a sentence about a work, and name nobody. */
const isNamed = (name: ItemName): boolean => {
  const text = nameText(name)
  if (OPENS.test(text)) return false
  if (!HAN.test(text)) return text.length <= 60 && !OPENING.test(/^\S+/.exec(text)?.[0] ?? '') && (text.split(' ').length <= 4 || readAuthors(text, { strict: false }) !== undefined)
  return readAuthors(text, { strict: false }) !== undefined && (text.length <= 6 || BODY.test(text) || /[·・‧•．]/.test(text))
}
const OPENS = /^(?:and|or|of|the)\s|^(?:不過|以及|另外|此外|其中|例如|譬如|原文|作者|筆者|本文|本書|據|在|這|該|此)|[。;()（）「」]|\p{Script=Han}.*[,，]|\d{2}/u

const bare = (item: Item): boolean => item.issued === undefined && item.publisher === undefined && item.volume === undefined

function sameWork(known: Item, item: Item): boolean {
  const [a, b] = [nameKey(known.title ?? ''), nameKey(item.title ?? '')]
  if (a === '' || b === '' || !(a === b || a.startsWith(b))) return false
  const keys = itemKeys(known)
  return item.author.length === 0 || itemKeys(item).some((key) => keys.includes(key))
}

const PAGES = /(?:頁碼?|pp?\.)\s?(?<page>[A-Za-z]?\d+(?:\s?[-至、,]\s?[A-Za-z]?\d+(?!\d*[年卷期]))*)/gu
const ENGLISH = /\)?[,:]\s?(?<page>\d{1,4}(?:\s?-\s?\d{1,4})?(?:,\s?\d{1,4}(?:\s?-\s?\d{1,4})?)*)\s?[.。]?$/u

function pagesOf(flat: string): string | undefined {
  const found = [...flat.matchAll(PAGES)].at(-1)?.groups?.page ?? ENGLISH.exec(flat)?.groups?.page
  return found?.replace(/\s/g, '').replace(/至/g, '-')
}
