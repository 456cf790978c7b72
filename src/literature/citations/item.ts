import { marked, optional, put, type Fields } from './item-fields.ts'
import { itemNames } from './item-names.ts'
import { readHead, type Head } from './item-heads.ts'
import { readCoded } from './item-coded.ts'
import { dated, readBook, readTail } from './item-tail.ts'
import { piece, takeOut, value, type Found, type Piece } from './piece.ts'
import { HAN } from './plain.ts'
import type { Item, ItemType } from './types.ts'

/** [M], [J] of GB/T 7714. */
const CODES: Readonly<Record<string, ItemType>> = {
  M: 'book', J: 'article-journal', D: 'thesis', C: 'paper-conference', N: 'article-newspaper', R: 'report', EB: 'webpage', DB: 'webpage', S: 'legislation', A: 'chapter', G: 'book', Z: 'document',
}

/** Words anywhere in a reference that say what it is, where its form leaves that open. */
const SIGNS: readonly (readonly [ItemType, RegExp])[] = [
  ['report', /研究報告|成果報告|報告書|結案報告|專題研究計[畫劃]|委託研究|委託計[畫劃]|計[畫劃]編號|調查報告|期末報告|Working [Pp]aper|[Tt]echnical [Rr]eport|Report No|Final [Rr]eport/],
  ['paper-conference', /研討會|學術會議|年會論文|會議論文|論文集|Proceedings of|[Cc]onference on|Symposium/],
]

/** The number or bullet before an entry. */
export const NUMBER = /^\s*(?:[-*•‧●◎※]\s+)?(?:\[\^?(?<square>\d{1,4})\]:?|\((?<round>\d{1,3})\)|(?<dotted>\d{1,3})[.、)](?=\s|\p{Script=Han}|\p{Lu}))\s*/u

/** More than this is no reference but a paragraph; what a reference needs stands at its beginning. */
const LONGEST = 1_500

/** One entry of a list, or one citation in a note, in full; undefined where nothing like a title is found. */
export function readItem(raw: string): Item | undefined {
  const printed = piece(raw.slice(0, LONGEST))
  const number = NUMBER.exec(printed.flat)?.[0].length ?? /^\s*[-*•‧●◎※]\s+/.exec(printed.flat)?.[0].length ?? 0
  const entry: Piece = { text: printed.text.slice(number), flat: printed.flat.slice(number) }
  const { fields, rest } = marked(entry)
  const { taken, left } = inBrackets(rest)
  const head = readHead(left)
  if (!head) return undefined
  const tail = head.code ? tailOf(head, CODES[head.code] ?? 'document') : tailOf(head)
  const all = put(head.fields, fields, tail.fields, taken, head.fields.author ? { author: head.fields.author } : {}, head.fields.issued ? { issued: head.fields.issued } : {})
  const title = all.title!
  return {
    ...all,
    author: all.author ?? [],
    type: thesis(taken) ? 'thesis' : tail.type ?? typeBySigns(entry, all, head),
    language: HAN.test(title) ? 'zh' : 'en',
  }
}

const WHOLE: ReadonlySet<ItemType> = new Set(['book', 'report', 'thesis'])

function tailOf(head: Head, code?: ItemType): { type: ItemType | undefined; fields: Fields } {
  const read = readTail(head.rest)
  if (code) return { type: code === 'book' && /^[^/]{0,40}\/\//.test(head.rest.flat) ? 'chapter' : code, fields: readCoded(head.code!, head.rest) ?? put(WHOLE.has(code) || !read.type ? readBook(head.rest) : {}, dated(head.rest), WHOLE.has(code) ? {} : read.fields) }
  if (read.type && !(head.title === 'whole' && read.type === 'article-journal' && !read.fields.volume && !read.fields.issue)) return read
  // A title in 《》 followed by 卷 is a volume of that book; 題名。出版者。 is a book.
  return { type: undefined, fields: put(readBook(head.rest), dated(head.rest)) }
}

function typeBySigns(entry: Piece, fields: Fields, head: Head): ItemType {
  for (const [type, sign] of SIGNS) if (sign.test(entry.flat)) return type
  if (/^(?:[^,。]*(?:法|條例|細則|辦法|規程|準則))$/.test(fields.title ?? '') && !fields.publisher) return 'legislation'
  if (fields.URL && !fields['publisher-place']) return 'webpage'
  if (fields.publisher || head.title === 'whole') return 'book'
  return 'document'
}

interface Remark {
  readonly pattern: RegExp
  readonly read: (found: Found) => Fields
}

/** What stands in brackets behind a title and is no part of it. */
const REMARKS: readonly Remark[] = [
  {
    // （原書 Honneth, A. [2011]. Das Recht der Freiheit. Frankfurt: Suhrkamp.）
    pattern: /\s?\((?:原書|原文|原著|原作)\s?:?\s?(?<names>[^()[\]]{2,120}?)\s?\[(?:\d{4}\/)?(?<year>\d{4})[^\]]{0,12}\](?:[^()]|\([^()]*\))*(?:\)[.。]?|$)/d,
    read: ({ names, year }) => ({ author: itemNames(names!.text).names, 'original-date': year!.flat }),
  },
  { pattern: /\s?\((?:原著?作?(?:出版|發表)[^()]*|原出版年[^()]*|[Oo]riginal work published[^()]*)\)[.。]?/d, read: () => ({}) },
  {
    pattern: /\s?[([]\s?(?:未出版|未發表|已出版|Unpublished)?之?\s?(?<genre>碩士學?位?論文|博士學?位?論文|(?:[Dd]octoral|PhD|Ph\.D\.) (?:[Dd]issertation|[Tt]hesis)|[Mm]aster's [Tt]hesis)(?:,\s?(?<school>[^()[\]]+))?\s?[)\]]/d,
    read: ({ genre, school }) => put({ genre: value(genre)!.replace('學位', '') }, optional('publisher', value(school))),
  },
  {
    pattern: /\s?\((?<edition>第?(?:\d+|[一二三四五六七八九十]+)版|初版|再版|修訂版|修訂[一二三四五六七八九十]版|增訂版|增訂[一二三四五六七八九十]版|\d+(?:st|nd|rd|th) ed\.|[Rr]ev\. ed\.)\)/d,
    read: ({ edition }) => optional('edition', value(edition)),
  },
  {
    pattern: /\s?\((?<names>[^():。]{2,40}?)(?:合譯|編譯|譯註|譯|,\s?Trans\.)\)/d,
    read: ({ names }) => ({ translator: itemNames(names!.text).names }),
  },
]

function inBrackets(entry: Piece): { taken: Fields; left: Piece } {
  let left = entry
  let taken: Fields = {}
  for (const { pattern, read } of REMARKS) {
    const found = takeOut(left, pattern)
    if (!found) continue
    taken = put(taken, read(found))
    left = closed(found.$rest)
  }
  return { taken, left }
}

/** No blank where the brackets stood before a stop. */
const closed = ({ text, flat }: Piece): Piece => {
  const at = flat.search(/ (?=[.。,])/)
  return at < 0 ? { text, flat } : { text: text.slice(0, at) + text.slice(at + 1), flat: flat.slice(0, at) + flat.slice(at + 1) }
}

const thesis = ({ genre }: Fields): boolean => genre !== undefined && genre !== 'in press'
