import { edtf, figure, optional, pages, printed, put, type Fields } from './item-fields.ts'
import { itemNames } from './item-names.ts'
import { cut, find, value, type Found, type Piece } from './piece.ts'
import type { ItemType } from './types.ts'

/** What stands behind a title: where it came out. Rows are tried in order; the first whose pattern fits says the type. */
interface Tail {
  readonly type: ItemType
  /** Without it the pattern need not be tried. */
  readonly sign?: RegExp
  readonly pattern: RegExp
  readonly read: (found: Found) => Fields
}

const PAGES = '(?:頁碼?|pp?\\.|P{1,2}\\.)?\\s?(?<page>[A-Za-z]?\\d+(?:\\s?(?:-|至|到)\\s?[A-Za-z]?\\d+)?(?:\\s?[,、]\\s?\\d+\\s?-\\s?\\d+)*)\\s?頁?'
const NUMERAL = '(?:\\d+|[一二三四五六七八九十百〇○零]+)'
const NAME = '(?:《[^》]+》|「[^」]+」|[^,。《》〈〉「」:;()]{2,60}?(?:\\([^)\\d]{1,20}\\))?)'
const MONTHS = '(?:January|February|March|April|May|June|July|August|September|October|November|December)\\b'
const EDITORS = '(?:\\(?\\s?(?:主編|編著|合編|總編輯|編輯|編|(?<![A-Za-z])[Ee]ds?\\.?)\\s?\\)?)'
export const edited = (found: Piece | undefined): Fields => {
  const { names } = itemNames(found?.text ?? '')
  return names.length > 0 ? { editor: names } : {}
}

/** 台北市：師大書苑 or a publisher alone; behind it perhaps a year. */
export function publication(all: Piece): Fields {
  const from = find(all, /^[\s,.。]*\(?(?:第?\s?[\d一二三四五六七八九十]+\s?[卷冊輯編期]|(?:頁|pp?\.)\s?[\d-]+|[上中下]冊|[^(),。:\d]{1,16}本)\)?[\s,。.]*/d)?.$rest ?? all
  const found =
    // A series or a remark may stand before the place.
    find(from, /(?:^|[.。]\s?)(?<place>[^:,.。()\d《》]{2,30}(?:,\s?[A-Z]{2})?):\s?(?<publisher>[^:,.。;()《》\d]{2,60})[.。]?\s*$/d) ??
    find(from, /^[\s,.。(]*(?<place>[^:,。()\d]{2,30}?(?:,\s?[A-Z]{2})?)\s?:\s?(?<publisher>[^,。;()[\]]{2,60}?)\s?(?:(?:,\s?|(?=(?:1[5-9]|20)\d\d\s?年))(?:民國|民|西元)?\s?(?<year>\d{2,4}|[〇○零一二三四五六七八九十]{2,4})\s?年?(?:\s?\d{1,2}\s?月)?(?:[初一二三四五六七八九十\d]*版)?)?\s?(?:[,.。;)]|$)/d) ??
    find(from, /^[\s,.。(]*(?<publisher>[^,:。;()[\]\d][^,:。;()[\]]{1,60}?)\s?(?:(?:,\s?|(?=(?:1[5-9]|20)\d\d\s?年))(?:民國|民)?(?<year>\d{2,4})\s?年?(?:[初一二三四五六七八九十\d]*版)?)?\s?(?:[,。;)]|\.?$|\.\s)/d)
  if (!found || /^(?:頁|卷|第?\d|pp?\b|取自|檢索|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)/.test(found.publisher?.flat ?? '')) return {}
  return put(printed('publisher-place', found.place), printed('publisher', found.publisher), found.year && optional('issued', edtf(year(found.year.flat))))
}

const year = (text: string): string => (/^\d{2,3}$/.test(text) ? `民國${text}年` : `${text}年`)

const TAILS: readonly Tail[] = [
  {
    // In Title, edited by Editors, 12-20. Place: Publisher.
    type: 'chapter',
    pattern: /^[\s,.]*[Ii]n:?\s(?<container>.{3,200}?),\s(?:edited by|ed\.|eds\.)\s(?<editors>.{3,200}?)(?:,\s(?<page>[\divxlc]+-[\divxlc]+))?(?:(?<!\b[A-Z])\.\s(?<rest>.*)|\.?$)/d,
    read: ({ container, editors, page, rest }) => put(edited(editors), printed('container-title', container), optional('page', pages(page)), rest && publication(rest)),
  },
  {
    type: 'thesis',
    sign: /[碩博硕]、?(?:博|士)|[Tt]hesis|[Dd]issertation/,
    pattern: /(?<before>.*?)\(?(?<school>[^,.。:()[\]\d]*?(?:大學|學院|大学|学院|研究院)[^,.。:()[\]\d]*?)?[\s,(]*(?:(?<year>\d{4})\s?年)?(?<unpublished>未出版之?|未發表之?|Unpublished\s)?(?<genre>碩士學?位?論文|博士學?位?論文|碩、?博士論文|硕士学?位?论文|博士学?位?论文|[Dd]octoral [Dd]issertation|[Mm]aster['’]?s? [Tt]hesis|PhD [Tt]hesis|Ph\.?\s?D\.? (?:[Dd]issertation|[Tt]hesis))\)?(?<after>.*)$/d,
    read: ({ before, school, year: when, genre, after }) => {
      const named = school ?? find(after!, /^[\s,.。\]]*(?:未出版|未發表|Unpublished)?[\s,.。]*(?<school>[^,.。\]]*(?:University|Institute|College|大學|學院)[^,.。\]]*)/d)?.school
      const placed = find(after!, /(?:^|[,.。])\s?(?<place>[^,.。()\d:未]{2,12}?(?:市|縣|省)?)\s?[.。]?\s?$/d)?.place ?? find(before!, /(?<place>[^\s,.。:()]{2,10}):\s?$/d)?.place
      return put({ genre: value(genre)!.replace(/學位|学位/, '').replace(/硕士论文/, '碩士論文').replace(/博士论文/, '博士論文') }, printed('publisher', named), printed('publisher-place', placed), when ? { issued: when.flat } : dated(after))
    },
  },
  {
    type: 'chapter',
    pattern: new RegExp(`^[\\s,.。]*(?:收錄於|收錄在|收於|收入|收在|載於|輯於|輯入|刊於|收|載|In:?\\s|in\\s|見|见)\\s?:?\\s?(?<editors>[^《》〈〉:]{2,120}?)\\s?[,.]?\\s?${EDITORS}\\s?[,:.。]?\\s?(?<container>《[^》]+》|「[^」]+」|[^(。《》]{2,120}?)\\s?(?:[,.。]?\\s?(?<edition>第?${NUMERAL}版)?[,.。]?\\s?\\((?:[^()]*?,\\s?)?(?:頁|pp?\\.)\\s?(?<page>[^)]+)\\))?\\s?(?:[,.。(]\\s?(?<rest>.*))?$`, 'd'),
    read: ({ editors, container, page, rest }) => put(edited(editors), printed('container-title', container), optional('page', pages(page)), rest && publication(rest), rest && paged(rest, page), dated(rest)),
  },
  {
    type: 'paper-conference',
    pattern: /^[\s,.。[(]*(?:論文)?(?<lead>(?:論文)?(?:發表於|宣讀於|發表在|(?:Paper|Poster|Oral presentation) presented at(?: the)?|Presented at(?: the)?|In Proceedings of|In(?= .*(?:Conference|Symposium|Proceedings|Workshop))))[\s:]*(?<container>「[^」]+」[^,。.(]*|《[^》]+》|[^。,(]{4,120}?)\s?(?:\((?:頁|pp?\.)\s?(?<page>[^)]+)\))?(?:[,.。(]\s?(?<rest>.*))?$/d,
    read: ({ container, page, rest }) => put(printed('container-title', container), optional('page', pages(page)), rest && paged(rest, page), rest && placed(rest)),
  },
  {
    type: 'paper-conference',
    pattern: /^[\s,.。]*(?:載於|收錄於|收於)?(?<container>[^,。.《》]{4,80}(?:手冊|論文集|會議論文|研討會))\s?[,(]\s?(?=頁|第?\d+\s?-)(?<rest>.*)$/d,
    read: ({ container, rest }) => put(printed('container-title', container), paged(rest!), publication(rest!)),
  },
  {
    type: 'article-newspaper',
    pattern: new RegExp(`^[\\s,.。]*(?:載於|刊於|載)?\\s?(?<container>《[^》]*(?:(?<!學|通|公|彙|畫)報|Times|Post|新聞)》|[^,。.《》〈〉\\d]{1,12}(?:日報|時報|晚報|聯合報|自由報|公論報|民報|新報|商報|新聞報|新聞網|日报|晚报|时报|中央社)|聯合報|[A-Z][\\w\\s]*(?:Times|Post|Daily|Herald|Guardian))(?:\\([^)]*\\))?\\s?(?:,\\s?|\\(|。|(?=\\d{4}\\s?年)|$)(?<rest>.*)$`, 'd'),
    read: ({ container, rest }) => put(printed('container-title', container), optional('page', value(find(rest!, /(?<page>第?\s?[A-Z]?\d+(?:[-/]\d+)?\s?版|[A-Z]\d+(?:版)?)/d)?.page)?.replace(/^第\s?|\s?版$/g, '')), dated(rest)),
  },
  {
    type: 'article-journal',
    pattern: new RegExp(`^[\\s,.。]*(?:載於|刊於|載)?\\s?(?<container>《[^》]+》)\\s?,?\\s?(?<year>\\d{4})\\s?年?,?\\s?(?:(?:第)?\\s?(?<volume>${NUMERAL})\\s?卷,?\\s?)?(?:總?第)?\\s?(?<issue>${NUMERAL}(?:-\\d+)?)\\s?期(?<rest>.*)$`, 'd'),
    read: ({ container, year: when, volume, issue, rest }) => put(printed('container-title', container), { issued: when!.flat }, optional('volume', figure(volume)), optional('issue', figure(issue)), paged(rest!)),
  },
  {
    // Journal, Vol. 96, 1996, p. 903: the year behind the volume.
    type: 'article-journal',
    pattern: /^[\s,.。]*(?<container>[^,。.《》〈〉"]{2,80}),\s?[Vv]ol\.?\s?(?<volume>\d+),?\s?(?:[Nn]o\.?\s?(?<issue>[\d/-]+),?\s?)?\(?(?:\p{Lu}\p{Ll}+\.?\s)?(?<year>\d{4})\)?(?<rest>.*)$/du,
    read: ({ container, year: when, volume, issue, rest }) => put(printed('container-title', container), { issued: when!.flat }, optional('volume', figure(volume)), optional('issue', figure(issue)), paged(rest!)),
  },
  {
    type: 'article-journal',
    pattern: new RegExp(`^[\\s,.。]*(?:載於|刊於|載)?\\s?(?<container>(?!${MONTHS}|卷|頁|第\\s?\\d)${NAME})\\s?,?\\s?(?:(?:第|vol\\.?\\s?|新)?\\s?(?<volume>${NUMERAL})\\s?(?:卷|輯|年)?\\s?(?:[,:]?\\s?(?:\\(\\s?(?:第|no\\.?\\s?)?(?<i1>(?![^()]*(?:1[5-9]|20)\\d\\d\\s?\\))[^()]{1,14}?)\\s?期?\\s?\\)|(?:(?:第|no\\.?\\s?)\\s?(?<i2>${NUMERAL}(?:[-/]\\d+)?)\\s?期?|:\\s?(?<i5>\\d{1,3}(?:/\\d{1,3})?)(?!\\d|\\s?-\\s?\\d)\\s?期?)|(?:,\\s?|(?<=[卷輯年]\\s?))(?<i4>\\d+)\\s?期))|(?:第|總第?|总第)?\\s?(?<i3>${NUMERAL}(?:[-/]\\d+)?)\\s?(?:期|號)|\\(\\s?(?<i6>\\d{1,3})\\s?\\)|(?<v3>\\d+)\\.(?<i7>\\d+)(?=\\s?\\()|(?:vol\\.?\\s?)?(?<v2>\\d+(?:/\\d+)?)(?=\\s?(?:,|:|\\()))(?<rest>.*)$`, 'id'),
    read: ({ container, volume, i1, i2, i3, i4, i5, i6, i7, v2, v3, rest }) => put(printed('container-title', container), optional('volume', figure(volume ?? v2 ?? v3)), optional('issue', figure(i1 ?? i2 ?? i5 ?? i6 ?? i7 ?? i4 ?? i3)), paged(rest!), dated(rest)),
  },
  {
    type: 'chapter',
    pattern: /^[\s,.。]*(?!收|載|輯|刊|見)(?<editors>[^《》〈〉:]{2,60}?)\s?(?:主編|編著|合編|編)\s?[,:]?\s?(?<container>《[^》]+》)\s?(?<rest>.*)$/d,
    read: ({ editors, container, rest }) => put(edited(editors), printed('container-title', container), publication(rest!), paged(rest!), dated(rest)),
  },
  {
    type: 'chapter',
    pattern: /^[\s,.。]*(?:收錄於|收於|收入|載於|輯於|刊於|收|載|見)\s?:?\s?(?<author>[^《》,:]{2,30}?)?[,:]?\s?(?<container>《[^》]+》)\s?(?<rest>.*)$/d,
    read: ({ author, container, rest }) => put(author && edited(author), printed('container-title', container), publication(rest!), paged(rest!), dated(rest)),
  },
  {
    type: 'chapter',
    pattern: new RegExp(`^[\\s,.。]*(?:\\/\\/|(?:載於|收錄於|收於)\\s?)(?<editors>[^.《》:]{2,60}?)\\s?[,.:]\\s?(?<container>[^.。,(]{2,60})(?:\\(頁\\s?(?<page>[^)]+)\\))?[.。,(]\\s?(?<rest>.*)$`, 'd'),
    read: ({ editors, container, page, rest }) => put(edited(editors), printed('container-title', container), optional('page', pages(page)), publication(rest!), paged(rest!, page), dated(rest)),
  },
  {
    type: 'chapter',
    pattern: /^[\s,.。]*(?<container>《[^》]*(?:論文集|文集|選集|全集|大系|手冊|導論|合集)》)\s?(?<rest>.*)$/d,
    read: ({ container, rest }) => put(printed('container-title', container), publication(rest!), paged(rest!), dated(rest)),
  },
  {
    type: 'article-journal',
    pattern: new RegExp(`^[\\s,.。]*(?<container>《[^》]+》|[^,。.《》:()\\d]{2,60}(?:學報|期刊|季刊|月刊|雙月刊|半年刊|年刊|研究|評論|論叢|集刊|雜誌|學刊|通訊|Journal[^,.]*|Review[^,.]*|Quarterly|Studies|学报|杂志))\\s?,\\s?(?<rest>.*)$`, 'd'),
    read: ({ container, rest }) => put(printed('container-title', container), paged(rest!), dated(rest)),
  },
  {
    type: 'article-journal',
    pattern: /^[\s,.。]*(?<container>[^,。.《》:()\d]{2,40}(?:學報|期刊|季刊|月刊|年刊|集刊|學刊|論叢|Quarterly))[\s,.。]*$/d,
    read: ({ container }) => printed('container-title', container),
  },
  {
    type: 'paper-conference',
    pattern: /^[\s,.。]*(?:in\s)?(?<container>(?:\d{4}\s)?Proceedings of [^,(]{4,160})(?<rest>.*)$/d,
    read: ({ container, rest }) => put(printed('container-title', container), paged(rest!), dated(rest)),
  },
]

/** The pages of a chapter or an article. */
function paged(from: Piece, had?: Piece): Fields {
  if (had) return {}
  const found = find(from, new RegExp(`(?:頁碼?|pp?\\.|P{1,2}\\.)\\s?(?<page>[A-Za-z]?\\d+(?:\\s?(?:-|至|到)\\s?[A-Za-z]?\\d+)?)|[,:]\\s?(?:第\\s?)?(?<bare>[A-Za-z]?\\d+\\s?(?:-|至|到)\\s?[A-Za-z]?\\d+)|^[\\s,:]+${PAGES.replace('page', 'first')}\\s?[.。]?\\s?$|[,:]\\s?(?<one>e?\\d{1,5})\\s?[.。]?\\s?$`, 'd'))
  return optional('page', pages(found?.page ?? found?.bare ?? found?.first ?? found?.one))
}

const WHEN = /(?:\(|,|^|:|。|\.)\s?(?<day>(?:民國|民|西元|昭和|大正|明治)?\s?(?:1[5-9]\d\d|20\d\d|(?<=民國?\s?|昭和|大正|明治)\d{1,3}|[〇○零一二三四五六七八九十]{2,4}(?=\s?年))\s?(?:年?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日)?|年|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?)\s?(?=[),.。:;]|$)/d
const ENGLISH = /(?<day>(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter)?\s?(?:\d{1,2},\s?)?(?:1[5-9]\d\d|20\d\d))\s?(?=[),.:;]|$)/d

/** The date in a publication's brackets or behind its commas. */
export function dated(from: Piece | undefined): Fields {
  const day = from && (find(from, WHEN) ?? find(from, ENGLISH))?.day?.flat.replace(/\s/g, '').replace(/^(\d{4})$/, '$1年')
  if (!day) return {}
  return optional('issued', edtf(day) ?? edtf(`${day}年`) ?? /\d{4}/.exec(day)?.[0])
}

function placed(from: Piece): Fields {
  if (/^[^:,。]{2,20}:/.test(from.flat)) return publication(from)
  return printed('publisher-place', find(from, /(?<place>[^,.。()\d:頁]{2,20})\s?[.。]?\s?$/d)?.place)
}

export function readTail(rest: Piece): { type: ItemType | undefined; fields: Fields } {
  for (const { type, sign, pattern, read } of TAILS) {
    if (sign && !sign.test(rest.flat)) continue
    const found = find(rest, pattern)
    if (found) return { type, fields: read(found) }
  }
  return { type: undefined, fields: {} }
}

/** Whether what follows may be left to `publication`: at least its first sentence is no page or date. */
export function readBook(all: Piece): Fields {
  const done = find(all, /^[\s,.]*Translated by (?<translators>.{3,80}?)\.\s(?=\p{Lu}[\p{L}\s]+:)/du) ?? find(all, /^[\s,.]*(?<translators>[^,.。:《》()\d]{2,40}?)\s?(?:合譯|編譯|譯註|譯)\s?[,.。]\s?/d)
  const translator = done ? { translator: itemNames(done.translators!.text).names } : {}
  const rest = done ? done.$rest : all
  const edition = find(rest, /(?:^|[\s,.。(])(?<edition>第?(?:\d+|[一二三四五六七八九十]+)版|初版|再版|修訂版?|增訂版?|\d+(?:st|nd|rd|th) ed\.|Rev\. ed\.)/d)?.edition
  const from = edition ? removed(rest, edition) : rest
  return put(publication(from), printed('edition', edition), translator)
}

function removed(rest: Piece, part: Piece): Piece {
  const at = rest.flat.indexOf(part.flat)
  const behind = cut(rest, at + part.flat.length)
  const head = cut(rest, 0, at)
  return /[\p{L}]/u.test(head.flat) ? { text: head.text + behind.text.replace(/^[)\s]+/, ''), flat: head.flat + behind.flat.replace(/^[)\s]+/, '') } : { text: behind.text.replace(/^[).,。\s]+/, ''), flat: behind.flat.replace(/^[).,。\s]+/, '') }
}
